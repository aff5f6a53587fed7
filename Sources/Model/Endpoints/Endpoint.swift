/// A host that devices need, and what a healthy anonymous answer of it looks like.
package struct Endpoint: Codable, Sendable, Equatable {
    package enum Scheme: String, Codable, Sendable, CaseIterable {
        case https, http
    }

    /// The catalogue's name for it; for a host of the user's own, `additional`.
    package var id: String
    package var set: String
    /// Lower case; nil where the endpoint is needed but no concrete host is documented.
    package var host: String?
    package var port: Int
    package var scheme: Scheme
    /// Placeholders filled in.
    package var path: String
    package var requestHeaders: [String: String]
    /// The check that answers whether it was reached.
    package var reachabilityCheck: CheckID
    package var why: String
    package var expectation: Expectation

    package init(
        id: String, set: String, host: String?, port: Int, scheme: Scheme, path: String,
        requestHeaders: [String: String] = [:], reachabilityCheck: CheckID, why: String,
        expectation: Expectation = .init()
    ) {
        self.id = id
        self.set = set
        self.host = host
        self.port = port
        self.scheme = scheme
        self.path = path
        self.requestHeaders = requestHeaders
        self.reachabilityCheck = reachabilityCheck
        self.why = why
        self.expectation = expectation
    }

    /// The host, with its port where that is not the scheme's own.
    package var name: String {
        let host = host ?? id
        return port == (scheme == .https ? 443 : 80) ? host : "\(host):\(port)"
    }
}

/// What the real service answers to an anonymous request.
package struct Expectation: Codable, Sendable, Equatable {
    package enum Body: String, Codable, Sendable, CaseIterable {
        case json, xml
        /// Anything but a page for people: where one comes, somebody else answered.
        case notHTML = "not-html"
    }

    /// Empty: any status.
    package var statuses: [Int] = []
    package var body: Body?
    /// Dotted member path to the forms of ``AnswerTemplate``, of which the value has one.
    package var jsonMembers: [String: [String]] = [:]
    /// Response header names, lower case.
    package var headers: [String] = []
    /// Dotted path of the member that names the tenant.
    package var tenantClaim: String?

    package init() {}

    /// Whether an answer can be told from a forged one by more than its certificate.
    package var identifiesService: Bool { body != nil || !jsonMembers.isEmpty || !headers.isEmpty }
}
