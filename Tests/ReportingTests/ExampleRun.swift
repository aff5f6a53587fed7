import CheckCatalogue
import Checks
import FoundationEssentials
import Model
import SampleFacts

/// A run made by hand: facts for every endpoint of the real catalogue, judged as the command judges them.
struct ExampleRun {
    var sets = ["security-settings-management", "revocation"]
    var paths: [NetworkPath] = [.direct]
    var tenant: TenantExpectation?
    var wildcards: [WildcardFact] = []
    var interrupted = false
    var vantage: String?
    /// Whether a directory was asked for, and a synchronisation server's export given.
    var hasDirectory = false
    var waivers: [Waiver]?
    /// How the probe of an endpoint went.
    var probe: @Sendable (Endpoint, NetworkPath) -> Probe = { endpoint, _ in .healthy(endpoint) }

    static let tenantID = "11111111-2222-3333-4444-555555555555"
    static let proxy = NetworkPath.proxy("http://proxy.corp.contoso.com:8080")
    static let moment = Date(timeIntervalSince1970: 1_768_469_400)

    func report() throws -> Report {
        let catalogue = try RealCatalogue.load()
        var facts = FactSet()
        facts.endpoints = endpoints(catalogue.probing).flatMap { endpoint in
            paths.map { fact(endpoint, $0) }
        }
        facts.wildcards = wildcards
        facts.tenant = tenant
        if hasDirectory { ExampleDirectory.add(to: &facts) }
        facts.waivers = waivers.map { GivenWaivers(judgedAt: Self.moment, waivers: $0) }
        return try Self.report(of: facts, paths: paths, interrupted: interrupted, vantage: vantage)
    }

    /// The report of any facts under the set `classic`.
    static func report(
        of facts: FactSet, paths: [NetworkPath] = [.direct], interrupted: Bool = false,
        vantage: String? = nil,
        isSelected: @escaping @Sendable (CheckID) -> Bool = { _ in true }
    ) throws -> Report {
        let catalogue = try RealCatalogue.load()
        let judging = catalogue.judging
        let plan = Evaluation.Plan(
            checks: allChecks, descriptions: judging.checks, reasons: judging.reasons, areas: judging.areas,
            requirementSets: judging.requirementSets, isSelected: isSelected)
        var references = References()
        references.knownRoots = judging.issuers.roots
        references.knownIssuers = judging.issuers.issuers
        references.publicRoots = judging.publicRoots
        references.directory = catalogue.probing.directory
        let evaluation = Evaluation(plan, evidence: Evidence(facts: facts, references: references))
        let sets = judging.requirementSets
        let results = sets.first.map { evaluation.results(under: $0) } ?? []
        let others = sets.dropFirst().map {
            Report.OtherRequirementSet(
                name: $0.name, results: evaluation.results(under: $0), against: results, failOn: .fail,
                interrupted: interrupted)
        }
        return Report(
            tool: .init(name: "mde-preflight", version: "0.1.0"),
            run: .init(
                startedAt: moment, durationSeconds: 1.25, host: "probe-1.corp.contoso.com", vantage: vantage,
                interrupted: interrupted, requirementSet: "classic", cloud: "global", paths: paths,
                failOn: .fail),
            summary: Summary(results, failOn: .fail, interrupted: interrupted), otherRequirementSets: others,
            results: results, devices: sets.first.flatMap { evaluation.devices(under: $0).devices },
            areas: evaluation.coverage(), facts: facts)
    }

    private func endpoints(_ probing: ProbingKnowledge) -> [Endpoint] {
        var found: [Endpoint] = []
        for set in probing.endpointSets where sets.contains(set.id) {
            for template in set.endpoints {
                found += (template.hosts[.global] ?? []).map {
                    template.endpoint(set: set.id, host: $0, tenant: nil)
                }
            }
        }
        guard let tenant else { return found }
        return found
            + probing.endpointSets.flatMap(\.endpoints).compactMap { template -> Endpoint? in
                guard let claim = template.expectation.tenantClaim, let host = template.hosts[.global]?.first
                else { return nil }
                var endpoint = template.endpoint(set: "tenant", host: host, tenant: tenant)
                endpoint.id += "-tenant"
                endpoint.reachabilityCheck = "tenant.domain-resolves-to-tenant"
                endpoint.expectation = .answer([], tenantClaim: claim)
                return endpoint
            }
    }

    private func fact(_ endpoint: Endpoint, _ path: NetworkPath) -> EndpointFact {
        let id =
            "endpoint:\(endpoint.id):\(endpoint.host ?? "-"):\(endpoint.port)\(endpoint.path):\(path.via)"
        return EndpointFact(
            id: id, endpoint: endpoint, path: path, observedAt: Self.moment, probe: probe(endpoint, path))
    }

    static func wildcard(
        _ path: NetworkPath, _ probe: Probe, handshake: WildcardFact.Handshake = .notTried,
        answered: Bool = true
    ) -> WildcardFact {
        WildcardFact(
            id: "wildcard:*.dm.microsoft.com:\(path.via)",
            reachabilityCheck: "endpoints.device-management-reachable", pattern: "*.dm.microsoft.com",
            label: "p8f3k2m9x7q4w1z6.dm.microsoft.com", path: path, observedAt: moment, probe: probe,
            handshake: handshake,
            handshakeTLS: handshake == .answered ? .microsoft("discovery.dm.microsoft.com") : nil,
            knownHost: path == .direct ? "discovery.dm.microsoft.com" : nil,
            knownHostAnswered: answered && path == .direct)
    }
}

extension Probe {
    /// The service's own answer, from both address families.
    static func healthy(_ endpoint: Endpoint, offset: Double = 0.4, via path: NetworkPath = .direct) -> Probe
    {
        var probe = Probe()
        probe.http = HTTPFact.genuine(endpoint, offset: offset)
        probe.milliseconds = ["tcp": 11.2, "http": 24]
        if endpoint.scheme == .https {
            probe.tls = .microsoft(endpoint.host ?? "")
            probe.milliseconds["tls"] = 31.5
        }
        guard path == .direct else {
            probe.remoteAddress = "192.168.10.8"
            probe.tunnel =
                endpoint.scheme == .https ? TunnelFact(status: 200, schemes: [], explanation: nil) : nil
            probe.milliseconds["proxy"] = 18.1
            return probe
        }
        probe.resolve()
        probe.remoteAddress = "203.0.113.10"
        return probe
    }

    /// Addresses of both families, to which TCP connects, or fails with `code`.
    mutating func resolve(butFor code: ReasonCode? = nil) {
        resolution = NameFact(
            source: .resolver, ipv4: .addresses, ipv6: .addresses,
            addresses: ["203.0.113.10", "2001:db8::10"])
        milliseconds["name"] = 4.3
        families = zip([FamilyFact.Family.ipv4, .ipv6], ["203.0.113.10", "2001:db8::10"]).map {
            family, address in
            FamilyFact(
                family: family, address: address, connected: code == nil, code: code, noLocalRoute: false)
        }
    }
}

extension HTTPFact {
    fileprivate static func genuine(_ endpoint: Endpoint, offset: Double) -> HTTPFact {
        let expectation = endpoint.expectation
        var fact = HTTPFact(status: expectation.statuses.first ?? 404, clockOffset: offset)
        fact.headers = [
            "date": "Thu, 15 Jan 2026 09:30:00 GMT",
            "x-ms-request-id": "9b1c1f6e-0000-4000-8000-000000000001",
        ]
        if let members = GenuineAnswer.members[endpoint.id] {
            fact.jsonMembers = members
            fact.body = .json
            fact.headers["content-type"] = "application/json; charset=utf-8"
            fact.bodyBytes = 1753
        }
        if let claim = expectation.tenantClaim, endpoint.set == "tenant" {
            fact.status = 200
            fact.body = .json
            fact.jsonMembers[claim] =
                claim == "issuer"
                ? "https://login.microsoftonline.com/\(ExampleRun.tenantID)/v2.0" : ExampleRun.tenantID
        }
        return fact
    }
}

extension TLSFact {
    /// As Microsoft's own servers show themselves, by the catalogue's fingerprints.
    static func microsoft(_ host: String) -> TLSFact {
        let root = CertificateFact(
            subject: "CN=DigiCert Global Root G2,OU=www.digicert.com,O=DigiCert Inc,C=US",
            issuer: "CN=DigiCert Global Root G2,OU=www.digicert.com,O=DigiCert Inc,C=US",
            issuerName: "DigiCert Global Root G2", sha1: "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4",
            sha256: String(repeating: "C", count: 64), selfIssued: true)
        let issuer = CertificateFact(
            subject: "CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1,O=DigiCert Inc,C=US",
            issuer: root.subject,
            issuerName: "DigiCert Global Root G2", sha1: "1B511ABEAD59C6CE207077C0BF0E0043B1382612",
            sha256: String(repeating: "D", count: 64), selfIssued: false)
        let leaf = CertificateFact(
            subject: "CN=\(host),O=Microsoft Corporation,C=US", issuer: issuer.subject,
            issuerName: "DigiCert Global G2 TLS RSA SHA256 2020 CA1", dnsNames: [host],
            notBefore: Date(timeIntervalSince1970: 1_760_000_000),
            notAfter: Date(timeIntervalSince1970: 1_790_000_000),
            sha1: String(repeating: "E", count: 40), sha256: String(repeating: "F", count: 64),
            selfIssued: false)
        return TLSFact(
            version: .tls13, cipher: "TLS_AES_256_GCM_SHA384", chain: [leaf, issuer],
            verifiedChain: [leaf, issuer, root],
            trusted: true, handshakeFinished: true)
    }

    /// As an inspecting gateway shows itself where its authority is not installed.
    static func gateway(_ host: String) -> TLSFact {
        let leaf = CertificateFact(
            subject: "CN=\(host)", issuer: "CN=Contoso Web Gateway CA,O=Contoso",
            issuerName: "Contoso Web Gateway CA",
            dnsNames: [host], sha1: String(repeating: "1", count: 40),
            sha256: String(repeating: "2", count: 64),
            selfIssued: false)
        return TLSFact(chain: [leaf], verifiedChain: [leaf])
    }
}
