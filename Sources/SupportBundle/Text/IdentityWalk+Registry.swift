/// Data of an export of the registry: `hex:` and `hex(n):` with everything that belongs to them.
extension IdentityWalk {
    /// Handles such data; nil where there is none.
    ///
    /// Text is read, masked and written as it was. Of other data up to eight bytes stay, which are numbers and moments; nobody
    /// can tell what more of them hold, so that they are taken out.
    mutating func registryData(_ start: Int) -> Int? {
        guard bytes.has("hex", at: start), start > 0, bytes[start - 1] == UInt8(ascii: "=") else {
            return nil
        }
        var index = start + 3
        var type = 3
        if bytes.at(index) == UInt8(ascii: "(") {
            var end = index + 1
            while end < bytes.count, end - index < 10, bytes[end].digitValue != nil { end += 1 }
            guard bytes.at(end) == UInt8(ascii: ")"),
                let number = Int(bytes.text((index + 1)..<end), radix: 16)
            else { return nil }
            type = number
            index = end + 1
        }
        guard bytes.at(index) == UInt8(ascii: ":") else { return nil }
        let body = index + 1
        let (data, end) = RegistryData.bytes(in: bytes, from: body)
        guard data.count > 8 || [1, 2, 7].contains(type) else { return end }
        guard [1, 2, 7].contains(type), let text = RegistryData.text(data),
            let masked = masked(text, isList: type == 7)
        else {
            if [1, 2, 7].contains(type), RegistryData.text(data) != nil { return end }
            replaceData(body..<end, with: [])
            return end
        }
        replaceData(body..<end, with: Self.written(masked))
        return end
    }

    /// Replaces data by other data in as many lines.
    private mutating func replaceData(_ range: Range<Int>, with digits: [UInt8]) {
        var written = digits
        let breaks = bytes[range].count { $0 == 10 }
        let lineEnd = bytes[range].contains(13) ? "\r\n" : "\n"
        for _ in 0..<breaks { written.append(contentsOf: "\\\(lineEnd)  ".utf8) }
        replaceWhole(range, with: written)
    }

    /// Every text of a list by itself, as UTF-8 with zeros between them; nil where all of them stay.
    private func masked(_ text: [UInt8], isList: Bool) -> [UInt8]? {
        text.withUnsafeBufferPointer { scanner.masked($0, isMessage: false, depth: depth + 1) }
    }

    private static func written(_ text: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        var written: [UInt8] = []
        for unit in String(decoding: text, as: UTF8.self).utf16 {
            for byte in [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] {
                if !written.isEmpty { written.append(UInt8(ascii: ",")) }
                written.append(digits[Int(byte >> 4)])
                written.append(digits[Int(byte & 15)])
            }
        }
        return written
    }
}
