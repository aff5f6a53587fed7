import Model

/// Who manages a device, by what Intune, Entra ID and Defender for Endpoint list.
struct ListedPlanes {
    typealias Plane = ControlPlaneKnowledge.Plane

    struct Voice {
        var plane: Plane
        var isCoManaged: Bool
        /// A clause on what was seen.
        var words: String
    }

    /// Those that name somebody.
    private(set) var voices: [Voice] = []
    /// Values that are not known, and records that say nothing.
    private(set) var doubts: [Reason] = []
    /// Intune was asked, and has no record of the device.
    private(set) var isUnknownToIntune = false
    /// How many records Intune has.
    private(set) var records = 0
    /// Defender for Endpoint says who manages the device, or that nobody does.
    private(set) var isToldByDefender = false
    /// Whether any of the three was asked.
    let isAsked: Bool

    init(_ device: DeviceView, _ knowledge: SourceKnowledge) {
        isAsked = device.isAsked(.managedDevice) || device.isAsked(.machine) || device.isAsked(.entraDevice)
        intune(device, knowledge)
        defender(device, knowledge)
        entra(device, knowledge)
    }

    private mutating func intune(_ device: DeviceView, _ knowledge: SourceKnowledge) {
        guard device.isAsked(.managedDevice) else { return }
        let instances = device.instances(of: .managementAgent)
        records = instances.count
        for instance in instances {
            switch device.text(.managementAgent, of: instance) {
            case .value(let agent, let place):
                let words = "managementAgent is \(agent.printable(limit: 60)) in \(place)"
                guard let manager = knowledge.agents[agent] else {
                    doubts.append(device.reason(.evidenceInconclusive, "\(words), which names nobody known"))
                    continue
                }
                if let plane = manager.plane {
                    voices.append(Voice(plane: plane, isCoManaged: manager.isCoManaged, words: words))
                }
            case .unusable(let reasons), .untold(let reasons): doubts += reasons
            case .absent: break
            }
        }
        guard instances.isEmpty else { return }
        switch device.record(.managementAgent, in: .managedDevice) {
        case .absent: isUnknownToIntune = true
        case .doubt(let reasons): doubts += reasons
        case .present, .notAsked: break
        }
    }

    private mutating func defender(_ device: DeviceView, _ knowledge: SourceKnowledge) {
        guard case .present = device.record(.machineRecord, in: .machine) else { return }
        switch device.text(.machineManagedBy) {
        case .value(let value, let place):
            let words = "managedBy is \(value.printable(limit: 60)) in \(place)"
            guard let manager = knowledge.managers[value] else {
                doubts.append(device.reason(.evidenceInconclusive, "\(words), which names nobody known"))
                return
            }
            isToldByDefender = true
            if let plane = manager.plane {
                voices.append(Voice(plane: plane, isCoManaged: manager.isCoManaged, words: words))
            }
        case .unusable(let reasons): doubts += reasons
        case .untold, .absent: break
        }
    }

    private mutating func entra(_ device: DeviceView, _ knowledge: SourceKnowledge) {
        guard case .value(let value, let place) = device.text(.entraManagement),
            let manager = knowledge.managementTypes[value], let plane = manager.plane
        else { return }
        let words = "managementType is \(value.printable(limit: 60)) in \(place)"
        voices.append(Voice(plane: plane, isCoManaged: false, words: words))
    }

    var planes: Set<Plane> { Set(voices.map(\.plane)) }

    /// What the voices say, one after the other.
    var words: String { voices.map(\.words).joined(separator: "; ") }

    func words(of plane: Plane) -> String? { voices.first { $0.plane == plane }?.words }
}
