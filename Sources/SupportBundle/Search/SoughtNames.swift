/// Names that are to be looked for, as they come: nothing of them is held but what finds them.
struct SoughtNames {
    /// Of ten thousand random ids of twenty bytes one has a given name of three letters in it, and none has one of six.
    private static let longEnough = 6

    fileprivate(set) var table: PhraseTable.Making
    /// For each name, whether bytes that mean something else altogether may well have it within.
    private(set) var isShort: [Bool] = []
    /// Bytes of the longest one.
    private(set) var longest = 0
    /// Bytes that each has at least from its first to its last letter or digit, where these are more than two.
    private(set) var shortest: Int?
    /// Whether a name has a character that ASCII, read as UTF-16 of the wrong order, becomes.
    private(set) var mayBeForeign = false

    /// Begins with room for so many.
    init(room: Int) {
        table = PhraseTable.Making(room: room)
    }

    var count: Int { isShort.count }

    /// Adds a name, whose number is how many there were before.
    ///
    /// - Returns: The number of another one that differs in case alone, and counts in its place.
    @discardableResult
    mutating func add(_ name: String) -> Int? {
        let core = PhraseTable.core(of: name).utf8.count
        let other = table.add(name, count)
        isShort.append(core < Self.longEnough)
        if let other { isShort[other] = isShort[other] && core < Self.longEnough }
        longest = max(longest, name.utf8.count)
        if core > 2 { shortest = min(shortest ?? core, core) }
        mayBeForeign = mayBeForeign || WideText.mayBeForeign(name)
        return other
    }

    /// Takes over the names of another one, whose numbers are larger here by how many there were before.
    ///
    /// `same` is told the numbers here of two that differ in case alone, of which the first one counts then.
    mutating func take(_ others: borrowing SoughtNames, same: (Int, Int) -> Void) {
        let offset = count
        var isShort = isShort + others.isShort
        table.take(others.table, offset: offset) { own, other in
            isShort[own] = isShort[own] && isShort[other]
            same(own, other)
        }
        self.isShort = isShort
        longest = max(longest, others.longest)
        shortest = [shortest, others.shortest].compactMap(\.self).min()
        mayBeForeign = mayBeForeign || others.mayBeForeign
    }
}
