/// What one file is, held against the others of its kind.
struct SavedAnswersPage {
    var name: String
    /// Seconds since 1970.
    var writtenAt: Double
    var nextLink: String?
    /// Rows or values in it.
    var count: Int
    /// How many all pages have together, as it says.
    var total: Int?
    /// Why it is no page of the whole list, as a sentence without its end.
    var doubt: String?
}

/// Files of one kind that were saved together: the pages of one list, as far as that can be told.
struct SavedAnswersEdition {
    /// Numbers among the pages, in their order.
    private(set) var pages: [Int]
    /// Why it may lack something; nil where nothing shows that it does.
    private(set) var doubt: String?
    /// Whether it holds more than one list, or a page twice, so that one device may be in it twice.
    private(set) var holdsSeveral: Bool

    /// Seconds within which files follow each other that were saved together; which of them is newer tells nothing.
    ///
    /// A service that is busy makes a reader wait for minutes.
    static let pause = 600.0

    /// The newest one, which alone decides what there is; nil where there are no pages.
    ///
    /// What leads on to a page that was not saved with it is taken for a part of what was saved next, and this one for
    /// one that may lack something: nothing tells which pages are of one list.
    ///
    /// What has no pages, with `isPaged` false, may be in several files, each with a part of it.
    init?(newestOf pages: [SavedAnswersPage], isPaged: Bool = true) {
        guard !pages.isEmpty else { return nil }
        let order = pages.indices.sorted { (pages[$0].writtenAt, $0) < (pages[$1].writtenAt, $1) }
        var editions: [(pages: [Int], isApart: Bool, isOpen: Bool)] = []
        var last = -Double.infinity
        for number in order {
            let page = pages[number]
            let isNear = page.writtenAt - last <= Self.pause
            last = page.writtenAt
            let isEnd = page.nextLink == nil
            if var edition = editions.last, isNear || edition.isOpen {
                edition.pages.append(number)
                edition.isApart = edition.isApart || !isNear
                edition.isOpen = edition.isOpen && !isEnd
                editions[editions.count - 1] = edition
            } else {
                editions.append(([number], false, !isEnd))
            }
        }
        let newest = editions[editions.count - 1]
        self.pages = newest.pages.sorted()
        let own = self.pages.map { pages[$0] }
        let ends = own.filter { $0.nextLink == nil }
        holdsSeveral = ends.count > 1 || Set(own.compactMap(\.nextLink)).count + ends.count < own.count
        doubt =
            own.lazy.compactMap(\.doubt).first ?? Self.gap(in: own)
            ?? (isPaged ? Self.mixture(of: own, ends, isApart: newest.isApart) : nil)
            ?? Self.shortfall(of: own)
        if doubt == nil, isPaged, let longer = editions.map(\.pages.count).max(), longer > own.count {
            doubt =
                "\(own[0].name) is newer than a list of \(longer) pages, and may be no more than its last page"
        }
    }

    /// What shows that a page is missing.
    private static func gap(in pages: [SavedAnswersPage]) -> String? {
        let leading = pages.filter { $0.nextLink != nil }
        guard let last = leading.last else { return nil }
        guard leading.count < pages.count else {
            return "\(last.name) leads on to a page that is not among the files"
        }
        // One list, whose links say how many devices come before the next page.
        guard leading.count == pages.count - 1 else { return nil }
        let numbered = leading.compactMap { page in
            skipped(by: page.nextLink ?? "").map { ($0, page) }
        }.sorted { $0.0 < $1.0 }
        guard numbered.count == leading.count else { return nil }
        var count = 0
        for (skipped, page) in numbered {
            count += page.count
            guard count == skipped else {
                return
                    "the page after \(page.name) begins with device \(skipped + 1), and the pages up to it hold \(count): one is not among the files"
            }
        }
        return nil
    }

    /// The number in `$skip=10000`.
    private static func skipped(by link: String) -> Int? {
        guard let match = link.firstMatch(of: /[?&](?:\$|%24)skip=([0-9]{1,9})(?:&|$)/) else { return nil }
        return Int(match.1)
    }

    /// What shows that the pages may be of more than one list.
    private static func mixture(
        of pages: [SavedAnswersPage], _ ends: [SavedAnswersPage], isApart: Bool
    ) -> String? {
        if ends.count > 1 {
            return
                "\(ends[0].name) and \(ends[1].name) were saved within a short time, each is a list or the end of one, and nothing tells which of them counts"
        }
        guard isApart, let first = pages.first(where: { $0.nextLink != nil }) else { return nil }
        return "the page after \(first.name) was not saved along with it: it may be one of another list"
    }

    /// What shows that there are more than the pages hold.
    private static func shortfall(of pages: [SavedAnswersPage]) -> String? {
        let count = pages.reduce(0) { $0 + $1.count }
        guard let page = pages.first(where: { $0.total ?? 0 > count }), let total = page.total else {
            return nil
        }
        return "\(page.name) says that there are \(total), and \(count) are among the files"
    }
}
