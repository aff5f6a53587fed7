package import Configuration
import FoundationEssentials
package import Model
import TenantAnswers

/// Reads a tenant through Microsoft Graph and the Defender for Endpoint API.
///
/// Everything is asked for at once; what one answer lacks says nothing of another.
package struct TenantCollector: Sendable {
    private let access: TenantAccess
    private let hosts: TenantAccess.Hosts
    private let tenant: TenantExpectation?
    private let tag: String
    private let answers: ServiceAnswers
    private let tokens: TokenStore
    private let isInteractive: Bool
    /// Whether the sign-in alone decides which tenant is read.
    private let isBoundToTenant: Bool
    private let now: @Sendable () -> Date

    /// What a collector is to ask, and as whom.
    package struct Plan: Sendable {
        package var cloud: Cloud
        package var tenant: TenantExpectation?
        package var clientID: String?
        package var credential: SignInCredential
        /// Of machines' tags, those are kept that are this or nearly it.
        package var tag: String
        /// Takes note of the tokens that are fetched.
        package var met: MetSecrets?

        package init(
            cloud: Cloud, tenant: TenantExpectation?, clientID: String?, credential: SignInCredential,
            tag: String, met: MetSecrets? = nil
        ) {
            self.cloud = cloud
            self.tenant = tenant
            self.clientID = clientID
            self.credential = credential
            self.tag = tag
            self.met = met
        }
    }

    /// Sets asking up; `prompt` tells a person how to sign in, where one has to.
    package init(
        _ plan: Plan, prober: Prober, proxies: ProxyRules, access: TenantAccess,
        retry: RetryPolicy = RetryPolicy(), prompt: @escaping @Sendable (String) -> Void
    ) {
        self.access = access
        tenant = plan.tenant
        tag = plan.tag
        now = prober.now
        let hosts =
            access.clouds[plan.cloud]
            ?? TenantAccess.Hosts(signIn: "", graph: "", defender: nil, defenderResource: nil)
        self.hosts = hosts
        answers = ServiceAnswers(transport: .init(prober: prober, proxies: proxies), retry: retry)
        isInteractive = plan.credential.isInteractive
        isBoundToTenant = plan.credential.isBoundToTenant
        tokens = plan.credential.tokens(
            .init(
                answers: answers, access: access, hosts: hosts,
                tenant: plan.tenant?.id ?? plan.tenant?.domain ?? ""),
            clientID: plan.clientID, expectedTenant: plan.tenant?.id, met: plan.met, prompt)
    }

    /// Asks for everything; cancelling the task ends it soon, with what is known by then.
    ///
    /// `progress` is told now and then how many devices have been read from one of the lists.
    package func collect(progress: @escaping @Sendable (Int) -> Void) async -> TenantReading {
        // Whoever signs in by hand does it once; the other service's token comes of it.
        if isInteractive { _ = try? await tokens.token(for: .graph) }
        let graph = lists(.graph, hosts.graph)
        async let organization = observation(graph, .organization) { (reader, bytes) throws(AnswerFault) in
            try reader.organization(bytes)
        }
        async let subscriptions = observation(graph, .subscriptions) { (reader, bytes) throws(AnswerFault) in
            try reader.subscriptions(bytes)
        }
        async let connectors = observation(graph, .connectors) { (reader, bytes) throws(AnswerFault) in
            try reader.connectors(bytes)
        }
        async let policies = policies(graph)
        async let entra = devices(graph, .entraDevices, progress) { (reader, bytes) throws(AnswerFault) in
            try reader.entraDevices(bytes)
        }
        async let managed = devices(graph, .managedDevices, progress) { (reader, bytes) throws(AnswerFault) in
            try reader.managedDevices(bytes)
        }
        async let machines = machines(progress)

        var sources = FleetSources()
        (sources.entraDevices, sources.managedDevices) = (await entra, await managed)
        sources.machines = await machines
        let first: Observation<Organization> =
            switch await organization {
            case .present(let list): list.first.map { .present($0) } ?? .absent
            case .absent: .absent
            case .unreadable(let why): .unreadable(why)
            }
        let mismatch = first.value.flatMap { self.mismatch($0) }
        var fact = TenantFact(
            id: "tenant:\(name(first))", name: name(first), source: .api,
            unread: mismatch ?? Unreadable(.graphIncomplete, "not asked"))
        fact.observedAt = now()
        // What another tenant says is no answer.
        if let mismatch {
            sources.disown(mismatch)
            fact.lists = sources.lists
            return TenantReading(fact: fact, sources: sources)
        }
        fact.organization = first
        fact.subscriptions = await subscriptions
        fact.connectors = await connectors
        fact.policies = await policies
        fact.lists = sources.lists
        return TenantReading(fact: fact, sources: sources)
    }

    /// How the tenant that was read is not the one that was meant; nil where it is, as far as can be told.
    private func mismatch(_ organization: Organization) -> Unreadable? {
        let id = organization.id.printable(limit: 60)
        if let wanted = tenant?.id, wanted != organization.id {
            return Unreadable(.tenantMismatch, "the sign-in leads to tenant \(id), not to \(wanted)")
        }
        guard isBoundToTenant, let domain = tenant?.domain, !organization.verifiedDomains.contains(domain)
        else { return nil }
        return Unreadable(
            .tenantMismatch, "the sign-in leads to tenant \(id), which has no verified domain \(domain)")
    }

    private func name(_ organization: Observation<Organization>) -> String {
        tenant?.domain ?? tenant?.id ?? organization.value?.id.printable(limit: 60) ?? "of the sign-in"
    }

    private func lists(_ service: TenantService, _ host: String) -> ListReader {
        ListReader(
            session: ServiceSession(service: service, host: host, answers: answers, tokens: tokens), now: now)
    }
}

// MARK: - Single lists

extension TenantCollector {
    private func observation<Value: Codable>(
        _ lists: ListReader, _ subject: TenantAccess.Query.Subject,
        _ read: (PageReader, [UInt8]) throws(AnswerFault) -> AnswerValues<Value>
    ) async -> Observation<[Value]> {
        guard let query = access.queries[subject] else { return .absent }
        do throws(ServiceFault) {
            return .present(try await lists.values(query, PageReader(tag: tag), read))
        } catch {
            return .unreadable(error.unreadable(lists.session.service))
        }
    }

    private func policies(_ lists: ListReader) async -> Observation<[EndpointSecurityPolicy]> {
        do throws(ServiceFault) {
            return .present(try await PolicyCollector(lists: lists, access: access, tag: tag).collect())
        } catch {
            return .unreadable(error.unreadable(lists.session.service))
        }
    }

    private func devices<Row>(
        _ lists: ListReader, _ subject: TenantAccess.Query.Subject, _ progress: @Sendable (Int) -> Void,
        _ read: (PageReader, [UInt8]) throws(AnswerFault) -> AnswerPage<Row>
    ) async -> DeviceListing<Row>? {
        guard let query = access.queries[subject] else { return nil }
        return await lists.devices(query, PageReader(tag: tag), progress: progress, read)
    }

    /// nil in a cloud that has no Defender for Endpoint.
    private func machines(_ progress: @Sendable (Int) -> Void) async -> DeviceListing<ListedMachine>? {
        guard let host = hosts.defender else { return nil }
        return await devices(lists(.defender, host), .machines, progress) {
            (reader, bytes) throws(AnswerFault) in
            try reader.machines(bytes)
        }
    }
}

extension FleetSources {
    /// Drops all devices, for want of `why`.
    fileprivate mutating func disown(_ why: Unreadable) {
        func emptied<Row>(_ listing: DeviceListing<Row>?) -> DeviceListing<Row>? {
            listing.map {
                var listing = DeviceListing<Row>()
                (listing.observedAt, listing.incomplete) = ($0.observedAt, why)
                return listing
            }
        }
        computers = emptied(computers)
        entraDevices = emptied(entraDevices)
        managedDevices = emptied(managedDevices)
        machines = emptied(machines)
    }

    /// How each list of devices was read.
    fileprivate var lists: [DeviceListFact] {
        func fact<Row>(_ kind: DeviceListFact.Kind, _ listing: DeviceListing<Row>?) -> DeviceListFact? {
            listing.map {
                DeviceListFact(
                    kind: kind, count: $0.rows.count, observedAt: $0.observedAt, incomplete: $0.incomplete)
            }
        }
        return [
            fact(.directoryComputers, computers), fact(.entraDevices, entraDevices),
            fact(.managedDevices, managedDevices), fact(.machines, machines),
        ].compactMap(\.self)
    }
}
