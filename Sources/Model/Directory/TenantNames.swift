/// How facts about the domains of tenants are told apart from the others.
package enum TenantNames {
    /// The set of the endpoints that were asked.
    package static let set = "tenant-name"
    package static let check: CheckID = "directory.sync-tenant-matches"
    private static let prefix = "tenant-of:"

    package static func id(of domain: String) -> String { prefix + domain }

    /// The domain that an endpoint was asked about; nil for an endpoint that was asked something else.
    package static func domain(of endpoint: Endpoint) -> String? {
        guard endpoint.set == set, endpoint.id.hasPrefix(prefix) else { return nil }
        return String(endpoint.id.dropFirst(prefix.count))
    }
}

extension FactSet {
    /// The tenants' own domains that accounts and exports of synchronization name, each once, in the facts' order.
    package var namedTenantDomains: [String] {
        let accounts = directories.flatMap { $0.syncAccounts.value ?? [] }.filter { !$0.disabled }
        let all =
            accounts.flatMap { $0.description?.tenantDomains ?? [] } + syncConfigurations.flatMap(\.tenants)
        return all.reduce(into: []) { list, domain in
            if !list.contains(domain) { list.append(domain) }
        }
    }
}
