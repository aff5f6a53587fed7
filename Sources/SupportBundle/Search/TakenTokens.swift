/// Which texts are tokens, by a number for each, so that a million of them are not held twice.
///
/// Two texts have the same number once in 2^64.
struct TakenTokens: Sendable {
    /// The tokens of some of the identities.
    struct Part: Sendable {
        fileprivate let numbers: [UInt64]

        /// `count` is about how many there are.
        init(_ identities: SearchableIdentities.Source, count: Int) {
            var numbers: [UInt64] = []
            numbers.reserveCapacity(count)
            identities { known in numbers.append(TakenTokens.number(known.token.lowercased())) }
            numbers.sort()
            self.numbers = numbers
        }
    }

    private let parts: [Part]
    /// Sixteen bits or more for each number: most texts are no token, and are told by this alone.
    private let few: [UInt64]
    private let shift: UInt64

    init(_ parts: [Part]) {
        let count = parts.reduce(0) { $0 + $1.numbers.count }
        var bits: UInt64 = 6
        while bits < 30, 1 << bits < count * 16 { bits += 1 }
        var few = [UInt64](repeating: 0, count: 1 << (bits - 6))
        let shift = 64 - bits
        for part in parts {
            for number in part.numbers {
                let bit = number >> shift
                few[Int(bit >> 6)] |= 1 << (bit & 63)
            }
        }
        (self.parts, self.few, self.shift) = (parts, few, shift)
    }

    func contains(_ lower: String) -> Bool {
        let wanted = Self.number(lower)
        let bit = wanted >> shift
        guard few[Int(bit >> 6)] >> (bit & 63) & 1 != 0 else { return false }
        return parts.contains { part in
            let index = part.numbers.partitioningIndex { $0 >= wanted }
            return index < part.numbers.count && part.numbers[index] == wanted
        }
    }

    private static func number(_ text: String) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(text)
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }
}
