import Model

/// The sensor is onboarded and runs.
struct DeviceOnboardedCheck: DeviceCheck {
    let id: CheckID = "onboarding.device-onboarded"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let own: DeviceJudgement =
            switch device.runsAgent(evidence) {
            case .value(true, _): agent(device)
            case .value, .absent: windows(device)
            case .untold(let reasons), .unusable(let reasons): .undetermined(reasons)
            }
        let listed = ListedMachine(device, evidence).onboarding
        // A service that does not run is no matter of the list, which tells of days and not of moments.
        if own.mark == .notMet, own.reasons.first?.code == .onboardingSensorStopped { return own }
        return own.joined(
            with: listed, .onboardingSourcesDisagree, device,
            words: (
                "the evidence shows that the device is onboarded and its sensor runs",
                "Defender for Endpoint lists it as onboarded"
            ))
    }

    private func windows(_ device: DeviceView) -> DeviceJudgement {
        switch device.number(.onboardingState) {
        case .value(1, _): break
        case .value(let state, let place):
            let text = "OnboardingState is \(state) in \(place), where 1 is onboarded"
            return .notMet(device.reason(.onboardingNotOnboarded, text))
        case .absent(let place):
            return .notMet(device.reason(.onboardingNotOnboarded, "\(place) has no OnboardingState"))
        case let seen:
            let key = #"an export of HKLM\SOFTWARE\Microsoft\Windows Advanced Threat Protection\Status"#
            return .undetermined(device.doubts(about: seen, settledBy: key) ?? [])
        }
        let sense = device.text(.serviceState, of: "sense")
        switch sense {
        case .value("running", let place):
            guard device.text(.serviceStart, of: "sense").value == "disabled" else { return .met }
            let text =
                "the service Sense runs in \(place) and is disabled, so that the next start of the device ends it"
            return .notMet(device.reason(.onboardingSensorStopped, text))
        case .value(let state, let place) where state == "starting":
            let text = "the service Sense is starting in \(place); collect the evidence again"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        case .value(let state, let place):
            let start = device.text(.serviceStart, of: "sense").value
            let how = start == "disabled" ? ", and disabled" : ""
            let text = "onboarded, and the service Sense is \(state.printable(limit: 40)) in \(place)\(how)"
            return .notMet(device.reason(.onboardingSensorStopped, text))
        case .absent(let place):
            let text = "onboarded, and there is no service Sense in \(place)"
            return .notMet(device.reason(.onboardingSensorStopped, text))
        case .untold, .unusable:
            return .undetermined(device.doubts(about: sense, settledBy: "sc query sense") ?? [])
        }
    }

    private func agent(_ device: DeviceView) -> DeviceJudgement {
        let tool = "mdatp health"
        if case .absent(let place) = device.text(.agentVersion) {
            return .notMet(
                device.reason(.onboardingNotOnboarded, "mdatp is not installed, by \(place)"))
        }
        let organization = device.text(.onboardingOrganization)
        let licensed = device.flag(.agentLicensed)
        let healthy = device.flag(.agentHealthy)
        switch organization {
        case .absent(let place), .value("", let place):
            let text = "mdatp knows no organisation in \(place)"
            return .notMet(device.reason(.onboardingNotOnboarded, text))
        default: break
        }
        if case .value(false, let place) = licensed {
            let text = "mdatp is not licensed in \(place), so that it is onboarded to no tenant"
            return .notMet(device.reason(.onboardingNotOnboarded, text))
        }
        if case .value(false, let place) = healthy {
            return .notMet(
                device.reason(.onboardingSensorStopped, "mdatp says in \(place) that it is not healthy"))
        }
        let doubts = [
            device.doubts(about: organization, settledBy: tool),
            device.doubts(about: licensed, settledBy: tool),
            device.doubts(about: healthy, settledBy: tool),
        ].compactMap(\.self).flatMap(\.self)
        guard doubts.isEmpty else { return .undetermined(doubts) }
        guard let name = organization.value, let id = GUID(name),
            id.description.contains(where: { $0 != "0" && $0 != "-" }), licensed.value == true,
            healthy.value == true
        else {
            let text = "mdatp does not tell plainly whether it is onboarded, licensed and healthy"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        let unreached = device.instances(of: .agentConnectivity).filter {
            device.flag(.agentConnectivity, of: $0).value == false
        }
        if let first = unreached.first {
            let text =
                "mdatp connectivity test does not reach \(unreached.count) hosts, such as \(first.printable(limit: 120))"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        return .met
    }
}
