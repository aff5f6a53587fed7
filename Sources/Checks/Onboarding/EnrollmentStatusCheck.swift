import Model

/// The enrolment status names no failure.
struct EnrollmentStatusCheck: DeviceCheck {
    let id: CheckID = "onboarding.enrollment-status"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let listed = ListedMachine(device, evidence).enrollment
        let own = DeviceJudgement.onWindows(device, evidence) {
            let knowledge = evidence.references.devices.enrollment
            let state = EnrollmentState(device, knowledge)
            if let doubts = state.doubts(device) { return .undetermined(doubts) }
            guard case .known(let status, let agreed?, let place) = state else { return .notApplicable }
            return judge(device, status, agreed, place, knowledge)
        }
        if case .value(true, _) = device.runsAgent(evidence) { return listed ?? own }
        return own.joined(
            with: listed, .onboardingSourcesDisagree, device,
            words: (
                own.mark == .met
                    ? "the enrolment status says that the device is enrolled"
                    : "the enrolment status says that the device was never enrolled",
                "Defender for Endpoint lists it as managed with success"
            ))
    }

    private func judge(
        _ device: DeviceView, _ status: EnrollmentKnowledge.Status, _ state: EnrollmentKnowledge.State,
        _ place: String, _ knowledge: EnrollmentKnowledge
    ) -> DeviceJudgement {
        let code: ReasonCode
        switch state {
        case .enrolled, .harmless: return silence(device, knowledge) ?? .met
        case .neverEnrolled: return .notApplicable
        case .unenrolled: code = .onboardingNotEnrolled
        case .intune: code = .controlPlaneIntune
        case .configurationManager: code = .controlPlaneConfigurationManagerClient
        case .both: code = .controlPlaneTwo
        case .failed: code = .onboardingEnrollmentFailed
        case .unknown: code = .onboardingStatusUnknown
        }
        let disagreement = status.isContested ? "; \(status.disagreement)" : ""
        let text = "\(status.title(place)): \(status.words)\(disagreement); next: \(status.next)"
        return DeviceJudgement(
            mark: state == .unknown ? .undetermined : .notMet, reasons: [device.reason(code, text)],
            group: "status \(status.code)")
    }

    /// A device that is enrolled and has not asked for policy for long before its evidence was taken.
    private func silence(_ device: DeviceView, _ knowledge: EnrollmentKnowledge) -> DeviceJudgement? {
        let since = device.secondsSince(.lastCheckIn)
        if case .unusable(let reasons) = since { return .undetermined(reasons) }
        guard let limit = knowledge.quietAfter, case .value = since,
            let claim = device.claims(about: .lastCheckIn).first,
            case .moment(let last) = claim.value, Int(claim.file) < device.fact.files.count,
            let taken = device.fact.files[Int(claim.file)].observedAt
        else { return nil }
        let seconds = last.seconds(until: taken)
        guard seconds > limit else { return nil }
        let text =
            "the device is enrolled, and its last check-in was \(Int(whole: seconds / 86_400)) days before "
            + "\(device.place(of: claim)) was taken, where \(Int(whole: knowledge.checkInEvery / 60)) minutes are usual"
        return .undetermined([device.reason(.evidenceInconclusive, text)])
    }
}
