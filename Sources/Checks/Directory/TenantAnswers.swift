import Model

/// Which tenants the domains belong to that synchronization names, by the sign-in service's own answers.
struct TenantAnswers {
    /// The tenant of the configuration, by its id and by what its domain's answers name; lower case.
    let expected: Set<String>
    private let domains: [String]
    /// By domain; each on every path that was taken.
    private let answers: [String: [EndpointFact]]

    init(_ domains: [String], _ facts: FactSet) {
        self.domains = domains
        var expected = Set([facts.tenant?.id].compactMap { $0?.lowercased() })
        if expected.isEmpty { expected.formUnion(facts.tenantEndpoints.compactMap(\.namedTenant)) }
        self.expected = expected
        answers = Dictionary(
            grouping: facts.endpoints.filter { TenantNames.domain(of: $0.endpoint) != nil },
            by: { TenantNames.domain(of: $0.endpoint) ?? "" })
    }

    /// What is not good about the domains; nil where all of them are the expected tenant's.
    ///
    /// `said` tells who names them, and `facts` where that stands.
    func verdict(_ said: String, _ facts: [String]) -> Verdict? {
        guard expected.count == 1, domains.allSatisfy({ answers[$0] != nil }) else {
            if domains.count > 1 {
                return .undetermined([Reason(.tenantSourcesDisagree, said, facts: facts)])
            }
            let text =
                "\(said); set tenant.initial-domain to the tenant's own .onmicrosoft.com name, so that it can be compared"
            return .undetermined([Reason(.inputNotGiven, text, facts: facts)])
        }
        var foreign: [String] = []
        var silent: [Reason] = []
        for domain in domains {
            for answer in answers[domain] ?? [] {
                guard let tenant = answer.namedTenant else {
                    silent.append(answer.namesNoTenant)
                    continue
                }
                if !expected.contains(tenant) { foreign.append("\(domain) belongs to tenant \(tenant)") }
            }
        }
        let ids = facts + domains.flatMap { answers[$0] ?? [] }.map(\.id)
        let distinct = foreign.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard distinct.isEmpty else {
            let tenant = expected.joined()
            let text = "\(said); \(distinct.joined(separator: ", ")), and the tenant is \(tenant)"
            let isMixed = distinct.count < domains.count
            return isMixed
                ? .undetermined([Reason(.tenantSourcesDisagree, text, facts: ids)])
                : .notMet([Reason(.tenantMismatch, text, facts: ids)])
        }
        return silent.isEmpty ? nil : .undetermined(Array(silent.prefix(5)))
    }
}
