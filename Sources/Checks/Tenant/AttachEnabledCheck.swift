import Model

/// Intune lets Defender for Endpoint enforce settings, and their connection lives.
struct AttachEnabledCheck: TenantCheck {
    let id: CheckID = "tenant.attach-enabled"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        tenant.verdict(tenant.connectors, "its connectors") { connectors in
            let known = evidence.references.tenant.connector
            guard !known.id.isEmpty else {
                let text = "the catalogue does not say which connector it is"
                return .undetermined([tenant.reason(.evidenceInconclusive, text)])
            }
            let ours = connectors.filter { $0.id.lowercased() == known.id }
            guard let first = ours.first else {
                let others =
                    connectors.isEmpty
                    ? "no connector" : connectors.count.counted("other connector", "other connectors")
                let text = "it has \(others), and none of Defender for Endpoint (\(known.id))"
                return .notMet([tenant.reason(.tenantConnectorMissing, text)])
            }
            guard ours.allSatisfy({ $0.attachEnabled == first.attachEnabled }) else {
                let text = "its connector is listed \(ours.count) times, with the switch on and off"
                return .undetermined([tenant.reason(.evidenceContradictory, text)])
            }
            return judge(ours, tenant, evidence)
        }
    }

    private func judge(
        _ connectors: [ThreatDefenseConnector], _ tenant: TenantFact, _ evidence: Evidence
    ) -> Verdict {
        switch connectors.first?.attachEnabled {
        case false?:
            let text = "the connector is there, and its switch for enforcing settings is off"
            return .notMet([tenant.reason(.tenantAttachDisabled, text)])
        case nil:
            let text =
                "the answer has the connector without the switch for enforcing settings, which some national clouds lack"
            return .undetermined([tenant.reason(.evidenceMissing, text)])
        case true?: break
        }
        let known = evidence.references.tenant.connector
        var doubts: [Reason] = []
        for connector in connectors {
            let state = connector.partnerState.lowercased()
            let shown = "\"\(connector.partnerState.printable(limit: 40))\""
            if known.dead.contains(state) {
                let text = "its switch is on, and the connector's state is \(shown)"
                return .notMet([tenant.reason(.tenantConnectorUnresponsive, text)])
            }
            if !known.alive.contains(state) {
                let text =
                    state.isEmpty
                    ? "its switch is on, and the answer does not tell the connector's state"
                    : "its switch is on, and the connector's state \(shown) does not tell whether it works"
                doubts.append(tenant.reason(.tenantConnectorUnresponsive, text))
            }
            if let reason = silence(connector, tenant, evidence) { doubts.append(reason) }
        }
        guard doubts.isEmpty else { return .undetermined(Array(doubts.prefix(5))) }
        let heartbeat = connectors.compactMap(\.lastHeartbeat).max().map { ", heard of at \($0.inUTC)" }
        return .met(seen: "the switch is on, and the connector is enabled\(heartbeat ?? "")")
    }

    /// What the heartbeat gives cause to doubt.
    private func silence(
        _ connector: ThreatDefenseConnector, _ tenant: TenantFact, _ evidence: Evidence
    ) -> Reason? {
        guard let heartbeat = connector.lastHeartbeat else {
            guard connector.isHeartbeatUnreadable == true else { return nil }
            let text =
                "its switch is on, and the time at which the connector was last heard of is in a form that is not known"
            return tenant.reason(.evidenceInconclusive, text)
        }
        let limit = evidence.references.tenant.connector.quietAfter
        let said = "its switch is on, and the connector was last heard of at \(heartbeat.inUTC)"
        switch evidence.facts.tenantAge(of: heartbeat, limit: limit) {
        case .fresh, .unknown: return nil
        case .old(let seconds):
            return tenant.reason(.tenantConnectorUnresponsive, "\(said), \(seconds.asAge) before the answer")
        case .oldSinceRead:
            return tenant.reason(.evidenceOld, "\(said), and the answer is too old to tell of now")
        case .future:
            return tenant.reason(.evidenceInconclusive, "\(said), which is yet to come")
        }
    }
}
