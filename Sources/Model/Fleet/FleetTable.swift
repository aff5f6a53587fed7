/// Says of each device of a joined fleet what checks found, and counts them.
///
/// Of a million devices few thousand differ in what is said of them, so that the rest is told once and shared.
struct FleetTable {
    private let evaluation: Evaluation
    private let fleet: Fleet
    private let voices: [Voice]
    /// Voices about the devices of a domain, by the domain.
    private let directoryVoices: [String: [Voice]]
    /// Voices that counts, each of which has to judge a device before it is called ready.
    private let judges: Int
    private let waivers: DeviceWaivers?
    private var places: DirectoryPlaces
    private var funnel: FleetFunnel
    private var devices = Report.Devices()
    /// By the number of the fact, where the directory has nothing to add.
    private var plain: [Pattern?]
    private var others: [PatternKey: Pattern] = [:]
    private var containers = FleetTally()
    private var reasons = FleetTally()

    init(_ evaluation: Evaluation, _ fleet: Fleet, _ voices: [Voice]) {
        self.evaluation = evaluation
        self.fleet = fleet
        waivers = evaluation.waivers?.devices
        let own = voices.filter { $0.domain == evaluation.deviceSubject }
        var roster = Roster(evaluation.evidence)
        for voice in own {
            if let said = voice.devices { voice.places = roster.places(of: said) }
        }
        judges = own.count { $0.devices != nil && $0.counts }
        self.voices = own
        directoryVoices = Dictionary(
            grouping: voices.filter { $0.domain != evaluation.deviceSubject }, by: \.domain)
        places = DirectoryPlaces(directoryVoices.isEmpty ? [] : evaluation.directories)
        for directory in evaluation.directories {
            var roster = Roster(directory.computers.value ?? [])
            for voice in directoryVoices[directory.domain] ?? [] {
                if let said = voice.devices { voice.places = roster.places(of: said) }
            }
        }
        funnel = FleetFunnel(evaluation.evidence, own, directoryVoices)
        plain = Array(repeating: nil, count: evaluation.evidence.count)
    }

    mutating func filled() -> (devices: Report.Devices?, fleet: FleetPicture?) {
        devices.take(fleet, facts: evaluation.evidence)
        devices.reserve(fleet.rows.count, results: 0)
        var container = ContainerName()
        for (number, row) in fleet.rows.enumerated() {
            let fitting = waivers?.set(ofFleetDevice: number) ?? DeviceWaivers.none
            let pattern = pattern(of: row, fitting)
            devices.append(fleetDevice: number, pattern.cells, verdict: pattern.verdict)
            funnel.add(pattern.stop, fleet, row)
            if let name = container.changed(fleet, row) { container.settle(name, into: &containers) }
            container.add(pattern.verdict)
            if let code = pattern.reason { reasons.add(code.rawValue, pattern.verdict) }
        }
        container.settle(nil, into: &containers)
        return (devices, picture())
    }

    private func picture() -> FleetPicture {
        var picture = FleetPicture(devices: fleet.rows.count)
        picture.sources = FleetPicture.Source.Kind.allCases.map { source($0) }
        picture.funnel = funnel.steps
        var systems = FleetTally()
        let names = evaluation.evidence.map(\.systemName)
        for index in 0..<devices.count {
            let fact = Int(fleet.rows[index].fact)
            systems.add(names[fact], devices.verdict(at: index))
        }
        let limit = FleetPicture.maximumGroups
        (picture.systems, picture.moreSystems) = systems.groups(limit: limit, FleetPicture.Group.isLarger)
        (picture.containers, picture.moreContainers) = containers.groups(
            limit: limit, FleetPicture.Group.isWorse)
        picture.reasons = reasons.groups(limit: ReasonCode.allCases.count, FleetPicture.Group.isLarger).groups
        picture.leftOut = fleet.leftOut
        return picture
    }

    private func source(_ kind: FleetPicture.Source.Kind) -> FleetPicture.Source {
        let isAsked = evaluation.evidence.contains { $0.isAsked(kind) }
        guard isAsked else { return .init(kind: kind, devices: nil, incomplete: nil) }
        let known = evaluation.evidence.map { $0.isKnown(to: kind) }
        let fault = evaluation.evidence.lazy.compactMap { $0.fault(of: kind) }.first
        return .init(
            kind: kind, devices: fleet.rows.count { known[Int($0.fact)] }, incomplete: fault)
    }

    // MARK: Patterns

    /// What is said of all devices of which the same was found.
    private struct Pattern {
        var cells: Report.Devices.Cells
        var verdict: Report.Device.Verdict
        var stop: FleetFunnel.Stop
        /// What is to be mended first.
        var reason: ReasonCode?
    }

    private struct PatternKey: Hashable {
        var fact: UInt32
        var directory: Int
        /// What each voice of the directory says of the computer.
        var said: [UInt32]
        /// The waivers that fit the device, and those that fit its computer in the directory.
        var fitting: [UInt32]
    }

    private mutating func pattern(of row: Fleet.Row, _ fitting: UInt32) -> Pattern {
        let fact = Int(row.fact)
        guard let place = row.objectGUID.flatMap({ places[$0] }),
            let own = directoryVoices[evaluation.directories[place.directory].domain]
        else {
            guard directoryVoices.isEmpty || row.dn.isEmpty else { return unplaced(row, fitting) }
            guard fitting == DeviceWaivers.none else { return waived(row, fitting) }
            if let known = plain[fact] { return known }
            let made = made(fact, fitting, [], row: -1, fitting)
            plain[fact] = made
            return made
        }
        let computer = waivers?.set(ofComputer: place.computer, in: place.directory) ?? DeviceWaivers.none
        let key = PatternKey(
            fact: row.fact, directory: place.directory, said: own.map { $0.signature(of: place.computer) },
            fitting: [fitting, computer])
        if let known = others[key] { return known }
        let made = made(fact, fitting, own, row: place.computer, computer)
        others[key] = made
        return made
    }

    /// Of a computer that none of the directories that were judged shows by its id: what they say of it is not known.
    private mutating func unplaced(_ row: Fleet.Row, _ fitting: UInt32) -> Pattern {
        let key = PatternKey(fact: row.fact, directory: -1, said: [], fitting: [fitting])
        if let known = others[key] { return known }
        let checks = Set(
            directoryVoices.values.joined().filter { $0.devices != nil && $0.counts }.map(\.check))
        var isInDoubt = false
        for check in checks.sorted() {
            let words = "no directory that was judged shows the computer by its objectGUID"
            let cover = waivers?.cover(check, [.evidenceInconclusive], fitting, DeviceWaivers.none)
            let isWaived = cover?.isWhole ?? false
            devices.add(
                isWaived ? .waived : .undetermined, found: .undetermined, in: devices.column(of: check),
                for: [.init(.evidenceInconclusive, words)])
            if !isWaived { isInDoubt = true }
        }
        var made = made(Int(row.fact), fitting, [], row: -1, fitting)
        if made.verdict == .ready && isInDoubt {
            made.verdict = .undetermined
            made.reason = .evidenceInconclusive
        }
        others[key] = made
        return made
    }

    /// Of a device without a computer in the directory that waivers fit.
    private mutating func waived(_ row: Fleet.Row, _ fitting: UInt32) -> Pattern {
        let key = PatternKey(fact: row.fact, directory: -2, said: [], fitting: [fitting])
        if let known = others[key] { return known }
        let made = made(Int(row.fact), fitting, [], row: -1, fitting)
        others[key] = made
        return made
    }

    private mutating func made(
        _ fact: Int, _ fitting: UInt32, _ directory: [Voice], row: Int, _ fittingComputer: UInt32
    ) -> Pattern {
        var opinion = Evaluation.Opinion()
        for voice in directory where voice.devices == nil || voice.judges(row) {
            voice.speak(of: row, to: &devices, &opinion, fittingComputer)
        }
        // A computer that every check of the directory has left out is not one that they found to be right.
        if directory.contains(where: { $0.devices != nil && $0.counts }),
            !directory.contains(where: { $0.judges(row) })
        {
            opinion.isInDoubt = true
        }
        opinion.judges = 0
        for voice in voices { voice.speak(of: fact, to: &devices, &opinion, fitting) }
        let cells = devices.share()
        let verdict = opinion.verdict(of: judges)
        let results = devices.results(of: cells)
        return Pattern(
            cells: cells, verdict: verdict, stop: funnel.stop(of: fact, directory, row: row),
            reason: verdict == .ready ? nil : results.firstBlockingReason)
    }
}

/// Where the directories have a computer, by its objectGUID.
struct DirectoryPlaces {
    private var places: [GUID: (directory: Int, computer: Int)] = [:]

    init(_ directories: [DirectoryFact]) {
        for (number, directory) in directories.enumerated() {
            for (index, computer) in (directory.computers.value ?? []).enumerated() {
                if let guid = computer.objectGUID { places[guid] = (number, index) }
            }
        }
    }

    subscript(guid: GUID) -> (directory: Int, computer: Int)? { places.isEmpty ? nil : places[guid] }
}

/// The container of one device after the other; many that follow on each other are in the same one.
private struct ContainerName {
    private var bytes: ArraySlice<UInt8>?
    private var counts = [0, 0, 0, 0]

    /// The container's bytes where it is another one than the last; nil where it is the same.
    func changed(_ fleet: Fleet, _ row: Fleet.Row) -> ArraySlice<UInt8>? {
        let container = Self.container(of: fleet.texts.slice(row.dn))
        if let bytes, bytes.elementsEqual(container) { return nil }
        return container
    }

    /// Hands over what was counted, and begins with the next container.
    mutating func settle(_ next: ArraySlice<UInt8>?, into tally: inout FleetTally) {
        if let bytes {
            let name = String(decoding: bytes, as: UTF8.self).printable(limit: 1000)
            tally.add(name.isEmpty ? "not in the directory" : name, counts)
        }
        counts = [0, 0, 0, 0]
        bytes = next
    }

    mutating func add(_ verdict: Report.Device.Verdict) { counts[verdict.number] += 1 }

    /// What comes behind the first comma that is not escaped.
    private static func container(of dn: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var index = dn.startIndex
        while index < dn.endIndex {
            if dn[index] == UInt8(ascii: "\\") {
                index += 2
            } else if dn[index] == UInt8(ascii: ",") {
                return dn[(index + 1)...]
            } else {
                index += 1
            }
        }
        return []
    }
}

extension Voice {
    /// What is said of a device in one number; equal ones are told alike.
    func signature(of row: Int) -> UInt32 {
        guard let devices else { return 1 }
        guard judges(row) else { return 0 }
        let device = devices[Int(places[row])]
        return UInt32(device.mark.number) << 16 | (device.code.map { UInt32($0.number) } ?? 0xFFFF)
    }
}

extension FleetOutcome.Mark {
    fileprivate var number: Int {
        switch self {
        case .met: 1
        case .notMet: 2
        case .undetermined: 3
        case .notApplicable: 4
        }
    }
}

extension ReasonCode {
    private static let numbers = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    var number: Int { Self.numbers[self] ?? 0 }
}

extension [Report.Device.Result] {
    /// What is to be mended first: what another control plane does, else what is wrong, else what is not known.
    var firstBlockingReason: ReasonCode? {
        let certain = filter { $0.status == .fail || $0.status == .warning }.flatMap(\.reasons).map(\.code)
        return certain.first(where: \.meansManagedElsewhere) ?? certain.first
            ?? lazy.filter { $0.status == .undetermined }.flatMap(\.reasons).map(\.code).first
    }
}
