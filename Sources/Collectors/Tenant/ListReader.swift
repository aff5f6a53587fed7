import FoundationEssentials
import Model
import TenantAnswers

/// Reads a list page by page, as far as it goes.
struct ListReader: Sendable {
    let session: ServiceSession
    let now: @Sendable () -> Date

    /// Ten million devices at a thousand a page.
    private static let mostPages = 10_000

    /// Asks for one page after the other, and gives each to `take`, which says where the next one is.
    ///
    /// Where the service refuses to give the members that are asked for, it is asked for all of them. Throws what kept it from the end; the pages before have been taken by then.
    func pages(
        of query: TenantAccess.Query, from target: String? = nil,
        _ take: ([UInt8]) throws(AnswerFault) -> String?
    ) async throws(ServiceFault) {
        var address = ServiceAddress(session.host, target ?? query.target)
        var seen: Set<String> = [address.target]
        while true {
            let body: [UInt8]
            do throws(ServiceFault) {
                body = try await session.get(address, query)
            } catch {
                // A cloud that does not know one of the members refuses all of them.
                guard error.status == 400, seen.count == 1, let whole = address.withoutSelection else {
                    throw error
                }
                address = whole
                seen.insert(address.target)
                continue
            }
            let link: String?
            do throws(AnswerFault) {
                link = try take(body)
            } catch {
                throw ServiceFault(.malformed, "what \(address) answers \(error.reason)")
            }
            guard let link else { return }
            address = try next(link, after: address, seen.count)
            guard seen.insert(address.target).inserted else {
                let words = "page \(seen.count) of \(address) leads back to one that was read before"
                throw ServiceFault(.incomplete, words)
            }
        }
    }

    /// The next page's address, if a token may go there.
    private func next(
        _ link: String, after address: ServiceAddress, _ page: Int
    ) throws(ServiceFault) -> ServiceAddress {
        guard let next = ServiceAddress(link), next.hasSameOrigin(as: address) else {
            let words =
                "page \(page) of \(address) leads to another place, \"\(link.printable(limit: 100))\", "
            throw ServiceFault(.incomplete, words + "where no token is sent")
        }
        guard page < Self.mostPages else {
            throw ServiceFault(.incomplete, "\(address) has more than \(Self.mostPages) pages")
        }
        return next
    }

    /// A list of devices; what keeps it from the end is told in it.
    func devices<Row>(
        _ query: TenantAccess.Query, _ reader: PageReader, progress: (Int) -> Void,
        _ read: (PageReader, [UInt8]) throws(AnswerFault) -> AnswerPage<Row>
    ) async -> DeviceListing<Row> {
        var listing = DeviceListing<Row>()
        listing.observedAt = now()
        do throws(ServiceFault) {
            try await pages(of: query) { (bytes) throws(AnswerFault) in
                let page = try read(reader, bytes)
                listing.add(page.listing)
                progress(listing.rows.count)
                return page.nextLink
            }
        } catch {
            var why = error.unreadable(session.service)
            if !listing.rows.isEmpty { why.detail += "; \(listing.rows.count) devices had been read by then" }
            listing.incomplete = why
        }
        return listing
    }

    /// A list of anything else, all of it or none.
    func values<Value>(
        _ query: TenantAccess.Query, from target: String? = nil, _ reader: PageReader,
        _ read: (PageReader, [UInt8]) throws(AnswerFault) -> AnswerValues<Value>
    ) async throws(ServiceFault) -> [Value] {
        var found: [Value] = []
        try await pages(of: query, from: target) { (bytes) throws(AnswerFault) in
            let page = try read(reader, bytes)
            found += page.values
            return page.nextLink
        }
        return found
    }
}
