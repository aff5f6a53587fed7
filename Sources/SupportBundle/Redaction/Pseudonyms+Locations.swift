import Model

/// Where something is: addresses of the web and of directories, and paths.
extension Pseudonyms {
    /// An address of the same scheme, without its query; of public services the path stays, but for ids and domains in it.
    package func url(_ text: String) -> String {
        guard let colon = text.firstRange(of: "://") else {
            if text.hasPrefix("/") { return segments(withoutQuery(text), isPublic: false) }
            return text.isEmpty ? text : host(text)
        }
        let scheme = text[..<colon.upperBound]
        let rest = text[colon.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        var authority = String(rest[..<end])
        var user = ""
        if let at = authority.lastIndex(of: "@") {
            // A password has no place in a token.
            user = person(String(authority[..<at].prefix { $0 != ":" })) + "@"
            authority = String(authority[authority.index(after: at)...])
        }
        let token = host(authority)
        let path = withoutQuery(rest[end...])
        if scheme.lowercased().hasPrefix("ldap") {
            return scheme + user + token + (path.isEmpty ? "" : "/" + directoryPath(path.dropFirst()))
        }
        let isPublic = publicNames.isPublic(host: authority.lowercased().prefix { $0 != ":" })
        return scheme + user + token + segments(path, isPublic: isPublic)
    }

    /// The path of an address by itself; `isPublic` tells whether it is of a public service.
    func segments(_ path: some StringProtocol, isPublic: Bool) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            let text = String(segment)
            let lower = text.lowercased()
            if text.isEmpty || publicNames.segments.contains(lower) { return text }
            if GUIDText(text) != nil { return guid(text) }
            if text.contains("@") { return mail(text) }
            // A domain stands there, with a suffix that everybody knows or one of the network's own.
            let isDomain =
                lower.isDNSName && (publicNames.suffixLength(lower.labels) > 0 || lower.contains("."))
            return isPublic && !isDomain && !isKnown(text) ? text : place(text)
        }.joined(separator: "/")
    }

    private func withoutQuery(_ text: some StringProtocol) -> Substring {
        Substring(text).prefix { $0 != "?" && $0 != "#" }
    }

    /// A distinguished name behind a server's name; there, spaces and other characters are written as `%` and two digits.
    private func directoryPath(_ path: Substring) -> String {
        distinguishedName(path.contains("%") ? Self.decoded(path) : String(path)).replacing(" ", with: "%20")
    }

    private static func decoded(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let digits = bytes.dropFirst(place + 1).prefix(2)
            if bytes[place] == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(\.isHexadecimal),
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                result.append(byte)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A path of the same depth, with the separators and the ends of file names that it has.
    ///
    /// A folder that is called like a computer has the computer's token.
    package func path(_ text: String) -> String {
        var result = ""
        var part = ""
        for character in text {
            if character == "/" || character == "\\" {
                result += place(part) + String(character)
                part = ""
            } else {
                part.append(character)
            }
        }
        return result + place(part)
    }

    /// One part of a path.
    private func place(_ text: String) -> String {
        let lower = text.lowercased()
        if lower.allSatisfy({ $0 == "." || $0 == "~" }) || publicNames.segments.contains(lower) {
            return text
        }
        if lower.utf8.count == 2, lower.hasSuffix(":") { return text }
        // Evidence is kept by days, and called by what it is about.
        if lower.isDate || placeWords.contains(lower) && !isKnown(text) { return text }
        if GUIDText(text) != nil { return guid(text) }
        if let dot = lower.lastIndex(of: "."),
            publicNames.extensions.contains(String(lower[lower.index(after: dot)...]))
        {
            // Counted from the end, since lower case may be longer.
            let count = lower.distance(from: dot, to: lower.endIndex)
            return place(String(text.dropLast(count))) + text.suffix(count)
        }
        return computer(text)
    }
}
