import Model

/// Lists and evidence do not contradict each other in who manages the device.
struct SourcesAgreeCheck: DeviceCheck {
    let id: CheckID = "control-plane.sources-agree"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        guard device.isTenantAsked else { return .notApplicable }
        let knowledge = evidence.references.devices
        let managers = ListedManagers(device, evidence)
        switch device.runsAgent(evidence) {
        case .value(true, _):
            let voice = EvidenceVoices.voice(ofAgent: device, knowledge.controlPlane)
            return judge(device, evidence, voice.map { [$0] } ?? [], managers)
        case .value, .absent:
            let own = EvidenceVoices(device, knowledge)
            let isFree = own.enrollments.intune.isEmpty && own.enrollments.doubts.isEmpty
            return judge(device, evidence, own.voices, managers, isFree: isFree)
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
        }
    }

    private func judge(
        _ device: DeviceView, _ evidence: Evidence, _ own: [PlaneVoice], _ managers: ListedManagers,
        isFree: Bool = false
    ) -> DeviceJudgement {
        let voices = own + managers.voices
        let told = (voices.map(\.said) + managers.silences).joined(separator: "; ")
        // A source that sees one of two planes does not contradict one that sees both.
        if !voices.isEmpty,
            !voices.contains(where: { voice in voices.allSatisfy { $0.planes.isSubset(of: voice.planes) } })
        {
            return .notMet(device.reason(.controlPlaneSourcesDisagree, told))
        }
        if let state = states(device, evidence, managers) {
            return .notMet(device.reason(.controlPlaneSourcesDisagree, state))
        }
        let doubts = managers.doubts + open(device, managers, isFree)
        guard doubts.isEmpty else { return .undetermined(doubts) }
        return voices.count > 1 ? .met : .notApplicable
    }

    /// States of two lists that cannot be together; nil where there are none.
    private func states(_ device: DeviceView, _ evidence: Evidence, _ managers: ListedManagers) -> String? {
        if case .missing(let place) = managers.intune, let voice = managers.defender.voice,
            voice.planes.contains(.intune)
        {
            return "\(voice.said); yet \(place) has no such device"
        }
        guard
            let voice = [managers.intune, managers.entra].compactMap(\.voice)
                .first(where: { $0.planes == [.defender] })
        else { return nil }
        if case .absent(let place) = device.text(.machineRecord) {
            return "\(voice.said); yet \(place) has no record of the device"
        }
        guard case .value(let status, let place) = device.text(.machineOnboarding),
            evidence.references.devices.enrollment.machines.onboarding[status.lowercased()] == .notOnboarded
        else { return nil }
        return "\(voice.said); yet onboardingStatus is \(status.printable(limit: 60)) in \(place)"
    }

    /// What hardly goes together, and may for a time.
    ///
    /// `isFree` says that the device itself shows all its enrolments, and none of Intune.
    private func open(_ device: DeviceView, _ managers: ListedManagers, _ isFree: Bool) -> [Reason] {
        var doubts: [Reason] = []
        if isFree, let voice = managers.intune.voice, voice.planes.contains(.intune) {
            let text = "\(voice.said); yet the device itself shows no enrolment in Intune"
            doubts.append(device.reason(.controlPlaneSourcesDisagree, text))
        }
        if let text = managers.missingFromIntune {
            doubts.append(device.reason(.controlPlaneSourcesDisagree, text))
        }
        if case .value("disabled", let place) = device.text(.directoryAccount),
            case .value("recent", let other) = device.text(.machineSeen)
        {
            let text =
                "the computer's account is disabled in \(place), and its sensor was seen lately by \(other)"
            doubts.append(device.reason(.controlPlaneSourcesDisagree, text))
        }
        return doubts
    }
}

extension ListedManagers {
    /// What the lists say that name nobody, each as a clause.
    fileprivate var silences: [String] {
        answers.compactMap { answer in
            switch answer {
            case .nobody(let words): "\(words): nobody"
            case .missing(let place): "\(place): no such device"
            case .notAsked, .named, .unsure: nil
            }
        }
    }
}
