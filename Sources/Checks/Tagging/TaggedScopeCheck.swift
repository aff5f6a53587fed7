import Model

/// A device that is in scope only by the tag carries it.
struct TaggedScopeCheck: DeviceCheck {
    let id: CheckID = "tagging.in-tagged-scope"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        guard let attestation = evidence.facts.scopeAttestation else { return .notApplicable }
        let platforms = ScopePlatform(device, evidence).map { [$0] } ?? ScopePlatform.allCases
        guard platforms.contains(where: { $0.scope(in: attestation) == .tagged }) else {
            return .notApplicable
        }
        return ManagementTagCheck().judge(device, evidence)
    }
}
