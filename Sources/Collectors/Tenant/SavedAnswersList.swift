import FoundationEssentials
import Model
import TenantAnswers

/// The pages of one list of devices, as they were found.
struct SavedAnswersList<Row: ListedDevice> {
    struct Part {
        var name: String
        var page: AnswerPage<Row>
        /// Seconds since 1970.
        var writtenAt: Double
        /// Why nobody can say that it is whole.
        var doubt: String?
    }

    var parts: [Part] = []

    /// Adds all parts in their order; each is let go of once it has been added.
    ///
    /// - Parameters:
    ///   - code: That of a list which was not read to its end.
    ///   - id: What no two devices of one list have in common; nil where a device has none.
    mutating func merge(
        _ code: ReasonCode, id: (Row, TextBlock) -> SavedAnswersKey?
    ) -> DeviceListing<Row>? {
        guard !parts.isEmpty else { return nil }
        // What an interface answered says more than a table of the portal, where it is there to its end.
        let answers = parts.filter { $0.doubt == nil }
        if !answers.isEmpty, Self.gap(in: answers) == nil { parts = answers }
        let gap = Self.gap(in: parts) ?? parts.lazy.compactMap(\.doubt).first
        dropRepetitions(id)
        var listing = DeviceListing<Row>()
        for position in parts.indices {
            var part = parts[position].page.listing
            parts[position].page.listing = DeviceListing()
            part.observedAt = Date(timeIntervalSince1970: parts[position].writtenAt)
            listing.add(part)
        }
        if let gap { listing.incomplete = Unreadable(code, gap) }
        return listing
    }

    /// What shows that a page is missing.
    private static func gap(in parts: [Part]) -> String? {
        let leading = parts.filter { $0.page.nextLink != nil }
        guard let last = leading.last else { return nil }
        guard leading.count < parts.count else {
            return "\(last.name) leads on to a page that is not among the files"
        }
        // One list, whose links say how many devices come before the next page.
        guard leading.count == parts.count - 1 else { return nil }
        let numbered = leading.compactMap { part in
            skipped(by: part.page.nextLink ?? "").map { ($0, part) }
        }.sorted { $0.0 < $1.0 }
        guard numbered.count == leading.count else { return nil }
        var count = 0
        for (skipped, part) in numbered {
            count += part.page.listing.rows.count
            guard count == skipped else {
                return
                    "the page after \(part.name) begins with device \(skipped + 1), and the pages up to it hold \(count): one is not among the files"
            }
        }
        return nil
    }

    /// The number in `$skip=10000`.
    private static func skipped(by link: String) -> Int? {
        guard let match = link.firstMatch(of: /[?&](?:\$|%24)skip=([0-9]{1,9})(?:&|$)/) else { return nil }
        return Int(match.1)
    }

    /// Leaves out devices that a newer list holds as well, where several were saved.
    private mutating func dropRepetitions(_ id: (Row, TextBlock) -> SavedAnswersKey?) {
        let ends = parts.count { $0.page.nextLink == nil }
        let links = Set(parts.compactMap(\.page.nextLink))
        guard ends > 1 || links.count + ends < parts.count else { return }
        var known: Set<SavedAnswersKey> = []
        let newestFirst = parts.indices.sorted {
            (parts[$0].writtenAt, $0) > (parts[$1].writtenAt, $1)
        }
        for position in newestFirst {
            let texts = parts[position].page.listing.texts
            let keys = parts[position].page.listing.rows.map { id($0, texts) }
            var place = 0
            parts[position].page.listing.rows.removeAll { _ in
                defer { place += 1 }
                return keys[place].map { known.contains($0) } ?? false
            }
            for case let key? in keys { known.insert(key) }
        }
    }
}

/// What a device is known by within one list.
enum SavedAnswersKey: Hashable {
    case guid(GUID)
    case text([UInt8])
}
