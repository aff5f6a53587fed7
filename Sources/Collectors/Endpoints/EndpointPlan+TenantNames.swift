package import Configuration
package import Model

extension EndpointPlan {
    /// Domains of tenants that are looked up in one run; more than a few would be somebody's doing.
    private static let mostNames = 5

    /// Plans to ask the sign-in service which tenants have `domains`, as it is asked about the configuration's own.
    package static func lookups(
        of domains: [String], sets: [EndpointSet], configuration: Settings, proxies: ProxyRules
    ) -> EndpointPlan {
        var plan = EndpointPlan()
        for domain in domains.prefix(mostNames) {
            let tenant = TenantExpectation(id: nil, domain: domain)
            // Registration's answer names a tenant too, but only to those who already are in one of its domains.
            let endpoint = sets.flatMap(\.endpoints).filter { !$0.path.contains("{domain}") }.lazy
                .compactMap { tenantEndpoint($0, tenant, configuration.cloud) }.first
            guard var endpoint else { continue }
            endpoint.set = TenantNames.set
            endpoint.id = TenantNames.id(of: domain)
            endpoint.reachabilityCheck = TenantNames.check
            endpoint.why = "a synchronisation server sends to this tenant"
            plan.items += paths(for: endpoint, configuration.network.via, proxies).map {
                Item(endpoint: endpoint, path: $0)
            }
        }
        return plan
    }

    private init() {}
}
