import Model

/// The device is not enrolled in Intune.
struct NoEnrollmentCheck: DeviceCheck {
    let id: CheckID = "control-plane.no-mdm-enrollment"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let knowledge = evidence.references.devices.controlPlane
        let own: DeviceJudgement =
            switch device.runsAgent(evidence) {
            case .value(true, _): agent(device, knowledge)
            case .value, .absent: windows(device, knowledge)
            case .untold(let reasons), .unusable(let reasons): .undetermined(reasons)
            }
        // An enrolment that the device shows may be one with another tenant, whose list nobody asked for.
        if own.mark == .notMet { return own }
        return own.joined(
            with: listed(device, ListedManagers(device, evidence)), .controlPlaneSourcesDisagree, device,
            words: ("the device shows no enrolment in Intune", "no list names Intune"))
    }

    /// By lists; nil where none was asked for that tells.
    private func listed(_ device: DeviceView, _ managers: ListedManagers) -> DeviceJudgement? {
        guard device.isTenantAsked else { return nil }
        if let text = managers.missingFromIntune, managers.defender.voice?.planes.contains(.intune) != true {
            return .undetermined([device.reason(.controlPlaneSourcesDisagree, text)])
        }
        if let voice = managers.voice(for: .intune) {
            return .notMet(device.reason(.controlPlaneIntune, "enrolled in Intune: \(voice.words)"))
        }
        guard managers.doubts.isEmpty else { return .undetermined(managers.doubts) }
        switch managers.intune {
        case .missing: return .met
        case .named where managers.intuneGap == nil: return .met
        case .nobody(let words):
            let text = "\(words), and nothing shows whether that record is an enrolment in Intune"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        case .notAsked, .unsure, .named:
            // The sensor does not enrol a device that Intune manages.
            if managers.defender.voice?.planes == [.defender], managers.hasSucceeded { return .met }
            if let gap = managers.intuneGap {
                let text =
                    "Intune's devices were not read to their end, and may have a record of an enrolment"
                return .undetermined([
                    device.reason(.evidenceMissing, text), device.reason(gap.code, gap.detail),
                ])
            }
            let faults = if case .unsure(let reasons, _) = managers.intune { reasons } else { [Reason]() }
            let text = "no list shows whether the device is enrolled in Intune; that of Intune's devices does"
            return .undetermined([device.reason(.evidenceMissing, text)] + faults)
        }
    }

    private func windows(_ device: DeviceView, _ knowledge: ControlPlaneKnowledge) -> DeviceJudgement {
        let enrollments = Enrollments(device, knowledge)
        if let first = enrollments.intune.first {
            return .notMet(device.reason(.controlPlaneIntune, "enrolled in Intune: \(first)"))
        }
        guard enrollments.doubts.isEmpty else { return .undetermined(enrollments.doubts) }
        let external = device.number(.externallyManaged)
        let blocked = device.number(.declaredConfigurationFlag)
        let unsure = external.unusable + blocked.unusable
        guard unsure.isEmpty else { return .undetermined(unsure) }
        if case .value(let value, let place) = external, value == knowledge.externallyManaged {
            let text =
                "ExternallyManaged is \(value) in \(place): something else claims to manage the device, and "
                + "enrolment is refused with 0x80180026"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        if case .value(let value, let place) = blocked, value == knowledge.declaredConfigurationBlocked {
            let text = "MmpcEnrollmentFlag is \(value) in \(place), which by some reports blocks enrolment"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        return .met
    }

    private func agent(_ device: DeviceView, _ knowledge: ControlPlaneKnowledge) -> DeviceJudgement {
        let seen = device.text(.agentManagedBy)
        if let doubts = device.doubts(about: seen, settledBy: "mdatp health") { return .undetermined(doubts) }
        guard case .value(let value, let place) = seen, !value.isEmpty else {
            let text = "mdatp does not say by whom it is managed"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        if knowledge.agents.defender.contains(value.lowercased()) { return .met }
        let text =
            knowledge.agents.ambiguous.contains(value.lowercased())
            ? "managed_by is \(value) in \(place), which is a profile of Intune or of another service, or local configuration alone"
            : "managed_by is \"\(value.printable(limit: 60))\" in \(place), which is not in the catalogue"
        return .undetermined([device.reason(.evidenceInconclusive, text)])
    }
}
