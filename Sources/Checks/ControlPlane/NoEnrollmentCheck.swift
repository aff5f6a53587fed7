import Model

/// The device is not enrolled in Intune.
struct NoEnrollmentCheck: DeviceCheck {
    let id: CheckID = "control-plane.no-mdm-enrollment"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let listed = ListedPlanes(device, evidence.references.devices.sources)
        if let words = listed.words(of: .intune) {
            return .notMet(device.reason(.controlPlaneIntune, "managed by Intune: \(words)"))
        }
        guard device.hasEvidence else { return self.listed(device, listed) }
        let own = own(device, evidence)
        return own.mark == .met && !listed.doubts.isEmpty ? .undetermined(listed.doubts) : own
    }

    /// By the lists alone.
    private func listed(_ device: DeviceView, _ listed: ListedPlanes) -> DeviceJudgement {
        if !listed.doubts.isEmpty { return .undetermined(listed.doubts) }
        if listed.isUnknownToIntune || (listed.records > 0 && listed.planes == [.defender]) { return .met }
        if listed.records > 0, listed.words(of: .configurationManager) != nil { return .met }
        let text = "the devices of Intune were not asked for, and there is no evidence"
        return .undetermined([device.reason(.evidenceMissing, text)])
    }

    private func own(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let knowledge = evidence.references.devices.controlPlane
        switch device.runsAgent {
        case .value(true, _): return agent(device, knowledge)
        case .value, .absent: return windows(device, knowledge)
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
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
