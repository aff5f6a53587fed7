import FoundationEssentials
import Model

/// What the lists say of a device, as claims.
struct ProfileClaims {
    private let records: Records
    private let profile: DeviceProfile
    private let symbols: SymbolTable
    private let twins: ProfileTwins

    init(
        _ records: Records, _ profile: DeviceProfile, _ symbols: SymbolTable, _ twins: ProfileTwins
    ) {
        self.records = records
        self.profile = profile
        self.symbols = symbols
        self.twins = twins
    }

    /// Adds a file for each list that was asked, and what it says.
    func extend(_ fact: inout DeviceFact) {
        if records.asked.contains(.computers) {
            directory(&fact, file(.directoryComputer, "Active Directory", records.computers, &fact))
        }
        if records.asked.contains(.entra) {
            let file = file(.entraDevice, "Entra devices", records.entra, &fact)
            entra(&fact, file)
            identity(&fact, file)
            for twin in twins.following(profile) where twin.entra == profile.entra {
                add(&fact) { ProfileClaims(records, twin, symbols, twins).entra(&$0, file) }
            }
        }
        if records.asked.contains(.managed) {
            managed(&fact, file(.managedDevice, "Intune devices", records.managed, &fact))
        }
        if records.asked.contains(.machines) {
            let file = file(.machine, "Defender machines", records.machines, &fact)
            machine(&fact, file)
            for twin in twins.following(profile) where twin.machine == profile.machine {
                add(&fact) { ProfileClaims(records, twin, symbols, twins).machine(&$0, file) }
                differingTags(twin, &fact, file)
            }
        }
    }

    /// Adds what is not said yet.
    private func add(_ fact: inout DeviceFact, _ say: (inout DeviceFact) -> Void) {
        var other = DeviceFact(path: "", name: "")
        say(&other)
        // How many others there are is counted once.
        for claim in other.claims where claim.attribute != .entraTwins && claim.attribute != .machineTwins {
            if !fact.claims.contains(claim) { fact.claims.append(claim) }
        }
    }

    private func file<Row>(
        _ kind: EvidenceFile.Kind, _ name: String, _ listing: DeviceListing<Row>, _ fact: inout DeviceFact
    ) -> UInt16 {
        var file = EvidenceFile(name: name, kind: kind)
        file.observedAt = listing.observedAt
        file.clock = .content
        file.fault = listing.incomplete
        fact.files.append(file)
        return UInt16(clamping: fact.files.count - 1)
    }

    /// What stands for the record itself; nil where there is no more to say.
    private func record(
        _ attribute: DeviceAttribute, _ presence: DeviceProfile.Presence, _ file: UInt16,
        _ fact: inout DeviceFact
    ) -> String? {
        func add(_ value: Claim.Value) { fact.claims.append(Claim(attribute, value, file: file, line: 0)) }
        switch presence {
        case .untold: return nil
        case .absent:
            add(.absent)
            return nil
        case .ambiguous:
            add(
                .unusable(
                    "there are records of its name, and nothing tells which of several devices they are of"))
            return nil
        case .contradicted:
            add(.unusable("saved answers of about the same time say different things of it"))
            return nil
        case .byID: return "id"
        case .byName: return "name"
        }
    }

    private func text(
        _ attribute: DeviceAttribute, _ number: UInt32, _ file: UInt16, _ fact: inout DeviceFact
    ) {
        guard number > 0 else { return }
        fact.claims.append(
            Claim(attribute, .text(symbols[number].printable(limit: 200)), file: file, line: 0))
    }

    private func flag(
        _ attribute: DeviceAttribute, _ told: Told, _ file: UInt16, _ fact: inout DeviceFact
    ) {
        guard told != .untold else { return }
        fact.claims.append(Claim(attribute, .flag(told == .yes), file: file, line: 0))
    }

    private func directory(_ fact: inout DeviceFact, _ file: UInt16) {
        guard record(.directoryAccount, profile.computer, file, &fact) != nil else { return }
        let account =
            switch profile.account {
            case .enabled: "enabled"
            case .disabled: "disabled"
            case .stale: "stale"
            case .domainController: "domain-controller"
            }
        fact.claims.append(Claim(.directoryAccount, .text(account), file: file, line: 0))
        text(.directorySystem, profile.directorySystem, file, &fact)
        text(.directorySystemVersion, profile.directoryVersion, file, &fact)
    }

    private func entra(_ fact: inout DeviceFact, _ file: UInt16) {
        guard let how = record(.entraObject, profile.entra, file, &fact) else { return }
        fact.claims.append(Claim(.entraObject, .text(how), file: file, line: 0))
        flag(.entraEnabled, profile.isEnabled, file, &fact)
        flag(.entraSynced, profile.isSynced, file, &fact)
        text(.entraTrust, profile.trust, file, &fact)
        text(.entraManagement, profile.entraManagement, file, &fact)
        switch profile.registration {
        case .untold: break
        case .complete:
            fact.claims.append(Claim(.entraRegistration, .text("complete"), file: file, line: 0))
        case .pending:
            fact.claims.append(Claim(.entraRegistration, .text("pending"), file: file, line: 0))
        }
        if profile.objectSeen != .untold {
            let seen = profile.objectSeen == .recent ? "recent" : "stale"
            fact.claims.append(Claim(.entraSeen, .text(seen), file: file, line: 0))
        }
        // Of a list that was not read to its end, that there are no others is not known.
        if records.whole.contains(.entra) || profile.otherObjects > 0 {
            fact.claims.append(
                Claim(.entraTwins, .number(Int(profile.otherObjects)), file: file, line: 0))
        }
    }

    /// Of the sources that give the device another id than its object has.
    private func identity(_ fact: inout DeviceFact, _ file: UInt16) {
        let sources: [(Source, String)] = [
            (.computers, "Active Directory"), (.managed, "Intune devices"), (.machines, "Defender machines"),
            (.evidence, "evidence"),
        ]
        for (source, name) in sources where profile.foreignIDs & source.bit != 0 {
            fact.claims.append(
                Claim(.entraIdentity, instance: name, .flag(false), file: file, line: 0))
        }
    }

    private func managed(_ fact: inout DeviceFact, _ file: UInt16) {
        guard record(.managementAgent, profile.managed, file, &fact) != nil else { return }
        let agents = symbols[profile.agents].split(separator: "\n", omittingEmptySubsequences: false)
        for (index, agent) in agents.enumerated() {
            // A record without an agent is a record all the same.
            let value: Claim.Value =
                agent.isEmpty ? .unusable("null") : .text(agent.description.printable(limit: 80))
            fact.claims.append(
                Claim(.managementAgent, instance: "\(index + 1)", value, file: file, line: 0))
        }
        guard profile.staleAgents != 0 else { return }
        let stale = symbols[profile.staleAgents].split(separator: "\n", omittingEmptySubsequences: false)
        for (index, agent) in stale.enumerated() {
            let value: Claim.Value =
                agent.isEmpty ? .unusable("null") : .text(agent.description.printable(limit: 80))
            fact.claims.append(
                Claim(.managementAgentStale, instance: "\(index + 1)", value, file: file, line: 0))
        }
    }

    private func machine(_ fact: inout DeviceFact, _ file: UInt16) {
        guard let how = record(.machineRecord, profile.machine, file, &fact) else { return }
        fact.claims.append(Claim(.machineRecord, .text(how), file: file, line: 0))
        text(.machineOnboarding, profile.onboarding, file, &fact)
        text(.machineHealth, profile.health, file, &fact)
        if let seen {
            fact.claims.append(Claim(.machineSeen, seen, file: file, line: 0))
        }
        text(.machineManagedBy, profile.managedBy, file, &fact)
        text(.machineManagedByStatus, profile.managedByStatus, file, &fact)
        text(.machinePlatform, profile.platform, file, &fact)
        if profile.build > 0 {
            fact.claims.append(Claim(.machineBuild, .number(Int(profile.build)), file: file, line: 0))
        }
        text(.machineProcessor, profile.processor, file, &fact)
        text(.machineArchitecture, profile.architecture, file, &fact)
        flag(.machineDuplicate, profile.isDuplicate, file, &fact)
        text(.machineAgentVersion, profile.agentVersion, file, &fact)
        text(.machineExclusion, profile.exclusion, file, &fact)
        tags(&fact, file)
        if records.whole.contains(.machines) || profile.otherRecords > 0 {
            fact.claims.append(
                Claim(.machineTwins, .number(Int(profile.otherRecords)), file: file, line: 0))
        }
    }

    /// nil where the list does not tell when the machine was seen.
    private var seen: Claim.Value? {
        switch profile.seen {
        case .recent: .text("recent")
        case .stale: .text("stale")
        case .untold: nil
        case .unreadable: .unusable("the time is in a form that is not known")
        case .future: .unusable("the time is yet to come")
        }
    }

    private func tags(_ fact: inout DeviceFact, _ file: UInt16) {
        guard profile.hasTags else { return }
        let tags = symbols[profile.tags].split(separator: "\n")
        for tag in tags {
            fact.claims.append(
                Claim(.machineTag, instance: String(tag), .flag(true), file: file, line: 0))
        }
        if tags.isEmpty { fact.claims.append(Claim(.machineTag, .absent, file: file, line: 0)) }
    }

    /// A tag that one of two records has, and the other has not.
    private func differingTags(_ twin: DeviceProfile, _ fact: inout DeviceFact, _ file: UInt16) {
        guard profile.hasTags, twin.hasTags else { return }
        let own = Set(symbols[profile.tags].split(separator: "\n"))
        let others = Set(symbols[twin.tags].split(separator: "\n"))
        for tag in own.symmetricDifference(others).sorted() {
            let claim = Claim(.machineTag, instance: String(tag), .flag(false), file: file, line: 0)
            if !fact.claims.contains(claim) { fact.claims.append(claim) }
        }
    }
}
