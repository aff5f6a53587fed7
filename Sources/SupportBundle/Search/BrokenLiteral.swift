/// A literal between whose bytes line ends and what is not seen may stand, as where a window was too narrow for it.
enum BrokenLiteral {
    /// Three bytes by which it is found.
    struct Piece {
        var literal: Int
        /// Where in the literal they begin.
        var offset: Int
    }

    /// Shorter ones stand broken up where nobody meant them, numbers above all.
    static let shortest = 8
    /// No break is longer, so that looking behind it has an end.
    private static let longestBreak = 400

    /// Pieces of which one is whole wherever the literal is broken at few places, and some for breaks behind its first byte.
    static func pieces(of literal: [UInt8], _ number: Int) -> [(Piece, [UInt8])] {
        // Two words of a sentence are no password of letters that somebody has broken up.
        guard literal.count >= shortest, literal.contains(where: { !$0.isWord || (48...57).contains($0) })
        else {
            return []
        }
        let step = max(3, literal.count / 24)
        var offsets = Array(stride(from: 0, through: literal.count - 3, by: step))
        if offsets.last != literal.count - 3 { offsets.append(literal.count - 3) }
        var all = offsets.map { (Piece(literal: number, offset: $0), Array(literal[$0..<($0 + 3)])) }
        for next in [[32, literal[1]], [0xc2, 0xad], [0xe2, 0x80], [0xe2, 0x81], [0xef, 0xbb]] {
            all.append((Piece(literal: number, offset: 0), [literal[0]] + next))
        }
        return all
    }

    /// Where the literal stands, of which the byte at `offset` stands at an index; nil where it does not, or is not broken.
    static func place(of literal: [UInt8], _ bytes: Bytes, _ index: Int, _ offset: Int) -> Range<Int>? {
        var (end, next) = (index, offset)
        while next < literal.count {
            if end < bytes.count, bytes[end].lowered == literal[next].lowered {
                (end, next) = (end + 1, next + 1)
                continue
            }
            let behind = breakEnd(bytes, end)
            guard behind > end else { return nil }
            end = behind
            // Between words a line end may stand in place of a space.
            if literal[next].isSpace { next += 1 }
        }
        var start = index
        next = offset
        while next > 0 {
            if start > 0, bytes[start - 1].lowered == literal[next - 1].lowered {
                (start, next) = (start - 1, next - 1)
                continue
            }
            let before = breakStart(bytes, start)
            guard before < start else { return nil }
            start = before
            if literal[next - 1].isSpace { next -= 1 }
        }
        return end - start > literal.count ? start..<end : nil
    }

    /// Where what is not seen ends that begins at an index.
    private static func breakEnd(_ bytes: Bytes, _ index: Int) -> Int {
        var end = index
        while end < bytes.count, end - index < longestBreak {
            if bytes[end].isSpace || bytes[end].isLineEnd {
                end += 1
            } else if isContinuation(bytes[end]), bytes.at(end + 1).isLineEnd {
                end += 2
            } else if let length = invisible(bytes, end) {
                end += length
            } else {
                break
            }
        }
        return end
    }

    /// Where what is not seen begins that ends at an index.
    private static func breakStart(_ bytes: Bytes, _ index: Int) -> Int {
        var start = index
        while start > 0, index - start < longestBreak {
            if bytes[start - 1].isSpace || bytes[start - 1].isLineEnd {
                start -= 1
            } else if isContinuation(bytes[start - 1]), bytes.at(start).isLineEnd {
                start -= 1
            } else if start > 1, invisible(bytes, start - 2) == 2 {
                start -= 2
            } else if start > 2, invisible(bytes, start - 3) == 3 {
                start -= 3
            } else {
                break
            }
        }
        return start
    }

    /// With what a line ends that goes on: PowerShell's backtick, the caret of cmd, the backslash of shells.
    private static func isContinuation(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "`") || byte == UInt8(ascii: "^") || byte == UInt8(ascii: "\\")
    }

    /// How many bytes a soft hyphen, a space of no width, a joiner or a mark of byte order has at an index; nil where there is none.
    private static func invisible(_ bytes: Bytes, _ index: Int) -> Int? {
        switch (bytes.at(index), bytes.at(index + 1), bytes.at(index + 2)) {
        case (0xc2, 0xad, _): 2
        case (0xe2, 0x80, 0x8b...0x8f), (0xe2, 0x81, 0xa0...0xa4), (0xef, 0xbb, 0xbf): 3
        default: nil
        }
    }
}
