import Model
import SampleFacts
import Testing

@testable import Checks

struct WildcardAllowedCheckTests {
    private let check = WildcardAllowedCheck(
        "endpoints.device-management-wildcard-allowed", hosts: "endpoints.device-management-reachable")

    private static func row(_ name: String, _ fact: WildcardFact, _ outline: String) -> Judgement {
        Judgement(name, Sample.facts(wildcards: [fact]), [outline])
    }

    private static func proxied(_ probe: Probe, absent: Probe? = nil, unrelated: Probe? = nil) -> WildcardFact
    {
        Sample.wildcard(Sample.proxy, probe, absent: absent, unrelated: unrelated)
    }

    /// On a direct path, compared with a known host that answered.
    private static func direct(_ probe: Probe = .absentName, _ handshake: WildcardFact.Handshake = .answered)
        -> WildcardFact
    {
        Sample.wildcard(.direct, probe, handshake: handshake, known: "checkin.dm.example", answered: true)
    }

    private static let gateway = TLSFact.trusted(.gatewayLeaf, .gateway)

    static let proxyRows: [Judgement] = [
        row("a tunnel to the service", proxied(.answered()), "met"),
        row(
            "a tunnel to the service, which then says nothing",
            proxied(.failed(.http, .httpTimeout) { $0.tls = .genuine }), "met"),
        row(
            "a tunnel to another's name, under the service's issuer",
            proxied(.failed(.tls, .tlsNameMismatch) { $0.tls = .genuine }),
            "undetermined evidence.inconclusive"),
        row(
            "a tunnel to somebody else", proxied(.answered(tls: gateway)),
            "undetermined evidence.inconclusive"),
        row(
            "a tunnel to somebody whom this host does not trust",
            proxied(.failed(.tls, .tlsUntrustedIssuer) { $0.tls = .untrusted(.leaf, .serviceIssuer) }),
            "undetermined evidence.inconclusive"),
        row(
            "a tunnel to something that is not TLS", proxied(.failed(.tls, .tlsNotTLS)),
            "undetermined evidence.inconclusive"),
        row(
            "the run's deadline in a tunnel", proxied(.failed(.tls, .deadlineExceeded)),
            "undetermined deadline.exceeded < endpoints.device-management-reachable"),
        row("a denial", proxied(.denied), "not-met proxy.denied"),
        row("absent here, denied elsewhere", proxied(.absentTarget, absent: .denied), "met"),
        row(
            "every name is let through",
            proxied(.absentTarget, absent: .absentTarget, unrelated: .answered()), "met"),
        row(
            "a tunnel to an unrelated host",
            proxied(.absentTarget, absent: .absentTarget, unrelated: .failed(.tls, .tlsReset)),
            "met"),
        row(
            "names are looked up before they are decided on",
            proxied(.absentTarget, absent: .absentTarget, unrelated: .denied),
            "undetermined evidence.inconclusive"),
        row(
            "one answer for all", proxied(.absentTarget, absent: .absentTarget, unrelated: .absentTarget),
            "undetermined evidence.inconclusive"),
        row("no comparison", proxied(.absentTarget), "undetermined evidence.inconclusive"),
        row(
            "a comparison that failed", proxied(.absentTarget, absent: .failed(.proxy, .proxyTimeout)),
            "undetermined evidence.inconclusive"),
        row(
            "a sign-in", proxied(.signInDemanded()),
            "undetermined proxy.authentication-required < endpoints.proxy-needs-no-sign-in"),
        row(
            "a dead proxy", proxied(.failed(.proxy, .proxyUnreachable)),
            "undetermined proxy.unreachable < endpoints.device-management-reachable"),
        row(
            "an interrupt", proxied(.interrupted),
            "undetermined run.interrupted < endpoints.device-management-reachable"),
    ]

    static let directRows: [Judgement] = [
        row("an absent name and a handshake", direct(), "met"),
        row("a name without addresses and a handshake", direct(.failed(.name, .dnsNoAddress)), "met"),
        row("a name that exists and is the service's", direct(.answered()), "met"),
        row(
            "a name that exists and is somebody else's", direct(.answered(tls: gateway)),
            "undetermined evidence.inconclusive"),
        row(
            "a name that exists and is not answered for",
            direct(.failed(.tcp, .tcpRefused) { $0.remoteAddress = "192.0.2.1" }),
            "undetermined tcp.refused < endpoints.device-management-reachable"),
        row("a sinkhole", direct(.failed(.name, .dnsSinkholed)), "not-met dns.sinkholed"),
        row(
            "a resolver that refuses this name alone", direct(.failed(.name, .dnsServerFailure)),
            "not-met dns.server-failure"),
        row(
            "a resolver that is silent on it", direct(.failed(.name, .dnsTimeout)), "undetermined dns.timeout"
        ),
        row(
            "a handshake with somebody else's certificate",
            {
                var fact = direct()
                fact.handshakeTLS = gateway
                return fact
            }(), "undetermined evidence.inconclusive"),
        row("a TLS alert", direct(.absentName, .alert), "undetermined evidence.inconclusive"),
        row("a cut handshake", direct(.absentName, .cut), "undetermined tls.reset"),
        row("no handshake", direct(.absentName, .notTried), "undetermined evidence.missing"),
        row(
            "an interrupt in the handshake with a name that exists",
            direct(.failed(.tls, .runInterrupted) { $0.remoteAddress = "192.0.2.1" }),
            "undetermined run.interrupted"),
        row("an interrupt", direct(.interrupted), "undetermined run.interrupted"),
        row("the run's deadline", direct(.late), "undetermined deadline.exceeded"),
        row("no host to compare with", Sample.wildcard(), "undetermined endpoint.not-documented"),
        row(
            "a known host that was not reached", Sample.wildcard(known: "checkin.dm.example"),
            "undetermined evidence.missing < endpoints.device-management-reachable"),
        row(
            "a resolver that fails for every name",
            Sample.wildcard(.direct, .failed(.name, .dnsServerFailure), known: "checkin.dm.example"),
            "undetermined dns.server-failure < endpoints.device-management-reachable"),
    ]

    @Test(arguments: proxyRows)
    func `judges what a proxy does with a random name`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test(arguments: directRows)
    func `judges what becomes of a random name on a direct path`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `a wildcard is judged by the check of its own hosts`() {
        let other = WildcardAllowedCheck(
            "endpoints.other-wildcard-allowed", hosts: "endpoints.other-reachable")
        let row = Self.row("a denial", Self.proxied(.denied), "")
        #expect(row.findings(of: other).isEmpty)
        #expect(row.findings(of: check).count == 1)
    }

    @Test
    func `nothing is judged where no wildcard was tried`() {
        #expect(Judgement("endpoints alone", .answered(), "").findings(of: check).isEmpty)
    }

    @Test
    func `a finding names the wildcard, the path and the fact that it rests on`() throws {
        let finding = try #require(Self.row("a denial", Self.proxied(.denied), "").findings(of: check).first)
        #expect(finding.subject == Subject(.endpoint, "*.dm.example", via: "proxy"))
        let reason = try #require(finding.verdict.reasons.first)
        #expect(reason.facts == ["wildcard:*.dm.example:proxy"])
        #expect(
            reason.message.hasPrefix(
                "*.dm.example: the proxy refuses a random name below it, prandomrandom123.dm.example"))
    }

    @Test(arguments: [
        (WildcardFact.Handshake.alert, "likelier a server that serves listed names only"),
        (.cut, "likelier a filter on server names"),
    ])
    func `says which cause is likelier`(handshake: WildcardFact.Handshake, words: String) throws {
        #expect(try Self.row("cut", Self.direct(.absentName, handshake), "").words(of: check).contains(words))
    }
}
