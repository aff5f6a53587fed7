package import FoundationEssentials
package import Model

/// Facts made by hand, healthy unless told otherwise.
package enum Sample {
    /// The moment at which everything was seen.
    package static let moment = Date(timeIntervalSince1970: 1_760_000_000)
    package static let proxy = NetworkPath.proxy("http://proxy.example:8080")

    package static func endpoint(
        _ host: String? = "login.example", id: String = "sign-in",
        set: String = "security-settings-management",
        port: Int = 443, scheme: Endpoint.Scheme = .https, check: CheckID = "endpoints.sign-in-reachable",
        expecting expectation: Expectation = .init()
    ) -> Endpoint {
        Endpoint(
            id: id, set: set, host: host, port: port, scheme: scheme, path: "/", reachabilityCheck: check,
            why: "a sample", expectation: expectation)
    }

    package static func fact(
        _ endpoint: Endpoint = endpoint(), _ path: NetworkPath = .direct, _ probe: Probe
    ) -> EndpointFact {
        EndpointFact(
            id:
                "endpoint:\(endpoint.id):\(endpoint.host ?? "-"):\(endpoint.port)\(endpoint.path):\(path.via)",
            endpoint: endpoint,
            path: path, observedAt: moment, probe: probe)
    }

    package static func facts(
        _ endpoints: [EndpointFact] = [], wildcards: [WildcardFact] = [], tenant: TenantExpectation? = nil
    ) -> FactSet {
        var facts = FactSet()
        facts.endpoints = endpoints
        facts.wildcards = wildcards
        facts.tenant = tenant
        return facts
    }

    package static func wildcard(
        _ path: NetworkPath = .direct, _ probe: Probe = .absentName, absent: Probe? = nil,
        unrelated: Probe? = nil,
        handshake: WildcardFact.Handshake = .notTried, known: String? = nil, answered: Bool = false
    ) -> WildcardFact {
        WildcardFact(
            id: "wildcard:*.dm.example:\(path.via)",
            reachabilityCheck: "endpoints.device-management-reachable",
            pattern: "*.dm.example",
            label: "prandomrandom123.dm.example",
            path: path, observedAt: moment, probe: probe, absentControl: absent, unrelatedControl: unrelated,
            handshake: handshake, handshakeTLS: handshake == .answered ? .genuine : nil, knownHost: known,
            knownHostAnswered: answered)
    }
}

extension Expectation {
    package static func answer(
        _ statuses: [Int] = [200], body: Body? = nil, members: [String: String] = [:], headers: [String] = [],
        tenantClaim: String? = nil
    ) -> Expectation {
        var expectation = Expectation()
        expectation.statuses = statuses
        expectation.body = body
        expectation.jsonMembers = members.mapValues { [$0] }
        expectation.headers = headers
        expectation.tenantClaim = tenantClaim
        return expectation
    }
}
