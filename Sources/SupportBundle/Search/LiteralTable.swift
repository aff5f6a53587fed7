/// Finds any of many literals at any place of a text, upper and lower case of ASCII being one.
///
/// Every place costs one look at a table of bits; how many literals there are makes no difference, as long as few of them
/// begin with the same three bytes and have as many different lengths.
final class LiteralTable: Sendable {
    /// One bit for each hash of three bytes.
    private let bits: [UInt64]
    /// Of three bytes with which literals begin, the lengths of those, the longest one first.
    private let lengths: NumberTable<[Int]>
    /// The numbers of literals, by a hash of all of their bytes.
    private let numbers: NumberTable<[Int]>
    private let literals: [[UInt8]]
    /// Of three bytes within literals, of which literal they are and where in it; empty unless broken ones are looked for.
    private let pieces: NumberTable<[BrokenLiteral.Piece]>
    private let hasPieces: Bool
    let isEmpty: Bool
    /// Literals of fewer bytes cannot be found.
    static let shortest = 3

    /// `brokenUp` tells whether to find them as well where something that is not seen stands between their bytes.
    init(_ all: [[UInt8]], brokenUp: Bool = false) {
        var pieces: [UInt64: [BrokenLiteral.Piece]] = [:]
        var lengths: [UInt64: Set<Int>] = [:]
        var numbers: [UInt64: [Int]] = [:]
        var bits = [UInt64](repeating: 0, count: 1024)
        for (number, literal) in all.enumerated() where literal.count >= Self.shortest {
            literal.withUnsafeBufferPointer { bytes in
                let gram = Self.gram(bytes, 0)
                let slot = Self.slot(gram)
                bits[slot >> 6] |= 1 << UInt64(slot & 63)
                lengths[Self.key(gram), default: []].insert(bytes.count)
                numbers[WordHash.ascii(bytes, 0, bytes.count), default: []].append(number)
            }
            guard brokenUp else { continue }
            for (piece, three) in BrokenLiteral.pieces(of: literal, number) {
                let gram = three.withUnsafeBufferPointer { Self.gram($0, 0) }
                let slot = Self.slot(gram)
                bits[slot >> 6] |= 1 << UInt64(slot & 63)
                pieces[Self.key(gram), default: []].append(piece)
            }
        }
        self.pieces = NumberTable(pieces, filler: [])
        self.bits = bits
        self.lengths = NumberTable(lengths.mapValues { $0.sorted(by: >) }, filler: [])
        self.numbers = NumberTable(numbers, filler: [])
        literals = all
        hasPieces = !pieces.isEmpty
        isEmpty = numbers.isEmpty
    }

    private static func gram(_ bytes: Bytes, _ index: Int) -> UInt32 {
        (UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16) | 0x20_2020
    }

    private static func key(_ gram: UInt32) -> UInt64 { UInt64(gram) &* 0x9e37_79b9_7f4a_7c15 }

    private static func slot(_ gram: UInt32) -> Int { Int(truncatingIfNeeded: (gram &* 0x9e37_79b1) >> 16) }

    /// Asks for each place from `start` at which a literal stands, the longest one first.
    ///
    /// `found` is told the number of the literal and its place, and tells where to go on.
    func scan(_ bytes: Bytes, from start: Int = 0, _ found: (Int, Range<Int>) -> Int?) {
        guard !isEmpty, bytes.count >= Self.shortest, let base = bytes.baseAddress else { return }
        bits.withUnsafeBufferPointer { bits in
            var index = start
            let last = bytes.count - 4
            while true {
                var slot = 0
                while index <= last {
                    let four = UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self)
                    slot = Self.slot(UInt32(littleEndian: four) & 0xff_ffff | 0x20_2020)
                    if bits[slot >> 6] >> UInt64(slot & 63) & 1 != 0 { break }
                    index += 1
                }
                guard index <= bytes.count - 3 else { return }
                if let next = candidate(bytes, index, found) {
                    index = Swift.max(next, index + 1)
                } else {
                    index += 1
                }
            }
        }
    }

    private func candidate(_ bytes: Bytes, _ index: Int, _ found: (Int, Range<Int>) -> Int?) -> Int? {
        let key = Self.key(Self.gram(bytes, index))
        for length in lengths[key] ?? [] where index + length <= bytes.count {
            guard let candidates = numbers[WordHash.ascii(bytes, index, index + length)] else { continue }
            for number in candidates where bytes.has(literals[number], at: index) {
                if let next = found(number, index..<(index + length)) { return next }
            }
        }
        guard hasPieces else { return nil }
        for piece in pieces[key] ?? [] {
            if let place = BrokenLiteral.place(of: literals[piece.literal], bytes, index, piece.offset),
                let next = found(piece.literal, place)
            {
                return next
            }
        }
        return nil
    }

    /// How many bytes a literal has.
    func count(of number: Int) -> Int { literals[number].count }
}
