import Model
import SampleFacts
import Testing

@testable import Checks

struct ProxyNeedsNoSignInCheckTests {
    private let check = ProxyNeedsNoSignInCheck()
    private static let other = Sample.endpoint(
        "dm.example", id: "checkin", check: "endpoints.device-management-reachable")

    private static func through(_ probes: Probe...) -> FactSet {
        let endpoints = [Sample.endpoint(), other]
        return Sample.facts(zip(endpoints, probes).map { Sample.fact($0, Sample.proxy, $1) })
    }

    static let rows: [Judgement] = [
        Judgement("tunnels without a sign-in", through(tunnelled, tunnelled), ["met"]),
        Judgement("a denial is no demand", through(.denied), ["met"]),
        Judgement("a plain answer", through(.answered(tls: nil)), ["met"]),
        Judgement("a demand", through(.signInDemanded()), ["not-met proxy.authentication-required"]),
        Judgement(
            "a demand for one of two", through(tunnelled, .signInDemanded()),
            ["not-met proxy.authentication-required"]),
        Judgement(
            "a proxy that refuses connections", through(.failed(.proxy, .proxyUnreachable)),
            ["undetermined proxy.unreachable < endpoints.sign-in-reachable"]),
        Judgement(
            "a proxy that never answers",
            through(.failed(.proxy, .proxyTimeout), .failed(.proxy, .proxyTimeout)),
            [
                "undetermined proxy.timeout < endpoints.sign-in-reachable < endpoints.device-management-reachable"
            ]),
        Judgement(
            "an interrupt", through(.interrupted),
            ["undetermined run.interrupted < endpoints.sign-in-reachable"]),
        Judgement("no proxy", .answered(), "not-applicable"),
        Judgement("nothing probed", FactSet(), []),
    ]

    private static let tunnelled = Probe.answered {
        $0.tunnel = TunnelFact(status: 200, schemes: [], explanation: nil)
    }

    @Test(arguments: rows)
    func `judges whether the proxy asks for a sign-in`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `names the proxy, the hosts and what it offers`() throws {
        let facts = Self.through(.signInDemanded(["Negotiate", "NTLM"]), .signInDemanded(["NTLM"]))
        let finding = try #require(Judgement("a demand", facts, []).findings(of: check).first)
        #expect(finding.subject == Subject(.environment, "http://proxy.example:8080", via: "proxy"))
        let reason = try #require(finding.verdict.reasons.first)
        let hosts = "login.example, dm.example"
        #expect(
            reason.message
                == "http://proxy.example:8080 demands a sign-in for \(hosts) (it offers NTLM, Negotiate)")
        #expect(reason.facts == facts.endpoints.map(\.id))
    }

    @Test
    func `judges each proxy by itself`() {
        let second = NetworkPath.proxy("http://other.example:3128")
        let facts = Sample.facts([
            Sample.fact(Sample.endpoint(), Sample.proxy, Self.tunnelled),
            Sample.fact(Self.other, second, .signInDemanded()),
        ])
        let row = Judgement("two proxies", facts, [])
        #expect(row.findings(of: check).map(\.outline) == ["met", "not-met proxy.authentication-required"])
    }
}
