import Foundation

/// A way to write a text so that it is not seen at once; each is made here with nothing of the tool's own.
enum Writing: String, CaseIterable, Sendable {
    case plain, upper, base64, base64Second, base64Third, base64url, base64Wide, base64Lines, percent,
        percentAll, json, jsonAll
    case entities, hexadecimalEntities, hexadecimal, hexadecimalUpper, hexadecimalSpaced, registry, escapes,
        directory
    case percentWide, braces, codePage
    case quotedPrintable, base64OfPercent, percentOfBase64, base64OfBase64, hexadecimalOfWide

    func of(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let wide = Data(text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xff), UInt8(unit >> 8)] })
        func each(_ bytes: some Sequence<UInt8>, _ form: String, _ joint: String = "") -> String {
            bytes.map { String(format: form, $0) }.joined(separator: joint)
        }
        func base64(_ data: Data) -> String { data.base64EncodedString() }
        func scalars(_ all: Bool, _ form: String) -> String {
            text.utf16.map {
                $0 < 128 && !all ? String(UnicodeScalar(UInt8($0))) : String(format: form, Int($0))
            }.joined()
        }
        switch self {
        case .plain: return text
        case .upper: return text.uppercased()
        case .base64: return base64(Data(bytes))
        case .base64Second: return base64(Data("-".utf8 + bytes + "-.".utf8))
        case .base64Third: return base64(Data("--".utf8 + bytes + ".".utf8))
        case .base64url:
            return base64(Data("??>".utf8 + bytes)).replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        case .base64Wide: return base64(wide)
        case .base64Lines:
            let long = base64(Data(repeating: 45, count: 41) + bytes + Data(repeating: 45, count: 60))
            return stride(from: 0, to: long.count, by: 64).map { String(long.dropFirst($0).prefix(64)) }
                .joined(separator: "\r\n")
        case .percent: return text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        case .percentAll: return each(bytes, "%%%02x")
        case .json: return scalars(false, "\\u%04x")
        case .jsonAll: return scalars(true, "\\u%04X")
        case .percentWide: return scalars(true, "%%u%04x")
        case .braces: return text.unicodeScalars.map { String(format: "\\u{%x}", $0.value) }.joined()
        case .codePage:
            // What Latin-1 lacks stays as it is.
            return text.unicodeScalars.map { $0.value < 256 ? String(format: "\\x%02x", $0.value) : "\($0)" }
                .joined()
        case .entities: return scalars(true, "&#%d;")
        case .hexadecimalEntities: return scalars(true, "&#x%x;")
        case .hexadecimal: return each(bytes, "%02x")
        case .hexadecimalUpper: return "0x" + each(bytes, "%02X")
        case .hexadecimalSpaced: return each(bytes, "%02x", " ")
        case .registry:
            let pairs = wide.map { String(format: "%02x", $0) }
            return "hex(1):" + pairs.prefix(9).joined(separator: ",") + ",\\\r\n  "
                + pairs.dropFirst(9).joined(separator: ",")
        case .escapes: return each(bytes, "\\x%02x")
        case .directory:
            return bytes.map { $0.isOrdinary ? String(UnicodeScalar($0)) : String(format: "\\%02X", $0) }
                .joined()
        case .quotedPrintable:
            return each(bytes.prefix(5), "=%02X") + "=\r\n" + each(bytes.dropFirst(5), "=%02X")
        case .base64OfPercent: return base64(Data(each(bytes, "%%%02X").utf8))
        case .percentOfBase64: return each(base64(Data(bytes)).utf8, "%%%02X")
        case .base64OfBase64: return base64(Data(base64(Data(bytes)).utf8))
        case .hexadecimalOfWide: return each(wide, "%02x")
        }
    }
}

/// A way to break a text up; what stands between its characters is not seen.
enum Break: String, CaseIterable, Sendable {
    case wrapped, wrappedOften, backtick, caret, backslash, indented, zeroWidth, softHyphen, joiners, spaced,
        lineFeeds

    func of(_ text: String) -> String {
        let half = text.index(text.startIndex, offsetBy: text.count / 2)
        func broken(by mark: String) -> String { text[..<half] + mark + text[half...] }
        func each(_ count: Int, _ mark: String) -> String {
            stride(from: 0, to: text.count, by: count).map { String(text.dropFirst($0).prefix(count)) }
                .joined(separator: mark)
        }
        switch self {
        case .wrapped: return broken(by: "\r\n" + String(repeating: " ", count: 31))
        case .wrappedOften: return each(7, "\n\t\t")
        case .backtick: return broken(by: "`\r\n    ")
        case .caret: return broken(by: "^\r\n")
        case .backslash: return broken(by: "\\\n  ")
        case .indented: return String(text.prefix(1)) + "\n    " + text.dropFirst()
        case .zeroWidth: return broken(by: "\u{200b}")
        case .softHyphen: return each(1, "\u{ad}")
        case .joiners: return each(1, "\u{2060}")
        case .spaced: return each(1, " ")
        case .lineFeeds: return each(5, "\n")
        }
    }
}

extension UInt8 {
    fileprivate var isOrdinary: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
    }
}
