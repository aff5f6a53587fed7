import FoundationEssentials
import Model

/// Reads from the records of a device what judging looks at.
struct ProfileReader {
    let records: Records
    private let identities: Identities
    /// For each symbol of a list its number in the table that all share.
    private let computerSymbols: [UInt32]
    private let entraSymbols: [UInt32]
    private let managedSymbols: [UInt32]
    private let machineSymbols: [UInt32]
    /// Symbols of the list of Entra devices.
    private let hybrid: UInt32?
    private let registered: UInt32?

    init(_ records: Records, _ identities: Identities, _ symbols: inout SymbolTable) {
        self.records = records
        self.identities = identities
        computerSymbols = symbols.add(records.computers.symbols)
        entraSymbols = symbols.add(records.entra.symbols)
        managedSymbols = symbols.add(records.managed.symbols)
        machineSymbols = symbols.add(records.machines.symbols)
        hybrid = records.entra.symbols.texts.firstIndex(of: "serverad").map { UInt32($0) }
        registered = records.entra.symbols.texts.firstIndex(of: "registereddevice").map { UInt32($0) }
    }

    /// Why a device is none to judge; nil where it is one.
    func whyLeftOut(_ own: OwnRecords) -> String? {
        guard own.evidence.isEmpty else { return nil }
        if own.computers.isEmpty && own.machines.isEmpty, isOfOtherSystem(own) { return "other-system" }
        let isUsed =
            own.computers.contains { records.isInUse(records.computers.rows[$0]) }
            || own.entra.contains { records.isInUse(records.entra.rows[$0]) }
            || own.managed.contains { records.isRecent(records.managed.rows[$0]) }
            || own.machines.contains { records.isRecent(records.machines.rows[$0]) }
        if isUsed { return nil }
        let isDisabled =
            own.computers.contains { records.computers.rows[$0].isDisabled == .yes }
            || own.entra.contains { records.entra.rows[$0].isEnabled == .no }
        return isDisabled ? "disabled" : "stale"
    }

    private func isOfOtherSystem(_ own: OwnRecords) -> Bool {
        let entra = own.entra.map { records.otherEntraSystems[Int(records.entra.rows[$0].system)] }
        let managed = own.managed.map { records.otherManagedSystems[Int(records.managed.rows[$0].system)] }
        return !(entra + managed).isEmpty && (entra + managed).allSatisfy(\.self)
    }

    func profile(
        of own: OwnRecords, first: Int, _ symbols: inout SymbolTable, _ twins: inout ProfileTwins
    ) -> DeviceProfile {
        var profile = DeviceProfile()
        let rivals = identities.rivals.isEmpty ? [] : identities.rivals[first] ?? []
        let doubt = identities.ambiguous.isEmpty ? [] : identities.ambiguous[first] ?? []
        func presence(_ source: SourceSet, isListed: Bool, isByID: Bool) -> DeviceProfile.Presence {
            if rivals.contains(source) { return .ambiguous }
            if isListed { return isByID ? .byID : .byName }
            if doubt.contains(source) { return .ambiguous }
            return records.whole.contains(source) ? .absent : .untold
        }
        let ids = self.ids(of: own)
        let machine = chosenMachine(own)
        let computer = chosenComputer(own)
        if let computer { read(records.computers.rows[computer], into: &profile) }
        let machineID = machine.flatMap { records.machines.rows[$0].entraID }
        let object = chosenObject(own, machineID)
        if let object { read(records.entra.rows[object], into: &profile) }
        profile.foreignIDs = foreignIDs(own, computer: computer, object: object)
        if !own.managed.isEmpty {
            (profile.agents, profile.staleAgents) = agents(own, &symbols)
        }
        if let machine { read(records.machines.rows[machine], into: &profile) }
        // Where one source alone knows a device there is nobody else by whose id it could be known.
        let isAlone =
            [own.computers, own.entra, own.managed, own.machines, own.evidence].count { !$0.isEmpty } < 2
        func isByID(_ id: GUID?) -> Bool { isAlone || id.map { ids.contains($0) } ?? false }
        profile.computer = presence(.computers, isListed: !own.computers.isEmpty, isByID: true)
        profile.entra = presence(
            .entra, isListed: !own.entra.isEmpty,
            isByID: own.entra.contains { isByID(records.entra.rows[$0].deviceID) })
        profile.managed = presence(
            .managed, isListed: !own.managed.isEmpty,
            isByID: own.managed.contains { isByID(records.managed.rows[$0].entraID) })
        profile.machine = presence(
            .machines, isListed: !own.machines.isEmpty,
            isByID: own.machines.contains { isByID(records.machines.rows[$0].entraID) })
        markContradictions(own, &profile)
        if let object {
            let others = own.entra.count {
                records.entra.rows[$0].deviceID != records.entra.rows[object].deviceID
                    && records.isInUse(records.entra.rows[$0])
            }
            let twins = addObjects(own, besides: object, to: &profile, &twins)
            profile.otherObjects = UInt8(clamping: others + twins + (identities.strayObjects[first] ?? 0))
        }
        if let machine {
            profile.otherRecords = UInt8(clamping: addRecords(own, besides: machine, to: &profile, &twins))
        }
        return profile
    }

    /// What the lists themselves contradict is not known, whatever a record says.
    private func markContradictions(_ own: OwnRecords, _ profile: inout DeviceProfile) {
        if own.computers.contains(where: { records.computers.rows[$0].isContradicted }) {
            profile.computer = .contradicted
        }
        if own.entra.contains(where: { records.entra.rows[$0].isContradicted }) {
            profile.entra = .contradicted
        }
        if own.managed.contains(where: { records.managed.rows[$0].isContradicted }) {
            profile.managed = .contradicted
        }
        if own.machines.contains(where: { records.machines.rows[$0].isContradicted }) {
            profile.machine = .contradicted
        }
    }

    /// Ids that more than one record of the device carries, or its evidence.
    private func ids(of own: OwnRecords) -> [GUID] {
        var seen: [GUID] = []
        var shared: [GUID] = []
        func add(_ id: GUID?) {
            guard let id else { return }
            if seen.contains(id) { shared.append(id) } else if seen.count < 16 { seen.append(id) }
        }
        for index in own.computers { add(records.computers.rows[index].objectGUID) }
        for index in own.entra { add(records.entra.rows[index].deviceID) }
        for index in own.managed { add(records.managed.rows[index].entraID) }
        for index in own.machines { add(records.machines.rows[index].entraID) }
        for index in own.evidence { add(records.evidence[index].text(.entraDeviceID).flatMap { GUID($0) }) }
        return shared
    }

    // MARK: The record that counts, of several

    private func chosenComputer(_ own: OwnRecords) -> Int? {
        guard own.computers.count > 1 else { return own.computers.first }
        return own.computers.first { records.isInUse(records.computers.rows[$0]) } ?? own.computers[0]
    }

    /// The object that Defender for Endpoint uses, else the newest that is in use.
    private func chosenObject(_ own: OwnRecords, _ machineID: GUID?) -> Int? {
        guard own.entra.count > 1 else { return own.entra.first }
        if let machineID, let index = own.entra.first(where: { records.entra.rows[$0].deviceID == machineID })
        {
            return index
        }
        let used = own.entra.filter { records.isInUse(records.entra.rows[$0]) }
        return (used.isEmpty ? own.entra : used).max {
            records.entra.rows[$0].lastSignIn < records.entra.rows[$1].lastSignIn
        }
    }

    /// The one that was seen last; of those seen at once, one that is no duplicate.
    private func chosenMachine(_ own: OwnRecords) -> Int? {
        guard own.machines.count > 1 else { return own.machines.first }
        return own.machines.max { left, right in
            let (left, right) = (records.machines.rows[left], records.machines.rows[right])
            if left.lastSeen != right.lastSeen { return left.lastSeen < right.lastSeen }
            return left.isDuplicate == .yes && right.isDuplicate != .yes
        }
    }

    // MARK: What a record says

    private func read(_ row: ListedComputer, into profile: inout DeviceProfile) {
        if row.isDomainController {
            profile.account = .domainController
        } else if row.isDisabled == .yes {
            profile.account = .disabled
        } else if !records.isRecent(row) {
            profile.account = .stale
        }
        profile.directorySystem = computerSymbols[Int(row.system)]
        profile.directoryVersion = computerSymbols[Int(row.systemVersion)]
    }

    func read(_ row: EntraDevice, into profile: inout DeviceProfile) {
        if row.lastSignIn != .unknown { profile.objectSeen = records.isRecent(row) ? .recent : .stale }
        profile.isEnabled = row.isEnabled
        profile.isSynced = row.isSynced
        profile.trust = entraSymbols[Int(row.trustType)]
        profile.entraManagement = entraSymbols[Int(row.managementType)]
        profile.registration = registration(of: row)
    }

    /// An object that synchronization has made is pending until its device has completed its registration.
    ///
    /// Source: <https://learn.microsoft.com/troubleshoot/entra/entra-id/dir-dmns-obj/pending-devices>
    private func registration(of row: EntraDevice) -> DeviceProfile.Registration {
        if row.hasKeys == .no || row.isRegistered == .no { return .pending }
        let isRegistered = registered.map { row.profileType == $0 } ?? false
        if isHybrid(row) && row.profileType != 0 && !isRegistered { return .pending }
        return row.hasKeys == .yes || row.isRegistered == .yes || isRegistered ? .complete : .untold
    }

    func isHybrid(_ row: EntraDevice) -> Bool { hybrid.map { row.trustType == $0 } ?? false }

    /// Those of the records in use, or of all where none is; and those of the others that none of these has.
    ///
    /// A record that is silent may still be an enrolment.
    private func agents(_ own: OwnRecords, _ symbols: inout SymbolTable) -> (used: UInt32, stale: UInt32) {
        func agent(_ index: Int) -> UInt32 { records.managed.rows[index].agent }
        if own.managed.count == 1 { return (managedSymbols[Int(agent(own.managed[0]))], 0) }
        var used = own.managed.filter { records.isRecent(records.managed.rows[$0]) }
        if used.isEmpty { used = own.managed }
        let known = Set(used.map(agent))
        let stale = Set(own.managed.map(agent)).subtracting(known)
        func number(_ agents: some Sequence<UInt32>) -> UInt32 {
            let words = agents.map { records.managed.symbols[$0] }.sorted().prefix(8)
            return symbols.number(of: words.joined(separator: "\n"))
        }
        // A text without any letter would be no agent at all.
        let others = stale.isEmpty ? 0 : stale == [0] ? symbols.number(of: "unknown") : number(stale)
        return (number(used.map(agent)), others)
    }

    func read(_ row: ListedMachine, into profile: inout DeviceProfile) {
        profile.seen = records.seen(row)
        profile.hasTags = row.hasTags
        profile.build = row.build
        profile.platform = machineSymbols[Int(row.platform)]
        profile.agentVersion = machineSymbols[Int(row.agentVersion)]
        profile.processor = machineSymbols[Int(row.processor)]
        profile.architecture = machineSymbols[Int(row.architecture)]
        profile.isDuplicate = row.isDuplicate
        profile.onboarding = machineSymbols[Int(row.onboarding)]
        profile.health = machineSymbols[Int(row.health)]
        profile.managedBy = machineSymbols[Int(row.managedBy)]
        profile.managedByStatus = machineSymbols[Int(row.managedByStatus)]
        profile.exclusion = machineSymbols[Int(row.exclusion)]
        profile.tags = machineSymbols[Int(row.tags)]
    }

    // MARK: What a device is called

    func name(_ own: OwnRecords, _ row: inout Fleet.Row, _ texts: inout TextBlock) {
        let machine = chosenMachine(own).map { records.machines.rows[$0] }
        let object = chosenObject(own, machine?.entraID).map { records.entra.rows[$0] }
        row.entraID = machine?.entraID ?? object?.deviceID
        if let machine { row.machine = texts.add(records.machines.texts.slice(machine.id)) }
        if let index = chosenComputer(own) {
            let computer = records.computers.rows[index]
            row.objectGUID = computer.objectGUID
            row.dn = texts.add(records.computers.texts.slice(computer.dn))
        }
        if row.entraID == nil {
            row.entraID = own.managed.lazy.compactMap { records.managed.rows[$0].entraID }.first
        }
        row.name = texts.add(bestName(own, machine))
    }

    private func bestName(_ own: OwnRecords, _ machine: ListedMachine?) -> ArraySlice<UInt8> {
        if let machine, !machine.name.isEmpty { return records.machines.texts.slice(machine.name) }
        let numbers =
            own.computers.map { $0 } + own.entra.map { $0 + records.starts[1] }
            + own.managed.map { $0 + records.starts[2] } + own.evidence.map { $0 + records.starts[4] }
        for number in numbers {
            let name = records.name(of: number)
            if !name.isEmpty { return name }
        }
        if let index = own.evidence.first { return Array(records.evidence[index].name.utf8)[...] }
        return []
    }
}
