import Model

/// Entra ID has one object of the device, and Defender for Endpoint one record.
struct NoDuplicatesCheck: DeviceCheck {
    let id: CheckID = "registration.no-duplicates"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let hint = hint(device)
        let objects = objects(device, evidence)
        switch objects.mark {
        case .notMet, .undetermined:
            return DeviceJudgement(mark: objects.mark, reasons: objects.reasons + hint)
        case .met, .notApplicable: return hint.isEmpty ? objects : .undetermined(hint)
        }
    }

    private func objects(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        switch ListedRegistration(device, evidence).object {
        case .notAsked, .missing: return .notApplicable
        case .unsure(let reasons): return .undetermined(reasons)
        case .found: break
        }
        let others = device.number(.entraTwins)
        switch others {
        case .value(0, _): return .met
        case .value(let count, let place):
            let text =
                "\(place) has \(count) further object\(count == 1 ? "" : "s") in use of the device's name"
            return .notMet(device.reason(.registrationDuplicate, text))
        case .absent(let place):
            return .undetermined([device.reason(.evidenceInconclusive, "\(place) does not tell of others")])
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
        }
    }

    /// Records of Defender for Endpoint are often double for a while after a new installation.
    private func hint(_ device: DeviceView) -> [Reason] {
        switch device.number(.machineTwins) {
        case .value(let count, let place) where count != 0:
            let text =
                "\(place) has \(count) further record\(count == 1 ? "" : "s") in use of the device, and which one "
                + "is its own is not certain"
            return [device.reason(.registrationDuplicate, text)]
        case .unusable(let reasons): return reasons
        case .value, .absent, .untold: return []
        }
    }
}
