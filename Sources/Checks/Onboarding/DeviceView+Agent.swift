import Model

extension DeviceView {
    /// Whether mdatp is the sensor, as on Linux and macOS, and not the Sense of Windows.
    ///
    /// Undetermined where the evidence contradicts itself in it.
    func runsAgent(_ evidence: Evidence) -> Seen<Bool> {
        let seen = family(evidence)
        switch seen {
        case .value(let family, let place): return .value(family != "windows", place: place)
        // What lists call a system, and is not known, says nothing against evidence.
        case .unusable(let reasons) where isListedOnly || !family.isSilent || !isUntold(family):
            return .unusable(reasons)
        case .absent, .untold, .unusable:
            let claim = claims(
                about: .agentVersion, .agentHealthy, .agentLicensed, .agentManagedBy, .sensorTag
            ).first
            return .value(claim != nil, place: claim.map(place(of:)) ?? "")
        }
    }

    private func isUntold(_ seen: Seen<String>) -> Bool { if case .untold = seen { true } else { false } }

    /// Why there is no value, with what would settle it; nil where there is one, or is known to be none.
    func doubts<Value>(about seen: Seen<Value>, settledBy what: String) -> [Reason]? {
        switch seen {
        case .value, .absent: return nil
        case .unusable(let reasons): return reasons
        case .untold(var reasons):
            if !reasons.isEmpty { reasons[0].message += "; \(what) shows it" }
            return reasons
        }
    }

    /// What the files say that cannot be read to the end and that hold claims of some attributes.
    func damage(toFilesOf damaged: [DeviceAttribute]) -> [Reason] {
        guard fact.files.indices.contains(where: { fact.files[$0].fault != nil }) else { return [] }
        let files = Set(claims(about: damaged).map { Int($0.file) })
        return files.sorted().compactMap { number in
            guard number < fact.files.count, let fault = fact.files[number].fault else { return nil }
            return reason(fault.code, "\(fact.files[number].name): \(fault.detail)")
        }
    }
}

extension DeviceJudgement {
    /// What is right for one system alone does not apply to the others.
    static func onWindows(
        _ device: DeviceView, _ evidence: Evidence, _ judge: () -> DeviceJudgement
    ) -> DeviceJudgement {
        switch device.runsAgent(evidence) {
        case .value(true, _): .notApplicable
        case .value, .absent: judge()
        case .untold(let reasons), .unusable(let reasons): .undetermined(reasons)
        }
    }
}
