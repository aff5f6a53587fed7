import FoundationEssentials
import Model

/// All records of all sources, numbered one behind the other: computers, Entra devices, managed devices, machines, evidence.
struct Records {
    let computers: DeviceListing<ListedComputer>
    let entra: DeviceListing<EntraDevice>
    let managed: DeviceListing<ManagedDevice>
    let machines: DeviceListing<ListedMachine>
    let evidence: [DeviceFact]
    /// Which lists were asked.
    let asked: SourceSet
    /// Which lists were asked and read to their end.
    let whole: SourceSet
    let rules: FleetJoin.Rules
    /// The number of each source's first record, and behind them how many there are.
    let starts: [Int]
    /// Symbols, by their numbers in the list, that name a system that is not judged.
    let otherEntraSystems: [Bool]
    let otherManagedSystems: [Bool]

    init(_ sources: FleetSources, _ evidence: [DeviceFact], _ rules: FleetJoin.Rules) {
        computers = sources.computers ?? .init()
        entra = sources.entraDevices ?? .init()
        managed = sources.managedDevices ?? .init()
        machines = sources.machines ?? .init()
        self.evidence = evidence
        self.rules = rules
        var asked: SourceSet = evidence.isEmpty ? [] : .evidence
        var whole: SourceSet = []
        func add(_ set: SourceSet, _ incomplete: Unreadable??) {
            guard let incomplete else { return }
            asked.formUnion(set)
            if incomplete == nil { whole.formUnion(set) }
        }
        add(.computers, sources.computers.map(\.incomplete))
        add(.entra, sources.entraDevices.map(\.incomplete))
        add(.managed, sources.managedDevices.map(\.incomplete))
        add(.machines, sources.machines.map(\.incomplete))
        (self.asked, self.whole) = (asked, whole)
        var starts = [0]
        for count in [
            computers.rows.count, entra.rows.count, managed.rows.count, machines.rows.count, evidence.count,
        ] {
            starts.append(starts[starts.count - 1] + count)
        }
        self.starts = starts
        otherEntraSystems = entra.symbols.texts.map { Self.isOther($0, rules) }
        otherManagedSystems = managed.symbols.texts.map { Self.isOther($0, rules) }
    }

    var count: Int { starts[starts.count - 1] }

    func source(of record: Int) -> Source {
        if record < starts[1] { return .computers }
        if record < starts[2] { return .entra }
        if record < starts[3] { return .managed }
        return record < starts[4] ? .machines : .evidence
    }

    private static func isOther(_ system: String, _ rules: FleetJoin.Rules) -> Bool {
        let system = system.lowercased()
        return !system.isEmpty && rules.otherSystems.contains { system.hasPrefix($0) }
    }
}

/// Whether a record shows that its device is in use; what nothing is known of is taken to be.
extension Records {
    private var now: Seconds { Seconds(rules.judgedAt.timeIntervalSince1970) }

    private func isRecent(_ moment: Seconds, within limit: Double) -> Bool {
        !moment.isKnown || moment > now - Seconds(min(limit, 1e12))
    }

    /// A day covers clocks that are set by another time zone.
    func seen(_ machine: ListedMachine) -> DeviceProfile.Seen {
        switch machine.lastSeen {
        case .unknown: .untold
        case .unreadable: .unreadable
        case let moment where moment > now + 86_400: .future
        default: isRecent(machine) ? .recent : .stale
        }
    }

    func isRecent(_ computer: ListedComputer) -> Bool {
        isRecent(computer.lastLogon, within: rules.computersStaleAfter)
    }

    func isRecent(_ device: EntraDevice) -> Bool { isRecent(device.lastSignIn, within: rules.staleAfter) }
    func isRecent(_ device: ManagedDevice) -> Bool { isRecent(device.lastSync, within: rules.staleAfter) }
    func isRecent(_ machine: ListedMachine) -> Bool { isRecent(machine.lastSeen, within: rules.staleAfter) }

    func isInUse(_ computer: ListedComputer) -> Bool { computer.isDisabled != .yes && isRecent(computer) }
    func isInUse(_ device: EntraDevice) -> Bool { device.isEnabled != .no && isRecent(device) }
}

extension Records {
    /// Whether a record that is joined with no other by an id tells nothing by the id that it has, or has none.
    ///
    /// An id is of use where a list may have it that was not read, or that has it. A record of Intune is an enrolment
    /// until somebody removes it; other records that are not in use are left behind by every new installation.
    func isFloating(_ record: Int) -> Bool {
        switch source(of: record) {
        case .computers, .evidence: return false
        case .entra:
            let row = entra.rows[record - starts[1]]
            return row.deviceID == nil && isInUse(row)
        case .managed:
            let row = managed.rows[record - starts[2]]
            return row.entraID == nil || whole.contains(.entra) && isRecent(row)
        case .machines:
            let row = machines.rows[record - starts[3]]
            guard fullName(of: record) == nil, isRecent(row) else { return false }
            return row.entraID == nil || whole.contains(.entra)
        }
    }
}
