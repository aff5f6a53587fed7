/// What in a text may be bytes in hexadecimal: digits in a row, or pairs of them with something between, as registry exports,
/// dumps and source code have them.
struct HexadecimalRuns {
    /// A run of fewer bytes is not looked at.
    static let shortest = 3

    let bytes: Bytes
    private var index = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    /// The next run and what it reads as; digits in a row have two readings, of which the second leaves the first digit out.
    mutating func next() -> (run: Range<Int>, readings: [[UInt8]])? {
        ByteClass.table.withUnsafeBufferPointer { table in
            while index < bytes.count {
                while index < bytes.count, !table[Int(bytes[index])].contains(.hexadecimal) { index += 1 }
                guard index < bytes.count else { return nil }
                let start = index
                var end = start
                while end < bytes.count, table[Int(bytes[end])].contains(.hexadecimal) { end += 1 }
                if end - start >= Self.shortest * 2 {
                    index = end
                    return (start..<end, [Self.row(bytes, start, end), Self.row(bytes, start + 1, end)])
                }
                // A digit or two, of which more may follow.
                if end - start <= 2, start == 0 || !bytes[start - 1].isWord || isPrefixed(start),
                    let found = pairs(from: start)
                {
                    index = found.end
                    if found.read.count >= Self.shortest { return (start..<found.end, [found.read]) }
                    continue
                }
                index = end
            }
            return nil
        }
    }

    private static func row(_ bytes: Bytes, _ start: Int, _ end: Int) -> [UInt8] {
        stride(from: start, to: end - 1, by: 2).map { index in
            (bytes[index].digitValue ?? 0) << 4 | (bytes[index + 1].digitValue ?? 0)
        }
    }

    private func isPrefixed(_ start: Int) -> Bool {
        start >= 2 && bytes[start - 1] | 32 == UInt8(ascii: "x")
    }

    /// Numbers of one or two digits, each but the last with a separator behind it.
    private func pairs(from start: Int) -> (read: [UInt8], end: Int)? {
        var read: [UInt8] = []
        var (next, end) = (start, start)
        while next < bytes.count, let high = bytes[next].digitValue {
            var value = high
            next += 1
            if next < bytes.count, let low = bytes[next].digitValue {
                value = value << 4 | low
                next += 1
            }
            guard !bytes.at(next).isWord else { break }
            read.append(value)
            end = next
            guard let following = separated(next) else { break }
            next = following
        }
        return read.isEmpty ? nil : (read, end)
    }

    /// Where the next pair begins behind a comma, a space, a colon, a hyphen or a line that is continued.
    private func separated(_ index: Int) -> Int? {
        var next = index
        let limit = index + 80
        while next < bytes.count, next < limit {
            switch bytes[next] {
            case 9, 10, 13, 32, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "\\"),
                UInt8(ascii: ";"):
                next += 1
            case UInt8(ascii: "0") where bytes.at(next + 1) | 32 == UInt8(ascii: "x"): return next + 2
            default: return next > index ? next : nil
            }
        }
        return nil
    }
}
