extension Evaluation {
    /// What a check says of devices, and what it counts for.
    ///
    /// A class, since it is asked for each of very many devices.
    fileprivate final class Voice {
        let check: CheckID
        let severity: Severity
        let domain: String
        /// Absent where nothing was said of devices one by one.
        let devices: [FleetOutcome.Device]?
        /// Of a verdict over all that is not good.
        let codesOfTrouble: [ReasonCode]?

        init(check: CheckID, severity: Severity, finding: Finding) {
            self.check = check
            self.severity = severity
            domain = finding.subject.name
            devices = finding.fleet?.devices
            codesOfTrouble = finding.verdict.codesOfTrouble
        }
    }

    /// What was found of each device under one requirement set; nil where no check judged devices one by one.
    ///
    /// One for each device that any check judged: domain by domain, and in a domain in the order of the facts.
    package func devices(under set: RequirementSet) -> Report.Devices? {
        let voices = judged.flatMap { entry in
            (entry.findings(under: set) ?? []).filter { $0.subject.kind == .devices }.map {
                Voice(check: entry.check, severity: set.severities[entry.check] ?? .fail, finding: $0)
            }
        }
        guard voices.contains(where: { $0.devices != nil }) else { return nil }
        var devices = Report.Devices()
        var seen: Set<String> = []
        for domain in directories.map(\.domain) + [DeviceFact.subject] + voices.map(\.domain)
        where seen.insert(domain).inserted {
            add(voices.filter { $0.domain == domain }, of: domain, to: &devices)
        }
        return devices
    }

    private func add(_ voices: [Voice], of domain: String, to devices: inout Report.Devices) {
        guard voices.contains(where: { $0.devices != nil }) else { return }
        var roster =
            domain == DeviceFact.subject
            ? Roster(evidence) : Roster(directories.first { $0.domain == domain }?.computers.value ?? [])
        let places = voices.map { voice in voice.devices.map { roster.places(of: $0) } }
        let judges = voices.count { $0.devices != nil && $0.severity > .note }
        for (row, entry) in roster.entries.enumerated() {
            let said = zip(voices, places).compactMap { $0.said(at: row, of: $1) }
            guard said.contains(where: \.isOwn) else { continue }
            devices.append(
                .init(
                    name: entry.name, ids: entry.ids,
                    verdict: Self.verdict(said, of: judges), results: said.map(\.result)))
        }
    }

    /// `judges` is how many checks that count judge devices one by one; one of them may have left this one out.
    private static func verdict(_ said: [Said], of judges: Int) -> Report.Device.Verdict {
        let certain = said.lazy.filter { $0.result.status == .fail || $0.result.status == .warning }
        if certain.flatMap(\.result.reasons).contains(where: \.code.meansManagedElsewhere) {
            return .managedElsewhere
        }
        if said.contains(where: { $0.result.status == .fail }) { return .notReady }
        let isInDoubt = said.contains { $0.result.status == .undetermined && $0.severity == .fail }
        let isComplete = said.count { $0.isOwn && $0.severity > .note } >= judges
        return isInDoubt || !isComplete ? .undetermined : .ready
    }

    /// What a check says of one device.
    fileprivate struct Said {
        var result: Report.Device.Result
        var severity: Severity
        /// Whether it is said of this device, and not of all together.
        var isOwn: Bool
    }
}

extension Evaluation.Voice {
    /// What is said of the device in a row of the roster; `places` tells which one that is.
    fileprivate func said(at row: Int, of places: [Int32]?) -> Evaluation.Said? {
        if let devices, let places {
            guard row < places.count, places[row] >= 0 else { return nil }
            let device = devices[Int(places[row])]
            return .init(
                result: .init(
                    check: check, status: Status(device.mark, severity: severity),
                    reasons: device.details.isEmpty ? device.code.map { [.init($0)] } ?? [] : device.details),
                severity: severity, isOwn: true)
        }
        guard let codes = codesOfTrouble else { return nil }
        // Of which devices it is true has not been told.
        return .init(
            result: .init(check: check, status: .undetermined, reasons: codes.map { .init($0) }),
            severity: severity, isOwn: false)
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
    fileprivate var codesOfTrouble: [ReasonCode]? {
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
private struct Roster {
    struct Entry {
        var name: String
        /// By which checks name it.
        var key: String
        var ids: Report.Device.IDs
    }

    private(set) var entries: [Entry]
    /// The first place of each name; made only where somebody does not keep to the order.
    private var known: [String: Int]?

    init(_ computers: [ComputerFact]) {
        entries = computers.map {
            Entry(
                name: $0.name, key: $0.dn,
                ids: .init(distinguishedName: $0.dn, objectGUID: $0.objectGUID))
        }
    }

    init(_ devices: [DeviceFact]) {
        entries = devices.map { Entry(name: $0.name, key: $0.path, ids: $0.ids) }
    }

    /// For each entry the number of the device of that name among `devices`, or -1.
    ///
    /// A device that is not there yet, or that comes twice, gets a place of its own: nothing that was judged may vanish.
    mutating func places(of devices: [FleetOutcome.Device]) -> [Int32] {
        var places = [Int32](repeating: -1, count: entries.count)
        var place = 0
        var isInOrder = true
        for (number, device) in devices.enumerated() {
            if isInOrder {
                // Checks keep the order of the facts and leave some out, so that looking further on is enough.
                if let found = entries[place...].firstIndex(where: { $0.key == device.name }) {
                    places[found] = Int32(number)
                    place = found + 1
                    continue
                }
                isInOrder = false
            }
            let found = self.place(of: device.name)
            if let found, places[found] < 0 {
                places[found] = Int32(number)
            } else {
                entries.append(
                    Entry(
                        name: device.name, key: device.name,
                        ids: .init(distinguishedName: device.name)))
                if found == nil { known?[device.name] = entries.count - 1 }
                places.append(Int32(number))
            }
        }
        return places
    }

    private mutating func place(of name: String) -> Int? {
        if let known { return known[name] }
        let made = Dictionary(
            entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
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
