import Model

/// Numbers for names, the same for names that are the same but for their case; made for millions.
struct NameTable {
    private var texts = TextBlock()
    private var places: [TextBlock.Place] = []
    private var slots: [Int32]
    private var mask: Int
    private var scratch: [UInt8] = []

    /// With room for so many names, and growing beyond.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        mask = size - 1
    }

    var count: Int { places.count }

    func bytes(of number: Int) -> ArraySlice<UInt8> { texts.slice(places[number]) }

    /// The number of a name that is put together of two parts, with a dot between them where there is a second one.
    mutating func number(of name: ArraySlice<UInt8>, _ domain: ArraySlice<UInt8> = []) -> Int {
        scratch.removeAll(keepingCapacity: true)
        for byte in name { scratch.append(byte.lowercased) }
        if !domain.isEmpty {
            scratch.append(UInt8(ascii: "."))
            for byte in domain { scratch.append(byte.lowercased) }
        }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in scratch { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= hash >> 29
        var slot = Int(truncatingIfNeeded: hash & 0x7FFF_FFFF_FFFF_FFFF) & mask
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if places[number].count == scratch.count, texts.slice(places[number]).elementsEqual(scratch) {
                return number
            }
            slot = (slot + 1) & mask
        }
        let number = places.count
        places.append(texts.add(scratch))
        slots[slot] = Int32(truncatingIfNeeded: number)
        if places.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        mask = slots.count - 1
        for number in places.indices {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in texts.slice(places[number]) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash ^= hash >> 29
            var slot = Int(truncatingIfNeeded: hash & 0x7FFF_FFFF_FFFF_FFFF) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: number)
        }
    }
}

extension UInt8 {
    /// Of ASCII letters; names of computers have no others.
    var lowercased: UInt8 { self >= 65 && self <= 90 ? self | 0x20 : self }
}
