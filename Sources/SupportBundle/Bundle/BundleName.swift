/// Names of entries that are safe to unpack on every system.
///
/// They are relative, of at most 200 bytes, without empty parts, `.` or `..`, and hold nothing that steers a terminal, leads
/// out of the folder or that Windows does not bear in a name.
package enum BundleName {
    package static let manifest = "manifest.json"
    /// Bytes.
    package static let limit = 200
    /// Bytes of one part.
    private static let partLimit = 80
    /// Bytes of an ending, with its dot.
    private static let endingLimit = 12
    private static let depth = 8

    /// A safe name made of any text; one that is safe stays as it is.
    package static func safe(_ text: String) -> String {
        if isPlain(text) { return text }
        // Of an absolute path behind a folder.
        let single = withoutEmptyParts(text)
        if isPlain(single) { return single }
        let parts = text.split { $0 == "/" || $0 == "\\" }.map { cut(harmless($0), behind: "~") }
        return joined(parts.isEmpty ? ["_"] : parts)
    }

    /// Whether a name is of parts of letters, digits, hyphens, underscores and full stops within them, and not long: most are.
    private static func isPlain(_ text: String) -> Bool {
        var (length, slashes, last) = (0, 0, UInt8(ascii: "/"))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                guard length > 0, last != UInt8(ascii: ".") else { return false }
                (length, slashes) = (-1, slashes + 1)
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                break
            default: return false
            }
            last = byte
            length += 1
            guard length <= partLimit else { return false }
        }
        return length > 0 && last != UInt8(ascii: ".") && slashes < depth && text.utf8.count <= limit
    }

    private static func withoutEmptyParts(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 where byte != UInt8(ascii: "/") || bytes.last.map({ $0 != byte }) ?? false {
            bytes.append(byte)
        }
        if bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func isSafe(_ name: String) -> Bool {
        safe(name).utf8.elementsEqual(name.utf8)
    }

    /// The safe name with a number before its ending.
    static func numbered(_ name: String, _ number: Int) -> String {
        let parts = name.split(separator: "/").map(String.init)
        guard let last = parts.last else { return "~\(number)" }
        return joined(parts.dropLast() + [cut(last, behind: "~\(number)", always: true)])
    }

    /// The parts as a path; those in the middle are left out where there are too many.
    private static func joined(_ parts: [String]) -> String {
        let length = parts.reduce(parts.count - 1) { $0 + $1.utf8.count }
        guard parts.count > depth || length > limit, let first = parts.first, let last = parts.last else {
            return parts.joined(separator: "/")
        }
        return "\(first)/\(last)"
    }

    private static func harmless(_ part: Substring) -> String {
        var scalars = part.unicodeScalars.map { isHarmless($0) ? $0 : "_" }
        // Windows drops them from the end, and then two names are one.
        for index in scalars.indices.reversed() {
            guard scalars[index] == "." || scalars[index] == " " else { break }
            scalars[index] = "_"
        }
        if scalars.first == " " { scalars[0] = "_" }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// The part with a mark before its ending, where it is too long or where there is always to be one.
    private static func cut(_ part: String, behind mark: String, always: Bool = false) -> String {
        guard always || part.utf8.count > partLimit else { return part }
        let ending = ending(of: part)
        var stem = part.dropLast(ending.count)
        while stem.utf8.count + mark.utf8.count + ending.utf8.count > partLimit { stem.removeLast() }
        return "\(stem)\(mark)\(ending)"
    }

    /// The ending with its dot; empty where there is none, or where it is too long for one.
    private static func ending(of part: String) -> Substring {
        guard let dot = part.lastIndex(of: "."), dot != part.startIndex else { return "" }
        let ending = part[dot...]
        return ending.utf8.count <= endingLimit ? ending : ""
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "\u{fffd}": return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            return false
        default: return true
        }
    }
}
