/// What in a text may be bytes in hexadecimal: digits in a row, or pairs of them with something between, as registry exports,
/// dumps and source code have them.
struct HexadecimalRuns {

    let bytes: Bytes
    /// A run of fewer bytes is not looked at.
    private let shortest: Int
    private var index = 0

    /// `wanted` is how many bytes a reading has to have.
    init(_ bytes: Bytes, wanted: Int) {
        self.bytes = bytes
        shortest = max(3, wanted)
    }

    /// The next run and whether it is of digits in a row, which have a second reading that leaves the first digit out.
    mutating func next() -> (run: Range<Int>, isRow: Bool)? {
        let table = ByteClass.table
        while index < bytes.count {
            skipLoneDigits()
            while index < bytes.count, !table[bytes[index]].contains(.hexadecimal) { index += 1 }
            guard index < bytes.count else { return nil }
            let start = index
            var end = start
            while end < bytes.count, table[bytes[end]].contains(.hexadecimal) { end += 1 }
            if end - start >= shortest * 2 {
                index = end
                return (start..<end, true)
            }
            // A digit or two, of which more may follow: of UTF-16 every digit stands by itself.
            if end - start <= 2, Self.separators[bytes.at(end)],
                start == 0 || !bytes[start - 1].isWord || isPrefixed(start),
                let found = pairs(from: start, into: nil)
            {
                index = found.end
                if found.count >= shortest { return (start..<found.end, false) }
                continue
            }
            index = end
        }
        return nil
    }

    /// Goes on to a digit that has another byte than zero behind it: of UTF-16, read as it stands, none has.
    private mutating func skipLoneDigits() {
        guard let base = bytes.baseAddress else { return }
        while bytes.count - index > 8 {
            let eight = EightBytes(base + index)
            let digits =
                eight.letters(UInt8(ascii: "a"), UInt8(ascii: "f"))
                | eight.between(UInt8(ascii: "0"), UInt8(ascii: "9"))
            let wanted = digits & EightBytes(base + index + 1).others
            index += wanted == 0 ? 8 : wanted.trailingZeroBitCount / 8
            if wanted != 0 { return }
        }
    }

    /// Writes the bytes of digits in a row, and counts them.
    static func decodeRow(_ bytes: Bytes, _ run: Range<Int>, into out: UnsafeMutablePointer<UInt8>) -> Int {
        var (index, count) = (run.lowerBound, 0)
        while index + 1 < run.upperBound {
            out[count] = (bytes[index].digitValue ?? 0) << 4 | (bytes[index + 1].digitValue ?? 0)
            count += 1
            index += 2
        }
        return count
    }

    /// What may stand behind a pair when another one follows.
    private static let separators = ByteTable { byte in
        switch byte {
        case 9, 10, 13, 32, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "\\"),
            UInt8(ascii: ";"):
            true
        default: false
        }
    }

    static func separates(_ byte: UInt8) -> Bool { separators[byte] }

    private func isPrefixed(_ start: Int) -> Bool {
        start >= 2 && bytes[start - 1] | 32 == UInt8(ascii: "x")
    }

    /// Numbers of one or two digits, each but the last with a separator behind it.
    func pairs(
        from start: Int, into out: UnsafeMutablePointer<UInt8>?, atMost limit: Int = .max
    ) -> (count: Int, end: Int)? {
        var (next, end, count) = (start, start, 0)
        while next < bytes.count, let high = bytes[next].digitValue {
            var value = high
            next += 1
            if next < bytes.count, let low = bytes[next].digitValue {
                value = value << 4 | low
                next += 1
            }
            guard !bytes.at(next).isWord else { break }
            out?[count] = value
            count += 1
            end = next
            guard count < limit, let following = separated(next) else { break }
            next = following
        }
        return count == 0 ? nil : (count, end)
    }

    /// Where the next pair begins behind a comma, a space, a colon, a hyphen or a line that is continued.
    func separated(_ index: Int) -> Int? {
        var next = index
        let limit = index + 80
        while next < bytes.count, next < limit {
            switch bytes[next] {
            case let byte where Self.separators[byte]: next += 1
            case UInt8(ascii: "0") where bytes.at(next + 1) | 32 == UInt8(ascii: "x"): return next + 2
            default: return next > index ? next : nil
            }
        }
        return nil
    }
}
