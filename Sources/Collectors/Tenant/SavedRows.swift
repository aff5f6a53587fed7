import Model

/// What a device is known by within one list.
enum SavedAnswersKey: Hashable {
    case guid(GUID)
    case text([UInt8])
}

/// A device of a saved list.
protocol SavedRow: ListedDevice {
    /// By what it is known, the surest first.
    func keys(_ texts: TextBlock) -> [SavedAnswersKey]

    /// Whether their surest ids tell that they are two devices, whatever else they have in common.
    func isAnother(than other: Self) -> Bool

    /// Whether both say the same, of what both tell; texts and symbols are of one listing.
    func agrees(with other: Self, _ texts: TextBlock) -> Bool

    /// Takes over what a newer table tells.
    mutating func update(by newer: Self)

    /// What has a list of its own; nil where one list has all devices, or nothing tells.
    func realm(_ texts: TextBlock) -> [UInt8]?
}

extension SavedRow {
    func realm(_ texts: TextBlock) -> [UInt8]? { nil }
}

/// Devices of several files, put into one listing.
struct SavedRows<Row: SavedRow> {
    private(set) var listing = DeviceListing<Row>()

    /// Adds the pages of one list.
    ///
    /// With `mayRepeat`, a device may be on several of them: where they say the same it counts once, and where they do not it
    /// is marked as contradicted. Two rows of one page are two devices.
    mutating func add(_ pages: [DeviceListing<Row>], mayRepeat: Bool) {
        guard mayRepeat else {
            for page in pages { listing.add(page) }
            return
        }
        var known: [SavedAnswersKey: Int] = [:]
        for page in pages {
            let start = listing.rows.count
            listing.add(page)
            fold(from: start, known) { row, other, texts in
                if !row.agrees(with: other, texts) { row.isContradicted = true }
            }
            for number in start..<listing.rows.count { note(number, in: &known) }
        }
    }

    /// Adds pages of newer tables, which count for devices that are there already.
    mutating func update(_ pages: [DeviceListing<Row>]) {
        var tables = SavedRows()
        tables.add(pages, mayRepeat: true)
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
        for key in listing.rows[number].keys(listing.texts) where known[key] == nil { known[key] = number }
    }

    /// Takes away the rows from `start` on that are known, once `body` has seen them together with the known ones.
    private mutating func fold(
        from start: Int, _ known: [SavedAnswersKey: Int], _ body: (inout Row, Row, TextBlock) -> Void
    ) {
        var kept = start
        for number in start..<listing.rows.count {
            let row = listing.rows[number]
            let place = row.keys(listing.texts).lazy.compactMap { known[$0] }.first {
                !row.isAnother(than: listing.rows[$0])
            }
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
