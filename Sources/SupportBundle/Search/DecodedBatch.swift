/// Many short readings in one row, with a zero behind each, so that they are searched at once.
final class DecodedBatch {
    struct Reading {
        /// Where it stands in the row.
        var place: Range<Int>
        /// What it was read from.
        var run: Range<Int>
        /// How many characters of the run were left out at its beginning.
        var dropped: Int
        /// Whether it may be text; most of what is taken for base64 is not.
        var isText: Bool

        /// Whether it is text, without a doubt: so many bytes are not all printable by chance.
        func isPlainText(in row: Bytes) -> Bool {
            place.count >= 12
                && row[place].allSatisfy { (32...126).contains($0) || $0 > 127 || (9...13).contains($0) }
                && String(validating: row[place], as: UTF8.self) != nil
        }
    }

    private(set) var readings: [Reading] = []
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 11
    private var count = 0

    init() {
        memory = .allocate(capacity: capacity)
    }

    deinit { memory.deallocate() }

    /// What stands in the row, until something is added.
    var bytes: Bytes { Bytes(start: memory, count: count) }

    /// Whether it is time to search: what is near in memory is quick.
    var isFull: Bool { count >= 1 << 15 }

    /// Adds a reading of at most `limit` bytes, which `write` writes and counts.
    @inline(__always)
    func add(
        _ run: Range<Int>, dropping: Int = 0, atMost limit: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int
    ) {
        if count + limit >= capacity { grow(by: limit) }
        let written = write(memory + count)
        let isText = written > 2 && Self.isText(Bytes(start: memory + count, count: written))
        readings.append(
            Reading(place: count..<(count + written), run: run, dropped: dropping, isText: isText))
        memory[count + written] = 0
        count += written + 1
    }

    private func grow(by limit: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: (count + limit) * 2 + 1)
        larger.update(from: memory, count: count)
        memory.deallocate()
        (memory, capacity) = (larger, (count + limit) * 2 + 1)
    }

    /// Whether bytes are text, by the first 64 KB: few control characters, and not a good half beyond ASCII as in anything else,
    /// unless it is UTF-8 or has the zeros of UTF-16.
    @inline(__always)
    private static func isText(_ bytes: Bytes) -> Bool {
        let count = min(bytes.count, 1 << 16)
        var sum = 0
        let weights = weights
        for index in 0..<count { sum += weights[bytes[index]] }
        let (controls, zeros, high) = (sum >> 40, sum >> 20 & 0xfffff, sum & 0xfffff)
        guard controls * 8 <= count else { return false }
        if high * 3 <= count || zeros * 4 >= count { return true }
        guard let first = bytes.firstIndex(where: { $0 > 127 }), first + 1 < count else { return false }
        return bytes[first] >= 0xc2 && bytes[first + 1] & 0xc0 == 0x80
    }

    /// Control characters, zeros, and what is beyond ASCII, counted in 20 bits each.
    private static let weights = ByteTable { byte -> Int in
        switch byte {
        case 0: 1 << 20
        case 128...255: 1
        case 9, 10, 13: 0
        case ...31, 127: 1 << 40
        default: 0
        }
    }

    func removeAll() {
        count = 0
        readings.removeAll(keepingCapacity: true)
    }

    /// The reading that a place in the row belongs to.
    func reading(at index: Int) -> Reading? {
        if readings.isEmpty { return nil }
        // Before the first one there is nothing of interest, which counts as its own.
        return readings[max(0, readings.partitioningIndex { $0.place.lowerBound > index } - 1)]
    }
}

extension Bytes {
    /// Whether a part is one of several that hyphens or underscores join, as those of an id or of a token are.
    func isJoined(_ part: Range<Int>) -> Bool {
        func joins(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") }
        return part.lowerBound > 0 && joins(self[part.lowerBound - 1]) || joins(at(part.upperBound))
    }
}
