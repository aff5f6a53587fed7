import Model

/// Whether a client of Configuration Manager is on the device, by all that shows it.
enum ConfigurationManagerClient {
    /// With a clause on what was seen.
    case present(String)
    case absent(String)
    case unsure([Reason])

    init(_ device: DeviceView, _ knowledge: ControlPlaneKnowledge) {
        let service = device.text(.serviceState, of: "ccmexec")
        let key = device.flag(.configurationManagerKey)
        let version = device.text(.configurationManagerVersion)
        let flags = device.number(.coManagementFlags)
        let unsure = [service.unusable, key.unusable, version.unusable, flags.unusable].flatMap(\.self)
        guard unsure.isEmpty else {
            self = .unsure(unsure)
            return
        }
        let number = version.value.map { " \($0.printable(limit: 40))" } ?? ""
        let bits = flags.value.map { ", \(knowledge.coManagement.words($0))" } ?? ""
        let client = "a client of Configuration Manager\(number) is there"
        switch service {
        case .value(let state, let place):
            self = .present("\(client) (service CcmExec \(state.printable(limit: 40)) in \(place)\(bits))")
        case .absent(let place):
            // A client that was removed leaves keys behind.
            self = .absent("there is no service CcmExec in \(place)")
        case .untold, .unusable:
            switch (key, version) {
            case (.value(true, let place), _), (_, .value(_, let place)):
                self = .present("\(client) (\(place)\(bits))")
            case (.value(false, let place), _), (.absent(let place), _):
                self = .absent("\(place) has no key of Configuration Manager")
            default:
                self = .unsure(device.doubts(about: service, settledBy: "sc query ccmexec") ?? [])
            }
        }
    }

    var isPresent: Bool { if case .present = self { true } else { false } }
}

extension ControlPlaneKnowledge.CoManagement {
    /// What the flags say, such as `co-management flags 33: co-management is on, endpoint protection with Intune`.
    func words(_ flags: Int) -> String {
        guard flags != 0 else { return "co-management flags 0" }
        let known = bits.filter { flags & $0.bit != 0 }
        let rest = known.reduce(flags) { $0 & ~$1.bit }
        let parts = known.map(\.words) + (rest == 0 ? [] : ["\(rest) is not in the catalogue"])
        return "co-management flags \(flags): \(parts.joined(separator: ", "))"
    }

    /// Whether Intune, and not Configuration Manager, has the endpoint protection of a co-managed device.
    func givesProtectionToIntune(_ flags: Int) -> Bool {
        enabled != 0 && endpointProtection != 0 && flags & enabled != 0 && flags & endpointProtection != 0
    }
}
