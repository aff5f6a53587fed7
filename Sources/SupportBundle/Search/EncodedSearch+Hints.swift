/// Whether a short reading can have anything encoded in it: there are so many of them that it is worth to ask beforehand.
extension EncodedSearch.Walk {
    /// False where a reading holds no zero or mark of UTF-16, no mark of an escape, no row of digits of base64 or hexadecimal that
    /// is long enough, and nothing that stands between pairs of digits, at least twice.
    func mayHoldMore(_ bytes: Bytes) -> Bool {
        guard bytes.count <= 32 else { return true }
        let least = Base64Runs.least(search.shortest)
        var (row, separators) = (0, 0)
        for byte in bytes {
            let hint = Self.hints[byte]
            if hint & Self.mark != 0 { return true }
            row = hint & Self.digit != 0 ? row + 1 : 0
            separators += Int(hint >> 2)
            if row >= least || separators > 1 { return true }
        }
        return false
    }

    private static var digit: UInt8 { 1 }
    private static var mark: UInt8 { 2 }
    private static var separator: UInt8 { 4 }

    private static let hints = ByteTable { byte -> UInt8 in
        var hint: UInt8 = Base64Runs.isDigit(byte) ? digit : 0
        if HexadecimalRuns.separates(byte) { hint |= separator }
        let marks = EscapedText.Notation.allCases.map(\.mark)
        if marks.contains(byte) || byte == 0 || byte >= 0xfe { hint |= mark }
        return hint
    }
}
