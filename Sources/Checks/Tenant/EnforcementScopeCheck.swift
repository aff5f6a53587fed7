import Model

/// The enforcement scope takes the platforms in, by what was attested or by what devices show.
struct EnforcementScopeCheck: TenantCheck {
    let id: CheckID = "tenant.enforcement-scope"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        let signs = DeviceSigns(evidence)
        var managed: [ScopePlatform: [DeviceSigns.Sign]] = [:]
        for sign in signs.managed {
            if let platform = ScopePlatform(sign.device, evidence) {
                managed[platform, default: []].append(sign)
            }
        }
        let (attestation, objection) = Self.attestation(tenant, evidence)
        let seen = Set(signs.all.compactMap { ScopePlatform($0, evidence) })
        let needed = ScopePlatform.allCases.filter { platform in
            seen.isEmpty ? attestation.flatMap { platform.scope(in: $0) } != nil : seen.contains(platform)
        }
        guard !needed.isEmpty else {
            let sign =
                signs.managed.isEmpty ? "" : ", though \(DeviceSigns.Sign.words(signs.managed)) is managed"
            let text = "nothing shows for which platforms it is set\(sign)"
            return .undetermined([objection, tenant.reason(.tenantScopeUnknown, text)].compactMap(\.self))
        }
        var good: [String] = []
        var off: [Reason] = []
        var doubts: [Reason] = []
        for platform in needed {
            let signs = managed[platform] ?? []
            let names = DeviceSigns.Sign.words(signs)
            switch (attestation.flatMap { platform.scope(in: $0) }, signs.isEmpty) {
            case (.off?, true):
                let text = "it is off for \(platform.title), says \(attestation?.witness ?? "")"
                off.append(tenant.reason(.tenantScopeOff, text))
            case (.off?, false):
                let text =
                    "it is off for \(platform.title), says \(attestation?.witness ?? ""), and \(names) is managed all the same"
                doubts.append(tenant.reason(.evidenceContradictory, text))
            case (let scope?, _):
                let words = scope == .tagged ? "on tagged devices" : "on all devices"
                good.append("\(platform.title) \(words), says \(attestation?.witness ?? "")")
            case (nil, false):
                good.append("\(platform.title) at least on tagged devices, as \(names) shows")
            case (nil, true):
                let text = "neither a device nor the configuration shows it for \(platform.title)"
                doubts.append(tenant.reason(.tenantScopeUnknown, text))
            }
        }
        if !off.isEmpty { return .notMet(off + doubts) }
        if doubts.isEmpty { return .met(seen: good.joined(separator: "; ")) }
        if let objection { doubts.insert(objection, at: 0) }
        return .undetermined(doubts)
    }

    /// What was attested, where it can be relied on, and else why it cannot.
    private static func attestation(
        _ tenant: TenantFact, _ evidence: Evidence
    ) -> (ScopeAttestation?, Reason?) {
        guard let attestation = evidence.facts.scopeAttestation else { return (nil, nil) }
        let limit = evidence.references.tenant.attestedFor
        let said = "what \(attestation.witness) attested"
        switch evidence.facts.tenantAge(of: attestation.on, limit: limit) {
        case .fresh: return (attestation, nil)
        case .old, .oldSinceRead:
            let text = "\(said) is more than \(limit.asAge) old, and may have changed"
            return (nil, tenant.reason(.evidenceOld, text))
        case .future:
            return (nil, tenant.reason(.evidenceInconclusive, "\(said) is dated in the future"))
        case .unknown:
            return (nil, tenant.reason(.evidenceInconclusive, "nothing tells how old is \(said)"))
        }
    }
}
