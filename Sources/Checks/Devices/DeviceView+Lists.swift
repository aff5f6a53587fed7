import Model

/// What the directory, Entra ID, Intune and Defender for Endpoint list of a device.
extension DeviceView {
    private static let lists: Set<EvidenceFile.Kind> = [
        .directoryComputer, .entraDevice, .managedDevice, .machine,
    ]

    /// Whether a list was asked.
    func isAsked(_ kind: EvidenceFile.Kind) -> Bool { fact.files.contains { $0.kind == kind } }

    /// Whether there is anything of the device itself, and not only what others list of it.
    var hasEvidence: Bool {
        fact.members == nil
            && (!fact.faults.isEmpty || fact.files.isEmpty
                || fact.files.contains { !Self.lists.contains($0.kind) })
    }

    /// Files of evidence, or the whole, that could not be read.
    var unreadEvidence: [Reason] {
        fact.faults.map { reason($0.code, $0.detail) }
            + fact.files.compactMap { file in
                guard !Self.lists.contains(file.kind), let fault = file.fault else { return nil }
                return reason(fault.code, "\(file.name): \(fault.detail)")
            }.prefix(5)
    }

    /// What a list that was asked says of a record, where `attribute` stands for the record itself.
    enum Record {
        /// The list was not asked.
        case notAsked
        case present
        case absent(place: String)
        /// Not known; the reasons say why.
        case doubt([Reason])
    }

    func record(_ attribute: DeviceAttribute, in kind: EvidenceFile.Kind) -> Record {
        guard isAsked(kind) else { return .notAsked }
        switch text(attribute) {
        case .value: return .present
        case .absent(let place): return .absent(place: place)
        case .untold(let reasons): return .doubt(reasons)
        case .unusable(let reasons): return .doubt(reasons.map(Self.asAmbiguous))
        }
    }

    /// Names that several devices share have a code of their own.
    private static func asAmbiguous(_ reason: Reason) -> Reason {
        guard reason.code == .evidenceUnreadable else { return reason }
        var reason = reason
        reason.code = .deviceAmbiguous
        return reason
    }
}
