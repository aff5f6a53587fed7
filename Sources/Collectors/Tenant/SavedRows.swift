import Model

/// What a device is known by within one list.
enum SavedAnswersKey: Hashable {
    case guid(GUID)
    case text([UInt8])
}

/// A device of a saved list.
protocol SavedRow: ListedDevice {
    /// Whether an interface answers with pages, so that several files without links are several lists.
    static var isPaged: Bool { get }

    /// By what it is known, the surest first.
    func keys(_ texts: TextBlock) -> (SavedAnswersKey?, SavedAnswersKey?)

    /// Whether their surest ids tell that they are two devices, whatever else they have in common.
    func isAnother(than other: Self) -> Bool

    /// Whether both say the same, of what both tell; texts and symbols are of one listing.
    func agrees(with other: Self, _ texts: TextBlock) -> Bool

    /// Takes over what a newer table tells.
    mutating func update(by newer: Self)

    /// What has a list of its own, whatever its case; nil where one list has all devices, or nothing tells.
    func realm(_ texts: TextBlock) -> ArraySlice<UInt8>?
}

extension SavedRow {
    static var isPaged: Bool { true }

    func realm(_ texts: TextBlock) -> ArraySlice<UInt8>? { nil }
}

/// Devices of several files, put into one listing.
struct SavedRows<Row: SavedRow> {
    private(set) var listing = DeviceListing<Row>()

    /// Adds the pages of one list.
    ///
    /// With `mayRepeat`, a device may be on several of them: where they say the same it counts once, and where they do not it
    /// is marked as contradicted. Two rows of one page are two devices.
    ///
    /// `page` hands over each by its number, so that nobody keeps it.
    mutating func add(_ numbers: [Int], mayRepeat: Bool, page: (Int) -> DeviceListing<Row>) {
        guard mayRepeat else {
            for number in numbers { listing.add(page(number)) }
            return
        }
        var known: [SavedAnswersKey: Int] = [:]
        for number in numbers {
            let start = listing.rows.count
            listing.add(page(number))
            fold(from: start, known) { row, other, texts in
                if !row.agrees(with: other, texts) { row.isContradicted = true }
            }
            for number in start..<listing.rows.count { note(number, in: &known) }
        }
    }

    /// Adds pages of newer tables, which count for devices that are there already.
    mutating func update(_ numbers: [Int], page: (Int) -> DeviceListing<Row>) {
        var tables = SavedRows()
        tables.add(numbers, mayRepeat: true, page: page)
        var known: [SavedAnswersKey: Int] = [:]
        for number in listing.rows.indices { note(number, in: &known) }
        let start = listing.rows.count
        let observedAt = listing.observedAt
        listing.add(tables.listing)
        // The list is as old as it was.
        listing.observedAt = observedAt
        fold(from: start, known) { row, newer, _ in
            row.update(by: newer)
            row.isContradicted = row.isContradicted || newer.isContradicted
        }
    }

    private func note(_ number: Int, in known: inout [SavedAnswersKey: Int]) {
        let (key, other) = listing.rows[number].keys(listing.texts)
        if let key, known[key] == nil { known[key] = number }
        if let other, known[other] == nil { known[other] = number }
    }

    /// Takes away the rows from `start` on that are known, once `body` has seen them together with the known ones.
    private mutating func fold(
        from start: Int, _ known: [SavedAnswersKey: Int], _ body: (inout Row, Row, TextBlock) -> Void
    ) {
        var kept = start
        for number in start..<listing.rows.count {
            let row = listing.rows[number]
            let (key, other) = row.keys(listing.texts)
            let isSame = { (place: Int) in !row.isAnother(than: listing.rows[place]) }
            var place = key.flatMap { known[$0] }
            if !(place.map(isSame) ?? false) { place = other.flatMap { known[$0] } }
            if !(place.map(isSame) ?? false) { place = nil }
            if let place {
                body(&listing.rows[place], row, listing.texts)
            } else {
                listing.rows[kept] = row
                kept += 1
            }
        }
        listing.rows.removeLast(listing.rows.count - kept)
    }
}
