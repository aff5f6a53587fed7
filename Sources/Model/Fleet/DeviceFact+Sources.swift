/// What sources say of a device of a joined fleet.
extension DeviceFact {
    private static func kind(of source: FleetPicture.Source.Kind) -> EvidenceFile.Kind? {
        switch source {
        case .directory: .directoryComputer
        case .entra: .entraDevice
        case .intune: .managedDevice
        case .defender: .machine
        case .evidence: nil
        }
    }

    private static func attribute(of source: FleetPicture.Source.Kind) -> DeviceAttribute? {
        switch source {
        case .directory: .directoryAccount
        case .entra: .entraObject
        case .intune: .managementAgent
        case .defender: .machineRecord
        case .evidence: nil
        }
    }

    func isAsked(_ source: FleetPicture.Source.Kind) -> Bool {
        guard let kind = Self.kind(of: source) else { return members == nil }
        return files.contains { $0.kind == kind }
    }

    func isKnown(to source: FleetPicture.Source.Kind) -> Bool {
        guard let attribute = Self.attribute(of: source) else { return members == nil }
        return claims.contains { claim in
            guard claim.attribute == attribute else { return false }
            // Of Intune a record may say nothing, and is one all the same.
            if case .unusable = claim.value { return claim.instance != nil }
            return claim.value != .absent
        }
    }

    func fault(of source: FleetPicture.Source.Kind) -> Unreadable? {
        guard let kind = Self.kind(of: source) else { return nil }
        return files.first { $0.kind == kind }?.fault
    }

    /// The first value of an attribute without an instance.
    func value(_ attribute: DeviceAttribute) -> Claim.Value? {
        claims.first { $0.attribute == attribute && $0.instance == nil }?.value
    }

    func text(_ attribute: DeviceAttribute) -> String? {
        if case .text(let text)? = value(attribute) { text } else { nil }
    }

    /// The system as the source has it that tells it best.
    package var systemName: String {
        if let name = text(.directorySystem) ?? text(.productName) ?? text(.machinePlatform) { return name }
        if case .number(let build)? = value(.systemBuild) { return "Windows build \(build)" }
        return text(.systemFamily) ?? "unknown system"
    }
}
