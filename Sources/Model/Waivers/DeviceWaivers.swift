/// Which waivers fit which devices, by the devices' names.
///
/// Of the many devices few differ in the waivers that fit them, so each has the number of a set of them. There is none of
/// this where no waiver can have to do with devices.
struct DeviceWaivers: Sendable {
    typealias Name = (text: String, kind: SubjectPattern.Kind)

    /// The number of the set of no waiver.
    static let none: UInt32 = 0

    private let candidates: [WaiversInForce.Entry]
    /// Of the candidates, their numbers in the list of waivers, their reasons, and for each check which of them are of it.
    private let candidateNumbers: [Int]
    private let reasons: [ReasonCode?]
    private let isOfCheck: [CheckID: [Bool]]
    private let everywhere: [Int]
    private let byName: [String: [Int]]
    /// By the names that redacted patterns mean, none of which is an id or a word for all.
    private let byMeaning: [String: [Int]]
    private let patterns: PatternIndex
    private var sets: [[Int]] = [[]]
    private var numbers: [[Int]: UInt32] = [[]: none]
    /// For the devices with facts, in their order.
    private var evidence: [UInt32] = []
    /// For the computers of each directory, in their order.
    private var computers: [[UInt32]] = []
    /// For the devices of the joined fleet, in their order.
    private var fleet: [UInt32] = []
    /// For what results about all devices of a domain are called by.
    private var subjects: [String: UInt32] = [:]

    /// - Returns: nil where no waiver can have to do with what `findings` say of devices.
    init?(_ inForce: WaiversInForce, _ findings: [(check: CheckID, finding: Finding)]) {
        let checks = Set(findings.map(\.check))
        let hasReasons = inForce.entries.contains { $0.reason != nil }
        let codes = hasReasons ? Set(findings.flatMap { $0.finding.codesOfDevices }) : []
        let candidates = inForce.entries.filter { entry in
            entry.check.map(checks.contains) ?? false || entry.reason.map(codes.contains) ?? false
        }
        guard !candidates.isEmpty else { return nil }
        var byName: [String: [Int]] = [:]
        var byMeaning: [String: [Int]] = [:]
        var everywhere: [Int] = []
        var patterns: [Int] = []
        for (index, entry) in candidates.enumerated() {
            for name in entry.names ?? [] { byMeaning[name, default: []].append(index) }
            if let name = entry.onlyName {
                byName[name, default: []].append(index)
            } else if entry.names != nil {
                continue
            } else if entry.pattern.isForAll {
                everywhere.append(index)
            } else {
                patterns.append(index)
            }
        }
        self.candidates = candidates
        candidateNumbers = candidates.map(\.number)
        reasons = candidates.map(\.reason)
        isOfCheck = Dictionary(
            uniqueKeysWithValues: checks.map { check in (check, candidates.map { $0.check == check }) })
        self.everywhere = everywhere
        self.byName = byName
        self.byMeaning = byMeaning
        self.patterns = PatternIndex(patterns.map { ($0, candidates[$0].pattern) })
        for subject in Set(findings.map(\.finding.subject.name)) {
            subjects[subject] = set(of: [(subject, .identifier)])
        }
    }

    /// Holds all devices of the facts against the waivers.
    mutating func take(_ directories: [DirectoryFact], _ evidence: [DeviceFact], _ fleet: Fleet?) {
        self.evidence = evidence.map { set(of: $0.names) }
        computers = directories.map { directory in
            (directory.computers.value ?? []).map { computer in
                var names: [Name] = [(computer.name, .name), (computer.dn, .distinguishedName)]
                if !byName.isEmpty, let id = computer.objectGUID {
                    names.append((id.description, .identifier))
                }
                return set(of: names)
            }
        }
        guard let fleet else { return }
        let places = evidence.map(\.place)
        let namesCount = !byName.isEmpty || !byMeaning.isEmpty
        let distinguishedNamesCount = namesCount || patterns.mayMean(.distinguishedName)
        self.fleet = fleet.rows.map { row in
            var names: [Name] = [(fleet.texts.text(row.name).printable(limit: 255), .name)]
            if let place = places[Int(row.fact)] { names.append((place, .place)) }
            if distinguishedNamesCount, !row.dn.isEmpty {
                names.append((fleet.texts.text(row.dn).printable(limit: 4096), .distinguishedName))
            }
            // No pattern means an id.
            guard !byName.isEmpty else { return set(of: names) }
            if !row.machine.isEmpty {
                names.append((fleet.texts.text(row.machine).printable(limit: 200), .identifier))
            }
            if let id = row.entraID { names.append((id.description, .identifier)) }
            if let id = row.objectGUID { names.append((id.description, .identifier)) }
            return set(of: names)
        }
    }

    /// The number of the set of those that fit any of `names`.
    private mutating func set(of names: [Name]) -> UInt32 {
        let fitting = candidates(fitting: names)
        if fitting.isEmpty { return Self.none }
        if let known = numbers[fitting] { return known }
        let number = UInt32(sets.count)
        sets.append(fitting)
        numbers[fitting] = number
        return number
    }

    /// Numbers, among the candidates, of those that fit any of `names`.
    private func candidates(fitting names: [Name]) -> [Int] {
        var fitting = everywhere
        if !byName.isEmpty {
            for (name, _) in names { fitting += byName[name.lowercased()] ?? [] }
        }
        for name in names where name.kind != .identifier {
            if !byMeaning.isEmpty { fitting += byMeaning[name.text.lowercased()] ?? [] }
            // There may be a thousand patterns and a million names.
            guard !patterns.isEmpty else { continue }
            fitting += patterns.fitting(name.text, name.kind)
        }
        return fitting.count < 2 ? fitting : Set(fitting).sorted()
    }

    func set(ofEvidence place: Int) -> UInt32 { place < evidence.count ? evidence[place] : Self.none }

    func set(ofComputer place: Int, in directory: Int) -> UInt32 {
        directory < computers.count && place < computers[directory].count
            ? computers[directory][place] : Self.none
    }

    /// Of those that fit a result about all devices of a domain fit each of them.
    func set(ofAll subject: String) -> UInt32 { subjects[subject] ?? Self.none }

    func set(ofFleetDevice number: Int) -> UInt32 { number < fleet.count ? fleet[number] : Self.none }

    /// What the waivers of two sets say to what `check` says of a device for `codes`.
    func cover(_ check: CheckID, _ codes: [ReasonCode], _ own: UInt32, _ ofAll: UInt32)
        -> WaiversInForce.Cover
    {
        guard own != Self.none || ofAll != Self.none else { return .init() }
        let all =
            own == ofAll || ofAll == Self.none
            ? sets[Int(own)] : Set(sets[Int(own)] + sets[Int(ofAll)]).sorted()
        let ofCheck = isOfCheck[check]
        return WaiversInForce.cover(
            check, codes,
            all.lazy.map { index in
                (candidateNumbers[index], ofCheck?[index] ?? false, reasons[index])
            })
    }
}

extension DeviceFact {
    /// What it may be called by; its Entra ids are those that its evidence tells.
    fileprivate var names: [DeviceWaivers.Name] {
        var names: [DeviceWaivers.Name] = [(name, .name)]
        if let place { names.append((place, .place)) }
        for claim in claims where claim.attribute == .entraDeviceID {
            guard case .text(let text) = claim.value, let id = GUID(text) else { continue }
            names.append((id.description, .identifier))
        }
        return names
    }

    /// Where its evidence lies; a device of the lists alone has none.
    fileprivate var place: String? { Self.isInFleet(path) ? nil : path }
}

extension Finding {
    /// The codes for which any device may be in trouble.
    fileprivate var codesOfDevices: Set<ReasonCode> {
        guard let fleet else { return Set(verdict.codesOfTrouble ?? []) }
        var codes: Set<ReasonCode> = []
        var last: ReasonCode?
        for device in fleet.devices {
            if device.code != last, let code = device.code { codes.insert(code) }
            last = device.code
            for detail in device.details { codes.insert(detail.code) }
        }
        return codes
    }
}
