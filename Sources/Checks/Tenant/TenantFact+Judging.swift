import Model

extension TenantFact {
    /// The check that tells why an answer of the tenant's services could not be read.
    static let readingCheck: CheckID = "tenant.answers-complete"

    /// `contoso.com: what was seen`.
    func reason(_ code: ReasonCode, _ what: String) -> Reason {
        Reason(code, "\(name.printable(limit: 100)): \(what)", facts: [id])
    }

    /// The verdict where an answer could not be read.
    func unread(_ why: Unreadable) -> Verdict {
        .undetermined([reason(why.code, why.detail)], blockedBy: [Self.readingCheck])
    }

    /// Why the answers are of another tenant than the one that is configured; nil where they are not.
    ///
    /// Its id tells, and where none is configured its domain.
    func mismatch(with expected: TenantExpectation?) -> Reason? {
        guard let organization = organization.value else { return nil }
        let id = organization.id.printable(limit: 40)
        if let expectedID = expected?.id {
            guard organization.id.lowercased() != expectedID.lowercased() else { return nil }
            let text = "the answers are of tenant \(id), and the configuration says \(expectedID)"
            return reason(.tenantMismatch, text)
        }
        let domains = Set(organization.verifiedDomains.map { $0.lowercased() })
        guard let domain = expected?.domain, !domains.isEmpty, !domains.contains(domain.lowercased()) else {
            return nil
        }
        let text =
            "the answers are of tenant \(id), whose verified domains lack \(domain.printable(limit: 100))"
        return reason(.tenantMismatch, text)
    }

    /// What `judge` says of an answer that was read; `what` names it where there is none.
    func verdict<Part>(_ part: Observation<Part>, _ what: String, _ judge: (Part) -> Verdict) -> Verdict {
        switch part {
        case .present(let value): judge(value)
        case .absent: .undetermined([reason(.evidenceMissing, "no answer tells \(what)")])
        case .unreadable(let why): unread(why)
        }
    }
}

/// A check that judges the tenant by what its own services say.
protocol TenantCheck: Check {
    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict
}

extension TenantCheck {
    func evaluate(_ evidence: Evidence) -> [Finding] {
        guard let tenant = evidence.facts.tenantServices else { return [] }
        // What another tenant's services say proves nothing of this one.
        if id != TenantFact.readingCheck, let mismatch = tenant.mismatch(with: evidence.facts.tenant) {
            let verdict = Verdict.undetermined([mismatch], blockedBy: [TenantFact.readingCheck])
            return [Finding(tenant.subject, verdict)]
        }
        return [Finding(tenant.subject, verdict(tenant, evidence))]
    }
}

extension Int {
    /// `1 policy`, or `2 policies`.
    func counted(_ one: String, _ many: String) -> String { "\(self) \(self == 1 ? one : many)" }
}

extension [String] {
    /// The first ones, joined by commas, and how many more there are.
    func listed(_ limit: Int = 5) -> String {
        let more = count > limit ? " and \(count - limit) more" : ""
        return prefix(limit).joined(separator: ", ") + more
    }
}
