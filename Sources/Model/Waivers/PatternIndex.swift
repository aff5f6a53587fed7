/// Which of many patterns a name may match, by three characters that each of them needs.
///
/// A thousand patterns held against each of a million names one by one take minutes.
struct PatternIndex: Sendable {
    private var byCharacters: [UInt32: [Int]] = [:]
    /// Those that need no three characters in a row.
    private var others: [Int] = []
    private let all: [Int]

    init(_ patterns: [(number: Int, pattern: SubjectPattern)]) {
        all = patterns.map(\.number)
        let needed = patterns.map { $0.pattern.literals.flatMap(Self.triples) }
        // Of what a pattern needs, that counts which the fewest others need.
        var uses: [UInt32: Int] = [:]
        for triples in needed { for triple in Set(triples) { uses[triple, default: 0] += 1 } }
        for (number, triples) in zip(all, needed) {
            if let rarest = triples.min(by: { (uses[$0] ?? 0, $0) < (uses[$1] ?? 0, $1) }) {
                byCharacters[rarest, default: []].append(number)
            } else {
                others.append(number)
            }
        }
    }

    var isEmpty: Bool { all.isEmpty }

    /// The numbers of the patterns that may match a name, some of them twice; the others do not.
    func possible(for name: String) -> [Int] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        for byte in name.utf8 {
            // What is not plain ASCII may be written in other letters.
            guard byte < 0x80 else { return all }
            bytes.append((0x41...0x5a).contains(byte) ? byte | 0x20 : byte)
        }
        var possible = others
        guard !byCharacters.isEmpty else { return possible }
        for triple in Self.triples(of: bytes) {
            if let numbers = byCharacters[triple] { possible += numbers }
        }
        return possible
    }

    private static func triples(of bytes: [UInt8]) -> [UInt32] {
        guard bytes.count > 2 else { return [] }
        return (2..<bytes.count).map { at in
            UInt32(bytes[at - 2]) << 16 | UInt32(bytes[at - 1]) << 8 | UInt32(bytes[at])
        }
    }
}
