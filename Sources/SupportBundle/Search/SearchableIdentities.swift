import Glibc
import Model

/// Which identities are looked for, in which ways of writing them.
struct SearchableIdentities {
    /// Gives identities to its argument, the same ones each time.
    typealias Source = ((Pseudonyms.Known) -> Void) -> Void

    /// A way of writing an identity.
    struct Writing {
        var name: String
        /// What stands in its place.
        var token: String
        var kind: IdentityKind
    }

    /// Gives each way of writing that is looked for; there may be millions, so that they come one after the other.
    static func forEach(
        _ identities: Source, count: Int, _ knowledge: RedactionKnowledge,
        _ unsearched: inout BundleSearch.Unsearched, _ body: (Writing) -> Void
    ) {
        let taken = TakenTokens([TakenTokens.Part(identities, count: count)])
        forEach(identities, taken, knowledge, &unsearched, body)
    }

    /// The same, where it is known which texts are tokens.
    static func forEach(
        _ identities: Source, _ taken: TakenTokens, _ knowledge: RedactionKnowledge,
        _ unsearched: inout BundleSearch.Unsearched, _ body: (Writing) -> Void
    ) {
        var counts = unsearched
        withoutActuallyEscaping(body) { body in
            identities { known in
                // Words of evidence of which nothing is known are no identities: the bundle's own texts may use them, too.
                guard known.kind != .word else { return }
                let lower = known.original.lowercased()
                guard known.token.lowercased() != lower else { return }
                if PhraseTable.core(of: lower).utf8.count < 3 {
                    counts.tooShort += 1
                } else if knowledge.isCommon(lower, known.kind) {
                    counts.tooCommon += 1
                } else if taken.contains(lower) {
                    counts.likeTokens += 1
                } else {
                    body(Writing(name: known.original, token: known.token, kind: known.kind))
                    for other in otherWritings(known) where !taken.contains(other.name.lowercased()) {
                        body(Writing(name: other.name, token: other.token, kind: known.kind))
                    }
                }
            }
        }
        unsearched = counts
    }

    /// Other notations of an id or an address, with what stands in their place.
    static func otherWritings(_ known: Pseudonyms.Known) -> [(name: String, token: String)] {
        switch known.kind {
        case .id:
            func digits(_ text: String) -> String { text.filter { $0 != "-" && $0 != "{" && $0 != "}" } }
            return GUID(known.original) != nil ? [(digits(known.original), digits(known.token))] : []
        case .address:
            let numbers = InternetAddress(known.original).map {
                $0.bytes.count == 4 ? AddressNotation.writings(of: $0.bytes, token: known.token) : []
            }
            return (numbers ?? []) + addressWritings(known.original).map { ($0, known.token) }
        default: return []
        }
    }

    private static func addressWritings(_ text: String) -> [String] {
        // Without any of these it is digits in a row, which have no other way.
        guard text.utf8.contains(where: { $0 == 0x3a || $0 == 0x2e || $0 == 0x2d }) else { return [] }
        let address = text.split(separator: "/").first.map(String.init) ?? text
        var six = in6_addr()
        if inet_pton(AF_INET6, address, &six) == 1 {
            let bytes = withUnsafeBytes(of: six) { Array($0) }
            let groups = (0..<8).map { UInt16(bytes[$0 * 2]) << 8 | UInt16(bytes[$0 * 2 + 1]) }
            let plain = groups.map { String($0, radix: 16) }
            let full = plain.map { String(repeating: "0", count: 4 - $0.count) + $0 }
            return [
                plain.joined(separator: ":"), full.joined(separator: ":"), full.joined(), shortened(groups),
            ]
        }
        let parts = address.split(separator: ".")
        if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) {
            return [parts.reversed().joined(separator: ".") + ".in-addr.arpa"]
        }
        let digits = address.filter(\.isHexDigit)
        guard digits.count == 12, address.contains(":") || address.contains("-") || address.contains(".")
        else { return [] }
        let pairs = stride(from: 0, to: 12, by: 2).map { digits.dropFirst($0).prefix(2) }
        let quads = stride(from: 0, to: 12, by: 4).map { digits.dropFirst($0).prefix(4) }
        return [
            pairs.joined(separator: ":"), pairs.joined(separator: "-"), quads.joined(separator: "."), digits,
        ]
    }

    /// As RFC 5952 writes it: the first of the longest rows of zeros left out.
    private static func shortened(_ groups: [UInt16]) -> String {
        var best = 0..<0
        var index = 0
        while index < groups.count {
            var end = index
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - index > best.count, end - index > 1 { best = index..<end }
            index = max(end, index + 1)
        }
        func text(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if best.isEmpty { return text(groups[...]) }
        return text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}

extension RedactionKnowledge {
    /// Whether a name is made of words that anything may hold, such as `Windows 10`, or is a short number.
    ///
    /// Joined to a number by anything but a space, as in `WS-0417`, words are a name.
    func isCommon(_ lower: String, _ kind: IdentityKind) -> Bool {
        if !lower.isEmpty, lower.utf8.allSatisfy({ (48...57).contains($0) }) { return lower.utf8.count < 6 }
        let words = PhraseTable.words(of: lower)
        func isNumber(_ word: Substring) -> Bool { word.utf8.allSatisfy { (48...57).contains($0) } }
        func isKnown(_ word: Substring) -> Bool {
            let word = String(word)
            return vocabulary.contains(word) || sentences.contains(word) || publicWords.contains(word)
        }
        func isPlain(_ word: Substring) -> Bool { word.utf8.count > 2 && isKnown(word) }
        if words.count == 1, isNumber(words[0]) { return words[0].utf8.count < 6 }
        switch kind {
        case .address, .account, .id: return words.count == 1 && isKnown(words[0])
        default:
            if words.allSatisfy(isPlain) { return true }
            // Short words may be anybody's, but not between spaces with others: `At Once`, `Up to Date`.
            func isShort(_ word: Substring) -> Bool {
                word.utf8.count == 2 && word.utf8.allSatisfy { (0x61...0x7a).contains($0) } && isKnown(word)
            }
            if words.count > 1, words.allSatisfy({ isPlain($0) || isShort($0) }),
                PhraseTable.core(of: lower).utf8.allSatisfy({ $0.isWord || $0 == 32 })
            {
                return true
            }
            return words.contains(where: isPlain) && words.allSatisfy { isNumber($0) || isPlain($0) }
                && PhraseTable.core(of: lower).utf8.allSatisfy { $0.isWord || $0 == 32 }
        }
    }
}
