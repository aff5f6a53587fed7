import CheckCatalogue
import FoundationEssentials
import Model
import SampleFacts

extension GeneratedFacts {
    mutating func endpoints(_ tenant: TenantExpectation?) -> [EndpointFact] {
        guard let sets = try? RealCatalogue.load().probing.endpointSets else { return [] }
        let proxy = NetworkPath.proxy("http://proxy.\(domains[0]):8080")
        let path = chance(30) ? proxy : .direct
        var endpoints: [Endpoint] = []
        for set in sets where set.id == "security-settings-management" || chance(20) {
            for template in set.endpoints {
                for host in (template.hosts[.global] ?? []).prefix(2) {
                    endpoints.append(template.endpoint(set: set.id, host: host, tenant: tenant))
                    if tenant != nil, ["sign-in", "registration"].contains(template.id) {
                        endpoints.append(template.endpoint(set: "tenant", host: host, tenant: tenant))
                    }
                }
            }
        }
        if chance(40) { endpoints.append(own()) }
        if chance(40), let template = sets.flatMap(\.endpoints).first(where: { $0.id == "sign-in" }) {
            var endpoint = template.endpoint(
                set: TenantNames.set, host: "login.microsoftonline.com",
                tenant: .init(id: nil, domain: tenantName))
            endpoint.id = TenantNames.id(of: tenantName)
            endpoint.reachabilityCheck = TenantNames.check
            endpoints.append(endpoint)
        }
        return endpoints.map { endpoint in
            let id =
                "endpoint:\(endpoint.id):\(endpoint.scheme.rawValue)://\(endpoint.host ?? "-"):\(endpoint.port)\(endpoint.path):\(path.via)"
            return EndpointFact(
                id: chance(1) ? "an id of another form" : id + (endpoint.set == "tenant" ? ":tenant" : ""),
                endpoint: endpoint,
                path: path, observedAt: moment, probe: probe(endpoint, path))
        }
    }

    /// A host of the customer's own.
    private mutating func own() -> Endpoint {
        var endpoint = Endpoint(
            id: "additional", set: "additional", host: "portal.\(domains[0])", port: pick([443, 8443]),
            scheme: .https,
            path: pick(["/", "/Berlin/start"]), reachabilityCheck: "endpoints.additional-reachable",
            why: "of Anna's own")
        if chance(50) {
            endpoint.expectation.statuses = [200]
            endpoint.expectation.body = .json
            endpoint.expectation.jsonMembers = [
                "issuer": [
                    pick([
                        "https://portal.\(domains[0])/*/id", "https://x.\(domains[0])/pre*/{guid}",
                        "Contoso*",
                    ])
                ]
            ]
        }
        return endpoint
    }

    private mutating func probe(_ endpoint: Endpoint, _ path: NetworkPath) -> Probe {
        let host = endpoint.host ?? ""
        let failures: [(Phase, ReasonCode, String)] = [
            (.name, .dnsNoSuchName, "the resolver 10.0.0.53 says that it does not exist"),
            (.tcp, .tcpRefused, "connection to 10.20.30.40:443 refused"),
            (.tls, .tlsUntrustedIssuer, "issued by Contoso CA"),
            (.http, .httpTimeout, "no answer by \(host)"),
            (.proxy, .proxyDenied, "proxy.\(domains[0]) refuses"),
            (.proxy, .proxyAuthenticationRequired, "a sign-in is demanded"),
        ]
        var probe = Probe()
        probe.remoteAddress = pick(["10.20.30.40", "20.190.128.1", "2001:db8::1"])
        if path == .direct {
            probe.resolution = NameFact(
                source: .resolver, ipv4: .addresses, ipv6: pick([.noAddress, .timeout]),
                addresses: ["20.190.128.1"])
        } else {
            probe.tunnel = TunnelFact(status: 200, schemes: [], explanation: "via proxy.\(domains[0])")
        }
        if chance(15) {
            let (phase, code, detail) = pick(failures)
            probe.failure = .init(phase, code, detail)
            if phase == .tls { probe.tls = TLSFact(chain: [gateway(host)], verifiedChain: [gateway(host)]) }
            return probe
        }
        probe.tls = tls(host)
        probe.http = answer(endpoint)
        probe.milliseconds = phases()
        return probe
    }

    /// Lengths that come to a number and a half, whose sum depends on the order in which they are added up.
    private mutating func phases() -> [String: Double] {
        let tenths = (0..<3).map { _ in number(1..<200) }
        let lengths = (tenths + [1005 - tenths.reduce(0, +)]).map { Double($0) / 10 }
        return Dictionary(uniqueKeysWithValues: zip(["name", "tcp", "tls", "http"], lengths))
    }

    private mutating func answer(_ endpoint: Endpoint) -> HTTPFact {
        var http = HTTPFact(status: endpoint.expectation.statuses.first ?? 200)
        if chance(10) { http.status = pick([302, 404, 503, 511]) }
        http.body =
            endpoint.expectation.body == .json ? .json : endpoint.expectation.body == .xml ? .xml : .empty
        if chance(8) { http.body = .html }
        http.title = chance(10) ? "Contoso sign-in" : nil
        http.clockOffset = clockOffset
        if http.status == 302 {
            let host = endpoint.host ?? ""
            let parent = host.split(separator: ".").dropFirst().joined(separator: ".")
            http.redirectHost = pick([
                "portal.\(domains[0])", "www.microsoft.com", "other.\(parent)", host, "else.\(domains[0])",
                "login.live.com",
            ])
        }
        for header in endpoint.expectation.headers where chance(95) {
            http.headers[header] = "value-\(guid())"
        }
        http.headers["via"] = chance(20) ? "1.1 proxy.\(domains[0]) (squid)" : nil
        // In an order of their own, so that a seed makes the same facts in each process.
        let members = endpoint.expectation.jsonMembers.sorted { $0.key < $1.key }
        for (member, forms) in members where chance(95) {
            let id = chance(90) ? tenantID : guid().description
            let form = pick(forms)
            http.jsonMembers[member] =
                chance(90)
                ? form.replacing("{guid}", with: id).replacing("*", with: id) : "https://\(domains[0])/\(id)"
        }
        if let claim = endpoint.expectation.tenantClaim, http.jsonMembers[claim] == nil, chance(70) {
            http.jsonMembers[claim] = pick([
                "https://sts.windows.net/\(tenantID)/", "urn:x_\(tenantID.uppercased())y",
            ])
        }
        if endpoint.set == "tenant", chance(10) {
            http.status = 400
            http.jsonMembers = ["error_description": "AADSTS90002: Tenant '\(domains[0])' not found."]
        }
        return http
    }

    private mutating func tls(_ host: String) -> TLSFact {
        let issuers = try? RealCatalogue.load().judging.issuers
        let known = (issuers?.issuers.sorted() ?? []) + (issuers?.roots.sorted() ?? [])
        let issuer = CertificateFact(
            subject: "CN=Microsoft Azure RSA TLS Issuing CA 03,O=Microsoft Corporation,C=US",
            issuer: "CN=DigiCert Global Root G2",
            issuerName: "DigiCert Global Root G2", sha1: known.isEmpty ? "" : pick(known),
            sha256: String(repeating: "A", count: 64),
            selfIssued: false)
        let leaf = CertificateFact(
            subject: "CN=\(host),O=Microsoft Corporation,C=US", issuer: issuer.subject,
            issuerName: "Microsoft Azure RSA TLS Issuing CA 03",
            dnsNames: [host, "*.\(domains[0])"], sha1: String(repeating: "B", count: 40),
            sha256: String(repeating: "B", count: 64),
            selfIssued: false)
        let chain = chance(85) ? [leaf, issuer] : [gateway(host), gateway("Contoso CA")]
        return TLSFact(
            version: pick([.tls12, .tls13, .tls10]), cipher: "TLS_AES_256_GCM_SHA384", chain: chain,
            verifiedChain: chain,
            trusted: true, handshakeFinished: true)
    }

    private mutating func gateway(_ name: String) -> CertificateFact {
        CertificateFact(
            subject: "CN=\(name),O=Contoso", issuer: "CN=Contoso CA,O=Contoso", issuerName: "Contoso CA",
            dnsNames: [name],
            sha1: String(repeating: "C", count: 40), sha256: String(repeating: "C", count: 64),
            selfIssued: name == "Contoso CA")
    }

    mutating func wildcards() -> [WildcardFact] {
        let direct = WildcardFact(
            id: "wildcard:*.dm.microsoft.com:direct",
            reachabilityCheck: "endpoints.device-management-reachable",
            pattern: "*.dm.microsoft.com", label: "qx12.dm.microsoft.com", path: .direct, observedAt: moment,
            probe: pick([
                .absentName, .refused,
                .failed(.name, .dnsSinkholed, "10.9.9.9 is a sinkhole of \(domains[0])"),
            ]),
            handshake: pick([.answered, .cut, .alert]), handshakeTLS: tls("checkin.dm.microsoft.com"),
            knownHost: chance(80) ? "checkin.dm.microsoft.com" : nil, knownHostAnswered: chance(80))
        return [direct]
    }
}
