import Model

/// What devices show of the tenant: that some are onboarded, or managed by Defender for Endpoint.
struct DeviceSigns {
    /// Devices that are alike, with as many as they are.
    struct Sign {
        var device: DeviceView
        var count: Int
        /// Of one of them.
        var name: String

        /// `HOST1 and 4 others`.
        static func words(_ signs: [Sign]) -> String {
            let total = signs.reduce(0) { $0.addingReportingOverflow($1.count).partialValue }
            let name = signs.first?.name.printable(limit: 60) ?? "none"
            return total > 1 ? "\(name) and \(total - 1) more" : name
        }
    }

    /// Devices that are managed by Defender for Endpoint, in the order of the facts.
    let managed: [Sign]
    /// Devices that Defender for Endpoint lists as onboarded, in the order of the facts.
    let onboarded: [Sign]
    /// All devices.
    let all: [DeviceView]

    init(_ evidence: Evidence) {
        guard let expectation = evidence.facts.deviceExpectation else {
            (managed, onboarded, all) = ([], [], [])
            return
        }
        let known = evidence.references.devices.controlPlane
        let states = evidence.references.devices.enrollment.machines
        all = evidence.views(expectation).views
        managed = all.compactMap { device in
            Self.sign(device, .machineManagedBy) { known.managers[$0]?.planes == [.defender] }
                ?? Self.sign(device, .entraManagement) { known.listedAgents[$0]?.planes == [.defender] }
        }
        onboarded = all.compactMap { device in
            Self.sign(device, .machineOnboarding) { states.onboarding[$0] == .onboarded }
        }
    }

    private static func sign(
        _ device: DeviceView, _ attribute: DeviceAttribute, _ holds: (String) -> Bool
    ) -> Sign? {
        // Of most devices nothing tells it, and why is of no interest here.
        guard device.isTold(attribute),
            case .value(let value, _) = device.text(attribute), holds(value.lowercased())
        else { return nil }
        let members = device.fact.members
        return Sign(
            device: device, count: members?.count ?? 1, name: members?.examples.first ?? device.fact.name)
    }
}
