package import Configuration
package import Model

/// What to probe: every endpoint once on each path, and each wildcard.
package struct EndpointPlan: Sendable, Equatable {
    package struct Item: Sendable, Equatable {
        package var endpoint: Endpoint
        package var path: NetworkPath

        package var factID: String {
            "endpoint:\(endpoint.id):\(endpoint.scheme.rawValue)://\(endpoint.host ?? "-"):\(endpoint.port)\(endpoint.path):\(path.via)"
        }
    }

    package struct Wildcard: Sendable, Equatable {
        package var reachabilityCheck: CheckID
        package var pattern: String
        package var path: NetworkPath
        /// A planned item below the wildcard, if there is one.
        package var known: Item?
    }

    package var items: [Item] = []
    package var wildcards: [Wildcard] = []

    /// Where an endpoint of the tenant's own answers is kept apart from the others.
    package static let tenantSet = "tenant"
    package static let additionalSet = "additional"
    package static let additionalCheck: CheckID = "endpoints.additional-reachable"
    package static let tenantCheck: CheckID = "tenant.domain-resolves-to-tenant"
    private static let registrationCheck: CheckID = "directory.registration-tenant-matches"

    /// Plans for a configuration.
    ///
    /// `isWanted` says whether a check was asked for; endpoints that no wanted check judges are not probed.
    package init(
        sets: [EndpointSet], configuration: Settings, proxies: ProxyRules,
        isWanted: (CheckID) -> Bool
    ) {
        let cloud = configuration.cloud
        let judged = Self.endpointChecks.contains(where: isWanted)
        var endpoints: [Endpoint] = []
        for set in sets where configuration.network.endpointSets.contains(set.id) {
            for template in set.endpoints where judged || isWanted(template.reachabilityCheck) {
                endpoints += Self.endpoints(template, set: set.id, configuration)
            }
        }
        endpoints += Self.additional(configuration, sets: sets).filter {
            judged || isWanted($0.reachabilityCheck)
        }
        // What a directory names as the tenant is compared with what the services name.
        let isCompared =
            configuration.directory != nil
            && (isWanted(Self.registrationCheck) || isWanted(TenantNames.check))
        if isWanted(Self.tenantCheck) || isCompared, let tenant = configuration.tenant {
            endpoints += sets.flatMap(\.endpoints).compactMap { Self.tenantEndpoint($0, tenant, cloud) }
        }
        items = Self.unique(
            endpoints.flatMap { endpoint in
                Self.paths(for: endpoint, configuration.network.via, proxies).map {
                    Item(endpoint: endpoint, path: $0)
                }
            })
        guard Self.wildcardChecks.contains(where: isWanted) else { return }
        for set in sets where configuration.network.endpointSets.contains(set.id) {
            for template in set.endpoints {
                guard let pattern = template.wildcards[cloud] else { continue }
                wildcards += Self.wildcards(pattern, template, configuration, proxies, items)
            }
        }
    }

    /// The checks that judge every endpoint, whatever set it is of.
    private static let endpointChecks: [CheckID] =
        [
            "endpoints.genuine-responses", "endpoints.tls-not-intercepted", "endpoints.tls-version",
            "endpoints.proxy-needs-no-sign-in", "endpoints.clock-in-sync", "endpoints.both-families-agree",
        ] + wildcardChecks

    private static let wildcardChecks: [CheckID] = [
        "endpoints.device-management-wildcard-allowed", "endpoints.defender-streamlined-wildcard-allowed",
    ]

    private static func endpoints(_ template: EndpointTemplate, set: String, _ configuration: Settings)
        -> [Endpoint]
    {
        guard let hosts = template.hosts[configuration.cloud] else { return [] }
        let standIns = configuration.network.endpoints.contains { $0.standsFor == template.id }
        guard !hosts.isEmpty else {
            return standIns ? [] : [template.endpoint(set: set, host: nil, tenant: nil)]
        }
        return hosts.map { template.endpoint(set: set, host: $0, tenant: nil) }
    }

    private static func additional(_ configuration: Settings, sets: [EndpointSet]) -> [Endpoint] {
        configuration.network.endpoints.map { user in
            for set in sets {
                guard let template = set.endpoints.first(where: { $0.id == user.standsFor }) else { continue }
                return template.endpoint(
                    set: set.id, host: user.host, port: user.port, scheme: user.scheme, tenant: nil)
            }
            let scheme = user.scheme ?? (user.port == 80 ? .http : .https)
            return Endpoint(
                id: additionalSet, set: additionalSet, host: user.host,
                port: user.port ?? (scheme == .https ? 443 : 80),
                scheme: scheme, path: user.path, reachabilityCheck: additionalCheck,
                why: user.why ?? "named in the configuration")
        }
    }

    /// The question that names the tenant: any status will do, what counts is what the answer says.
    static func tenantEndpoint(
        _ template: EndpointTemplate, _ tenant: TenantExpectation, _ cloud: Cloud
    ) -> Endpoint? {
        guard let claim = template.expectation.tenantClaim, let host = template.hosts[cloud]?.first else {
            return nil
        }
        // Only a domain fills in this placeholder; any other domain would name another tenant.
        if template.path.contains("{domain}") && tenant.domain == nil { return nil }
        var endpoint = template.endpoint(set: tenantSet, host: host, tenant: tenant)
        endpoint.id += "-tenant"
        endpoint.reachabilityCheck = tenantCheck
        endpoint.expectation = Expectation()
        endpoint.expectation.tenantClaim = claim
        return endpoint
    }

    /// The paths to an endpoint, the one that devices would take first.
    static func paths(for endpoint: Endpoint, _ via: NetworkSettings.Via, _ proxies: ProxyRules)
        -> [NetworkPath]
    {
        let proxy = endpoint.host.flatMap { proxies.proxy(for: $0, isTLS: endpoint.scheme == .https) }
            .map { NetworkPath.proxy($0.description) }
        switch via {
        case .direct: return [.direct]
        case .auto: return [proxy ?? .direct]
        case .proxy: return [proxy ?? .direct]
        case .both: return [.direct] + (proxy.map { [$0] } ?? [])
        }
    }

    private static func wildcards(
        _ pattern: String, _ template: EndpointTemplate, _ configuration: Settings, _ proxies: ProxyRules,
        _ items: [Item]
    ) -> [Wildcard] {
        let suffix = pattern.drop { $0 == "*" }
        let sample = template.endpoint(set: "", host: "x" + suffix, tenant: nil)
        return paths(for: sample, configuration.network.via, proxies).map { path in
            let known = items.first {
                $0.path == path && $0.endpoint.scheme == .https && $0.endpoint.host?.hasSuffix(suffix) == true
            }
            return Wildcard(
                reachabilityCheck: template.reachabilityCheck, pattern: pattern, path: path, known: known)
        }
    }

    private static func unique(_ items: [Item]) -> [Item] {
        var seen: Set<String> = []
        return items.filter { seen.insert($0.factID).inserted }
    }
}
