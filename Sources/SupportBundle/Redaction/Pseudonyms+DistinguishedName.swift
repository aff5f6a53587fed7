import Model

/// Distinguished names, of which each part has its own token, so that a tree stays a tree.
extension Pseudonyms {
    /// A distinguished name of the same form; what cannot be read as one cannot afterwards.
    ///
    /// Values of `CN` and `DC` have the tokens that computers and domains have, and two parts are equal afterwards where a
    /// directory would call them so before. Containers that are the same everywhere stay.
    package func distinguishedName(_ text: String) -> String {
        var parts: [Substring] = []
        var separators: [Character] = []
        var rest = text[...]
        while !rest.isEmpty {
            let (first, behind) = DistinguishedName.split(rest)
            parts.append(first)
            // One that ends in a separator has an empty last part, and is none.
            guard first.endIndex != rest.endIndex else { break }
            separators.append(rest[first.endIndex])
            if behind.isEmpty { parts.append("") }
            rest = behind
        }
        let domain = domainPart(parts)
        var result = ""
        for (place, part) in parts.enumerated() {
            result += place >= domain.start ? domain.tokens[place - domain.start] : relativeName(part)
            if place < separators.count { result.append(separators[place]) }
        }
        return result
    }

    /// The components of a domain at the end, read together as a DNS name is.
    private func domainPart(_ parts: [Substring]) -> (start: Int, tokens: [String]) {
        let pairs = parts.map(Self.pair)
        let start =
            (pairs.lastIndex { $0?.type.lowercased() != "dc" || $0?.value.isEmpty != false } ?? -1) + 1
        let values = pairs[start...].map { $0?.value ?? "" }
        guard !values.isEmpty, values.allSatisfy({ !$0.utf8.contains(UInt8(ascii: ".")) }) else {
            return (parts.count, [])
        }
        let kept = values.count - publicNames.suffixLength(values)
        let isPublic = publicNames.isPublic(host: values.joined(separator: "."))
        let tokens = values.enumerated().map { place, value in
            let original = String(parts[start + place])
            if isPublic || place >= kept { return original }
            return original.typePart + "=" + DistinguishedName.escape(label(value, as: .domain))
        }
        return (start, tokens)
    }

    /// One part, which may have several pairs.
    private func relativeName(_ text: Substring) -> String {
        if text.utf8.allSatisfy({ $0 == 0x20 }) { return String(text) }
        guard let name = DistinguishedName(String(text)), let canonical = name.parts.first else {
            return unreadable(text)
        }
        if publicNames.containers.contains(canonical) { return String(text) }
        return Self.pairs(text).map { pair in
            guard let (type, value) = Self.pair(pair) else { return unreadable(pair) }
            return pair.typePart + "=" + DistinguishedName.escape(self.value(value, of: type.lowercased()))
        }.joined(separator: "+")
    }

    /// A value without escapes, in lower case, by the type of its attribute.
    private func value(_ value: String, of type: String) -> String {
        if value.isEmpty { return value }
        if GUIDText(value) != nil { return guid(value) }
        if value.hasPrefix("s-1-") { return account(value) }
        switch type {
        case "cn", "dc", "2.5.4.3", "oid.2.5.4.3", "0.9.2342.19200300.100.1.25": return computer(value)
        case "c" where value.utf8.count == 2: return value
        case "uid", "userid": return person(value)
        case "e", "email", "emailaddress": return mail(value)
        default: return token(.unit, value)
        }
    }

    /// What is no part of a name must not become one.
    private func unreadable(_ text: Substring) -> String {
        let word = token(.unit, String(text))
        // An encoded value; names with one are not read.
        return text.utf8.contains(UInt8(ascii: "=")) ? "\(text.typePart)=#\(word)" : word
    }

    /// The type as it is written, and the value without escapes, in lower case; nil where it is not one pair.
    private static func pair(_ text: Substring) -> (type: String, value: String)? {
        guard let canonical = DistinguishedName(String(text))?.parts.first, pairs(text).count == 1,
            let equals = canonical.utf8.firstIndex(of: UInt8(ascii: "="))
        else { return nil }
        var value: [UInt8] = []
        var isEscaped = false
        // Separators and backslashes have one more before them.
        for byte in canonical.utf8[canonical.utf8.index(after: equals)...] {
            if byte == UInt8(ascii: "\\") && !isEscaped {
                isEscaped = true
            } else {
                value.append(byte)
                isEscaped = false
            }
        }
        return (String(canonical[..<equals]), String(decoding: value, as: UTF8.self))
    }

    /// The pairs of one part, taken apart at each `+` that is not escaped.
    private static func pairs(_ text: Substring) -> [Substring] {
        guard text.utf8.contains(UInt8(ascii: "+")) else { return [text] }
        var pairs: [Substring] = []
        var start = text.utf8.startIndex
        var (isEscaped, isQuoted) = (false, false)
        for position in text.utf8.indices {
            switch text.utf8[position] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "+") where !isQuoted:
                pairs.append(text[start..<position])
                start = text.utf8.index(after: position)
            default: break
            }
        }
        return pairs + [text[start...]]
    }
}

extension StringProtocol {
    /// What stands before the first `=`, with spaces as they are; an unusable type is a word of its own.
    fileprivate var typePart: String {
        let type = utf8.prefix { $0 != UInt8(ascii: "=") }
        let plain = type.allSatisfy { byte in
            byte == 0x20 || byte == 0x2d || byte == 0x2e || (0x30...0x39).contains(byte)
                || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        }
        return plain && type.count <= 40 ? String(decoding: type, as: UTF8.self) : "?"
    }
}
