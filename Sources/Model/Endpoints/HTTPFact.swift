/// An HTTP answer, reduced to what identifies the service; all text is printable.
package struct HTTPFact: Codable, Sendable, Equatable {
    package enum Body: String, Codable, Sendable {
        case empty, json, html, xml, text, binary
    }

    package var status: Int
    /// Names in lower case; those that identify a service, a proxy or a portal.
    package var headers: [String: String]
    package var body: Body
    package var bodyBytes: Int
    /// Title of an HTML page.
    package var title: String?
    /// The host that a redirect leads to; absent where there is no redirect or its target cannot be read.
    package var redirectHost: String?
    /// Strings, by dotted path, of the members that the endpoint's expectation names.
    package var jsonMembers: [String: String]
    /// `Date` of the answer minus this host's clock, in seconds; absent without a usable `Date`.
    package var clockOffset: Double?

    package init(
        status: Int, headers: [String: String] = [:], body: Body = .empty, bodyBytes: Int = 0,
        title: String? = nil,
        redirectHost: String? = nil, jsonMembers: [String: String] = [:], clockOffset: Double? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.bodyBytes = bodyBytes
        self.title = title
        self.redirectHost = redirectHost
        self.jsonMembers = jsonMembers
        self.clockOffset = clockOffset
    }
}
