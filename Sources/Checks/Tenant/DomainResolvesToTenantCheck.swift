import Model

/// The configured domain or id is a tenant, the same one by sign-in and by device registration.
struct DomainResolvesToTenantCheck: Check {
    let id: CheckID = "tenant.domain-resolves-to-tenant"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        guard let tenant = evidence.facts.tenant else { return [] }
        let facts = evidence.facts.tenantEndpoints
        let name = tenant.domain ?? tenant.id ?? ""
        var subjects: [NetworkPath] = []
        for fact in facts where !subjects.contains(fact.path) { subjects.append(fact.path) }
        return subjects.map { path in
            Finding(Subject(.tenant, name, via: path.via), verdict(tenant, facts.filter { $0.path == path }))
        }
    }

    private func verdict(_ tenant: TenantExpectation, _ facts: [EndpointFact]) -> Verdict {
        let named = facts.compactMap { fact in fact.namedTenant.map { (fact, $0) } }
        if let unknown = facts.first(where: Self.saysUnknown) {
            if let (fact, id) = named.first {
                let text =
                    "\(fact.endpoint.name) says \(id), and \(unknown.endpoint.name) knows no such tenant"
                return .undetermined([Reason(.tenantSourcesDisagree, text, facts: [fact.id, unknown.id])])
            }
            let what = unknown.probe.http?.jsonMembers["error_description"] ?? "unknown tenant"
            return .notMet([
                unknown.reason(.tenantNotFound, "the service knows no such tenant (\(what.prefix(120)))")
            ])
        }
        if Set(named.map(\.1)).count > 1 {
            let text = named.map { "\($0.endpoint.name) says \($1)" }.joined(separator: ", ")
            return .undetermined([Reason(.tenantSourcesDisagree, text, facts: named.map(\.0.id))])
        }
        guard let (fact, id) = named.first else { return unanswered(facts) }
        if let expected = tenant.id, expected != id {
            let text =
                "\(tenant.domain ?? expected) belongs to tenant \(id), and the configuration says \(expected)"
            return .notMet([fact.reason(.tenantMismatch, text)])
        }
        // A source that could not be asked might have disagreed; one that answers without naming a tenant does not.
        let silent = facts.filter {
            $0.probe.failure != nil || $0.probe.http.map { $0.status != 200 || $0.body != .json } ?? true
        }
        guard silent.isEmpty else { return unanswered(silent) }
        let by = named.map(\.0.endpoint.name).joined(separator: " and ")
        return .met(seen: "tenant \(id), says \(by)")
    }

    private func unanswered(_ facts: [EndpointFact]) -> Verdict {
        .undetermined(facts.map(\.namesNoTenant))
    }

    private static func saysUnknown(_ fact: EndpointFact) -> Bool {
        guard fact.probe.failure == nil, let http = fact.probe.http, [400, 404].contains(http.status) else {
            return false
        }
        // The service's own refusals carry a code of its own; a gateway's do not.
        return http.jsonMembers["error_description"]?.hasPrefix("AADSTS") == true && fact.namedTenant == nil
    }
}
