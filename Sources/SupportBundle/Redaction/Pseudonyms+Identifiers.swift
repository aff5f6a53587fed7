import Model

/// Ids: GUIDs, security identifiers, hexadecimal numbers.
extension Pseudonyms {
    /// An id as `8-4-4-4-12` hexadecimal digits, in the same case and with the same braces; what is none gets a word.
    ///
    /// The id of nobody and those that everybody knows stay.
    package func guid(_ text: String) -> String {
        guard let form = GUIDText(text) else { return text.isEmpty ? text : identifier(text) }
        let token = guid(form.guid)
        return token == form.guid ? text : form.text(of: token)
    }

    /// An id of another form: hexadecimal digits stay as many, and all else becomes a word.
    package func identifier(_ text: String) -> String {
        let digits = text.utf8.count
        guard (16...64).contains(digits), text.utf8.allSatisfy(\.isHexadecimal) else {
            if text.isEmpty { return text }
            return GUIDText(text) != nil ? guid(text) : token(.id, text)
        }
        let isUpper = text.utf8.contains { (0x41...0x46).contains($0) }
        if digits >= 32 { return isUpper ? number(text.lowercased()).uppercased() : number(text) }
        return remember(.id, text) { bytes in
            let all = bytes.flatMap { [$0 >> 4, $0 & 15] }.prefix(digits)
            let alphabet = Array((isUpper ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
            return String(decoding: all.map { alphabet[Int($0)] }, as: UTF8.self)
        }
    }

    /// The fingerprint of a certificate; those of certificates that everybody knows stay.
    package func fingerprint(_ text: String) -> String {
        publicNames.fingerprints.contains(text.uppercased()) ? text : identifier(text)
    }

    /// A security identifier; or an account with its domain, in either form, or without.
    ///
    /// Identifiers that are the same on every Windows stay, and so do the relative ones below 1000.
    ///
    /// Source: <https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers>
    package func account(_ text: String) -> String {
        if let parts = Self.securityIdentifier(text) { return securityIdentifier(parts, text) }
        if let slash = text.firstIndex(of: "\\") {
            let name = String(text[text.index(after: slash)...])
            return host(String(text[..<slash])) + "\\" + (name.hasSuffix("$") ? computer(name) : person(name))
        }
        return mail(text)
    }

    private func securityIdentifier(_ parts: [UInt64], _ text: String) -> String {
        let prefix = text.hasPrefix("s") ? "s-1" : "S-1"
        func written(_ parts: [UInt64]) -> String {
            prefix + parts.map { "-\($0)" }.joined()
        }
        switch (parts.first, parts.dropFirst().first) {
        case (5, 21) where parts.count >= 5:
            let domain = numbers(parts[2...4])
            guard parts.count > 5 else { return written([5, 21] + domain) }
            let account = parts[5...].map { number in
                number < 1000 ? number : accountNumber(parts[2...4], number, domain)
            }
            let token = written([5, 21] + domain + account)
            if account != Array(parts[5...]) { note(.account, text, token) }
            return token
        // An object of Entra ID: its id in four numbers.
        case (12, 1) where parts.count == 6:
            let token = written([12, 1] + Self.numbers(of: guid(Self.guid(of: parts[2...]))))
            note(.account, text, token)
            return token
        default:
            return text
        }
    }

    /// Three numbers in place of three.
    private func numbers(_ parts: ArraySlice<UInt64>) -> [UInt64] {
        let original = parts.map(String.init).joined(separator: "-")
        let token = remember(.account, original) { bytes in
            (0..<3).map { place in
                String(bytes[(place * 4)..<(place * 4 + 4)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
            }.joined(separator: "-")
        }
        return token.split(separator: "-").compactMap { UInt64($0) }
    }

    /// A relative identifier in place of one; no two of a domain get the same.
    private func accountNumber(_ domain: ArraySlice<UInt64>, _ number: UInt64, _ token: [UInt64]) -> UInt64 {
        let original = (domain + [number]).map(String.init).joined(separator: "-")
        let prefix = token.map(String.init).joined(separator: "-")
        let whole = remember(.account, original) { bytes in
            let number = bytes.prefix(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return "\(prefix)-\(1000 + number % (UInt64(UInt32.max) - 1000))"
        }
        return whole.split(separator: "-").last.flatMap { UInt64($0) } ?? 1000
    }

    /// The numbers behind `S-1`; nil for anything else.
    private static func securityIdentifier(_ text: String) -> [UInt64]? {
        guard text.hasPrefix("S-1-") || text.hasPrefix("s-1-"), text.utf8.count < 200 else { return nil }
        let parts = text.dropFirst(4).split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { UInt64($0) }
        return numbers.count == parts.count ? numbers : nil
    }

    private static func guid(of parts: ArraySlice<UInt64>) -> GUID {
        let bytes = parts.flatMap { part in (0..<4).map { UInt8(truncatingIfNeeded: part >> ($0 * 8)) } }
        return GUID(directoryBytes: bytes) ?? .zero
    }

    private static func numbers(of guid: GUID) -> [UInt64] {
        // The first three groups are little-endian, and so is each number.
        let (high, low) = (guid.high, guid.low.byteSwapped)
        return [
            high >> 32, (high & 0xffff) << 16 | (high >> 16 & 0xffff), low & 0xffff_ffff, low >> 32,
        ]
    }
}

/// A GUID as it is written: case and braces.
struct GUIDText {
    let guid: GUID
    private let isUpper: Bool
    private let hasBraces: Bool

    init?(_ text: some StringProtocol) {
        let count = text.utf8.count
        guard count == 36 || count == 38, let guid = GUID(text) else { return nil }
        self.guid = guid
        isUpper = text.utf8.contains { (0x41...0x46).contains($0) }
        hasBraces = count == 38
    }

    func text(of guid: GUID) -> String {
        let text = isUpper ? guid.description.uppercased() : guid.description
        return hasBraces ? "{\(text)}" : text
    }
}

extension UInt8 {
    var isHexadecimal: Bool {
        (0x30...0x39).contains(self) || (0x61...0x66).contains(self) || (0x41...0x46).contains(self)
    }
}
