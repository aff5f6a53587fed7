import Model

/// What Defender for Endpoint lists of a device's sensor; each answer is nil where its machines were not asked for.
struct ListedMachine {
    private let device: DeviceView
    private let states: MachineStates
    private let managers: [String: ControlPlaneKnowledge.ListedAgent]

    init(_ device: DeviceView, _ evidence: Evidence) {
        self.device = device
        states = evidence.references.devices.enrollment.machines
        managers = evidence.references.devices.controlPlane.managers
    }

    /// Why nothing is known of the record; nil where there is one.
    ///
    /// A record that is not there is not met, with ``ReasonCode/onboardingRecordMissing``.
    private var noRecord: DeviceJudgement? {
        let record = device.text(.machineRecord)
        switch record {
        case .value("id", _), .value("name", _): return nil
        case .value(let how, let place):
            let text =
                "the record in \(place) was found by \"\(how.printable(limit: 40))\", which is not understood"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        case .absent(let place):
            let text = "\(place) has no record of the device"
            return .notMet(device.reason(.onboardingRecordMissing, text))
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
        }
    }

    private func strange(_ name: String, _ value: String, _ place: String, isKnown: Bool) -> DeviceJudgement {
        let shown = "\(name) is \"\(value.printable(limit: 60))\" in \(place)"
        let text = isKnown ? "\(shown), which tells nothing" : "\(shown), which is not in the catalogue"
        return .undetermined([device.reason(.onboardingStatusUnknown, text)])
    }

    /// What the list does not tell, or tells in another form.
    private func doubts<Value>(_ seen: DeviceView.Seen<Value>) -> DeviceJudgement {
        if let reasons = seen.doubts { return .undetermined(reasons) }
        return .undetermined([
            device.reason(.evidenceInconclusive, "the list of machines holds no answer")
        ])
    }

    // MARK: - Onboarding

    var onboarding: DeviceJudgement? {
        guard device.isAsked(.machine) else { return nil }
        if let noRecord { return noRecord }
        let status = device.text(.machineOnboarding)
        guard case .value(let value, let place) = status else { return doubts(status) }
        switch states.onboarding[value.lowercased()] {
        case .onboarded: return seenLately ?? .met
        case .notOnboarded:
            let text = "onboardingStatus is \(value.printable(limit: 60)) in \(place)"
            return .notMet(device.reason(.onboardingNotOnboarded, text))
        case let state: return strange("onboardingStatus", value, place, isKnown: state != nil)
        }
    }

    /// Why it is not known to be in use; nil where it was seen lately.
    private var seenLately: DeviceJudgement? {
        let seen = device.text(.machineSeen)
        switch seen {
        case .value("recent", _): return nil
        case .value(let value, let place):
            let text =
                value == "stale"
                ? "the machine is listed as onboarded, and was not seen for long by \(place)"
                : "when the machine was seen is \"\(value.printable(limit: 40))\" in \(place)"
            return .undetermined([device.reason(.onboardingSensorInactive, text)])
        case .absent, .untold, .unusable: return doubts(seen)
        }
    }

    // MARK: - Health

    /// Of a machine that is there and may be onboarded.
    var health: DeviceJudgement? {
        guard device.isAsked(.machine) else { return nil }
        if let noRecord { return noRecord.mark == .notMet ? .notApplicable : noRecord }
        switch device.text(.machineExclusion) {
        case .value(let why, let place) where !why.isEmpty:
            let text = "the machine is excluded in \(place): \(why.printable(limit: 60))"
            return .notMet(device.reason(.onboardingRecordExcluded, text))
        case .unusable(let reasons): return .undetermined(reasons)
        case .value, .absent, .untold: break
        }
        if let status = device.text(.machineOnboarding).value,
            states.onboarding[status.lowercased()] == .notOnboarded
        {
            return .notApplicable
        }
        let health = device.text(.machineHealth)
        guard case .value(let value, let place) = health else { return doubts(health) }
        switch states.health[value.lowercased()] {
        case .failing:
            let text = "healthStatus is \(value.printable(limit: 60)) in \(place)"
            return .notMet(device.reason(.onboardingSensorInactive, text))
        case .active:
            if let doubt = seenLately {
                guard device.text(.machineSeen).value == "stale" else { return doubt }
                return DeviceJudgement(mark: .notMet, reasons: doubt.reasons)
            }
            return duplicate ?? .met
        case let state: return strange("healthStatus", value, place, isKnown: state != nil)
        }
    }

    /// A record that Defender for Endpoint itself takes for one of several of a device; nil where it does not.
    private var duplicate: DeviceJudgement? {
        switch device.flag(.machineDuplicate) {
        case .value(true, let place):
            let text =
                "isPotentialDuplication is true in \(place): which record is the device's own is not certain"
            return .undetermined([device.reason(.registrationDuplicate, text)])
        case .unusable(let reasons): return .undetermined(reasons)
        case .value, .absent, .untold: return nil
        }
    }

    // MARK: - Enrolment

    /// Of managedBy and managedByStatus.
    var enrollment: DeviceJudgement? {
        guard device.isAsked(.machine) else { return nil }
        if let noRecord { return noRecord.mark == .notMet ? .notApplicable : noRecord }
        let seen = device.text(.machineManagedBy)
        guard case .value(let value, let place) = seen else { return doubts(seen) }
        guard let manager = managers[value.lowercased()], !manager.isSilent else {
            return strange("managedBy", value, place, isKnown: managers[value.lowercased()] != nil)
        }
        let words = "managedBy is \(value.printable(limit: 60)) in \(place)"
        switch manager.planes {
        case [.defender]: return management(words)
        case [.intune]: return .notMet(device.reason(.controlPlaneIntune, words))
        case [.configurationManager]:
            return .notMet(device.reason(.controlPlaneConfigurationManagerClient, words))
        default: return .undetermined([device.reason(.onboardingStatusUnknown, words)])
        }
    }

    private func management(_ words: String) -> DeviceJudgement {
        let seen = device.text(.machineManagedByStatus)
        guard case .value(let value, let place) = seen else { return doubts(seen) }
        switch states.management[value.lowercased()] {
        case .succeeded: return .met
        case .failed:
            let text = "\(words), and managedByStatus is \(value.printable(limit: 60))"
            return .notMet(device.reason(.onboardingEnrollmentFailed, text))
        case let state: return strange("managedByStatus", value, place, isKnown: state != nil)
        }
    }
}
