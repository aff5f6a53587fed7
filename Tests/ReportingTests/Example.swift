import FoundationEssentials
import Model
import SampleFacts

/// The runs whose reports are in `reports/examples/`.
enum Example: String, CaseIterable {
    case allGood = "all-good"
    case failuresAndBlocked = "failures-and-blocked"
    case interrupted
    case bothPaths = "both-paths"
    case directoryMixed = "directory-mixed"
    case waived

    var report: Report {
        get throws {
            switch self {
            case .allGood: try Self.good.report()
            case .failuresAndBlocked: try Self.failing.report()
            case .interrupted: try Self.broken.report()
            case .bothPaths: try Self.both.report()
            case .directoryMixed: try Self.mixed.report()
            case .waived: try Self.accepted.report()
            }
        }
    }

    private static let good = ExampleRun(
        tenant: TenantExpectation(id: ExampleRun.tenantID, domain: "contoso.com"),
        wildcards: [ExampleRun.wildcard(.direct, .absentName, handshake: .answered)])

    /// A network where all is well, and a directory of which only a part is synchronised.
    private static let mixed = ExampleRun(
        tenant: TenantExpectation(
            id: ExampleRun.tenantID, domain: "contoso.com", initialDomain: "contoso.onmicrosoft.com"),
        wildcards: [ExampleRun.wildcard(.direct, .absentName, handshake: .answered)], hasDirectory: true)

    /// Several faults at once, and what follows from them.
    private static let failing = ExampleRun(
        sets: ["security-settings-management", "hybrid-join", "revocation"],
        wildcards: [ExampleRun.wildcard(.direct, .absentName, answered: false)], vantage: "branch office"
    ) { endpoint, _ in
        switch endpoint.id {
        case "registration":
            .failed(
                .tls, .tlsUntrustedIssuer,
                "the certificate was issued by \"Contoso Web Gateway CA\", which this host does not trust"
            ) {
                $0.resolve()
                $0.tls = .gateway("enterpriseregistration.windows.net")
            }
        case "sign-in":
            .failed(.name, .dnsNoSuchName, "the resolver says that the name does not exist") {
                $0.resolution = NameFact(
                    source: .resolver, ipv4: .noSuchName, ipv6: .noSuchName, addresses: [])
            }
        case "device-management-discovery":
            .failed(.tcp, .tcpTimeout, "no answer to the connection attempt within 10.0 s") {
                $0.resolve(butFor: .tcpTimeout)
            }
        case "device-management-checkin":
            .failed(.tcp, .tcpRefused, "the connection was refused") { $0.resolve(butFor: .tcpRefused) }
        case "device-sign-in":
            .failed(.tls, .tlsReset, "the connection was cut during the TLS handshake") { $0.resolve() }
        case "revocation-trust-lists": .portal(endpoint)
        case "revocation-ocsp-digicert": .withoutIPv6(endpoint)
        default: .healthy(endpoint, offset: 612)
        }
    }

    /// A gateway that is known to intercept TLS for a while, a waiver too late, one too many and one misspelt.
    private static let accepted = ExampleRun(
        tenant: TenantExpectation(id: ExampleRun.tenantID, domain: "contoso.com"),
        wildcards: [ExampleRun.wildcard(.direct, .absentName, handshake: .answered)],
        waivers: [
            Waiver(
                reason: "tls.untrusted-issuer", subject: "*.dm.microsoft.com",
                because: "inspection of these hosts is switched off at the end of the month, change 4711",
                owner: "network team", expires: ExampleRun.moment + 16 * 86_400, line: 2),
            Waiver(
                check: "endpoints.revocation-reachable", subject: "ocsp.digicert.com",
                because: "the firewall rule is ordered", owner: "firewall team",
                expires: ExampleRun.moment + 7 * 86_400, line: 7),
            Waiver(
                check: "endpoints.clock-in-sync", subject: "*", because: "the clock server was moved",
                owner: "server team", expires: ExampleRun.moment - 86_400, line: 12),
            Waiver(
                check: "endpoints.tls-version", subject: "proxy.*", because: "an old proxy",
                owner: "network team", expires: ExampleRun.moment + 90 * 86_400, line: 17),
            Waiver(
                reason: "tcp.timout", subject: "*", because: "a slow line", owner: "branch office",
                expires: ExampleRun.moment + 90 * 86_400, line: 22, likelyMeant: "tcp.timeout"),
        ]
    ) { endpoint, _ in
        switch endpoint.id {
        case "device-management-checkin":
            .failed(
                .tls, .tlsUntrustedIssuer,
                "the certificate was issued by \"Contoso Web Gateway CA\", which this host does not trust"
            ) {
                $0.resolve()
                $0.tls = .gateway("checkin.dm.microsoft.com")
            }
        case "revocation-ocsp-digicert":
            .failed(.tcp, .tcpRefused, "the connection was refused") { $0.resolve(butFor: .tcpRefused) }
        default: .healthy(endpoint)
        }
    }

    private static let broken = ExampleRun(
        wildcards: [ExampleRun.wildcard(.direct, .interrupted, answered: false)], interrupted: true
    ) { endpoint, _ in
        guard endpoint.scheme == .https else { return .interrupted }
        return .failed(.tcp, .runInterrupted, "interrupted") { $0.resolve() }
    }

    /// A network whose only way out is a proxy that knows the sign-in hosts and no others.
    private static let both = ExampleRun(
        paths: [.direct, ExampleRun.proxy],
        wildcards: [
            ExampleRun.wildcard(.direct, .absentName, answered: false),
            ExampleRun.wildcard(ExampleRun.proxy, .denial),
        ]
    ) { endpoint, path in
        guard path != .direct else {
            return .failed(.tcp, .tcpTimeout, "no answer to the connection attempt within 10.0 s") {
                $0.resolve(butFor: .tcpTimeout)
            }
        }
        let isDenied = endpoint.reachabilityCheck == "endpoints.device-management-reachable"
        return isDenied ? .denial : .healthy(endpoint, via: path)
    }
}

extension Probe {
    fileprivate static let denial = failed(
        .proxy, .proxyDenied, "the proxy refuses to connect there (status 403); it says: ERR_ACCESS_DENIED 0"
    ) {
        $0.remoteAddress = "192.168.10.8"
        $0.tunnel = TunnelFact(status: 403, schemes: [], explanation: "ERR_ACCESS_DENIED 0")
    }

    fileprivate static func portal(_ endpoint: Endpoint) -> Probe {
        var probe = healthy(endpoint)
        probe.http = HTTPFact(
            status: 302, headers: ["location": "http://portal.corp.contoso.com/blocked"],
            redirectHost: "portal.corp.contoso.com")
        return probe
    }

    fileprivate static func withoutIPv6(_ endpoint: Endpoint) -> Probe {
        var probe = healthy(endpoint, offset: 612)
        probe.families[1].connected = false
        probe.families[1].code = .tcpTimeout
        return probe
    }
}
