import Model

/// Makes equal texts of many devices share their storage; each thread has its own.
struct TextPool {
    private var known: Set<String> = []
    private static let limit = 200_000

    mutating func shared(_ text: String) -> String {
        // Fifteen bytes and fewer have no storage.
        guard text.utf8.count > 15 else { return text }
        if known.count >= Self.limit {
            return known.contains(text) ? known[known.firstIndex(of: text) ?? known.startIndex] : text
        }
        return known.insert(text).memberAfterInsert
    }

    /// The same claims, in an array no larger than they are.
    mutating func shared(_ claims: [Claim]) -> [Claim] {
        var result: [Claim] = []
        result.reserveCapacity(claims.count)
        for claim in claims {
            var claim = claim
            claim.instance = claim.instance.map { shared($0) }
            switch claim.value {
            case .text(let text): claim.value = .text(shared(text))
            case .unusable(let text): claim.value = .unusable(shared(text))
            case .number, .flag, .moment, .absent: break
            }
            result.append(claim)
        }
        return result
    }
}
