import Model

/// A server that brings no sensor has the unified solution installed.
struct UnifiedAgentCheck: DeviceCheck {
    let id: CheckID = "platform.unified-agent"
    let judgesBySet = true

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        .onWindows(device, evidence) {
            let platform = DevicePlatform(device, evidence)
            return platform.onSupported { system in
                system.needsUnifiedAgent ? judge(device, platform.knowledge.agent) : .notApplicable
            }
        }
    }

    private func judge(_ device: DeviceView, _ agent: PlatformKnowledge.Agent) -> DeviceJudgement {
        let service = device.text(.serviceState, of: agent.service)
        let sign = installed(device, agent)
        switch service {
        case .value: return .met
        case .unusable(let reasons):
            return service.isSilent ? listed(device, agent) ?? .undetermined(reasons) : .undetermined(reasons)
        case .absent(let place):
            if let sign {
                let text = "\(place) shows no service \(agent.service), and \(sign) is there"
                return .undetermined([device.reason(.evidenceContradictory, text)])
            }
            if case .value(let state, let legacy) = device.text(.serviceState, of: agent.legacyService) {
                let text =
                    "no service \(agent.service) in \(place); \(agent.legacyService) is \(state.printable(limit: 30)) in \(legacy)"
                return .notMet(device.reason(.platformAgentLegacy, text))
            }
            return .notMet(device.reason(.platformAgentMissing, "no service \(agent.service) in \(place)"))
        case .untold:
            if sign != nil { return .met }
            if let listed = listed(device, agent) { return listed }
            return .undetermined(device.doubts(about: service, settledBy: "sc query \(agent.service)") ?? [])
        }
    }

    /// By the version that Defender for Endpoint lists; nil where it lists none.
    private func listed(_ device: DeviceView, _ agent: PlatformKnowledge.Agent) -> DeviceJudgement? {
        switch device.text(.machineAgentVersion) {
        case .absent, .untold: return nil
        case .unusable(let reasons): return .undetermined(reasons)
        case .value(let text, let place):
            let shown = "agent \(text.printable(limit: 60)) in \(place)"
            guard DottedVersion(text) != nil else {
                return .undetermined([
                    device.reason(.evidenceInconclusive, "\(shown) is not understood")
                ])
            }
            if text.hasPrefix(agent.versionPrefix) { return .met }
            let sensor = agent.versionPrefix.prefix { $0 != "." } + "."
            guard text.hasPrefix(sensor) else {
                return .notMet(device.reason(.platformAgentLegacy, "\(shown) is the older agent"))
            }
            let words = "\(shown) is not known as a version of the unified solution"
            return .undetermined([device.reason(.evidenceInconclusive, words)])
        }
    }

    /// What else shows that the unified solution is installed.
    private func installed(_ device: DeviceView, _ agent: PlatformKnowledge.Agent) -> String? {
        if case .value(let version, let place) = device.text(.sensorVersion),
            version.hasPrefix(agent.versionPrefix)
        {
            return "sensor \(version.printable(limit: 40)) in \(place)"
        }
        for name in device.instances(of: .installedProduct)
        where agent.productPrefixes.contains(where: name.hasPrefix) {
            if case .value(_, let place) = device.text(.installedProduct, of: name) {
                return "\(name.printable(limit: 60)) in \(place)"
            }
        }
        return nil
    }
}
