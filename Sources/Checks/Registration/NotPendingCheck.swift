import Model

/// The device has completed its registration with Entra ID.
struct NotPendingCheck: DeviceCheck {
    let id: CheckID = "registration.not-pending"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let listed = ListedRegistration(device, evidence)
        switch listed.object {
        case .notAsked, .missing: return .notApplicable
        case .unsure(let reasons): return .undetermined(reasons)
        case .found: return listed.incomplete ?? .met
        }
    }
}
