import Model

/// Entra ID has an object of the device, and it is enabled.
struct DeviceObjectPresentCheck: DeviceCheck {
    let id: CheckID = "registration.device-object-present"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        switch device.record(.entraObject, in: .entraDevice) {
        case .notAsked: return .notApplicable
        case .doubt(let reasons): return .undetermined(reasons)
        case .absent(let place):
            let text = "\(place) has none of its id or name"
            return .notMet(device.reason(.registrationObjectMissing, text))
        case .present: break
        }
        switch device.flag(.entraEnabled) {
        case .value(true, _): return .met
        case .value(false, let place):
            let text = "its object in \(place) is disabled"
            return .notMet(device.reason(.registrationDeviceDisabled, text))
        case let seen:
            return .undetermined(
                device.doubts(about: seen, settledBy: "a list of devices with accountEnabled")
                    ?? [device.reason(.evidenceMissing, "nothing shows whether its object is enabled")])
        }
    }
}

/// The device has completed its registration.
struct NotPendingCheck: DeviceCheck {
    let id: CheckID = "registration.not-pending"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        switch device.record(.entraObject, in: .entraDevice) {
        case .notAsked, .absent: return .notApplicable
        case .doubt(let reasons): return .undetermined(reasons)
        case .present: break
        }
        switch device.text(.entraRegistration) {
        case .value("complete", _): return .met
        case .value(let state, let place):
            let text = "its registration in \(place) is \(state.printable(limit: 40))"
            return .notMet(device.reason(.registrationPending, text))
        case let seen:
            let what = "a list of devices with profileType, registrationDateTime and alternativeSecurityIds"
            return .undetermined(
                device.doubts(about: seen, settledBy: what)
                    ?? [device.reason(.evidenceMissing, "nothing shows whether its registration is complete")]
            )
        }
    }
}

/// Entra ID has one object in use of the device.
struct NoDuplicatesCheck: DeviceCheck {
    let id: CheckID = "registration.no-duplicates"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        switch device.record(.entraObject, in: .entraDevice) {
        case .notAsked, .absent: return .notApplicable
        case .doubt(let reasons): return .undetermined(reasons)
        case .present: break
        }
        switch device.number(.entraTwins) {
        case .value(0, _): return .met
        case .value(let count, let place):
            let records =
                device.number(.machineTwins).value.map { $0 > 0 ? "; Defender has \($0 + 1) records" : "" }
                ?? ""
            let text = "\(place) has \(count + 1) objects in use that are of it, or of its name\(records)"
            return .notMet(device.reason(.registrationDuplicate, text))
        case let seen:
            return .undetermined(device.doubts(about: seen, settledBy: "the whole list of devices") ?? [])
        }
    }
}
