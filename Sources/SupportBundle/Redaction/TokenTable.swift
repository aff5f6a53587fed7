/// The names of a bundle with their tokens, found by either of them.
///
/// A bundle may have a million: they are held once, and beside them numbers of four bytes by which they are found.
struct TokenTable {
    private static let block = 1 << 12

    /// In blocks, so that none has to be moved when there are more.
    private var blocks: [[Pseudonyms.Known]] = []
    /// Within which a name has one token; for each name.
    private var spaces: [IdentityKind] = []
    private var names = PlaceTable()
    private var tokens = PlaceTable()

    var count: Int { spaces.count }

    private subscript(place: Int) -> Pseudonyms.Known { blocks[place / Self.block][place % Self.block] }

    /// What is known of a name in lower case.
    func token(of name: String, in space: IdentityKind) -> String? {
        names.first(Self.hash(name, space)) { spaces[$0] == space && self[$0].original.lowercased() == name }
            .map { self[$0].token }
    }

    /// Whether a token is one of a name already.
    func isTaken(_ token: String) -> Bool {
        tokens.first(Self.hash(token, nil)) { self[$0].token == token } != nil
    }

    /// Takes up a name that is not in it; `isUnique` is whether no other name may have the token.
    mutating func add(_ known: Pseudonyms.Known, in space: IdentityKind, isUnique: Bool) {
        let place = count
        if place % Self.block == 0 {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.block)
        }
        blocks[blocks.count - 1].append(known)
        spaces.append(space)
        names.add(place, Self.hash(known.original.lowercased(), space))
        if isUnique { tokens.add(place, Self.hash(known.token, nil)) }
    }

    mutating func reserve(_ more: Int) {
        names.reserve(more)
        tokens.reserve(more)
    }

    /// All of them, in the order in which they came.
    var all: [Pseudonyms.Known] {
        var all: [Pseudonyms.Known] = []
        all.reserveCapacity(count)
        for block in blocks { all += block }
        return all
    }

    private static func hash(_ text: String, _ space: IdentityKind?) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(text)
        hasher.combine(space)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}

/// Places in a list, by the hash of what stands there.
private struct PlaceTable {
    private struct Slot {
        var hash: UInt32
        /// One more than the place, or 0.
        var number: UInt32
    }

    private var slots = [Slot](repeating: Slot(hash: 0, number: 0), count: 64)
    private var count = 0

    /// The first place of a hash of which `isWanted` is true.
    func first(_ hash: UInt32, _ isWanted: (Int) -> Bool) -> Int? {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot].number != 0 {
            if slots[slot].hash == hash, isWanted(Int(slots[slot].number) - 1) {
                return Int(slots[slot].number) - 1
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    mutating func add(_ place: Int, _ hash: UInt32) {
        reserve(1)
        count += 1
        put(Slot(hash: hash, number: UInt32(truncatingIfNeeded: place + 1)))
    }

    /// Makes room for so many more.
    mutating func reserve(_ more: Int) {
        var size = slots.count
        while (count + more) * 3 > size * 2 { size *= 2 }
        guard size > slots.count else { return }
        let old = slots
        slots = [Slot](repeating: Slot(hash: 0, number: 0), count: size)
        for slot in old where slot.number != 0 { put(slot) }
    }

    private mutating func put(_ new: Slot) {
        var slot = Int(new.hash) & (slots.count - 1)
        while slots[slot].number != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = new
    }
}
