import Model

/// Each forest sends its computers to the tenant of the configuration, and of its domain.
struct RegistrationTenantMatchesCheck: Check {
    let id: CheckID = "directory.registration-tenant-matches"

    private static let tenantCheck: CheckID = "tenant.domain-resolves-to-tenant"

    /// A tenant to compare with, and who names it.
    private struct Claim {
        var tenant: GUID
        var who: String
        var facts: [String]
    }

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let place = evidence.references.directory.registrationPoint
        let claims = claims(evidence.facts)
        return Forest.all(evidence.facts.directories).map { forest in
            Finding(forest.subject, verdict(forest, claims, place, evidence.facts))
        }
    }

    private func verdict(_ forest: Forest, _ claims: [Claim], _ place: RegistrationPlace, _ facts: FactSet)
        -> Verdict
    {
        let points: [RegistrationPoint]
        switch forest.registrationPoints {
        case .unreadable(let why): return forest.unread(why, blockers: [Forest.pointCheck])
        case .absent:
            let text = "there is no service connection point that could name a tenant"
            return .undetermined(
                [forest.reason(.registrationPointMissing, text)], blockedBy: [Forest.pointCheck])
        case .present(let found): points = found
        }
        let named = RegistrationKeywords(points, place).tenantIDs
        guard let tenant = named.first else {
            let text = "the service connection point names no tenant by \(place.tenantID)"
            return .undetermined(
                [forest.reason(.registrationPointIncomplete, text)], blockedBy: [Forest.pointCheck])
        }
        guard !claims.isEmpty else { return nothingToCompareWith(forest, tenant, facts) }
        let isExpected = named.contains { tenant in claims.contains { $0.tenant == tenant } }
        if !isExpected { return .notMet([mismatch(forest, named, claims)]) }
        if named.count > 1 {
            let text = "the service connection point names several tenants, \(Self.list(named))"
            return .undetermined(
                [forest.reason(.registrationPointDuplicate, text)], blockedBy: [Forest.pointCheck])
        }
        guard Set(claims.map(\.tenant)).count == 1 else {
            let text =
                "the service connection point names tenant \(tenant), and what it is compared with disagrees: "
                + claims.map { "\($0.who) says \($0.tenant)" }.joined(separator: ", ")
            return .undetermined(
                [Reason(.tenantSourcesDisagree, "\(forest.name): \(text)", facts: forest.ids + ids(claims))],
                blockedBy: [Self.tenantCheck])
        }
        let who = claims.map(\.who).joined(separator: " and ")
        return .met(seen: "tenant \(tenant), as \(who) \(claims.count == 1 ? "says" : "say")")
    }

    /// The tenants that the configuration and the services name, each source once.
    private func claims(_ facts: FactSet) -> [Claim] {
        var claims: [Claim] = []
        if let tenant = facts.tenant?.id.flatMap({ GUID($0) }) {
            claims.append(Claim(tenant: tenant, who: "the configuration", facts: []))
        }
        guard facts.tenant?.domain != nil else { return claims }
        for fact in facts.tenantEndpoints {
            guard let tenant = fact.namedTenant.flatMap({ GUID($0) }) else { continue }
            let who = fact.endpoint.name
            // One source on two paths.
            if let index = claims.firstIndex(where: { $0.who == who && $0.tenant == tenant }) {
                claims[index].facts.append(fact.id)
            } else {
                claims.append(Claim(tenant: tenant, who: who, facts: [fact.id]))
            }
        }
        return claims
    }

    private func nothingToCompareWith(_ forest: Forest, _ tenant: GUID, _ facts: FactSet) -> Verdict {
        guard facts.tenant?.domain != nil else {
            let text =
                "the service connection point names tenant \(tenant); give tenant.id or tenant.domain to compare it with"
            return .undetermined([forest.reason(.inputNotGiven, text)])
        }
        let reasons = facts.tenantEndpoints.map(\.namesNoTenant)
        guard !reasons.isEmpty else {
            let text =
                "the service connection point names tenant \(tenant), and no service was asked for the tenant of tenant.domain"
            return .undetermined([forest.reason(.evidenceMissing, text)], blockedBy: [Self.tenantCheck])
        }
        return .undetermined(reasons, blockedBy: [Self.tenantCheck])
    }

    private func mismatch(_ forest: Forest, _ named: [GUID], _ claims: [Claim]) -> Reason {
        let others = claims.map { "\($0.who) says \($0.tenant)" }.joined(separator: ", ")
        let text = "computers are sent to tenant \(Self.list(named)), and \(others)"
        return Reason(.tenantMismatch, "\(forest.name): \(text)", facts: forest.ids + ids(claims))
    }

    private func ids(_ claims: [Claim]) -> [String] { claims.flatMap(\.facts) }

    private static func list(_ tenants: [GUID]) -> String {
        tenants.map(\.description).joined(separator: " and ")
    }
}
