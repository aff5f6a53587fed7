import FoundationEssentials
import Model

/// Facts in which every field is filled, and every text and id is another one.
final class CanaryFacts {
    private var number = 0
    private let moment = Date(timeIntervalSince1970: 1_760_000_000)

    private let form: (Int) -> String

    /// `form` is the text of each number.
    init(form: @escaping (Int) -> String = { "canary-\($0)" }) {
        self.form = form
    }

    func text() -> String {
        number += 1
        return form(number)
    }

    func id() -> GUID {
        number += 1
        return GUID(high: 0xca4a_0000_0000_4000 + UInt64(number), low: 0x8000_0000_0000_0000 + UInt64(number))
    }

    func unreadable() -> Unreadable { Unreadable(.evidenceMissing, text()) }

    private func texts() -> [String] { [text(), text()] }

    private func pairs() -> [String: String] { [text(): text()] }

    func facts() -> FactSet {
        var facts = FactSet()
        facts.endpoints = [endpoint()]
        facts.wildcards = [wildcard()]
        facts.tenant = TenantExpectation(id: text(), domain: text(), initialDomain: text())
        facts.directories = [directory(isRead: true), directory(isRead: false)]
        facts.syncConfigurations = [configuration()]
        facts.directoryExpectation = DirectoryExpectation(judgedAt: moment)
        facts.federation = [federation(isRead: true), federation(isRead: false)]
        facts.devices = [device()]
        facts.deviceExpectation = DeviceExpectation(judgedAt: moment)
        facts.deviceExpectation?.settings = pairs()
        facts.tenantServices = tenant()
        facts.scopeAttestation = ScopeAttestation(by: text(), on: moment)
        facts.scopeAttestation?.windowsClients = .all
        facts.scopeAttestation?.windowsServers = .all
        facts.scopeAttestation?.linux = .all
        facts.scopeAttestation?.macOS = .all
        facts.waivers = GivenWaivers(
            judgedAt: moment,
            waivers: [
                Waiver(
                    check: text(), reason: text(), subject: text(), because: text(), owner: text(),
                    expires: moment, line: 1, likelyMeant: text())
            ])
        facts.waivers?.meanings = [WaiverMeaning(waiver: 0, names: [text()])]
        facts.tenantServices?.olderFiles = 1
        facts.fleet = fleet()
        return facts
    }

    func run() -> Report.Run {
        Report.Run(
            startedAt: moment, durationSeconds: 1, host: text(), vantage: text(), interrupted: false,
            requirementSet: "classic", cloud: "global", paths: [.proxy(text())], failOn: .fail)
    }
}

// MARK: - Endpoints

extension CanaryFacts {
    private func endpoint() -> EndpointFact {
        var expectation = Expectation()
        expectation.statuses = [200]
        expectation.body = .json
        expectation.jsonMembers = [text(): [text()]]
        expectation.headers = [text()]
        expectation.tenantClaim = text()
        let endpoint = Endpoint(
            id: text(), set: text(), host: text(), port: 443, scheme: .https, path: "/\(text())",
            requestHeaders: pairs(), reachabilityCheck: "endpoints.sign-in-reachable", why: text(),
            expectation: expectation)
        return EndpointFact(
            id: "\(endpoint.id)\(endpoint.host ?? "")\(endpoint.path)", endpoint: endpoint,
            path: .proxy(text()),
            observedAt: moment, probe: probe())
    }

    private func probe() -> Probe {
        var probe = Probe(failure: .init(.http, .httpNotGenuine, text()))
        probe.resolution = NameFact(
            source: .resolver, ipv4: .addresses, ipv6: .addresses, addresses: texts(), detail: text())
        probe.families = [
            FamilyFact(
                family: .ipv4, address: text(), connected: false, code: .tcpRefused, noLocalRoute: false)
        ]
        probe.remoteAddress = text()
        probe.milliseconds = ["tcp": 1]
        probe.tunnel = TunnelFact(status: 200, schemes: texts(), explanation: text())
        probe.tls = tls()
        probe.http = HTTPFact(
            status: 200, headers: pairs(), title: text(), redirectHost: text(), jsonMembers: pairs(),
            clockOffset: 1)
        return probe
    }

    private func tls() -> TLSFact {
        TLSFact(
            version: .tls12, cipher: text(), chain: [certificate()], verifiedChain: [certificate()],
            trusted: true)
    }

    private func certificate() -> CertificateFact {
        CertificateFact(
            subject: text(), issuer: text(), issuerName: text(), dnsNames: texts(), notBefore: moment,
            notAfter: moment, sha1: text(), sha256: text(), selfIssued: false)
    }

    private func wildcard() -> WildcardFact {
        let pattern = text()
        return WildcardFact(
            id: "wildcard:\(pattern):direct", reachabilityCheck: "endpoints.device-management-reachable",
            pattern: pattern, label: text(), path: .proxy(text()), observedAt: moment, probe: probe(),
            absentControl: probe(), unrelatedControl: probe(), handshake: .answered, handshakeTLS: tls(),
            knownHost: text(), knownHostAnswered: true)
    }
}

// MARK: - Directories

extension CanaryFacts {
    private func directory(isRead: Bool) -> DirectoryFact {
        var fact = DirectoryFact(domain: text(), observedAt: moment, unread: unreadable())
        fact.attempts = [
            ControllerAttempt(server: text(), step: .bind, failure: unreadable(), milliseconds: 1)
        ]
        var controller = ControllerFact(server: text(), security: .ldaps, signIn: .simple)
        controller.address = text()
        controller.dnsHostName = text()
        controller.defaultNamingContext = text()
        controller.configurationNamingContext = text()
        controller.rootDomainNamingContext = text()
        controller.domainLevel = 7
        controller.forestLevel = 7
        controller.controllerLevel = 7
        fact.controller = controller
        fact.referrals = texts()
        guard isRead else { return fact }
        fact.registrationPoints = .present([RegistrationPoint(dn: text(), keywords: texts())])
        fact.syncAccounts = .present([SyncAccount(name: text(), description: text(), disabled: false)])
        fact.managementSites = .present([ManagementSite(siteCode: text(), managementPoints: texts())])
        var computer = ComputerFact(dn: text(), name: text(), objectGUID: id())
        computer.operatingSystem = text()
        computer.operatingSystemVersion = text()
        computer.accountControl = 4096
        computer.primaryGroup = 515
        computer.lastLogon = moment
        computer.certificates.deviceNotAfter = moment
        computer.certificates.deviceNotBefore = moment
        fact.computers = .present([computer])
        return fact
    }

    private func configuration() -> SyncConfigurationFact {
        var fact = SyncConfigurationFact(path: text(), kind: .serverExport)
        fact.exportedAt = moment
        fact.server = text()
        fact.faults = [unreadable()]
        fact.gaps = [.rules]
        fact.tenants = texts()
        fact.tenantConnectors = texts()
        fact.staging = false
        fact.scheduled = true
        fact.interval = 1800
        var partition = SyncPartition(
            dn: text(), selected: true, objectClasses: texts(), inclusions: texts(), exclusions: texts())
        partition.imported = true
        var forest = SyncForest(connector: text(), name: text(), partitions: [partition])
        forest.attributes = texts()
        forest.filterGroup = text()
        forest.account = text()
        fact.forests = [forest]
        fact.rules = [
            SyncRule(
                name: text(), immutableTag: text(), direction: .inbound, disabled: false, connector: text(),
                sourceClass: text(), targetClass: text(), linkType: text(), precedence: 1,
                scope: [[.init(attribute: text(), comparison: text(), value: text())]],
                flows: [
                    .init(
                        target: text(), sources: texts(), expression: "[\(text())] = \"\(text())\"",
                        constant: text())
                ])
        ]
        return fact
    }

    private func federation(isRead: Bool) -> FederationFact {
        let realm = FederationFact.Realm(account: .federated, federationProtocol: text(), metadataURL: text())
        let endpoint = FederationFact.Endpoint(
            kind: text(), address: text(), status: 200, failure: unreadable())
        guard isRead else {
            return FederationFact(
                domain: text(), observedAt: moment, realm: .unreadable(unreadable()),
                metadata: .unreadable(unreadable()))
        }
        return FederationFact(
            domain: text(), observedAt: moment, realm: .present(realm),
            metadata: .present(.init(endpoints: [endpoint], otherAddresses: texts())))
    }
}

// MARK: - Devices and the tenant

extension CanaryFacts {
    private func device() -> DeviceFact {
        var fact = DeviceFact(path: text(), name: text())
        fact.files = EvidenceFile.Kind.allCases.map { kind in
            var file = EvidenceFile(name: text(), kind: kind)
            file.observedAt = moment
            file.clock = .content
            file.fault = unreadable()
            return file
        }
        fact.claims = DeviceAttribute.allCases.flatMap { attribute in
            [
                Claim(attribute, instance: text(), .text(text()), file: 0, line: 1),
                Claim(attribute, instance: text(), .unusable(text()), file: 0, line: 2),
            ]
        }
        fact.faults = [unreadable()]
        fact.members = .init(count: 2, examples: texts())
        return fact
    }

    private func fleet() -> Fleet {
        var fleet = Fleet()
        var row = Fleet.Row()
        let name = text()
        row.name = fleet.texts.add(name.utf8)
        row.dn = fleet.texts.add("CN=\(name),OU=\(text()),DC=\(text())".utf8)
        row.machine = fleet.texts.add(text().utf8)
        row.entraID = id()
        row.objectGUID = id()
        fleet.rows = [row]
        fleet.leftOut = [text(): 1]
        return fleet
    }

    private func tenant() -> TenantFact {
        var fact = TenantFact(
            id: "tenant:\(text())", name: text(), source: .file, unread: unreadable())
        fact.observedAt = moment
        var organization = Organization(id: text())
        organization.displayName = text()
        organization.onPremisesSyncEnabled = true
        organization.onPremisesLastSync = moment
        organization.verifiedDomains = texts()
        organization.mobileDeviceManagementAuthority = text()
        fact.organization = .present(organization)
        var sku = SubscribedSKU(
            skuID: text(), partNumber: text(), capabilityStatus: text(), appliesTo: text())
        sku.enabledUnits = 1
        sku.warningUnits = 1
        sku.suspendedUnits = 1
        sku.lockedOutUnits = 1
        sku.consumedUnits = 1
        sku.plans = [.init(id: text(), name: text(), provisioningStatus: text())]
        fact.subscriptions = .present([sku])
        var connector = ThreatDefenseConnector(id: text(), attachEnabled: true, partnerState: text())
        connector.lastHeartbeat = moment
        connector.isHeartbeatUnreadable = true
        fact.connectors = .present([connector])
        fact.policies = .present([
            EndpointSecurityPolicy(
                id: text(), name: text(), templateID: text(), templateFamily: text(), technologies: texts(),
                assignments: .present([.init(.group, group: text(), filter: text())]),
                settings: .present([.init(definition: text(), value: text())])),
            EndpointSecurityPolicy(
                id: text(), name: text(), templateID: text(), templateFamily: text(), technologies: texts(),
                assignments: .unreadable(unreadable()), settings: .unreadable(unreadable())),
        ])
        fact.lists = [.init(kind: .machines, count: 1, observedAt: moment, incomplete: unreadable())]
        fact.faults = [unreadable()]
        return fact
    }
}
