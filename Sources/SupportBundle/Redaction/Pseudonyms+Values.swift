import Model

/// Values of any kind.
extension Pseudonyms {
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

    /// A value of any kind: what everybody knows stays, what has a form keeps it, and all else becomes a word.
    func value(_ text: String) -> String {
        let lower = text.lowercased()
        if let token = addressOfOtherNotation(lower) { return token }
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
