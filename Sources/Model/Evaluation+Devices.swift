extension Evaluation {
    /// What was found of each device under one requirement set; nil where no check judged devices one by one.
    ///
    /// One for each device that any check judged: domain by domain, and in a domain in the order of the facts.
    ///
    /// - Returns: The devices, and where the sources were joined the picture of them all.
    package func devices(under set: RequirementSet) -> (devices: Report.Devices?, fleet: FleetPicture?) {
        // What to mend first comes first; checks of one area stay in their order.
        let inOrder = Area.mendingOrder.flatMap { area in judged.filter { $0.description.area == area } }
        let voices = inOrder.flatMap { entry in
            (entry.findings(under: set) ?? []).filter { $0.subject.kind == .devices }.map {
                Voice(
                    check: entry.check, severity: set.severities[entry.check] ?? .fail, finding: $0,
                    waivers: waivers?.devices)
            }
        }
        if let fleet {
            var table = FleetTable(self, fleet, voices)
            return table.filled()
        }
        guard voices.contains(where: { $0.devices != nil }) else { return (nil, nil) }
        var devices = Report.Devices()
        var seen: Set<String> = []
        for domain in directories.map(\.domain) + [deviceSubject] + voices.map(\.domain)
        where seen.insert(domain).inserted {
            add(voices.filter { $0.domain == domain }, of: domain, to: &devices)
        }
        return (devices, nil)
    }

    private func add(_ voices: [Voice], of domain: String, to devices: inout Report.Devices) {
        guard voices.contains(where: { $0.devices != nil }) else { return }
        var roster = roster(of: domain)
        for voice in voices {
            if let own = voice.devices { voice.places = roster.places(of: own) }
        }
        let judges = voices.count { $0.devices != nil && $0.counts }
        devices.reserve(roster.count, results: voices.count)
        for row in 0..<roster.count where voices.contains(where: { $0.judges(row) }) {
            var opinion = Opinion()
            let fitting = waivers?.devices.map { roster.waivers(at: row, $0) } ?? DeviceWaivers.none
            for voice in voices { voice.speak(of: row, to: &devices, &opinion, fitting) }
            devices.finish(
                name: roster.name(at: row), ids: roster.ids(at: row), verdict: opinion.verdict(of: judges))
        }
    }

    /// The devices that results about all devices of a domain are of.
    func roster(of domain: String) -> Roster {
        if domain == deviceSubject { return Roster(evidence) }
        guard let number = directories.firstIndex(where: { $0.domain == domain }) else { return Roster([]) }
        return Roster(directories[number].computers.value ?? [], of: number)
    }

    /// What is said of one device, all in all.
    struct Opinion {
        var isManagedElsewhere = false
        var isWrong = false
        var isInDoubt = false
        /// Of the checks that count, how many judge this very device.
        var judges = 0

        /// `all` is how many checks that count judge devices one by one; one of them may have left this one out.
        func verdict(of all: Int) -> Report.Device.Verdict {
            if isManagedElsewhere { return .managedElsewhere }
            if isWrong { return .notReady }
            return isInDoubt || judges < all ? .undetermined : .ready
        }
    }
}

/// What a check says of devices, and what it counts for.
///
/// A class, since it is asked for each of very many devices.
final class Voice {
    let domain: String
    /// Absent where nothing was said of devices one by one.
    let devices: [FleetOutcome.Device]?
    /// Whether its word makes a difference to a device's verdict.
    let counts: Bool
    /// For each row of the roster the number of the device there, or -1; the last rows may be missing.
    var places: [Int32] = []

    let check: CheckID
    private let severity: Severity
    /// Of a verdict over all that is not good.
    private let codesOfTrouble: [ReasonCode]?
    private var column: Report.Devices.Column?
    private let waivers: DeviceWaivers?
    /// The waivers that fit what is said of all.
    private let fittingAll: UInt32
    /// What waivers say where a code is all there is to say, by the code and the set of waivers.
    private var covers: [UInt64: WaiversInForce.Cover] = [:]

    init(check: CheckID, severity: Severity, finding: Finding, waivers: DeviceWaivers? = nil) {
        self.check = check
        self.severity = severity
        self.waivers = waivers
        fittingAll = waivers?.set(ofAll: finding.subject.name) ?? DeviceWaivers.none
        domain = finding.subject.name
        devices = finding.fleet?.devices
        counts = severity > .note
        codesOfTrouble = finding.verdict.codesOfTrouble
    }

    /// Whether something is said of the device in a row of the roster, and not only of all together.
    func judges(_ row: Int) -> Bool { row < places.count && places[row] >= 0 }

    /// Tells what is said of the device in a row of the roster, which a set of waivers fits.
    func speak(
        of row: Int, to table: inout Report.Devices, _ opinion: inout Evaluation.Opinion, _ fitting: UInt32
    ) {
        guard let devices else { return speakOfAll(to: &table, &opinion, fitting) }
        guard judges(row) else { return }
        let place = Int(places[row])
        let status = Status(devices[place].mark, severity: severity)
        if counts { opinion.judges += 1 }
        guard !(status.canBeWaived && cover(at: place, fitting).isWhole) else {
            return add(status, .waived, at: place, to: &table)
        }
        if status == .fail || status == .warning, meansManagedElsewhere(devices[place]) {
            opinion.isManagedElsewhere = true
        }
        add(status, status, at: place, to: &table)
        if status == .fail { opinion.isWrong = true }
        if status == .undetermined && severity == .fail { opinion.isInDoubt = true }
    }

    private func meansManagedElsewhere(_ device: FleetOutcome.Device) -> Bool {
        device.details.isEmpty
            ? device.code?.meansManagedElsewhere ?? false
            : device.details.contains(where: \.code.meansManagedElsewhere)
    }

    private func add(_ found: Status, _ status: Status, at place: Int, to table: inout Report.Devices) {
        guard let devices else { return }
        let column = column(in: &table)
        if devices[place].details.isEmpty {
            table.add(status, found: found, in: column, for: devices[place].code)
        } else {
            table.add(status, found: found, in: column, for: devices[place].details)
        }
    }

    /// Of which devices it is true has not been told.
    private func speakOfAll(
        to table: inout Report.Devices, _ opinion: inout Evaluation.Opinion, _ fitting: UInt32
    ) {
        guard let codesOfTrouble else { return }
        let isWaived = waivers?.cover(check, codesOfTrouble, fitting, fittingAll).isWhole ?? false
        table.add(
            isWaived ? .waived : .undetermined, found: .undetermined, in: column(in: &table),
            for: codesOfTrouble.map { .init($0) })
        if severity == .fail && !isWaived { opinion.isInDoubt = true }
    }

    /// Why a device is in trouble, by its number among those of the check.
    func codes(at place: Int) -> [ReasonCode] {
        guard let device = devices?[place] else { return [] }
        return device.details.isEmpty ? device.code.map { [$0] } ?? [] : device.details.map(\.code)
    }

    /// What waivers say to what is said of a device, which a set of them fits.
    func cover(at place: Int, _ fitting: UInt32) -> WaiversInForce.Cover {
        guard let waivers, let devices, fitting != DeviceWaivers.none || fittingAll != DeviceWaivers.none
        else { return .init() }
        guard devices[place].details.isEmpty, let code = devices[place].code else {
            return waivers.cover(check, codes(at: place), fitting, fittingAll)
        }
        let key = UInt64(fitting) << 32 | UInt64(code.number)
        if let known = covers[key] { return known }
        let made = waivers.cover(check, [code], fitting, fittingAll)
        covers[key] = made
        return made
    }

    private func column(in table: inout Report.Devices) -> Report.Devices.Column {
        if let column { return column }
        let made = table.column(of: check)
        column = made
        return made
    }
}

extension Status {
    fileprivate init(_ mark: FleetOutcome.Mark, severity: Severity) {
        switch mark {
        case .met: self = .pass
        case .undetermined: self = .undetermined
        case .notApplicable: self = .notApplicable
        case .notMet: self.init(Verdict.notMet([]), severity: severity)
        }
    }
}

extension Verdict {
    /// The codes of a verdict that is not good, each once.
    var codesOfTrouble: [ReasonCode]? {
        switch self {
        case .met, .notApplicable: return nil
        case .notMet(let reasons), .undetermined(let reasons, _):
            return reasons.map(\.code).reduce(into: []) { codes, code in
                if !codes.contains(code) { codes.append(code) }
            }
        }
    }
}

/// The devices of a domain, each at a place of its own.
struct Roster {
    private let computers: [ComputerFact]
    private let evidence: [DeviceFact]
    /// The number of the directory that the computers are of.
    private var directory = 0
    /// By which checks name those that are not among the facts; they come behind these.
    private var others: [String] = []
    /// The first place of each name; made only where somebody does not keep to the order.
    private var known: [String: Int]?

    init(_ computers: [ComputerFact], of directory: Int = 0) {
        self.computers = computers
        self.directory = directory
        evidence = []
    }

    init(_ devices: [DeviceFact]) {
        computers = []
        evidence = devices
    }

    private var facts: Int { computers.count + evidence.count }

    var count: Int { facts + others.count }

    /// By which checks name the device.
    private func key(at place: Int) -> String {
        if place < computers.count { return computers[place].dn }
        return place < facts ? evidence[place].path : others[place - facts]
    }

    func name(at place: Int) -> String {
        if place < computers.count { return computers[place].name }
        return place < facts ? evidence[place].name : others[place - facts]
    }

    /// The set of the waivers that fit the device.
    func waivers(at place: Int, _ waivers: DeviceWaivers) -> UInt32 {
        if place < computers.count { return waivers.set(ofComputer: place, in: directory) }
        return place < facts ? waivers.set(ofEvidence: place) : DeviceWaivers.none
    }

    func ids(at place: Int) -> Report.Device.IDs {
        if place < computers.count {
            return .init(distinguishedName: computers[place].dn, objectGUID: computers[place].objectGUID)
        }
        return place < facts ? evidence[place].ids : .init(distinguishedName: others[place - facts])
    }

    /// For each place the number of the device of that name among `devices`, or -1.
    ///
    /// A device that is not there yet, or that comes twice, gets a place of its own: nothing that was judged may vanish.
    mutating func places(of devices: [FleetOutcome.Device]) -> [Int32] {
        var places = [Int32](repeating: -1, count: count)
        var number = 0
        var place = 0
        // Checks keep the order of the facts and leave some out, so that looking further on is enough.
        while number < devices.count, let found = self.place(of: devices[number].name, from: place) {
            places[found] = Int32(number)
            place = found + 1
            number += 1
        }
        for number in number..<devices.count {
            let name = devices[number].name
            let found = self.place(of: name)
            if let found, places[found] < 0 {
                places[found] = Int32(number)
            } else {
                others.append(name)
                let last = count - 1
                if found == nil { known?[name] = last }
                places.append(Int32(number))
            }
        }
        return places
    }

    private func place(of name: String, from start: Int) -> Int? {
        for place in start..<count where key(at: place) == name { return place }
        return nil
    }

    private mutating func place(of name: String) -> Int? {
        if let known { return known[name] }
        let made = Dictionary(
            (0..<count).map { (key(at: $0), $0) }, uniquingKeysWith: { first, _ in first })
        known = made
        return made[name]
    }
}

extension DeviceFact {
    /// By what other sources know the device, as far as its evidence tells without contradicting itself.
    fileprivate var ids: Report.Device.IDs {
        var ids = Report.Device.IDs(evidence: path)
        let told = Set(
            claims.lazy.filter { $0.attribute == .entraDeviceID }.compactMap { claim -> GUID? in
                if case .text(let text) = claim.value { GUID(text) } else { nil }
            })
        if told.count == 1 { ids.entraDeviceID = told.first }
        return ids
    }
}
