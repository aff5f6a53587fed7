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
        return [Finding(tenant.subject, verdict(tenant, evidence))]
    }
}

extension [String] {
    /// The first ones, joined by commas, and how many more there are.
    func listed(_ limit: Int = 5) -> String {
        let more = count > limit ? " and \(count - limit) more" : ""
        return prefix(limit).joined(separator: ", ") + more
    }
}
