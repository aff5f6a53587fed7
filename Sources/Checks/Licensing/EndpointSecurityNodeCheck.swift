import Model

/// A usable subscription opens the Endpoint security node of Intune, where the policies are made.
struct EndpointSecurityNodeCheck: TenantCheck {
    let id: CheckID = "licensing.endpoint-security-node"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        let demand = Licences.Demand(
            counts: { $0.isDefender || $0.opensNode }, isForUsers: false, excludesServers: false,
            what: "a plan of Defender for Endpoint or Intune")
        return tenant.verdict(tenant.subscriptions, "its subscriptions") {
            Licences($0, of: tenant, demand, evidence).verdict
        }
    }
}
