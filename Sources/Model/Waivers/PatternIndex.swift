/// Finds, among many patterns, the few that may match a name, without trying them all.
///
/// What matches has each two and three characters of the pattern that stand in a row; so a pattern is tried only for names
/// that have those of them which the fewest other patterns have.
struct PatternIndex: Sendable {
    private let patterns: [SubjectPattern]
    private let numbers: [Int]
    /// Places in the list by what the name has to have.
    private var byCharacters: [UInt32: [Int]] = [:]
    /// Whether anything is under the number that ``mark(of:)`` makes of what a name has, which is quicker to tell.
    private var marks: [Bool] = Array(repeating: false, count: 1 << 16)
    /// Places of those that need no two characters in a row.
    private var others: [Int] = []

    init(_ patterns: [(number: Int, pattern: SubjectPattern)]) {
        self.patterns = patterns.map(\.pattern)
        numbers = patterns.map(\.number)
        let needed = self.patterns.map { $0.literals.flatMap(Self.rows) }
        var uses: [UInt32: Int] = [:]
        for rows in needed { for row in Set(rows) { uses[row, default: 0] += 1 } }
        for (place, rows) in needed.enumerated() {
            // The larger number is that of three characters.
            if let rarest = rows.min(by: { (uses[$0] ?? 0, $1) < (uses[$1] ?? 0, $0) }) {
                byCharacters[rarest, default: []].append(place)
                marks[Self.mark(of: rarest)] = true
            } else {
                others.append(place)
            }
        }
    }

    var isEmpty: Bool { patterns.isEmpty }

    /// Whether there is a pattern that may mean names of this kind.
    func mayMean(_ kind: SubjectPattern.Kind) -> Bool { patterns.contains { $0.mayMean(kind) } }

    /// The numbers of the patterns that mean a name of this kind, some of them twice.
    func fitting(_ name: String, _ kind: SubjectPattern.Kind) -> [Int] {
        let name = FoldedName(name)
        var fitting: [Int] = []
        for place in possible(for: name) where patterns[place].means(name, kind) {
            fitting.append(numbers[place])
        }
        return fitting
    }

    /// The places of the patterns that may match, some of them twice; the others do not.
    func possible(for name: FoldedName) -> [Int] {
        // What is not plain ASCII may be written in other letters.
        guard let bytes = name.plain else { return Array(patterns.indices) }
        var possible = others
        var (last, row) = (UInt32(0), UInt32(0))
        for (at, byte) in bytes.enumerated() {
            row = (row << 8 | UInt32(byte)) & 0xff_ffff
            last = row & 0xffff
            if at > 0, marks[Self.mark(of: last)], let places = byCharacters[last] { possible += places }
            if at > 1, marks[Self.mark(of: row)], let places = byCharacters[row] { possible += places }
        }
        return possible
    }

    /// A number of 16 bits.
    private static func mark(of row: UInt32) -> Int { Int((row &* 0x9e37_79b1) >> 16) }

    /// Each two and each three characters in a row, as numbers; none of them is zero.
    private static func rows(of bytes: [UInt8]) -> [UInt32] {
        guard bytes.count > 1 else { return [] }
        return (1..<bytes.count).flatMap { at in
            let two = UInt32(bytes[at - 1]) << 8 | UInt32(bytes[at])
            return at > 1 ? [two, UInt32(bytes[at - 2]) << 16 | two] : [two]
        }
    }
}
