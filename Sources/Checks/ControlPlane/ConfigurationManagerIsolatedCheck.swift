import Model

/// Configuration Manager does not set what Defender for Endpoint is to set.
struct ConfigurationManagerIsolatedCheck: DeviceCheck {
    let id: CheckID = "control-plane.configuration-manager-isolated"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        .onWindows(device, evidence) {
            let knowledge = evidence.references.devices
            let client = ConfigurationManagerClient(device, knowledge.controlPlane)
            let status = EnrollmentState(device, knowledge.enrollment)
            let own = own(device, client, status, knowledge.controlPlane)
            if own.mark == .notMet { return own }
            let listed = listed(device, ListedManagers(device, evidence), status)
            if let listed, listed.mark == .notMet, client.isPresent { return listed }
            return own.joined(
                with: listed, .controlPlaneSourcesDisagree, device,
                words: (
                    "the device shows no client of Configuration Manager",
                    "no list names Configuration Manager"
                ))
        }
    }

    /// By the device's own evidence.
    private func own(
        _ device: DeviceView, _ client: ConfigurationManagerClient, _ status: EnrollmentState,
        _ knowledge: ControlPlaneKnowledge
    ) -> DeviceJudgement {
        if let managed = managed(device, client, status) { return managed }
        let type = ManagedProduct(device, knowledge, status)
        switch type {
        case .unsure(let reasons): return .undetermined(reasons)
        case .planes(let planes, let words) where planes.contains(.configurationManager):
            return contradicts(device, client, words)
                ?? .notMet(device.reason(.controlPlaneConfigurationManagerClient, words))
        default: break
        }
        switch client {
        case .absent: return .met
        case .unsure(let reasons): return .undetermined(reasons)
        case .present(let words): return present(device, words, status)
        }
    }

    /// By lists; nil where none was asked for that tells.
    private func listed(_ device: DeviceView, _ managers: ListedManagers, _ status: EnrollmentState)
        -> DeviceJudgement?
    {
        guard device.isTenantAsked else { return nil }
        if let voice = managers.voice(for: .configurationManager) {
            let isDefenders = status.isEnrolled || managers.voice(for: .defender) != nil
            let code: ReasonCode = isDefenders ? .controlPlaneTwo : .controlPlaneConfigurationManagerClient
            let said = isDefenders ? managers.voices.map(\.said).joined(separator: "; ") : voice.said
            return .notMet(device.reason(code, said))
        }
        guard managers.doubts.isEmpty else { return .undetermined(managers.doubts) }
        if managers.excludesConfigurationManager { return .met }
        if let gap = managers.intuneGap {
            let text =
                "Intune's devices were not read to their end, and may have a record of a client of Configuration Manager"
            return .undetermined([
                device.reason(.evidenceMissing, text), device.reason(gap.code, gap.detail),
            ])
        }
        let text =
            "no lists together show whether Configuration Manager manages the device: that takes Intune's devices, and a "
            + "machine that Defender for Endpoint lists with its manager"
        return .undetermined([device.reason(.evidenceMissing, text)])
    }

    /// What the enrolment status says of Configuration Manager.
    private func managed(
        _ device: DeviceView, _ client: ConfigurationManagerClient, _ state: EnrollmentState
    ) -> DeviceJudgement? {
        guard case .known(let status, let agreed?, let place) = state else { return nil }
        let code: ReasonCode
        switch agreed {
        case .configurationManager: code = .controlPlaneConfigurationManagerClient
        case .both: code = .controlPlaneTwo
        default: return nil
        }
        let words = "\(status.title(place)): \(status.words)"
        if let contradiction = contradicts(device, client, words) { return contradiction }
        return .notMet(device.reason(code, "\(words); next: \(status.next)"))
    }

    /// Where something says that a client manages the device, and there is none.
    private func contradicts(
        _ device: DeviceView, _ client: ConfigurationManagerClient, _ words: String
    ) -> DeviceJudgement? {
        guard case .absent(let why) = client else { return nil }
        return .undetermined([device.reason(.controlPlaneSourcesDisagree, "\(words); yet \(why)")])
    }

    private func present(_ device: DeviceView, _ words: String, _ status: EnrollmentState)
        -> DeviceJudgement
    {
        // Were both to manage the device, the status would be another.
        if status.isEnrolled { return .met }
        let text =
            "\(words), and nothing shows whether it sets the security settings; its endpoint protection "
            + "policies and the switch for it in the Defender portal tell"
        let doubts: [Reason] =
            switch status {
            case .known(_, .some, _), .none: []
            default: status.doubts(device) ?? []
            }
        return .undetermined([device.reason(.evidenceInconclusive, text)] + doubts)
    }
}

/// What ManagedDefenderProductType says.
enum ManagedProduct {
    /// With a clause on what was seen.
    case planes(Set<ControlPlaneKnowledge.Plane>, String)
    case nothing
    case unsure([Reason])

    init(_ device: DeviceView, _ knowledge: ControlPlaneKnowledge, _ status: EnrollmentState) {
        switch device.number(.managedProductType) {
        case .unusable(let reasons): self = .unsure(reasons)
        case .absent, .untold: self = .nothing
        case .value(let type, let place):
            let rules = knowledge.productTypes.filter { $0.type == type }
            guard !rules.isEmpty else {
                self = .nothing
                return
            }
            let words = "ManagedDefenderProductType is \(type) in \(place)"
            if let rule = rules.first(where: { $0.status == nil || $0.status == status.code }) {
                let with = rule.status.map { " with enrolment status \($0)" } ?? ""
                self = .planes(rule.planes, words + with)
            } else {
                let text = "\(words), which says who manages the device only with another enrolment status"
                self = .unsure([device.reason(.evidenceInconclusive, text)])
            }
        }
    }
}
