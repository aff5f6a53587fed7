import Model

/// Whom the lists of Intune, Entra ID and Defender for Endpoint name as the managers of a device.
struct ListedManagers {
    typealias Plane = ControlPlaneKnowledge.Plane

    /// One list's answer.
    enum Answer {
        /// The list was not asked for.
        case notAsked
        /// The whole list has no such device.
        case missing(place: String)
        /// It has the device, and names nobody.
        case nobody(words: String)
        /// At least one plane.
        case named(PlaneVoice)
        /// Nothing, or something that cannot be told; `isUntold` where it is nothing at all.
        case unsure([Reason], isUntold: Bool)
    }

    let intune: Answer
    let entra: Answer
    let defender: Answer
    /// Whether Defender for Endpoint says that its management of the device succeeded.
    let hasSucceeded: Bool
    /// Why Intune's list may have further records of the device; nil where it was read to its end, or not asked for.
    let intuneGap: Unreadable?
    /// Words on records of Intune beyond the first; nil where there is one at most.
    let twins: String?

    init(_ device: DeviceView, _ evidence: Evidence) {
        let knowledge = evidence.references.devices.controlPlane
        let records = device.instances(of: .managementAgent)
        intune = Self.intune(device, records, knowledge)
        intuneGap =
            device.isAsked(.managedDevice)
            ? device.fact.files.first { $0.kind == .managedDevice }?.fault : nil
        twins = records.count > 1 ? "Intune lists \(records.count) records of the device" : nil
        entra = Self.answer(
            .entraManagement, "managementType", knowledge.listedAgents, device, .entraObject,
            .entraDevice)
        defender = Self.answer(
            .machineManagedBy, "managedBy", knowledge.managers, device, .machineRecord, .machine)
        let states = evidence.references.devices.enrollment.machines.management
        let status = device.text(.machineManagedByStatus).value.flatMap { states[$0.lowercased()] }
        hasSucceeded = status == .succeeded
    }

    private static func answer(
        _ attribute: DeviceAttribute, _ name: String,
        _ values: [String: ControlPlaneKnowledge.ListedAgent], _ device: DeviceView,
        _ record: DeviceAttribute, _ list: EvidenceFile.Kind
    ) -> Answer {
        guard device.isAsked(list) else { return .notAsked }
        switch device.text(record) {
        case .absent(let place): return .missing(place: place)
        case .unusable(let reasons): return .unsure(reasons, isUntold: false)
        case .value, .untold: break
        }
        let seen = device.text(attribute)
        switch seen {
        case .absent(let place): return .nobody(words: "\(place) has no \(name)")
        case .untold(let reasons): return .unsure(reasons, isUntold: true)
        case .unusable(let reasons): return .unsure(reasons, isUntold: seen.isSilent)
        case .value(let value, let place): return meaning(of: value, place, name, values, device)
        }
    }

    private static func meaning(
        of value: String, _ place: String, _ name: String,
        _ values: [String: ControlPlaneKnowledge.ListedAgent], _ device: DeviceView
    ) -> Answer {
        let words = "\(name) is \(value.printable(limit: 60)) in \(place)"
        guard let known = values[value.lowercased()] else {
            let text = "\(words), which is not in the catalogue, and may be another control plane"
            return .unsure([device.reason(.evidenceInconclusive, text)], isUntold: false)
        }
        if known.isSilent { return .nobody(words: words) }
        guard !known.planes.isEmpty else {
            let text = "\(words): \(known.words), which may set the same settings"
            return .unsure([device.reason(.evidenceInconclusive, text)], isUntold: false)
        }
        return .named(PlaneVoice(planes: known.planes, words: words))
    }

    /// All records together; one of which nothing can be told leaves the list unsure, unless others name a plane.
    private static func intune(
        _ device: DeviceView, _ records: [String], _ knowledge: ControlPlaneKnowledge
    ) -> Answer {
        guard device.isAsked(.managedDevice) else { return .notAsked }
        guard !records.isEmpty else {
            switch device.text(.managementAgent) {
            case .absent(let place): return .missing(place: place)
            case .untold(let reasons): return .unsure(reasons, isUntold: true)
            case .unusable(let reasons):
                return .unsure(reasons, isUntold: reasons.allSatisfy { $0.code == .evidenceOld })
            case .value(_, let place):
                let text = "\(place) names a management agent of no record"
                return .unsure([device.reason(.evidenceInconclusive, text)], isUntold: false)
            }
        }
        var planes: Set<Plane> = []
        var words: [String] = []
        var doubts: [Reason] = []
        var silent: [String] = []
        for record in records {
            switch device.text(.managementAgent, of: record) {
            case .value(let value, let place):
                switch meaning(of: value, place, "managementAgent", knowledge.listedAgents, device) {
                case .named(let voice):
                    planes.formUnion(voice.planes)
                    if !words.contains(voice.words) { words.append(voice.words) }
                case .nobody(let text): silent.append(text)
                case .unsure(let reasons, _): doubts += reasons
                case .notAsked, .missing: break
                }
            case .unusable(let reasons), .untold(let reasons): doubts += reasons
            case .absent(let place):
                let text = "\(place) has a record of the device that names no management agent"
                doubts.append(device.reason(.evidenceInconclusive, text))
            }
        }
        doubts += stale(device)
        if !planes.isEmpty {
            return .named(PlaneVoice(planes: planes, words: words.joined(separator: " and "), doubts: doubts))
        }
        guard doubts.isEmpty else {
            return .unsure(doubts, isUntold: doubts.allSatisfy { $0.code == .evidenceOld })
        }
        return .nobody(words: silent.first ?? "Intune names nobody")
    }
}

extension ListedManagers {
    /// Records that were not synchronized for long, and that another agent manages: silence is no end of an enrolment.
    private static func stale(_ device: DeviceView) -> [Reason] {
        device.instances(of: .managementAgentStale).flatMap { record -> [Reason] in
            let seen = device.text(.managementAgentStale, of: record)
            switch seen {
            case .value(let value, let place):
                let text =
                    "\(place) has a further record of the device, of managementAgent \(value.printable(limit: 60)), "
                    + "that was not synchronized for long and was never removed"
                return [device.reason(.evidenceContradictory, text)]
            case .unusable(let reasons): return reasons
            case .absent, .untold: return []
            }
        }
    }

    /// In the order in which they are told.
    var answers: [Answer] { [intune, entra, defender] }

    /// The lists that name a plane.
    var voices: [PlaneVoice] { answers.compactMap(\.voice) }

    /// What cannot be told and is not merely missing.
    var doubts: [Reason] {
        answers.flatMap { answer -> [Reason] in
            switch answer {
            case .unsure(let reasons, false): reasons
            case .named(let voice): voice.doubts
            default: []
            }
        }
    }

    /// Whether Intune's list was read to its end, and has no record of a plane.
    func isIntuneWithout(_ plane: Plane) -> Bool {
        switch intune {
        case .missing: true
        case .named(let voice):
            !voice.planes.contains(plane) && voice.doubts.isEmpty && intuneGap == nil
        case .notAsked, .nobody, .unsure: false
        }
    }

    /// The first list that names a plane.
    func voice(for plane: Plane) -> PlaneVoice? { voices.first { $0.planes.contains(plane) } }
}

extension ListedManagers.Answer {
    var voice: PlaneVoice? { if case .named(let voice) = self { voice } else { nil } }
}

/// A source that names who manages a device; at least one plane.
struct PlaneVoice {
    var planes: Set<ControlPlaneKnowledge.Plane>
    /// A clause.
    var words: String
    /// What else the source has and cannot be told.
    var doubts: [Reason] = []

    /// As in `managedBy is intune in Defender machines: Intune`.
    var said: String { "\(words): \(Self.names(planes))" }

    static func names(_ planes: Set<ControlPlaneKnowledge.Plane>) -> String {
        ControlPlaneKnowledge.Plane.allCases.filter(planes.contains).map { plane in
            switch plane {
            case .defender: "Defender for Endpoint"
            case .intune: "Intune"
            case .configurationManager: "Configuration Manager"
            }
        }.joined(separator: " and ")
    }
}
