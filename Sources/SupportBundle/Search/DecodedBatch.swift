/// Many short readings in one row, with a zero behind each, so that they are searched at once.
final class DecodedBatch {
    struct Reading {
        /// Where it stands in the row.
        var place: Range<Int>
        /// What it was read from.
        var run: Range<Int>
        /// Whether it may be text; most of what is taken for base64 is not.
        var isText: Bool
    }

    private(set) var readings: [Reading] = []
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 16
    private var count = 0

    init() {
        memory = .allocate(capacity: capacity)
        readings.reserveCapacity(1 << 13)
    }

    deinit { memory.deallocate() }

    /// What stands in the row, until something is added.
    var bytes: Bytes { Bytes(start: memory, count: count) }

    /// Whether it is time to search: what is near in memory is quick.
    var isFull: Bool { count >= 1 << 15 }

    /// Adds a reading of at most `limit` bytes, which `write` writes and counts.
    @inline(__always)
    func add(_ run: Range<Int>, atMost limit: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        if count + limit >= capacity { grow(by: limit) }
        let written = write(memory + count)
        var sum = 0
        let weights = Self.weights
        for index in count..<(count + written) { sum += weights[memory[index]] }
        // Seven of eight bytes are of text, be it UTF-16.
        let isText = written > 2 && (sum >> 32) * 8 <= written && sum & 0xffff_ffff <= written / 2 + 1
        readings.append(Reading(place: count..<(count + written), run: run, isText: isText))
        memory[count + written] = 0
        count += written + 1
    }

    private func grow(by limit: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: (count + limit) * 2 + 1)
        larger.update(from: memory, count: count)
        memory.deallocate()
        (memory, capacity) = (larger, (count + limit) * 2 + 1)
    }

    /// Control characters in the upper half, what is in UTF-16 or beyond ASCII in the lower one.
    private static let weights = ByteTable { byte -> Int in
        switch byte {
        case 0, 128...255: 1
        case 9, 10, 13: 0
        case ...31, 127: 1 << 32
        default: 0
        }
    }

    func removeAll() {
        count = 0
        readings.removeAll(keepingCapacity: true)
    }

    /// What a place in the row was read from.
    func run(at index: Int) -> Range<Int> {
        var (low, high) = (0, readings.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if readings[middle].place.lowerBound <= index { low = middle } else { high = middle }
        }
        return readings.isEmpty ? 0..<0 : readings[low].run
    }
}
