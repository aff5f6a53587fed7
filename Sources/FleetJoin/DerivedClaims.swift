import Model

/// What follows from what the sources list, in the words in which evidence has it, so that checks judge both alike.
///
/// Nothing is derived where evidence tells the same thing itself, but for what names another device if it differs: the system
/// and its build.
struct DerivedClaims {
    private let knowledge: SourceKnowledge
    private let tenant: String?
    private let listed: DeviceFact
    /// What evidence tells.
    private let told: Set<DeviceAttribute>
    private let tellsSense: Bool

    /// - Parameters:
    ///   - evidence: The device before what the sources list was added.
    ///   - listed: The device with it.
    init(_ rules: FleetJoin.Rules, evidence: DeviceFact, listed: DeviceFact) {
        knowledge = rules.knowledge
        tenant = rules.tenant
        told = Set(evidence.claims.map(\.attribute))
        tellsSense = evidence.claims.contains { $0.attribute == .serviceState && $0.instance == Self.sense }
        self.listed = listed
    }

    private static let sense = "sense"

    func add(to fact: inout DeviceFact) {
        machine(&fact)
        directory(&fact)
        entra(&fact)
    }

    // MARK: What was listed

    private func claim(_ attribute: DeviceAttribute) -> Claim? {
        listed.claims.first { $0.attribute == attribute && $0.instance == nil }
    }

    private func text(_ attribute: DeviceAttribute) -> String? {
        if case .text(let text)? = claim(attribute)?.value { text } else { nil }
    }

    private func number(_ attribute: DeviceAttribute) -> Int? {
        if case .number(let number)? = claim(attribute)?.value { number } else { nil }
    }

    private func file(_ kind: EvidenceFile.Kind, _ fact: DeviceFact) -> UInt16? {
        fact.files.firstIndex { $0.kind == kind }.map { UInt16(clamping: $0) }
    }

    private func isListed(_ attribute: DeviceAttribute) -> Bool { text(attribute) != nil }

    // MARK: Defender for Endpoint

    private func machine(_ fact: inout DeviceFact) {
        guard let file = file(.machine, fact) else { return }
        func add(_ attribute: DeviceAttribute, instance: String? = nil, _ value: Claim.Value) {
            fact.claims.append(Claim(attribute, instance: instance, value, file: file, line: 0))
        }
        if claim(.machineRecord)?.value == .absent, !told.contains(.onboardingState) {
            add(.onboardingState, .absent)
        }
        guard isListed(.machineRecord) else { return }
        let platform = text(.machinePlatform).flatMap { knowledge.platforms[$0.lowercased()] }
        if let platform {
            add(.systemFamily, .text(platform.family))
            if !told.contains(.productName), claim(.directorySystem) == nil {
                add(.productName, .text(platform.title))
            }
            role(platform.role, &fact, file)
        }
        guard platform?.family == "windows" else { return }
        if let build = number(.machineBuild) { add(.systemBuild, .number(build)) }
        if !told.contains(.sensorVersion), let version = text(.machineAgentVersion) {
            add(.sensorVersion, .text(version))
        }
        if !told.contains(.architecture),
            let name = text(.machineProcessor).flatMap({ knowledge.processors[$0] })
        {
            add(.architecture, .text(name))
        }
        revision(&fact, file)
        if !told.contains(.onboardingState), let value = onboardingState { add(.onboardingState, value) }
        // A sensor that reports runs.
        if !tellsSense, let health = text(.machineHealth), knowledge.healthy.contains(health),
            text(.machineSeen) == "recent"
        {
            add(.serviceState, instance: Self.sense, .text("running"))
        }
        if !told.contains(.enrollmentStatus), let value = enrollmentStatus {
            add(.enrollmentStatus, value)
        }
    }

    private func role(_ role: PlatformKnowledge.Role?, _ fact: inout DeviceFact, _ file: UInt16) {
        guard !told.contains(.productType), let role else { return }
        let isController = text(.directoryAccount) == "domain-controller"
        let type = role == .client ? 1 : isController ? 2 : 3
        // Whether a server is a domain controller is the directory's to tell.
        guard role == .client || claim(.directoryAccount) != nil else { return }
        fact.claims.append(Claim(.productType, .number(type), file: file, line: 0))
    }

    /// The update build revision, from the version of a sensor that comes with the system.
    private func revision(_ fact: inout DeviceFact, _ file: UInt16) {
        guard !told.contains(.systemRevision), let build = number(.machineBuild),
            let version = text(.machineAgentVersion)
        else { return }
        let parts = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 4, parts[0] == 10, let branch = parts[2], let revision = parts[3],
            knowledge.branches[branch]?.contains(build) ?? false
        else { return }
        var source = fact.files[Int(file)]
        source.name = "\(source.name) (derived from agentVersion \(version.printable(limit: 40)))"
        source.fault = nil
        fact.files.append(source)
        let place = UInt16(clamping: fact.files.count - 1)
        fact.claims.append(Claim(.systemRevision, .number(revision), file: place, line: 0))
    }

    private var onboardingState: Claim.Value? {
        guard let status = text(.machineOnboarding) else { return nil }
        if knowledge.onboarded.contains(status) { return .number(1) }
        if knowledge.notOnboarded.contains(status) { return .number(0) }
        return .unusable("onboardingStatus is \"\(status.printable(limit: 60))\"")
    }

    /// 1, enrolled, where Defender for Endpoint manages the device and says that it does so with success.
    private var enrollmentStatus: Claim.Value? {
        guard let manager = text(.machineManagedBy).flatMap({ knowledge.managers[$0] }) else { return nil }
        guard let plane = manager.plane else { return .absent }
        guard plane == .defender, let status = text(.machineManagedByStatus) else { return nil }
        return knowledge.success.contains(status) ? .number(1) : nil
    }

    // MARK: Active Directory

    private func directory(_ fact: inout DeviceFact) {
        guard let file = file(.directoryComputer, fact), isListed(.directoryAccount) else { return }
        func add(_ attribute: DeviceAttribute, _ value: Claim.Value) {
            fact.claims.append(Claim(attribute, value, file: file, line: 0))
        }
        if !told.contains(.domainJoined) { add(.domainJoined, .flag(true)) }
        guard let system = text(.directorySystem), system.lowercased().hasPrefix("windows") else { return }
        let isMachine = text(.machinePlatform).flatMap { knowledge.platforms[$0.lowercased()] } != nil
        if !isMachine {
            add(.systemFamily, .text("windows"))
            role(system.lowercased().contains("server") ? .server : .client, &fact, file)
        }
        if !told.contains(.productName) { add(.productName, .text(system)) }
        if !told.contains(.systemEdition), let edition = edition(of: system) {
            add(.systemEdition, .text(edition))
        }
        if number(.machineBuild) == nil, !told.contains(.systemBuild),
            let build = text(.directorySystemVersion).flatMap(Self.build)
        {
            add(.systemBuild, .number(build))
        }
    }

    /// The EditionID of a name such as `Windows Server 2019 Datacenter`.
    private func edition(of system: String) -> String? {
        let words = system.lowercased().split(separator: " ").map(String.init)
        guard words.first == "windows" else { return nil }
        var rest = words.dropFirst()
        if rest.first == "server" { rest = rest.dropFirst() }
        // The year or the number of the system, and `R2`.
        guard rest.first?.first?.isNumber ?? false else { return nil }
        rest = rest.dropFirst()
        if rest.first == "r2" { rest = rest.dropFirst() }
        return knowledge.editions[rest.joined(separator: " ")]
    }

    /// The build of `10.0 (19045)`.
    private static func build(_ version: String) -> Int? {
        guard let open = version.firstIndex(of: "("), let close = version.lastIndex(of: ")"), open < close
        else { return nil }
        return Int(version[version.index(after: open)..<close])
    }

    // MARK: Entra ID

    private func entra(_ fact: inout DeviceFact) {
        guard let file = file(.entraDevice, fact), !told.contains(.entraJoined) else { return }
        func add(_ attribute: DeviceAttribute, _ value: Claim.Value) {
            fact.claims.append(Claim(attribute, value, file: file, line: 0))
        }
        if claim(.entraObject)?.value == .absent { return add(.entraJoined, .flag(false)) }
        guard isListed(.entraObject), let trust = text(.entraTrust) else { return }
        if knowledge.otherTrusts.contains(trust) { return add(.entraJoined, .flag(false)) }
        guard knowledge.joinedTrusts.contains(trust), text(.entraRegistration) == "complete",
            claim(.entraEnabled)?.value == .flag(true)
        else { return }
        add(.entraJoined, .flag(true))
        if let tenant, !told.contains(.entraTenantID) { add(.entraTenantID, .text(tenant)) }
    }
}
