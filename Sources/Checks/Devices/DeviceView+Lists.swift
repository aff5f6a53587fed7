import Model

extension EvidenceFile.Kind {
    /// Whether it stands for a list of a source, and is no file of evidence.
    var isList: Bool {
        switch self {
        case .directoryComputer, .entraDevice, .managedDevice, .machine: true
        default: false
        }
    }
}

extension DeviceAttribute {
    /// The list that tells it; nil where evidence does.
    var list: EvidenceFile.Kind? {
        switch self {
        case .directoryAccount, .directorySystem, .directorySystemVersion: .directoryComputer
        case .entraObject, .entraEnabled, .entraTrust, .entraRegistration, .entraSynced, .entraManagement,
            .entraSeen, .entraIdentity, .entraTwins:
            .entraDevice
        case .managementAgent, .managementAgentStale: .managedDevice
        case .machineRecord, .machineOnboarding, .machineHealth, .machineSeen, .machineManagedBy,
            .machineManagedByStatus, .machineTag, .machinePlatform, .machineBuild, .machineProcessor,
            .machineArchitecture, .machineDuplicate, .machineAgentVersion, .machineExclusion, .machineTwins:
            .machine
        default: nil
        }
    }

    /// Whether it stands for a record in a list as a whole.
    var isRecord: Bool {
        switch self {
        case .directoryAccount, .entraObject, .managementAgent, .machineRecord: true
        default: false
        }
    }
}

extension DeviceView {
    /// Whether a source was asked for its list of devices, whatever it said.
    func isAsked(_ list: EvidenceFile.Kind) -> Bool {
        lists.contains(list)
    }

    /// Whether Entra ID, Intune or Defender for Endpoint was asked.
    var isTenantAsked: Bool { isAsked(.entraDevice) || isAsked(.managedDevice) || isAsked(.machine) }

    /// Whether nothing but lists tells of the device.
    var isListedOnly: Bool {
        fact.faults.isEmpty && !fact.files.isEmpty
            && fact.files.indices.allSatisfy { fact.files[$0].kind.isList }
            && fact.claims.indices.allSatisfy { fact.claims[$0].attribute.list != nil }
    }

    /// Why lists may lack the device, or what they tell of it.
    var listFaults: Set<ReasonCode> {
        guard !lists.isEmpty else { return [] }
        return Set(fact.files.lazy.filter(\.kind.isList).compactMap { $0.fault?.code })
    }
}

extension DeviceView.Seen {
    /// Whether nothing is told, or nothing but what is too old.
    var isSilent: Bool {
        switch self {
        case .untold: true
        case .unusable(let reasons): reasons.allSatisfy { $0.code == .evidenceOld }
        case .value, .absent: false
        }
    }

    /// What another source says where this one is silent.
    func or(_ other: @autoclosure () -> Self) -> Self {
        guard isSilent else { return self }
        let other = other()
        return other.isSilent ? self : other
    }
}

extension DeviceJudgement {
    /// Whether it is undetermined for nothing but what is not told, or is too old.
    var isSilent: Bool { isSilent(but: []) }

    /// The same, where reasons of these codes say why something is not told.
    func isSilent(but faults: Set<ReasonCode>) -> Bool {
        mark == .undetermined && reasons.first.map { Self.silences.contains($0.code) } ?? false
            && reasons.allSatisfy { Self.silences.contains($0.code) || faults.contains($0.code) }
    }

    private static let silences: Set<ReasonCode> = [.evidenceMissing, .evidenceOld]

    /// What evidence and lists say together.
    ///
    /// Where one of them is silent the other decides. What one says is wrong and the other right is undetermined, and
    /// both are named. `listed` is nil where no list was asked that could tell; `words` are what the evidence, and
    /// what the lists, show where they show that all is well, as clauses.
    func joined(
        with listed: DeviceJudgement?, _ code: ReasonCode, _ device: DeviceView,
        words: (evidence: String, lists: String)
    ) -> DeviceJudgement {
        guard let listed else { return self }
        let isListSilent = listed.isSilent(but: device.listFaults)
        if isSilent { return isListSilent ? .undetermined(reasons + listed.reasons) : listed }
        if isListSilent || mark == .undetermined || mark == listed.mark { return self }
        if listed.mark == .notApplicable { return self }
        if listed.mark == .undetermined { return mark == .notMet ? self : listed }
        let evidence = reasons.first?.message ?? words.evidence
        let lists = listed.reasons.first?.message ?? words.lists
        return .undetermined([device.reason(code, "\(evidence); yet \(lists)")], group: group ?? listed.group)
    }
}
