import Model

/// The device has a working trust with Entra ID, or needs none beforehand.
struct DeviceTrustedCheck: DeviceCheck {
    let id: CheckID = "registration.device-trusted"
    let judgesBySet = true

    private static let tool = "dsregcmd /status"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let registration = ListedRegistration(device, evidence)
        // A sensor that registers its device does so on every system.
        if case .value(true, _) = device.runsAgent(evidence), let foreign = registration.foreign {
            return .undetermined([foreign])
        }
        return .onWindows(device, evidence) {
            let needsJoin = !evidence.references.devices.registration.setsWithoutJoin.contains(
                evidence.requirementSet)
            let own = own(device, evidence)
            guard let listed = registration.trusted(needsJoin: needsJoin) else { return own }
            return together(device, own, listed, registration)
        }
    }

    /// What the device says of itself, and what Entra ID says of it.
    private func together(
        _ device: DeviceView, _ own: DeviceJudgement, _ listed: DeviceJudgement,
        _ registration: ListedRegistration
    ) -> DeviceJudgement {
        if listed.mark == .notMet, listed.reasons.first?.code == .registrationDeviceDisabled { return listed }
        // A device that says it is not joined has at most left an object behind.
        if own.mark == .notMet { return own }
        if own.mark == .notApplicable {
            return registration.foreign.map { .undetermined([$0]) } ?? own
        }
        if own.mark == .met, device.flag(.entraJoined).value == true,
            case .missing(let place) = registration.object
        {
            let text = "the device says that it is joined; yet \(place) has no object of it"
            return .undetermined([device.reason(.evidenceContradictory, text)])
        }
        if own.mark == .met, listed.mark != .notMet { return listed.contradicts ? listed : own }
        return own.joined(
            with: listed, .evidenceContradictory, device,
            words: ("the device says that it is joined", "Entra ID lists it as joined"))
    }

    /// By the device's own evidence.
    private func own(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let knowledge = evidence.references.devices.registration
        let entra = device.flag(.entraJoined)
        if let doubts = device.doubts(about: entra, settledBy: Self.tool) { return .undetermined(doubts) }
        guard let isJoined = entra.value else {
            let text = "what says whether the device is joined holds no answer"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        if isJoined { return joined(device, knowledge) }
        // A device that is not joined has nothing to sign in with; one that says it has is half joined.
        if let half = halfJoined(device, knowledge) { return half }
        guard !knowledge.setsWithoutJoin.contains(evidence.requirementSet) else { return .notApplicable }
        return notJoined(device, evidence)
    }

    private func joined(_ device: DeviceView, _ knowledge: RegistrationKnowledge) -> DeviceJudgement {
        if let failure = trouble(device, knowledge) { return failure }
        let enterprise = device.flag(.enterpriseJoined)
        if enterprise.value == true {
            let text = "AzureAdJoined and EnterpriseJoined are both YES, which cannot be"
            return .undetermined([device.reason(.evidenceContradictory, text)])
        }
        let doubts =
            enterprise.unusable + device.text(.deviceAuthentication).unusable
            + device.text(.keySignTest).unusable + device.secondsSince(.deviceCertificateEnd).unusable
            + device.damage(toFilesOf: [.entraJoined])
        guard doubts.isEmpty else { return .undetermined(doubts) }
        if let status = device.text(.deviceAuthentication).value,
            !status.begins(with: knowledge.authentication.good)
        {
            let text = "DeviceAuthStatus is \"\(status.printable(limit: 120))\", which is not understood"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        return .met
    }

    /// What is certainly wrong with the trust of a device.
    private func trouble(_ device: DeviceView, _ knowledge: RegistrationKnowledge) -> DeviceJudgement? {
        if let status = device.text(.deviceAuthentication).value,
            status.begins(with: knowledge.authentication.failed)
        {
            let text = "DeviceAuthStatus is \"\(status.printable(limit: 160))\""
            let isDisabled =
                !knowledge.disabled.isEmpty && status.lowercased().contains(knowledge.disabled.lowercased())
            return .notMet(
                device.reason(isDisabled ? .registrationDeviceDisabled : .registrationFailed, text))
        }
        if let seconds = device.secondsSince(.deviceCertificateEnd).value, seconds > 0 {
            let days = Int(whole: seconds / 86_400)
            let text = "the device's certificate expired \(days == 0 ? "today" : "\(days) days ago")"
            return .notMet(device.reason(.registrationCertificateExpired, text))
        }
        if let test = device.text(.keySignTest).value, test.begins(with: knowledge.keySignTest.failed) {
            let text = "the device's key cannot sign: KeySignTest is \"\(test.printable(limit: 120))\""
            return .notMet(device.reason(.registrationCertificateExpired, text))
        }
        return nil
    }

    private func halfJoined(_ device: DeviceView, _ knowledge: RegistrationKnowledge) -> DeviceJudgement? {
        guard let status = device.text(.deviceAuthentication).value else { return nil }
        if let failure = trouble(device, knowledge) { return failure }
        let text =
            "AzureAdJoined is NO, and DeviceAuthStatus, which only a joined device has, is \"\(status.printable(limit: 80))\""
        return .undetermined([device.reason(.evidenceContradictory, text)])
    }

    private func notJoined(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let failure = JoinFailure(device, evidence.references.devices.registration).words
        if device.flag(.enterpriseJoined).value == true {
            let text = "the device is registered with AD FS (EnterpriseJoined), and not joined to Entra ID"
            return .notMet(device.reason(.registrationEnterpriseOnly, text))
        }
        let domain = device.flag(.domainJoined)
        if let failure {
            let text = "the device is not joined to Entra ID, and its last attempt failed: \(failure)"
            return .notMet(device.reason(.registrationFailed, text))
        }
        switch domain {
        case .value(true, _):
            let name = device.text(.domainName).value.map { " \($0.printable(limit: 80))" } ?? ""
            let text = "the device is joined to the domain\(name) alone, and not to Entra ID"
            return .notMet(device.reason(.registrationNotJoined, text))
        case .value(false, _), .absent: return workgroup(device, evidence)
        case .untold, .unusable:
            let text = "the device is not joined to Entra ID"
            return .notMet(device.reason(.registrationNotJoined, text))
        }
    }

    /// The sensor registers a device of no domain when it enrols, so that the enrolment tells.
    private func workgroup(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let status = EnrollmentState(device, evidence.references.devices.enrollment)
        if status.isEnrolled { return .met }
        let text =
            "the device is in no domain and not joined to Entra ID; the sensor registers such a device when "
            + "it enrols, and no evidence shows that it did"
        return .undetermined([device.reason(.registrationNotJoined, text)])
    }
}

extension DeviceJudgement {
    /// Whether it is undetermined since Entra ID has another object than the device's, one that is not used, or several
    /// that say different things.
    fileprivate var contradicts: Bool {
        let codes: [ReasonCode] = [
            .registrationObjectMissing, .registrationPending, .evidenceContradictory, .evidenceInconclusive,
            .deviceAmbiguous, .registrationDuplicate,
        ]
        return mark == .undetermined && reasons.contains { codes.contains($0.code) }
    }
}

extension String {
    /// Case does not count; nothing begins with an empty text.
    fileprivate func begins(with start: String) -> Bool {
        !start.isEmpty && lowercased().hasPrefix(start.lowercased())
    }
}
