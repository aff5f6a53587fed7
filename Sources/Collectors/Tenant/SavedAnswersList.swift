import FoundationEssentials
import Model
import TenantAnswers

/// The files of one list of devices, as they were found.
struct SavedAnswersList<Row: SavedRow> {
    struct Part {
        var name: String
        var page: AnswerPage<Row>
        /// Seconds since 1970.
        var writtenAt: Double
        /// Why nobody can say that it is whole, for a table of a portal.
        var doubt: String?

        fileprivate var described: SavedAnswersPage {
            SavedAnswersPage(
                name: name, writtenAt: writtenAt, nextLink: page.nextLink, count: page.listing.rows.count,
                total: page.total, doubt: doubt ?? page.doubt.map { "\(name) \($0)" })
        }
    }

    var parts: [Part] = []
    /// How many files are not used, since others were saved later.
    private(set) var olderFiles = 0

    /// Adds the parts that count, in their order; each is let go of once it has been added.
    ///
    /// What was saved last decides which devices there are: what only an older file has is gone since. A table of a portal
    /// never does, as it may have been filtered; what a newer one tells of a device counts all the same.
    ///
    /// - Parameter code: That of a list which was not read to its end.
    /// - Returns: The list, incomplete where a page is missing or nothing tells; nil where there is no part.
    mutating func merge(_ code: ReasonCode) -> DeviceListing<Row>? {
        let all = parts.map(\.described)
        let tables = parts.indices.filter { parts[$0].doubt != nil }
        var lists: [(edition: SavedAnswersEdition, numbers: [Int])] = []
        for numbers in independent(parts.indices.filter { parts[$0].doubt == nil }) {
            guard let edition = SavedAnswersEdition(newestOf: numbers.map { all[$0] }, isPaged: Row.isPaged)
            else { continue }
            lists.append((edition, edition.pages.map { numbers[$0] }))
        }
        var rows = SavedRows<Row>()
        var incomplete = lists.lazy.compactMap(\.edition.doubt).first
        var used = 0
        for list in lists {
            used += list.numbers.count
            rows.add(list.numbers, mayRepeat: list.edition.holdsSeveral) { take($0) }
        }
        let newest = lists.flatMap(\.numbers).map { all[$0].writtenAt }.max()
        // Of about the same time, an interface says more than a table.
        let newer = tables.filter { number in
            newest.map { all[number].writtenAt > $0 + SavedAnswersEdition.pause } ?? true
        }
        if let edition = SavedAnswersEdition(newestOf: newer.map { all[$0] }) {
            let numbers = edition.pages.map { newer[$0] }
            used += numbers.count
            if lists.isEmpty {
                incomplete = edition.doubt
                rows.add(numbers, mayRepeat: true) { take($0) }
            } else {
                rows.update(numbers) { take($0) }
            }
        }
        guard used > 0 else { return nil }
        olderFiles = parts.count - used
        parts = []
        var listing = rows.listing
        if let incomplete { listing.incomplete = Unreadable(code, incomplete) }
        return listing
    }

    private mutating func take(_ number: Int) -> DeviceListing<Row> {
        var listing = parts[number].page.listing
        parts[number].page.listing = DeviceListing()
        listing.observedAt = Date(timeIntervalSince1970: parts[number].writtenAt)
        return listing
    }

    /// Files by the lists they may be of: those of two domains of Active Directory have no device in common, and neither
    /// takes the place of the other.
    private func independent(_ numbers: [Int]) -> [[Int]] {
        guard numbers.count > 1 else { return [numbers] }
        var groups: [(realms: Set<[UInt8]>, numbers: [Int])] = []
        for number in numbers {
            let listing = parts[number].page.listing
            var realms: Set<[UInt8]> = []
            var last: ArraySlice<UInt8> = []
            for row in listing.rows {
                guard let realm = row.realm(listing.texts) else { return [numbers] }
                guard realm != last else { continue }
                last = realm
                realms.insert(realm.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 })
            }
            guard !realms.isEmpty else { return [numbers] }
            var own = (realms: realms, numbers: [number])
            groups.removeAll { group in
                guard !group.realms.isDisjoint(with: own.realms) else { return false }
                own = (own.realms.union(group.realms), group.numbers + own.numbers)
                return true
            }
            groups.append(own)
        }
        return groups.map { ($0.numbers.sorted()) }.sorted { $0[0] < $1[0] }
    }
}
