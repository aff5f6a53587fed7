/// Which of up to 64 bytes are of words, a bit for each, that of the first byte the lowest one: most words of a bundle are told
/// by how long they are, and so without a look at each byte.
struct WordMask {
    static let count = 64

    /// Letters and digits of ASCII.
    private(set) var ascii: UInt64 = 0
    private(set) var beyondASCII: UInt64 = 0

    var words: UInt64 { ascii | beyondASCII }

    /// Looks at the first 64 of `count` bytes, or at all.
    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, count: Int) {
        guard count >= Self.count else {
            for index in 0..<count where start[index].isWord {
                if start[index] > 127 {
                    beyondASCII |= 1 << UInt64(index)
                } else {
                    ascii |= 1 << UInt64(index)
                }
            }
            return
        }
        for part in 0..<8 {
            let eight = EightBytes(start + part * 8)
            let words =
                eight.letters(UInt8(ascii: "a"), UInt8(ascii: "z"))
                | eight.between(UInt8(ascii: "0"), UInt8(ascii: "9"))
            ascii |= Self.gathered(words) &<< UInt64(part * 8)
            beyondASCII |= Self.gathered(eight.beyondASCII) &<< UInt64(part * 8)
        }
    }

    /// Where `length` bytes of words of ASCII begin, or those at the end that may be as many with what follows; of more than
    /// three, where three begin.
    @inline(__always)
    func beginnings(of length: Int) -> UInt64 {
        if length < 2 { return ascii }
        let two = ascii & (ascii >> 1 | 1 << 63)
        return length == 2 ? two : two & (ascii >> 2 | 3 << 62)
    }

    /// The highest bits of eight bytes side by side.
    @inline(__always)
    private static func gathered(_ bits: UInt64) -> UInt64 {
        ((bits >> 7) &* 0x0102_0408_1020_4080) >> 56
    }
}
