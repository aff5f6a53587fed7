import Model

/// All sources together name no more than one control plane.
struct SinglePlaneCheck: DeviceCheck {
    let id: CheckID = "control-plane.single"

    private typealias Plane = ControlPlaneKnowledge.Plane

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let knowledge = evidence.references.devices
        let managers = ListedManagers(device, evidence)
        switch device.runsAgent(evidence) {
        case .value(true, _): return agent(device, knowledge.controlPlane, managers)
        case .value, .absent: return windows(device, knowledge, managers)
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
        }
    }

    private func windows(_ device: DeviceView, _ knowledge: DeviceKnowledge, _ managers: ListedManagers)
        -> DeviceJudgement
    {
        let own = EvidenceVoices(device, knowledge)
        let voices = own.voices + managers.voices
        if let trouble = trouble(device, voices) { return trouble }
        var doubts = managers.settles(status: own.status) ? [] : own.status.doubts(device) ?? []
        if !own.enrollments.isSilent || !managers.showsIntune { doubts += own.enrollments.doubts }
        if case .unsure(let reasons) = own.client, !managers.settles(clientWith: reasons) {
            doubts += reasons
        }
        if case .unsure(let reasons) = own.product { doubts += reasons }
        doubts += listed(device, managers)
        if doubts.isEmpty, let doubt = unsettled(device, own, voices, knowledge.controlPlane) {
            doubts = [doubt]
        }
        guard !doubts.isEmpty else { return .met }
        // What the list might have shown that is there and not whole.
        if let gap = managers.intuneGap {
            doubts.append(device.reason(gap.code, "Intune's devices: \(gap.detail)"))
        }
        return .undetermined(unique(doubts))
    }

    private func trouble(_ device: DeviceView, _ voices: [PlaneVoice]) -> DeviceJudgement? {
        let all = voices.reduce(into: Set<Plane>()) { $0.formUnion($1.planes) }
        guard all.count > 1 else { return nil }
        let said = voices.map(\.said).joined(separator: "; ")
        let isOneVoice = voices.contains { $0.planes == all }
        return .notMet(device.reason(isOneVoice ? .controlPlaneTwo : .controlPlaneSourcesDisagree, said))
    }

    /// What lists say that leaves it open who manages the device.
    private func listed(_ device: DeviceView, _ managers: ListedManagers) -> [Reason] {
        var doubts = managers.doubts
        if let text = managers.missingFromIntune {
            doubts.append(device.reason(.controlPlaneSourcesDisagree, text))
        }
        if case .nobody(let words) = managers.intune {
            let text = "\(words), and nothing shows who manages that record"
            doubts.append(device.reason(.evidenceInconclusive, text))
        }
        if let twins = managers.twins {
            let said = managers.intune.voice.map { ": \($0.said)" } ?? ""
            doubts.append(
                device.reason(.controlPlaneTwo, "\(twins)\(said); which one is in use is not certain"))
        }
        return doubts
    }

    /// A client of Configuration Manager of which nothing says whether it sets the security settings.
    private func unsettled(
        _ device: DeviceView, _ own: EvidenceVoices, _ voices: [PlaneVoice],
        _ knowledge: ControlPlaneKnowledge
    ) -> Reason? {
        switch own.client {
        case .unsure: return nil
        case .absent(let why):
            guard let voice = voices.first, voice.planes == [.configurationManager] else { return nil }
            return device.reason(
                .controlPlaneSourcesDisagree, "\(voice.words): Configuration Manager; yet \(why)")
        case .present(let words):
            // Lists do not tell of both planes of a device that has two, so that the evidence has to.
            let named = own.voices.first?.planes ?? []
            if named == [.defender] || named == [.configurationManager] { return nil }
            if voices.first?.planes == [.configurationManager] { return nil }
            if named == [.intune], let flags = device.number(.coManagementFlags).value,
                knowledge.coManagement.givesProtectionToIntune(flags)
            {
                return nil
            }
            return device.reason(
                .evidenceInconclusive, "\(words), and nothing shows whether it sets the security settings")
        }
    }

    private func agent(
        _ device: DeviceView, _ knowledge: ControlPlaneKnowledge, _ managers: ListedManagers
    ) -> DeviceJudgement {
        let voice = EvidenceVoices.voice(ofAgent: device, knowledge)
        let voices = (voice.map { [$0] } ?? []) + managers.voices
        if let trouble = trouble(device, voices) { return trouble }
        let doubts = listed(device, managers)
        guard doubts.isEmpty else { return .undetermined(doubts) }
        if voice != nil { return .met }
        let seen = device.text(.agentManagedBy)
        if seen.isSilent, managers.defender.voice != nil { return .met }
        if let doubts = device.doubts(about: seen, settledBy: "mdatp health") { return .undetermined(doubts) }
        let value = seen.value.map { "\"\($0.printable(limit: 60))\"" } ?? "not there"
        let text = "managed_by of mdatp is \(value), which names no one control plane"
        return .undetermined([device.reason(.evidenceInconclusive, text)])
    }

    private func unique(_ reasons: [Reason]) -> [Reason] {
        reasons.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
