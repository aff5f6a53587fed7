/// A set of numbers with a value each, held so that a look costs one or two places of memory.
struct NumberTable<Value: Sendable>: Sendable {
    private var keys: [UInt64]
    private var values: [Value]
    /// Eight bits or more for each number: most words are in no table of names, and this is small enough to stay near.
    private var few: [UInt64]
    private var shift: UInt64
    private let filler: Value
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Begins an empty one with room for so many.
    init(room: Int, filler: Value) {
        var size = 64
        while size * 5 < room * 8 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [Value](repeating: filler, count: size)
        self.filler = filler
        var bits = 18
        while bits < 30, 1 << bits < size * 4 { bits += 1 }
        few = [UInt64](repeating: 0, count: 1 << (bits - 6))
        shift = UInt64(64 - bits)
    }

    init(_ entries: [UInt64: Value], filler: Value) {
        self.init(room: entries.count, filler: filler)
        for (key, value) in entries { update(key) { $0 = value } }
    }

    /// Changes the value of a number, which is the filler where it had none.
    mutating func update(_ key: UInt64, _ change: (inout Value) -> Void) {
        if (count + 1) * 8 > keys.count * 5 { grow() }
        let bit = key >> shift
        few[Int(bit >> 6)] |= 1 << (bit & 63)
        let key = key == 0 ? 1 : key
        var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
        if keys[slot] == 0 { count += 1 }
        keys[slot] = key
        change(&values[slot])
    }

    /// Gives each number with its value; a number of 0 as 1, which is the same here.
    func forEach(_ body: (UInt64, Value) -> Void) {
        for slot in keys.indices where keys[slot] != 0 { body(keys[slot], values[slot]) }
    }

    private mutating func grow() {
        var larger = NumberTable(room: keys.count, filler: filler)
        for (key, value) in zip(keys, values) where key != 0 { larger.update(key) { $0 = value } }
        self = larger
    }

    /// Tells of most numbers that are in no table that they are not.
    struct Filter {
        fileprivate let few: UnsafeBufferPointer<UInt64>
        fileprivate let shift: UInt64

        @inline(__always)
        func mayHold(_ key: UInt64) -> Bool {
            let bit = key >> shift
            return few[Int(bit >> 6)] >> (bit & 63) & 1 != 0
        }
    }

    @inline(__always)
    func withFilter(_ body: (Filter) -> Void) {
        few.withUnsafeBufferPointer { body(Filter(few: $0, shift: shift)) }
    }

    @inline(__always)
    subscript(key: UInt64) -> Value? {
        let bit = key >> shift
        guard few[Int(bit >> 6)] >> (bit & 63) & 1 != 0 else { return nil }
        let key = key == 0 ? 1 : key
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: key) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }
}
