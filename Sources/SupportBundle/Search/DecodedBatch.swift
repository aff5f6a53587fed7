/// Many short readings in one row, with a zero behind each, so that they are searched at once.
struct DecodedBatch {
    private(set) var bytes: [UInt8] = []
    /// Where each reading begins in the row, and what it was read from.
    private(set) var readings: [(start: Int, end: Int, run: Range<Int>, isText: Bool)] = []

    /// When to search: what is near in memory is quick.
    static let size = 1 << 15

    init() {
        bytes.reserveCapacity(Self.size * 2)
    }

    var isFull: Bool { bytes.count >= Self.size }

    /// Adds a reading of at most `count` bytes, which `write` writes and counts.
    mutating func add(_ run: Range<Int>, atMost count: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count + 1))
        bytes.withUnsafeMutableBufferPointer { all in
            guard let base = all.baseAddress else { return }
            let written = write(base + start)
            var others = 0
            var zeros = 0
            for index in start..<(start + written) {
                let byte = all[index]
                if byte == 0 || byte > 127 {
                    zeros += 1
                } else if byte < 32 && byte != 9 && byte != 10 && byte != 13 || byte == 127 {
                    others += 1
                }
            }
            // Most of what is taken for base64 is not, and holds no text: seven of eight bytes are of text, be it UTF-16.
            let isText = written > 2 && others * 8 <= written && zeros <= written / 2 + 1
            readings.append((start, start + written, run, isText))
        }
        let end = readings.last?.end ?? start
        bytes.removeLast(bytes.count - end - 1)
        bytes[end] = 0
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        readings.removeAll(keepingCapacity: true)
    }

    /// What a place in the row was read from.
    func run(at index: Int) -> Range<Int> {
        var (low, high) = (0, readings.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if readings[middle].start <= index { low = middle } else { high = middle }
        }
        return readings.isEmpty ? 0..<0 : readings[low].run
    }
}
