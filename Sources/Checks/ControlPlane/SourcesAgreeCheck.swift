import Model

/// All sources that say who manages the device name the same one.
struct SourcesAgreeCheck: DeviceCheck {
    let id: CheckID = "control-plane.sources-agree"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let knowledge = evidence.references.devices
        let listed = ListedPlanes(device, knowledge.sources)
        guard listed.isAsked else { return .notApplicable }
        var said = listed.voices.map { ($0.plane, $0.words) }
        said += own(device, knowledge)
        let planes = Set(said.map(\.0))
        if planes.count > 1 {
            let words = said.map(\.1).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            // Two records that Intune itself keeps are two planes, and no contradiction.
            let code: ReasonCode =
                listed.records > 1 ? .controlPlaneTwo : .controlPlaneSourcesDisagree
            return .notMet(device.reason(code, words.joined(separator: "; ")))
        }
        if !listed.doubts.isEmpty { return .undetermined(listed.doubts) }
        return planes.isEmpty ? .notApplicable : .met
    }

    /// What the device's own evidence says.
    private func own(_ device: DeviceView, _ knowledge: DeviceKnowledge)
        -> [(ControlPlaneKnowledge.Plane, String)]
    {
        guard device.hasEvidence else { return [] }
        var said: [(ControlPlaneKnowledge.Plane, String)] = []
        let state = EnrollmentState(device, knowledge.enrollment)
        if case .known(let status, let agreed?, let place) = state {
            switch agreed {
            case .enrolled, .harmless: said.append((.defender, status.title(place)))
            case .intune: said.append((.intune, status.title(place)))
            case .configurationManager: said.append((.configurationManager, status.title(place)))
            case .both, .neverEnrolled, .unenrolled, .failed, .unknown: break
            }
        }
        if let first = Enrollments(device, knowledge.controlPlane).intune.first {
            said.append((.intune, first))
        }
        return said
    }
}
