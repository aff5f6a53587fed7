/// A Microsoft cloud; each has hosts of its own.
package enum Cloud: String, Codable, Sendable, CaseIterable {
    case global, gcc
    case gccHigh = "gcc-high"
    case dod, china
}

/// An endpoint of the catalogue, before cloud and tenant are known.
package struct EndpointTemplate: Sendable, Equatable {
    package var id: String
    package var reachabilityCheck: CheckID
    package var why: String
    package var source: String
    package var scheme: Endpoint.Scheme
    package var port: Int
    package var path: String
    package var requestHeaders: [String: String]
    /// By cloud; where there is no entry, the endpoint does not exist in that cloud.
    ///
    /// An empty list: it does, and no concrete host is documented.
    package var hosts: [Cloud: [String]]
    package var wildcards: [Cloud: String]
    package var expectation: Expectation

    package init(
        id: String, reachabilityCheck: CheckID, why: String, source: String, scheme: Endpoint.Scheme,
        port: Int, path: String,
        requestHeaders: [String: String], hosts: [Cloud: [String]], wildcards: [Cloud: String],
        expectation: Expectation
    ) {
        self.id = id
        self.reachabilityCheck = reachabilityCheck
        self.why = why
        self.source = source
        self.scheme = scheme
        self.port = port
        self.path = path
        self.requestHeaders = requestHeaders
        self.hosts = hosts
        self.wildcards = wildcards
        self.expectation = expectation
    }

    /// The endpoint at `host`, for a tenant.
    package func endpoint(
        set: String, host: String?, port: Int? = nil, scheme: Endpoint.Scheme? = nil,
        tenant: TenantExpectation?
    )
        -> Endpoint
    {
        let path = path.replacing("{tenant}", with: tenant?.domain ?? tenant?.id ?? "common")
            .replacing("{domain}", with: tenant?.domain ?? "microsoft.com")
        return Endpoint(
            id: id, set: set, host: host?.lowercased(), port: port ?? self.port,
            scheme: scheme ?? self.scheme, path: path,
            requestHeaders: requestHeaders, reachabilityCheck: reachabilityCheck, why: why,
            expectation: expectation)
    }
}

/// A named group of endpoints that a configuration can select.
package struct EndpointSet: Sendable, Equatable {
    package var id: String
    package var title: String
    package var about: String
    package var source: String
    package var endpoints: [EndpointTemplate]

    package init(id: String, title: String, about: String, source: String, endpoints: [EndpointTemplate]) {
        self.id = id
        self.title = title
        self.about = about
        self.source = source
        self.endpoints = endpoints
    }
}
