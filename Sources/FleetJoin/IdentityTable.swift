import Model

/// For each id the first record that carries it; made for millions.
struct IdentityTable {
    private var ids: [GUID]
    private var records: [Int32]
    private let mask: Int

    /// With room for so many ids.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        mask = size - 1
        ids = Array(repeating: GUID.zero, count: size)
        records = Array(repeating: -1, count: size)
    }

    /// The record that carries `id` already; else nil, and `record` is from now on the one.
    mutating func claim(_ id: GUID, for record: Int) -> Int? {
        var slot = id.scattered & mask
        while records[slot] >= 0 {
            if ids[slot] == id { return Int(records[slot]) }
            slot = (slot + 1) & mask
        }
        ids[slot] = id
        records[slot] = Int32(truncatingIfNeeded: record)
        return nil
    }
}

extension GUID {
    /// Ids may be made one behind the other, by hostile hands too.
    fileprivate var scattered: Int {
        var word = high ^ (low &* 0x9E37_79B9_7F4A_7C15)
        word = (word ^ (word >> 32)) &* 0xD6E8_FEB8_6659_FD93
        word ^= word >> 32
        return Int(truncatingIfNeeded: word & 0x7FFF_FFFF_FFFF_FFFF)
    }
}
