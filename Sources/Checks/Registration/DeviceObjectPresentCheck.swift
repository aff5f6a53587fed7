import Model

/// Entra ID has an object of the device, and it is enabled.
struct DeviceObjectPresentCheck: DeviceCheck {
    let id: CheckID = "registration.device-object-present"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let listed = ListedRegistration(device, evidence)
        switch listed.object {
        case .notAsked: return .notApplicable
        case .unsure(let reasons): return .undetermined(reasons)
        case .missing(let place):
            let text = "\(place) has no object of the device, neither of its id nor of its name"
            return .notMet(device.reason(.registrationObjectMissing, text))
        case .found:
            if let disabled = listed.disabled, disabled.mark == .notMet { return disabled }
            if let objection = listed.objection { return .undetermined([objection]) }
            return listed.disabled ?? listed.misfit ?? .met
        }
    }
}
