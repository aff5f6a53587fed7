import Model

/// Configuration Manager does not set what Defender for Endpoint is to set.
struct ConfigurationManagerIsolatedCheck: DeviceCheck {
    let id: CheckID = "control-plane.configuration-manager-isolated"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        .onWindows(device) {
            let listed = ListedPlanes(device, evidence.references.devices.sources)
            if let words = listed.words(of: .configurationManager) {
                return .notMet(device.reason(.controlPlaneConfigurationManagerClient, words))
            }
            guard device.hasEvidence else { return self.listed(device, listed) }
            let knowledge = evidence.references.devices.controlPlane
            let client = ConfigurationManagerClient(device, knowledge)
            let status = EnrollmentState(device, evidence.references.devices.enrollment)
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
    }

    /// By the lists alone.
    private func listed(_ device: DeviceView, _ listed: ListedPlanes) -> DeviceJudgement {
        if let shared = listed.voices.first(where: \.isCoManaged) {
            let text = "\(shared.words): Configuration Manager has a part in it, and nothing shows which"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        }
        if !listed.doubts.isEmpty { return .undetermined(listed.doubts) }
        // Were Configuration Manager to set the security settings, it would be named here.
        if listed.isToldByDefender, listed.planes.contains(.defender) { return .met }
        let text =
            "no list shows whether a client of Configuration Manager sets the security settings; evidence of "
            + "the device does, and so does managedBy once Defender manages it"
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
