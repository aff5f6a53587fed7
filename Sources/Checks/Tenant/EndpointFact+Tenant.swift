import Model

extension FactSet {
    /// What the services were asked about the tenant.
    var tenantEndpoints: [EndpointFact] { endpoints.filter { $0.endpoint.set == "tenant" } }
}

extension EndpointFact {
    /// The GUID in the member that names the tenant, lower case.
    var namedTenant: String? {
        guard probe.failure == nil, let claim = endpoint.expectation.tenantClaim,
            let text = probe.http?.jsonMembers[claim]?.lowercased(),
            let match = text.firstMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/)
        else { return nil }
        return String(match.output)
    }

    /// Why it names no tenant.
    var namesNoTenant: Reason {
        probe.failure.map { reason($0.code, $0.detail) }
            ?? reason(.evidenceMissing, "the answer names no tenant (status \(probe.http?.status ?? 0))")
    }
}
