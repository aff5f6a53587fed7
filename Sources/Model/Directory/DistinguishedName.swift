/// A distinguished name for comparing, read from its text form.
///
/// Two names are equal where a directory would call them so: case, escapes, spaces around separators and the order in a
/// multi-valued part do not count.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4514>
package struct DistinguishedName: Hashable, Sendable {
    /// Canonical parts, the root's first: `dc=com`, `dc=contoso`, `ou=a, b`.
    package let parts: [String]

    /// Reads a text, and gives nil where it is no distinguished name.
    ///
    /// An empty text is the root of everything.
    package init?(_ text: String) {
        guard let parts = Self.parse(Array(text.utf8)) else { return nil }
        self.parts = parts.reversed()
    }

    package init(parts: [String]) {
        self.parts = parts
    }

    /// The DNS name of `DC=corp,DC=example`, lower case; nil where it is made of other parts.
    package var domainName: String? {
        guard !parts.isEmpty, parts.allSatisfy({ $0.hasPrefix("dc=") }) else { return nil }
        return parts.reversed().map { $0.dropFirst(3) }.joined(separator: ".")
    }

    package var parent: DistinguishedName { DistinguishedName(parts: Array(parts.dropLast())) }

    /// Takes the first part off a text, without looking into either.
    ///
    /// - Returns: The first part, and what comes behind its separator; that is empty where there is none.
    package static func split(_ text: String) -> (first: Substring, rest: Substring) { split(text[...]) }

    /// The same of a part of a text.
    package static func split(_ text: Substring) -> (first: Substring, rest: Substring) {
        var position = text.utf8.startIndex
        var isQuoted = false
        while position != text.utf8.endIndex {
            switch text.utf8[position] {
            case backslash:
                text.utf8.formIndex(after: &position)
                if position == text.utf8.endIndex { continue }
            case quote: isQuoted.toggle()
            case comma where !isQuoted, semicolon where !isQuoted:
                return (text[..<position], text[text.utf8.index(after: position)...])
            default: break
            }
            text.utf8.formIndex(after: &position)
        }
        return (text, "")
    }

    /// A value as it must be written so that it is read back as it is.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc4514#section-2.4>
    package static func escape(_ value: String) -> String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        let bytes = Array(value.utf8)
        for (position, byte) in bytes.enumerated() {
            let isEdge = position == 0 || position == bytes.count - 1
            switch byte {
            case comma, plus, quote, backslash, semicolon, equals, UInt8(ascii: "<"), UInt8(ascii: ">"):
                text += [backslash, byte]
            case space where isEdge, UInt8(ascii: "#") where position == 0: text += [backslash, byte]
            case 0..<0x20, 0x7f:
                text += [backslash, hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether this is `other`, or above it.
    package func contains(_ other: DistinguishedName) -> Bool {
        other.parts.starts(with: parts)
    }
}

// MARK: - Reading

extension DistinguishedName {
    private static let (space, comma, semicolon, plus, equals) = (
        UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "+"), UInt8(ascii: "=")
    )
    private static let (backslash, quote) = (UInt8(ascii: "\\"), UInt8(ascii: "\""))

    /// The canonical parts in the order of the text, or nil.
    private static func parse(_ text: [UInt8]) -> [String]? {
        if text.allSatisfy({ $0 == space }) { return [] }
        var parts: [String] = []
        var pairs: [String] = []
        var position = 0
        while true {
            guard let type = attributeType(text, &position), let value = value(text, &position) else {
                return nil
            }
            pairs.append("\(type)=\(value)")
            guard position == text.count || text[position] != plus else {
                position += 1
                continue
            }
            parts.append(pairs.count == 1 ? pairs[0] : pairs.sorted().joined(separator: "+"))
            pairs = []
            guard position < text.count else { return parts }
            position += 1
        }
    }

    /// An attribute type in lower case, with the `=` behind it.
    private static func attributeType(_ text: [UInt8], _ position: inout Int) -> String? {
        while position < text.count, text[position] == space { position += 1 }
        let start = position
        while position < text.count, isTypeByte(text[position]) { position += 1 }
        let type = text[start..<position]
        while position < text.count, text[position] == space { position += 1 }
        guard !type.isEmpty, position < text.count, text[position] == equals else { return nil }
        position += 1
        return name(of: String(decoding: type, as: UTF8.self).lowercased())
    }

    /// The short name of a type that is written as numbers, for those of which containers are made.
    private static func name(of type: String) -> String {
        guard type.utf8.contains(UInt8(ascii: ".")) else { return type }
        switch type.hasPrefix("oid.") ? String(type.dropFirst(4)) : type {
        case "2.5.4.3": return "cn"
        case "2.5.4.11": return "ou"
        case "0.9.2342.19200300.100.1.25": return "dc"
        default: return type
        }
    }

    private static func isTypeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// A value without its escapes, in lower case, up to the separator behind it.
    private static func value(_ text: [UInt8], _ position: inout Int) -> String? {
        while position < text.count, text[position] == space { position += 1 }
        var bytes: [UInt8] = []
        // Spaces at the end count only where they are escaped.
        var kept = 0
        let isQuoted = position < text.count && text[position] == quote
        if isQuoted { position += 1 }
        // An encoded value; directories write none for the types of which containers are made.
        if position < text.count && text[position] == UInt8(ascii: "#") && !isQuoted { return nil }
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte == backslash {
                guard let escaped = escaped(text, &position) else { return nil }
                bytes.append(escaped)
                kept = bytes.count
            } else if isQuoted && byte == quote {
                while position < text.count, text[position] == space { position += 1 }
                guard position == text.count || isSeparator(text[position]) else { return nil }
                return canonical(bytes)
            } else if !isQuoted && isSeparator(byte) {
                position -= 1
                return canonical(Array(bytes.prefix(kept)))
            } else if !isQuoted && byte == quote {
                return nil
            } else {
                bytes.append(byte)
                if byte != space || isQuoted { kept = bytes.count }
            }
        }
        return isQuoted ? nil : canonical(Array(bytes.prefix(kept)))
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == comma || byte == semicolon || byte == plus
    }

    /// The byte that an escape stands for: two hexadecimal digits, or a character for itself.
    private static func escaped(_ text: [UInt8], _ position: inout Int) -> UInt8? {
        guard position < text.count else { return nil }
        let first = text[position]
        position += 1
        guard let high = Character(Unicode.Scalar(first)).hexDigitValue, first < 0x80 else { return first }
        guard position < text.count, text[position] < 0x80,
            let low = Character(Unicode.Scalar(text[position])).hexDigitValue
        else { return nil }
        position += 1
        return UInt8(high << 4 | low)
    }

    /// Lower case, with runs of spaces as one: directories compare names so.
    private static func canonical(_ bytes: [UInt8]) -> String? {
        // A separator inside a value must not look like one between values.
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        var isASCII = true
        for byte in bytes {
            if byte == space && folded.last == space { continue }
            if byte >= 0x80 { isASCII = false }
            if byte == plus || byte == backslash { folded.append(backslash) }
            folded.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
        }
        if isASCII { return String(decoding: folded, as: UTF8.self) }
        guard let text = String(validating: folded, as: UTF8.self) else { return nil }
        return text.lowercased()
    }
}
