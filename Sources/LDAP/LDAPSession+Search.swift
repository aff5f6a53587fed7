import CLDAP
import Glibc

/// How a search went that the server answered with success.
package struct SearchEnd: Sendable, Equatable {
    /// How many entries were handed over.
    package var entries = 0
    /// Where the server says that more is to be found; never followed, and at most ``LDAPSession/maximumReferrals``.
    package var referrals: [String] = []
    /// False when the caller wanted no more.
    package var isComplete = true

    package init(entries: Int = 0, referrals: [String] = [], isComplete: Bool = true) {
        self.entries = entries
        self.referrals = referrals
        self.isComplete = isComplete
    }
}

/// How deep a search goes.
package enum SearchScope: Int32, Sendable {
    case base = 0
    case oneLevel = 1
    case subtree = 2
}

extension LDAPSession {
    /// Searches, and hands the entries over one by one as they come.
    ///
    /// No more than one message of the server is kept at a time. A referral is collected and never followed.
    ///
    /// `filter` is written as in RFC 4515; ``LDAPFilter`` builds it safely. `attributes` are what to fetch; none of them
    /// fetches all of the user's. `pageSize` is how many entries to ask for at a time, nil for all at once: a server may
    /// give fewer, or ignore it, and one that refuses the number is asked for fewer. `sizeLimit` is the most entries that
    /// the server may send; 0 leaves it to the server. `each` is called for each entry; its false ends the search.
    ///
    /// - Throws: ``LDAPError`` of the step `search`, also when entries had come before.
    package func search(
        base: String, scope: SearchScope = .subtree, filter: String = "(objectClass=*)",
        attributes: [String] = [],
        pageSize: Int? = nil, sizeLimit: Int = 0, each: (borrowing LDAPEntry) throws(LDAPError) -> Bool
    ) throws(LDAPError) -> SearchEnd {
        guard !base.utf8.contains(0), !filter.utf8.contains(0),
            attributes.allSatisfy({ !$0.utf8.contains(0) })
        else {
            throw LDAPError(
                .search, .other(code: LDAP_PARAM_ERROR), resultCode: LDAP_PARAM_ERROR,
                diagnostic: "NUL in the question")
        }
        var search = Search(
            base: base, scope: scope, filter: filter, attributes: attributes, pageSize: pageSize,
            sizeLimit: sizeLimit)
        var pages = PageTrail()
        var end = SearchEnd()
        var entry = LDAPEntry()
        while true {
            pages.beginPage()
            guard let answer = try receivePage(search, &pages, &end, &entry, each) else {
                end.isComplete = false
                return end
            }
            if answer.code != LDAP_SUCCESS {
                guard search.lowerPageSize(after: answer, hadEntries: end.entries > 0) else {
                    throw answer.error(.search)
                }
                continue
            }
            guard search.pageSize != nil, let cookie = answer.cookie, !cookie.isEmpty else { return end }
            guard pages.endPage(cookie) else {
                throw LDAPError(
                    .search, .protocolError, diagnostic: "the server's pages go round in circles")
            }
            search.cookie = cookie
        }
    }

    /// Asks for one page and hands its entries over.
    ///
    /// - Returns: nil when the caller wanted no more.
    private func receivePage(
        _ search: Search, _ pages: inout PageTrail, _ end: inout SearchEnd, _ entry: inout LDAPEntry,
        _ each: (borrowing LDAPEntry) throws(LDAPError) -> Bool
    ) throws(LDAPError) -> Answer? {
        let request = try send(search)
        defer { wire.gathers = false }
        while true {
            let message = unsafe try receive(request, .search)
            defer { unsafe _ = ldap_msgfree(message) }
            switch unsafe UInt32(bitPattern: ldap_msgtype(message)) {
            case MessageType.entry:
                guard unsafe entry.load(message, of: raw) else {
                    throw LDAPError(.search, .protocolError, diagnostic: "an entry cannot be read")
                }
                pages.note(entry)
                // Others are about to follow.
                wire.gathers = true
                end.entries += 1
                guard try each(entry) else {
                    unsafe _ = ldap_abandon_ext(raw, request, nil, nil)
                    return nil
                }
            case MessageType.reference: try unsafe collect(message, &end.referrals)
            case MessageType.done: return try unsafe answer(in: message, .search)
            case MessageType.intermediate: continue
            default: throw LDAPError(.search, .protocolError, diagnostic: "not an answer to a search")
            }
        }
    }

    @unsafe private func collect(_ message: OpaquePointer, _ referrals: inout [String]) throws(LDAPError) {
        var found: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        guard unsafe ldap_parse_reference(raw, message, &found, nil, 0) == LDAP_SUCCESS else {
            throw failure(.search)
        }
        defer {
            unsafe ldap_memvfree(
                UnsafeMutableRawPointer(found)?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self))
        }
        referrals += unsafe Self.strings(found).prefix(Self.maximumReferrals - referrals.count)
    }

    private func send(_ search: Search) throws(LDAPError) -> Int32 {
        var control: UnsafeMutablePointer<LDAPControl>?
        if let size = search.pageSize {
            var cookie = search.cookie.map { CChar(bitPattern: $0) }
            let status = unsafe cookie.withUnsafeMutableBufferPointer { bytes in
                var value = unsafe berval(bv_len: UInt(bytes.count), bv_val: bytes.baseAddress)
                return unsafe ldap_create_page_control(raw, Int32(clamping: size), &value, 0, &control)
            }
            guard status == LDAP_SUCCESS else { throw failure(.search) }
        }
        defer { if let control = unsafe control { unsafe ldap_control_free(control) } }
        var controls = unsafe [control, nil]
        var request: Int32 = 0
        let status = unsafe withCStrings(search.attributes) { attributes in
            unsafe ldap_search_ext(
                raw, search.base, search.scope.rawValue, search.filter,
                search.attributes.isEmpty ? nil : attributes, 0,
                &controls, nil, nil, Int32(clamping: search.sizeLimit), &request)
        }
        guard status == LDAP_SUCCESS else { throw failure(.search) }
        return request
    }

    /// The types of messages that answer a search; libldap's own are macros with a cast.
    private enum MessageType {
        static let entry: UInt32 = 0x64
        static let done: UInt32 = 0x65
        static let reference: UInt32 = 0x73
        static let intermediate: UInt32 = 0x79
    }
}

/// What is asked, and how far it got.
private struct Search {
    var base: String
    var scope: SearchScope
    var filter: String
    var attributes: [String]
    var pageSize: Int?
    var sizeLimit: Int
    var cookie: [UInt8] = []

    private static let smallestPage = 50

    /// Asks for fewer entries at a time when the server refused the number, which it does at the first page.
    mutating func lowerPageSize(after answer: LDAPSession.Answer, hadEntries: Bool) -> Bool {
        guard let size = pageSize, !hadEntries, cookie.isEmpty, size > Self.smallestPage,
            answer.code == LDAP_UNWILLING_TO_PERFORM || answer.code == LDAP_ADMINLIMIT_EXCEEDED
        else { return false }
        pageSize = max(Self.smallestPage, size / 2)
        return true
    }
}

/// Sees whether pages lead on, or round in circles.
///
/// A cookie may come twice, as some servers number a search and not its pages. The same cookie after a page that began with
/// the same entry, or was empty, is a circle.
private struct PageTrail {
    private var seen: Set<Int> = []
    private var first: Int?
    private var emptyPages = 0

    /// More empty pages than this in a row lead nowhere.
    private static let maximumEmptyPages = 1000

    mutating func beginPage() {
        first = nil
    }

    mutating func note(_ entry: borrowing LDAPEntry) {
        if first == nil { first = entry.dnBytes.hashValue }
    }

    /// - Returns: false when this page has been there before.
    mutating func endPage(_ cookie: [UInt8]) -> Bool {
        emptyPages = first == nil ? emptyPages + 1 : 0
        var hasher = Hasher()
        hasher.combine(cookie)
        hasher.combine(first)
        return seen.insert(hasher.finalize()).inserted && emptyPages <= Self.maximumEmptyPages
    }
}

/// Lends strings to C as a list that ends with a null pointer.
private func withCStrings<R>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> R
) -> R {
    var copies = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe copies.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
}
