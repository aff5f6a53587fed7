import Foundation

/// Finds a text in bytes as simply as can be, with none of what the tool itself uses: every way of writing it that this knows is
/// looked for byte by byte, large and small letters being one.
enum DumbSearch {
    static func finds(_ text: String, in bytes: [UInt8]) -> Bool {
        let haystack = Data(bytes)
        let texts = [text, text.lowercased(), text.uppercased()]
        var needles: [Data] = texts.flatMap { writings(of: $0) }
        needles.removeAll { $0.count < 3 }
        if needles.contains(where: { haystack.range(of: $0) != nil }) { return true }
        let plain = String(decoding: bytes, as: UTF8.self)
        if plain.range(of: text, options: .caseInsensitive) != nil { return true }
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian, .isoLatin1] {
            if let wide = String(data: haystack, encoding: encoding),
                wide.range(of: text, options: .caseInsensitive) != nil
            {
                return true
            }
        }
        return false
    }

    private static func writings(of text: String) -> [Data] {
        let utf8 = Data(text.utf8)
        let utf16 = text.data(using: .utf16LittleEndian) ?? Data()
        var all = [utf8, utf16]
        for bytes in [utf8, utf16] {
            // Of base64 the middle, which is the same whatever stands around it, for each beginning.
            for before in 0..<3 {
                let padded = Data(repeating: 0, count: before) + bytes
                let encoded = padded.base64EncodedString().drop { $0 == "=" }.prefix { $0 != "=" }
                let core = encoded.dropFirst(before == 0 ? 0 : before + 1).dropLast(
                    padded.count % 3 == 0 ? 0 : 1)
                guard core.count >= 6 else { continue }
                all.append(Data(core.utf8))
                all.append(Data(core.replacing("+", with: "-").replacing("/", with: "_").utf8))
            }
            let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            for separator in ["", ",", " ", ":"] {
                all.append(Data(digits.joined(separator: separator).utf8))
                all.append(Data(digits.joined(separator: separator).uppercased().utf8))
            }
            all.append(Data(digits.map { "%" + $0 }.joined().utf8))
        }
        all.append(Data((text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "").utf8))
        all.append(
            Data(
                text.unicodeScalars.map { $0.isASCII ? String($0) : String(format: "\\u%04x", $0.value) }
                    .joined().utf8))
        all.append(Data(text.unicodeScalars.map { $0.isASCII ? String($0) : "&#\($0.value);" }.joined().utf8))
        return all
    }
}
