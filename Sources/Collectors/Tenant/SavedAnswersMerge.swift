import FoundationEssentials
import Model
import TenantAnswers

/// Puts what the files hold together.
struct SavedAnswersMerge {
    let maximumAge: Double
    let judgedAt: Date
    var faults: [Unreadable] = []
    /// Why files were not read at all.
    var late: Unreadable?

    private var computers = SavedAnswersList<ListedComputer>()
    private var entraDevices = SavedAnswersList<EntraDevice>()
    private var managedDevices = SavedAnswersList<ManagedDevice>()
    private var machines = SavedAnswersList<ListedMachine>()
    private var organization = SavedAnswersValues<Organization>()
    private var subscriptions = SavedAnswersValues<SubscribedSKU>()
    private var connectors = SavedAnswersValues<ThreatDefenseConnector>()
    private var policies = SavedAnswersPolicies()
    /// The first file that names each tenant.
    private var tenants: [String: String] = [:]
    /// What damaged files were to list; nil where they may have been part of anything.
    private var damaged: [(kind: AnswerKind?, fault: Unreadable)] = []
    private var oldest: Double?

    init(maximumAge: Double, judgedAt: Date) {
        self.maximumAge = maximumAge
        self.judgedAt = judgedAt
    }

    /// All of it; `name` is that of the places.
    mutating func reading(of outcomes: [SavedAnswersOutcome], name: String) -> TenantReading {
        // The same file twice is one file, of the later time.
        var newest: [SavedAnswersOutcome.Identity: Double] = [:]
        for outcome in outcomes {
            guard let identity = outcome.identity else { continue }
            newest[identity] = max(newest[identity] ?? outcome.writtenAt, outcome.writtenAt)
        }
        for outcome in outcomes {
            if let identity = outcome.identity {
                guard newest[identity] == outcome.writtenAt else { continue }
                newest[identity] = nil
            }
            take(outcome)
        }
        let nothing = Unreadable(.evidenceMissing, "none of the saved answers in \(name) holds it")
        var fact = TenantFact(id: "tenant:\(name)", name: name, source: .file, unread: late ?? nothing)
        fact.observedAt = oldest.map { Date(timeIntervalSince1970: $0) }
        if tenants.count > 1 { return mixed(fact) }
        fact.organization = organization.single(
            why: why(.organization), nothing, none: Unreadable(.evidenceMissing, "the saved list is empty"),
            age)
        fact.subscriptions = subscriptions.all(why: why(.subscriptions), nothing, age)
        fact.connectors = connectors.all(why: why(.connectors), nothing, age)
        fact.policies = policies.all(why: why(.policies), nothing, age)
        if let found = fact.organization.value {
            fact.name = (found.verifiedDomains.first ?? found.displayName ?? found.id).printable()
        }
        var sources = FleetSources()
        sources.computers = computers.merge(.tenantExportUnreadable)
        sources.entraDevices = entraDevices.merge(.graphIncomplete)
        sources.managedDevices = managedDevices.merge(.graphIncomplete)
        sources.machines = machines.merge(.defenderIncomplete)
        close(&sources.computers, .computers, .directoryComputers, &fact)
        close(&sources.entraDevices, .entraDevices, .entraDevices, &fact)
        close(&sources.managedDevices, .managedDevices, .managedDevices, &fact)
        close(&sources.machines, .machines, .machines, &fact)
        fact.observedAt = observedAt(sources) ?? fact.observedAt
        fact.olderFiles = olderFiles
        fact.faults = faults
        var reading = TenantReading(fact: fact, sources: sources)
        reading.tenants = Set(tenants.keys)
        return reading
    }

    private mutating func take(_ outcome: SavedAnswersOutcome) {
        if let fault = outcome.fault { faults.append(fault) }
        switch outcome.content {
        case .foreign: return
        case .damaged(let kind):
            if let fault = outcome.fault { damaged.append((kind, fault)) }
            return
        case .answer(let answer): take(answer, outcome)
        }
        for tenant in outcome.tenants.sorted() where tenants[tenant] == nil { tenants[tenant] = outcome.name }
        oldest = min(oldest ?? outcome.writtenAt, outcome.writtenAt)
    }

    private mutating func take(_ answer: SavedAnswer, _ outcome: SavedAnswersOutcome) {
        let (name, time, doubt) = (outcome.name, outcome.writtenAt, outcome.doubt)
        switch answer {
        case .computers(let page):
            computers.parts.append(.init(name: name, page: page, writtenAt: time, doubt: doubt))
        case .entraDevices(let page):
            entraDevices.parts.append(.init(name: name, page: page, writtenAt: time, doubt: doubt))
        case .managedDevices(let page):
            managedDevices.parts.append(.init(name: name, page: page, writtenAt: time, doubt: doubt))
        case .machines(let page):
            machines.parts.append(.init(name: name, page: page, writtenAt: time, doubt: doubt))
        case .organization(let page): organization.add(page, name, time)
        case .subscriptions(let page): subscriptions.add(page, name, time)
        case .connectors(let page): connectors.add(page, name, time)
        case .policies(let page): policies.policies.add(page, name, time)
        case .assignments(let page, let policy):
            policies.assignments[policy, default: .init()].add(page, name, time)
        case .settings(let page, let policy):
            policies.settings[policy, default: .init()].add(page, name, time)
        }
    }

    /// Why an answer of this kind may lack something, or be there and damaged.
    private func why(_ kind: AnswerKind) -> Unreadable? {
        damaged.first { $0.kind == nil || $0.kind == kind }?.fault ?? late
    }

    /// What ails an answer that was saved at this time, in seconds since 1970.
    private func age(_ writtenAt: Double) -> Unreadable? {
        let age = judgedAt.timeIntervalSince1970 - writtenAt
        // A day covers clocks that are set by another time zone.
        guard age >= -86_400 else {
            let time = Date(timeIntervalSince1970: writtenAt).inUTC
            return Unreadable(.evidenceOld, "its file is of \(time), yet to come")
        }
        guard age > maximumAge else { return nil }
        return Unreadable(
            .evidenceOld,
            "it was saved \(Self.days(age)) ago, and no more than \(Self.days(maximumAge)) are relied on")
    }

    /// When the oldest file that counts was written.
    private func observedAt(_ sources: FleetSources) -> Date? {
        let lists = [
            sources.computers?.observedAt, sources.entraDevices?.observedAt,
            sources.managedDevices?.observedAt, sources.machines?.observedAt,
        ].compactMap(\.self)
        let values = [
            organization.writtenAt, subscriptions.writtenAt, connectors.writtenAt,
            policies.policies.writtenAt,
        ].compactMap(\.self).map { Date(timeIntervalSince1970: $0) }
        return (lists + values).min()
    }

    /// How many files are not used, since others of their kind were saved later.
    private var olderFiles: Int? {
        let count =
            computers.olderFiles + entraDevices.olderFiles + managedDevices.olderFiles + machines.olderFiles
            + organization.olderFiles + subscriptions.olderFiles + connectors.olderFiles
            + policies.policies.olderFiles
        return count > 0 ? count : nil
    }

    private static func days(_ seconds: Double) -> String {
        let days = (seconds / 86_400).rounded(.down)
        if days >= 2 { return "\(Int(min(days, 100_000))) days" }
        return "\(Int(max(0, min(seconds / 3600, 100_000)).rounded(.down))) hours"
    }

    private func close<Row>(
        _ listing: inout DeviceListing<Row>?, _ kind: AnswerKind, _ told: DeviceListFact.Kind,
        _ fact: inout TenantFact
    ) {
        if listing == nil, let why = damaged.first(where: { $0.kind == kind })?.fault {
            listing = DeviceListing()
            listing?.incomplete = why
        }
        guard listing != nil else { return }
        if listing?.incomplete == nil { listing?.incomplete = why(kind) }
        if let written = listing?.observedAt?.timeIntervalSince1970, listing?.incomplete == nil {
            listing?.incomplete = age(written)
        }
        fact.lists.append(
            DeviceListFact(
                kind: told, count: listing?.rows.count ?? 0, observedAt: listing?.observedAt,
                incomplete: listing?.incomplete))
    }

    /// Nothing can be said of a tenant whose answers are mixed with another's.
    private func mixed(_ fact: TenantFact) -> TenantReading {
        let names = tenants.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(5)
        let text = names.map { "\($0.key.printable(limit: 80)) in \($0.value)" }.joined(separator: ", ")
        let why = Unreadable(
            .tenantExportUnreadable, "the saved answers are of \(tenants.count) tenants: \(text)")
        var mixed = TenantFact(id: fact.id, name: fact.name, source: .file, unread: why)
        mixed.observedAt = fact.observedAt
        mixed.faults = faults + [why]
        mixed.lists = DeviceListFact.Kind.allCases.map {
            DeviceListFact(kind: $0, count: 0, observedAt: nil, incomplete: why)
        }
        var reading = TenantReading(fact: mixed, sources: FleetSources())
        reading.tenants = Set(tenants.keys)
        return reading
    }
}
