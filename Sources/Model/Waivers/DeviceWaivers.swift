/// Which waivers fit which devices, by the devices' names.
///
/// Of the many devices few differ in the waivers that fit them, so each has the number of a set of them. There is none of
/// this where no waiver can have to do with devices.
struct DeviceWaivers: Sendable {
    /// The number of the set of no waiver.
    static let none: UInt32 = 0

    private let candidates: [WaiversInForce.Entry]
    private let everywhere: [Int]
    private let byName: [String: [Int]]
    private let patterns: [Int]
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
        var everywhere: [Int] = []
        var patterns: [Int] = []
        for (index, entry) in candidates.enumerated() {
            if entry.pattern.isForAll {
                everywhere.append(index)
            } else if let name = entry.pattern.onlyName {
                byName[name, default: []].append(index)
            } else {
                patterns.append(index)
            }
        }
        self.candidates = candidates
        self.everywhere = everywhere
        self.byName = byName
        self.patterns = patterns
        for subject in Set(findings.map(\.finding.subject.name)) { subjects[subject] = set(of: [subject]) }
    }

    /// Holds all devices of the facts against the waivers.
    mutating func take(_ directories: [DirectoryFact], _ evidence: [DeviceFact], _ fleet: Fleet?) {
        self.evidence = evidence.map { set(of: [$0.name, $0.path] + $0.entraNames) }
        computers = directories.map { directory in
            (directory.computers.value ?? []).map { computer in
                set(of: [computer.name, computer.dn] + (computer.objectGUID.map { [$0.description] } ?? []))
            }
        }
        guard let fleet else { return }
        self.fleet = fleet.rows.map { row in
            var names = [fleet.texts.text(row.name).printable(limit: 255), evidence[Int(row.fact)].path]
            if !row.dn.isEmpty { names.append(fleet.texts.text(row.dn).printable(limit: 4096)) }
            if !row.machine.isEmpty { names.append(fleet.texts.text(row.machine).printable(limit: 200)) }
            if let id = row.entraID { names.append(id.description) }
            if let id = row.objectGUID { names.append(id.description) }
            return set(of: names)
        }
    }

    /// The number of the set of those that fit any of `names`.
    private mutating func set(of names: [String]) -> UInt32 {
        let fitting = candidates(fitting: names)
        if let known = numbers[fitting] { return known }
        let number = UInt32(sets.count)
        sets.append(fitting)
        numbers[fitting] = number
        return number
    }

    /// Numbers, among the candidates, of those that fit any of `names`.
    private func candidates(fitting names: [String]) -> [Int] {
        var fitting = everywhere
        if !byName.isEmpty {
            for name in names { fitting += byName[name.lowercased()] ?? [] }
        }
        for index in patterns where names.contains(where: candidates[index].pattern.matches) {
            fitting.append(index)
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
        return WaiversInForce.cover(check, codes, all.map { candidates[$0] })
    }
}

extension DeviceFact {
    /// The Entra ids that its evidence tells.
    fileprivate var entraNames: [String] {
        claims.compactMap { claim in
            guard claim.attribute == .entraDeviceID, case .text(let text) = claim.value else { return nil }
            return GUID(text)?.description
        }
    }
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
