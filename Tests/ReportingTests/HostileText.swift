import FoundationEssentials
import Model
import SampleFacts

/// Text that steers terminals, hides or reverses other text, or is far too long.
enum HostileText {
    static let short =
        "\u{1b}[31m\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}\u{200b}\r\n\t\u{0}\u{7f}\u{2028}\u{feff}end"
    static let long = String(repeating: "a b\u{1b}[2J ", count: 2000)

    /// Probes with hostile text in every place that a peer can fill.
    static var probes: [Probe] {
        let http = HTTPFact(
            status: 200, headers: ["server": short, "location": long], body: .html, title: short,
            redirectHost: short,
            jsonMembers: ["issuer": short, "error": short, "error_description": long], clockOffset: 0)
        let certificate = CertificateFact(
            subject: "CN=" + short, issuer: long, issuerName: short, dnsNames: [short], sha1: short,
            sha256: short, selfIssued: false)
        let trusted = TLSFact(
            version: .tls13, cipher: short, chain: [certificate], verifiedChain: [certificate, certificate],
            trusted: true)
        var answered = Probe()
        answered.http = http
        answered.tls = trusted
        var redirected = answered
        redirected.http?.status = 302
        var altered = answered
        altered.http?.redirectHost = nil
        altered.http?.body = .json
        var unknown = altered
        unknown.http?.status = 404
        var dead = answered
        dead.resolution = NameFact(
            source: .resolver, ipv4: .addresses, ipv6: .addresses, addresses: [short], detail: long)
        dead.families = [
            FamilyFact(
                family: .ipv4, address: short, connected: false, code: .tcpTimeout, noLocalRoute: false),
            FamilyFact(family: .ipv6, address: long, connected: true, code: nil, noLocalRoute: false),
        ]
        let failures = [
            (Phase.name, ReasonCode.dnsServerFailure), (.tls, .tlsUntrustedIssuer),
            (.proxy, .proxyAuthenticationRequired),
        ]
        return [answered, redirected, altered, unknown, dead]
            + failures.flatMap { phase, code in
                [short, long].map { text in
                    .failed(phase, code, text) {
                        $0.tls = TLSFact(chain: [certificate], verifiedChain: [certificate])
                        $0.tunnel = TunnelFact(status: 407, schemes: [short, long], explanation: long)
                    }
                }
            }
    }

    /// Facts with hostile text everywhere, and one probe for all.
    static func facts(_ probe: Probe) -> FactSet {
        let paths = [NetworkPath.direct, .proxy(short)]
        let expectation = Model.Expectation.answer(
            body: .json, members: ["issuer": "https://genuine"], headers: [short], tenantClaim: "issuer")
        let checks: [(String, CheckID)] = [
            ("security-settings-management", "endpoints.sign-in-reachable"),
            ("additional", "endpoints.additional-reachable"),
            ("tenant", "tenant.domain-resolves-to-tenant"),
        ]
        let endpoints = checks.flatMap { set, check in
            paths.map { path in
                Sample.fact(
                    Sample.endpoint(short, id: long, set: set, check: check, expecting: expectation), path,
                    probe)
            }
        }
        let wildcards = paths.flatMap { path in
            [WildcardFact.Handshake.cut, .alert, .answered].map { handshake in
                WildcardFact(
                    id: short, reachabilityCheck: "endpoints.device-management-reachable", pattern: short,
                    label: long, path: path, observedAt: Sample.moment,
                    probe: probe, absentControl: probe,
                    unrelatedControl: probe, handshake: handshake, knownHost: short, knownHostAnswered: true)
            }
        }
        return Sample.facts(
            endpoints, wildcards: wildcards, tenant: TenantExpectation(id: long, domain: short))
    }

    /// What must never reach a terminal or a reader.
    static func harm(in text: String) -> [String] {
        let harmful = text.unicodeScalars.filter { scalar in
            guard scalar != "\n" else { return false }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: return true
            default: return false
            }
        }
        return Set(harmful.map { "U+" + String($0.value, radix: 16) }).sorted()
    }

    /// The text without the codes that colour it.
    static func uncoloured(_ text: String) -> String {
        text.replacing(/\u{1b}\[[0-9;]*m/, with: "")
    }
}
