import Model

/// All sources together name no more than one control plane.
struct SinglePlaneCheck: DeviceCheck {
    let id: CheckID = "control-plane.single"

    private typealias Plane = ControlPlaneKnowledge.Plane

    /// A source that names who manages the device; at least one.
    private struct Voice {
        var planes: Set<Plane>
        var words: String
    }

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let knowledge = evidence.references.devices
        let listed = ListedPlanes(device, knowledge.sources)
        if listed.planes.count > 1 {
            let isOneSource = listed.records > 1
            return .notMet(
                device.reason(isOneSource ? .controlPlaneTwo : .controlPlaneSourcesDisagree, listed.words))
        }
        guard device.hasEvidence else { return self.listed(device, listed) }
        switch device.runsAgent {
        case .value(true, _): return agent(device, knowledge.controlPlane)
        case .value, .absent: return windows(device, knowledge)
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
        }
    }

    /// By the lists alone.
    private func listed(_ device: DeviceView, _ listed: ListedPlanes) -> DeviceJudgement {
        if !listed.doubts.isEmpty { return .undetermined(listed.doubts) }
        if let shared = listed.voices.first(where: \.isCoManaged) {
            let text = "\(shared.words), and nothing shows who sets the security settings"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        // One voice is enough where it is the one that knows all planes.
        if listed.isToldByDefender || (!listed.voices.isEmpty && listed.records > 0) { return .met }
        let text = "no list says who manages the device"
        return .undetermined([device.reason(.evidenceMissing, text)])
    }

    private func windows(_ device: DeviceView, _ knowledge: DeviceKnowledge) -> DeviceJudgement {
        let status = EnrollmentState(device, knowledge.enrollment)
        let enrollments = Enrollments(device, knowledge.controlPlane)
        let client = ConfigurationManagerClient(device, knowledge.controlPlane)
        let product = ManagedProduct(device, knowledge.controlPlane, status)
        var voices: [Voice] = []
        if let voice = voice(of: status) { voices.append(voice) }
        let listed = ListedPlanes(device, knowledge.sources)
        for voice in listed.voices { voices.append(Voice(planes: [voice.plane], words: voice.words)) }
        if let first = enrollments.intune.first { voices.append(Voice(planes: [.intune], words: first)) }
        if case .planes(let planes, let words) = product {
            voices.append(Voice(planes: planes, words: words))
        }
        if let trouble = trouble(device, voices) { return trouble }
        var doubts = (status.doubts(device) ?? []) + enrollments.doubts + listed.doubts
        if case .unsure(let reasons) = client { doubts += reasons }
        if case .unsure(let reasons) = product { doubts += reasons }
        if doubts.isEmpty, let doubt = unsettled(device, client, voices, knowledge.controlPlane, status) {
            doubts = [doubt]
        }
        return doubts.isEmpty ? .met : .undetermined(unique(doubts))
    }

    private func voice(of state: EnrollmentState) -> Voice? {
        guard case .known(let status, let agreed?, let place) = state else { return nil }
        let planes: Set<Plane>
        switch agreed {
        case .enrolled, .harmless: planes = [.defender]
        case .intune: planes = [.intune]
        case .configurationManager: planes = [.configurationManager]
        case .both: planes = [.defender, .configurationManager]
        case .neverEnrolled, .unenrolled, .failed, .unknown: return nil
        }
        return Voice(planes: planes, words: status.title(place))
    }

    private func trouble(_ device: DeviceView, _ voices: [Voice]) -> DeviceJudgement? {
        let all = voices.reduce(into: Set<Plane>()) { $0.formUnion($1.planes) }
        guard all.count > 1 else { return nil }
        let said = voices.map { "\($0.words): \(Self.names($0.planes))" }.joined(separator: "; ")
        let isOneVoice = voices.contains { $0.planes == all }
        return .notMet(device.reason(isOneVoice ? .controlPlaneTwo : .controlPlaneSourcesDisagree, said))
    }

    /// A client of Configuration Manager of which nothing says whether it sets the security settings.
    private func unsettled(
        _ device: DeviceView, _ client: ConfigurationManagerClient, _ voices: [Voice],
        _ knowledge: ControlPlaneKnowledge, _ status: EnrollmentState
    ) -> Reason? {
        let named = voices.first?.planes ?? []
        switch client {
        case .unsure: return nil
        case .absent(let why):
            guard named == [.configurationManager], let voice = voices.first else { return nil }
            return device.reason(
                .controlPlaneSourcesDisagree, "\(voice.words): Configuration Manager; yet \(why)")
        case .present(let words):
            if named == [.defender] || named == [.configurationManager] { return nil }
            if named == [.intune], let flags = device.number(.coManagementFlags).value,
                knowledge.coManagement.givesProtectionToIntune(flags)
            {
                return nil
            }
            return device.reason(
                .evidenceInconclusive, "\(words), and nothing shows whether it sets the security settings")
        }
    }

    private func agent(_ device: DeviceView, _ knowledge: ControlPlaneKnowledge) -> DeviceJudgement {
        let seen = device.text(.agentManagedBy)
        if let doubts = device.doubts(about: seen, settledBy: "mdatp health") { return .undetermined(doubts) }
        if let value = seen.value, knowledge.agents.defender.contains(value.lowercased()) { return .met }
        let value = seen.value.map { "\"\($0.printable(limit: 60))\"" } ?? "not there"
        let text = "managed_by of mdatp is \(value), which names no one control plane"
        return .undetermined([device.reason(.evidenceInconclusive, text)])
    }

    private static func names(_ planes: Set<Plane>) -> String {
        Plane.allCases.filter(planes.contains).map { plane in
            switch plane {
            case .defender: "Defender for Endpoint"
            case .intune: "Intune"
            case .configurationManager: "Configuration Manager"
            }
        }.joined(separator: " and ")
    }

    private func unique(_ reasons: [Reason]) -> [Reason] {
        reasons.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
