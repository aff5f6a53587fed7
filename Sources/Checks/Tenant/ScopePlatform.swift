import Model

/// The platforms for which the enforcement scope is set one by one, in the order in which results name them.
enum ScopePlatform: CaseIterable {
    case windowsClients, windowsServers, linux, macOS

    var title: String {
        switch self {
        case .windowsClients: "Windows clients"
        case .windowsServers: "Windows servers"
        case .linux: "Linux"
        case .macOS: "macOS"
        }
    }

    /// nil where it is not known what the device runs.
    init?(_ device: DeviceView, _ evidence: Evidence) {
        switch device.family.value?.lowercased() {
        case "linux": self = .linux
        case "macos": self = .macOS
        case "windows":
            switch DevicePlatform(device, evidence).role.value {
            case .client: self = .windowsClients
            case .server: self = .windowsServers
            case nil: return nil
            }
        default: return nil
        }
    }

    func scope(in attestation: ScopeAttestation) -> ScopeAttestation.Scope? {
        switch self {
        case .windowsClients: attestation.windowsClients
        case .windowsServers: attestation.windowsServers
        case .linux: attestation.linux
        case .macOS: attestation.macOS
        }
    }
}

extension ScopeAttestation {
    /// `J. Doe on 2026-03-01`.
    var witness: String { "\(by.printable(limit: 60)) on \(on.inUTC.prefix(10))" }
}
