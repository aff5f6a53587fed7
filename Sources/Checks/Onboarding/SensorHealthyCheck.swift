import Model

/// Defender for Endpoint hears from the device's sensor.
struct SensorHealthyCheck: DeviceCheck {
    let id: CheckID = "onboarding.sensor-healthy"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let knowledge = evidence.references.devices.sources
        switch device.record(.machineRecord, in: .machine) {
        case .notAsked, .absent: return .notApplicable
        case .doubt(let reasons): return .undetermined(reasons)
        case .present: break
        }
        if case .value(let why, let place) = device.text(.machineExclusion) {
            let text = "the machine is excluded in \(place): \(why.printable(limit: 60))"
            return .notMet(device.reason(.onboardingRecordExcluded, text))
        }
        if case .value("stale", let place) = device.text(.machineSeen) {
            let text = "\(place) has not seen it for longer than tenant.stale-after"
            return .notMet(device.reason(.onboardingSensorInactive, text))
        }
        switch device.text(.machineHealth) {
        case .value(let health, let place):
            if knowledge.healthy.contains(health) { return .met }
            let text = "healthStatus is \(health.printable(limit: 60)) in \(place)"
            guard knowledge.unhealthy.contains(health) else {
                return .undetermined([device.reason(.evidenceInconclusive, "\(text), which is not known")])
            }
            return .notMet(device.reason(.onboardingSensorInactive, text))
        case let seen:
            return .undetermined(
                device.doubts(about: seen, settledBy: "a list of machines with healthStatus")
                    ?? [device.reason(.evidenceMissing, "nothing shows its healthStatus")])
        }
    }
}
