/// Names that tell a time and nobody's name: `2026-11`, `2026-11-26`, `20261126`, `2026_11_26T0815`.
extension StringProtocol {
    /// Whether this is a day or a month of the years that evidence is of, with or without a time behind it.
    var isDate: Bool {
        let isAllowed = utf8.allSatisfy { (0x30...0x39).contains($0) || Self.separators.contains($0) }
        guard isAllowed, (6...24).contains(utf8.count) else { return false }
        let groups = utf8.split(omittingEmptySubsequences: false) { Self.separators.contains($0) }
        guard let first = groups.first, groups.allSatisfy({ !$0.isEmpty }) else { return false }
        var digits = groups.joined().map { Int($0) - 0x30 }[...]
        // Written as one number, with separators everywhere, or before the time alone.
        let lengths = groups.map(\.count)
        let isShaped =
            [6, 8, 12, 14].contains(first.count) || first.count == 4 && lengths.dropFirst().first == 2
        guard isShaped, lengths.dropFirst().allSatisfy({ $0 == 2 || $0 == 4 || $0 == 6 }) else {
            return false
        }
        func take(_ count: Int) -> Int? {
            guard digits.count >= count else { return nil }
            defer { digits = digits.dropFirst(count) }
            return digits.prefix(count).reduce(0) { $0 * 10 + $1 }
        }
        guard let year = take(4), (1990...2099).contains(year), let month = take(2), (1...12).contains(month)
        else { return false }
        guard let day = take(2) else { return digits.isEmpty }
        guard (1...31).contains(day) else { return false }
        for most in [23, 59, 59] {
            guard let part = take(2) else { return digits.isEmpty }
            guard part <= most else { return false }
        }
        return digits.isEmpty
    }

    /// `-`, `.`, `_`, `t` and a space.
    private static var separators: [UInt8] { [0x2d, 0x2e, 0x5f, 0x54, 0x74, 0x20] }
}
