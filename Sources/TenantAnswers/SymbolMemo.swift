import Glibc

/// Which number a text has, by its bytes: what stands in a column is the same few texts again and again.
struct SymbolMemo {
    private struct Entry {
        var hash: UInt64
        var start: Int
        var count: Int
        var number: UInt32
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    /// Numbers of entries plus one, by hash; 0 is free.
    ///
    /// The count is a power of two.
    private var slots = [Int32](repeating: 0, count: 64)

    /// The number of a text; nil where it is new.
    @inline(__always)
    func number(of text: AnswerText) -> UInt32? {
        let hash = text.hash
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot]) - 1]
            if entry.hash == hash, isSame(entry, text) { return entry.number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    @inline(__always)
    private func isSame(_ entry: Entry, _ text: AnswerText) -> Bool {
        guard entry.count == text.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { known in
            unsafe text.isSame(
                as: UnsafeBufferPointer(rebasing: known[entry.start..<entry.start + entry.count]))
        }
    }

    /// Keeps the number of a text that is new.
    mutating func add(_ text: AnswerText, _ number: UInt32) {
        let hash = text.hash
        entries.append(Entry(hash: hash, start: bytes.count, count: text.count, number: number))
        unsafe bytes.append(contentsOf: text.bytes)
        insert(hash, Int32(clamping: entries.count))
        if entries.count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 4)
        for (position, entry) in entries.enumerated() {
            insert(entry.hash, Int32(clamping: position + 1))
        }
    }

    private mutating func insert(_ hash: UInt64, _ entry: Int32) {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    /// How many texts it knows.
    var count: Int { entries.count }
}

extension AnswerText {
    /// Of all bytes, eight at a time.
    @inline(__always)
    fileprivate var hash: UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
        let raw = unsafe UnsafeRawBufferPointer(bytes)
        var position = 0
        while position + 8 <= count {
            mix(unsafe raw.loadUnaligned(fromByteOffset: position, as: UInt64.self), into: &hash)
            position += 8
        }
        var rest: UInt64 = 0
        while position < count {
            rest = rest << 8 | UInt64(self[position])
            position += 1
        }
        mix(rest, into: &hash)
        return hash
    }

    @inline(__always)
    private func mix(_ word: UInt64, into hash: inout UInt64) {
        hash = (hash ^ word) &* 0xd6e8_feb8_6659_fd93
        hash ^= hash >> 32
    }

    @inline(__always)
    fileprivate func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let left = unsafe bytes.baseAddress, let right = other.baseAddress else { return isEmpty }
        return unsafe memcmp(left, right, count) == 0
    }
}
