/// The names of a bundle with their tokens, found by either of them.
///
/// A bundle may have a million: they are held once, as bytes, and beside them numbers of four bytes by which they are found.
struct TokenTable {
    /// A name as it is looked for, worked out before the table is held.
    struct Key {
        /// The name in lower case.
        let lower: String
        let space: IdentityKind
        fileprivate let hash: UInt64

        init(_ name: String, in space: IdentityKind) {
            lower = name.isLowerASCII ? name : name.lowercased()
            self.space = space
            hash = TokenTable.hash(lower, space)
        }
    }

    private var arena = NameArena()
    private(set) var count = 0
    private var names = PlaceTable()
    private var tokens = PlaceTable()

    /// What is known of a name.
    func token(of key: Key) -> String? {
        place(of: key).map { arena.with($0) { $0.token } }
    }

    func contains(_ key: Key) -> Bool { place(of: key) != nil }

    private func place(of key: Key) -> UInt32? {
        names.first(key.hash) { place in arena.with(place) { $0.space == key.space && $0.isNamed(key.lower) }
        }
    }

    /// Whether a token is one of a name already.
    func isTaken(_ token: String) -> Bool {
        tokens.first(Self.hash(token, nil)) { place in arena.with(place) { $0.hasToken(token) } } != nil
    }

    /// Takes up a name that is not in it; `isUnique` is whether no other name may have the token.
    mutating func add(_ known: Pseudonyms.Known, _ key: Key, isUnique: Bool) {
        reserve(1)
        let place = arena.add(known, in: key.space, isUnique: isUnique)
        count += 1
        names.add(place, key.hash)
        if isUnique { tokens.add(place, Self.hash(known.token, nil)) }
    }

    /// Makes room for so many more.
    mutating func reserve(_ more: Int) {
        let (nameCount, tokenCount) = (names.count, tokens.count)
        guard names.isShort(of: more) || tokens.isShort(of: more) else { return }
        // What they find is in the arena, so that the old ones need not be held beside the new ones.
        names = PlaceTable()
        tokens = PlaceTable()
        var (newNames, newTokens) = (PlaceTable(room: nameCount + more), PlaceTable(room: tokenCount + more))
        arena.forEach { place, entry in
            newNames.add(place, Self.hash(entry.lower, entry.space))
            if entry.isUnique { newTokens.add(place, Self.hash(entry.token, nil)) }
        }
        names = newNames
        tokens = newTokens
    }

    /// Gives all of them, in the order in which they came.
    func forEach(_ body: (NameArena.Entry) -> Void) {
        arena.forEach { body($1) }
    }

    /// Gives all of them in `count` parts, of which `number` is one.
    func forEach(inPart number: Int, of count: Int, _ body: (NameArena.Entry) -> Void) {
        let blocks = arena.blockCount
        arena.forEach(inBlocks: (blocks * number / count)..<(blocks * (number + 1) / count)) { body($1) }
    }

    private static func hash(_ text: String, _ space: IdentityKind?) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(text)
        hasher.combine(space)
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }
}

extension NameArena.Entry {
    /// The name in lower case.
    fileprivate var lower: String {
        let text = String(decoding: original, as: UTF8.self)
        return text.isLowerASCII ? text : text.lowercased()
    }

    /// Whether the name is `name`, which is in lower case.
    fileprivate func isNamed(_ name: String) -> Bool {
        if original.allSatisfy({ $0 < 128 }), name.utf8.allSatisfy({ $0 < 128 }) {
            return name.utf8.count == original.count
                && zip(name.utf8, original).allSatisfy { $0 == $1.lowered }
        }
        return lower == name
    }
}

extension String {
    /// Whether this is ASCII without a capital letter.
    fileprivate var isLowerASCII: Bool { utf8.allSatisfy { $0 < 128 && !(65...90).contains($0) } }
}

/// Places in an arena, by the hash of what stands there; no more than half of it is in use.
private struct PlaceTable {
    /// One more than the place, or 0.
    private var slots: [UInt32]
    private(set) var count = 0

    init(room: Int = 0) {
        var size = 64
        while room * 2 > size { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
    }

    /// Whether so many more do not fit.
    func isShort(of more: Int) -> Bool { (count + more) * 2 > slots.count }

    /// The first place of a hash of which `isWanted` is true.
    func first(_ hash: UInt64, _ isWanted: (UInt32) -> Bool) -> UInt32? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if isWanted(slots[slot] - 1) { return slots[slot] - 1 }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Adds a place where there is room.
    mutating func add(_ place: UInt32, _ hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = place &+ 1
        count += 1
    }
}
