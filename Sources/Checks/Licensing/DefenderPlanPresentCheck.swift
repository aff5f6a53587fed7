import Model

/// The tenant holds a usable subscription with a plan of Defender for Endpoint for users.
struct DefenderPlanPresentCheck: TenantCheck {
    let id: CheckID = "licensing.defender-plan-present"
    let judgesBySet = true

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        let known = evidence.references.tenant.licences
        let demand = Licences.Demand(
            counts: \.isDefender, isForUsers: true,
            excludesServers: known.setsWithUserLicence.contains(evidence.requirementSet),
            what: "a plan of Defender for Endpoint")
        return tenant.verdict(tenant.subscriptions, "its subscriptions") {
            Licences($0, of: tenant, demand, evidence).verdict
        }
    }
}
