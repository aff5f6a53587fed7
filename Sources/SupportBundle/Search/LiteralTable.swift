/// Finds any of many literals at any place of a text, upper and lower case of ASCII being one.
///
/// Every place costs one look at a table of bits; how many literals there are makes no difference, as long as few of them
/// begin with the same three bytes and have as many different lengths.
struct LiteralTable: Sendable {
    private struct Group: Sendable {
        var length: Int
        var numbers: [[UInt8]: [Int]]
    }

    /// One bit for each hash of three bytes.
    private var bits = [UInt64](repeating: 0, count: 1024)
    private var groups: [UInt32: [Group]] = [:]
    let isEmpty: Bool
    /// Literals of fewer bytes cannot be found.
    static let shortest = 3

    init(_ literals: [[UInt8]]) {
        isEmpty = !literals.contains { $0.count >= Self.shortest }
        for (number, literal) in literals.enumerated() where literal.count >= Self.shortest {
            let lower = literal.map(\.lowered)
            let gram = Self.gram(lower[0], lower[1], lower[2])
            let slot = Self.slot(gram)
            bits[slot >> 6] |= 1 << UInt64(slot & 63)
            var list = groups[gram] ?? []
            let place = list.firstIndex { $0.length == lower.count } ?? list.endIndex
            if place == list.endIndex { list.append(Group(length: lower.count, numbers: [:])) }
            list[place].numbers[lower, default: []].append(number)
            groups[gram] = list.sorted { $0.length > $1.length }
        }
    }

    private static func gram(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        (UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16) | 0x20_2020
    }

    private static func slot(_ gram: UInt32) -> Int { Int(truncatingIfNeeded: (gram &* 0x9e37_79b1) >> 16) }

    /// Asks for each place from `start` at which a literal stands, the longest one first.
    ///
    /// - Parameter found: Told the number of the literal and its place; returns where to go on.
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
        guard let list = groups[Self.gram(bytes[index].lowered, bytes[index + 1].lowered, bytes[index + 2].lowered)]
        else { return nil }
        for group in list where index + group.length <= bytes.count {
            let range = index..<(index + group.length)
            guard let numbers = group.numbers[bytes[range].map(\.lowered)] else { continue }
            for number in numbers {
                if let next = found(number, range) { return next }
            }
        }
        return nil
    }
}
