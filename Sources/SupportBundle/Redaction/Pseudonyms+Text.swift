import Model

/// What has the form of an identity, wherever it stands.
extension Pseudonyms {
    /// A text in which ids, addresses, mail addresses, accounts, full host names and web addresses are tokens.
    ///
    /// Names without such a form stay; who knows them has to look for them.
    func inText(_ text: String) -> String {
        // Most texts are words.
        guard
            text.utf8.contains(where: { $0 == 0x2e || $0 == 0x2d || $0 == 0x3a || $0 == 0x40 || $0 == 0x3d })
                || text.utf8.count >= 32
        else { return text }
        var result = ""
        var word = ""
        for character in text {
            if character.isWhitespace || "\"'<>()[]{},;|=\u{2026}".contains(character) {
                result += self.word(word) + String(character)
                word = ""
            } else {
                word.append(character)
            }
        }
        return result + self.word(word)
    }

    private func word(_ text: String) -> String {
        guard text.utf8.count > 3 else { return text }
        let end = String(text.reversed().prefix { ".,:!?".contains($0) }.reversed())
        let core = String(text.dropLast(end.count))
        return (token(core) ?? withGUIDs(core)) + end
    }

    /// The token of a text that is an identity by its form; nil for any other text.
    private func token(_ text: String) -> String? {
        if GUIDText(text) != nil { return guid(text) }
        if text.contains("://") { return url(text) }
        if text.hasPrefix("S-1-") { return account(text) }
        let lower = text.lowercased()
        if let at = lower.lastIndex(of: "@") {
            return at != lower.startIndex && isHost(String(lower[lower.index(after: at)...]))
                ? mail(text) : nil
        }
        if text.isNumericAddress { return address(text) }
        if let slash = text.firstIndex(of: "/"), String(text[..<slash]).isNumericAddress {
            return address(text)
        }
        if let colon = lower.lastIndex(of: ":"), lower[lower.index(after: colon)...].allSatisfy(\.isNumber) {
            let host = String(lower[..<colon])
            return isHost(host) || host.isNumericAddress ? self.host(text) : nil
        }
        if isHost(lower) { return host(text) }
        let isLongNumber = text.utf8.count >= 32 && text.utf8.allSatisfy(\.isHexadecimal)
        return isLongNumber ? fingerprint(text) : nil
    }

    /// Whether a text in lower case is a name below a public suffix, and not that of a file.
    private func isHost(_ text: String) -> Bool {
        guard text.isDNSName, let last = text.labels.last, !publicNames.extensions.contains(String(last))
        else {
            return false
        }
        return publicNames.suffixLength(text.labels) > 0
    }

    /// A text in which every id is a token, whatever stands around it.
    func withGUIDs(_ text: String) -> String {
        guard text.utf8.count >= 36, text.utf8.count(where: { $0 == 0x2d }) >= 4 else { return text }
        var bytes = Array(text.utf8)
        var place = 0
        while place + 36 <= bytes.count {
            let part = Substring(decoding: bytes[place..<(place + 36)], as: UTF8.self)
            if bytes[place + 8] == 0x2d, bytes[place + 13] == 0x2d, GUIDText(part) != nil {
                bytes.replaceSubrange(place..<(place + 36), with: guid(String(part)).utf8)
                place += 36
            } else {
                place += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A value of any kind: what everybody knows stays, what has a form keeps it, and all else becomes a word.
    func value(_ text: String) -> String {
        let lower = text.lowercased()
        if lower.utf8.allSatisfy({ !$0.isLetterOrBeyond }) && !text.isNumericAddress { return text }
        if publicNames.words.contains(lower) { return text }
        if let token = token(text) { return token }
        if lower.utf8.contains(UInt8(ascii: "=")), DistinguishedName(text)?.parts.isEmpty == false {
            return distinguishedName(text)
        }
        return token(.word, text)
    }
}

extension UInt8 {
    fileprivate var isLetterOrBeyond: Bool {
        (0x61...0x7a).contains(self) || (0x41...0x5a).contains(self) || self >= 0x80
    }
}
