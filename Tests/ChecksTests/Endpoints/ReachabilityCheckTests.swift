import Model
import SampleFacts
import Testing

@testable import Checks

struct ReachabilityCheckTests {
    private let check = ReachabilityCheck("endpoints.sign-in-reachable")

    private static func expecting(_ expectation: Model.Expectation, _ http: HTTPFact) -> FactSet {
        Sample.facts([Sample.fact(Sample.endpoint(expecting: expectation), .direct, .answered(http))])
    }

    static let rows: [Judgement] = [
        Judgement("an answer", .answered(), "met"),
        Judgement("any status where none is expected", .answered(HTTPFact(status: 500)), "met"),
        Judgement("the expected status", expecting(.answer([200]), HTTPFact(status: 200)), ["met"]),
        Judgement(
            "another status", expecting(.answer([200]), HTTPFact(status: 404)),
            ["not-met http.unexpected-status"]),
        Judgement("an absent name", .absentName, "not-met dns.no-such-name"),
        Judgement("a refused connection", .refused, "not-met tcp.refused"),
        Judgement("a denying proxy", .denied, "not-met proxy.denied"),
        Judgement(
            "an untrusted certificate", .failed(.tls, .tlsUntrustedIssuer), "not-met tls.untrusted-issuer"),
        Judgement("a truncated answer", .failed(.http, .httpTruncated), "not-met http.truncated"),
        Judgement("the run's deadline", .late, "undetermined deadline.exceeded"),
        Judgement("an interrupt", .interrupted, "undetermined run.interrupted"),
        Judgement("no documented host", .undocumented, "undetermined endpoint.not-documented"),
        Judgement("a probe that says nothing", Probe(), "undetermined evidence.missing"),
        Judgement(
            "a portal", expecting(.answer(body: .json), HTTPFact(status: 200, body: .html)),
            ["undetermined http.captive-portal < endpoints.genuine-responses"]),
        Judgement(
            "a redirect elsewhere",
            expecting(.answer([]), HTTPFact(status: 302, redirectHost: "portal.hotel.example")),
            ["undetermined http.redirected-elsewhere < endpoints.genuine-responses"]),
        Judgement("nothing probed", FactSet(), []),
    ]

    @Test(arguments: rows)
    func `judges whether an endpoint was reached`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `judges the endpoints of its own kind alone, on each path, in their order`() {
        let other = Sample.endpoint(
            "dm.example", id: "checkin", check: "endpoints.device-management-reachable")
        let row = Judgement(
            "mixed",
            Sample.facts([
                Sample.fact(Sample.endpoint(), .direct, .answered()), Sample.fact(other, .direct, .refused),
                Sample.fact(Sample.endpoint(), Sample.proxy, .denied),
                Sample.fact(Sample.endpoint(set: "tenant"), .direct, .refused),
            ]), [])
        let findings = row.findings(of: check)
        #expect(findings.map(\.outline) == ["met", "not-met proxy.denied"])
        #expect(
            findings.map(\.subject) == [
                Subject(.endpoint, "login.example", via: "direct"),
                Subject(.endpoint, "login.example", via: "proxy"),
            ])
    }

    @Test
    func `tells the status and how long it took`() throws {
        let words = try Judgement("an answer", .answered(HTTPFact(status: 204)), "met").words(of: check)
        #expect(words == "status 204 in 10 ms")
    }

    /// A replay has the same table in another order, and has to come to the same words.
    @Test
    func `tells the same time whatever the order in which the phases lie`() throws {
        let lengths = (1...40).map { Double($0) / 10 }
        for (name, tcp) in zip(lengths, lengths.dropFirst(7)) {
            let phases = [("name", name), ("tcp", tcp), ("tls", 0.1), ("http", 10.4 - name - tcp)]
            let words = try [4, 16, 64, 256, 1024].map { capacity in
                var probe = Probe.answered()
                probe.milliseconds = Dictionary(minimumCapacity: capacity)
                for (phase, length) in phases { probe.milliseconds[phase] = (length * 10).rounded() / 10 }
                return try Judgement("an answer", probe, "met").words(of: check)
            }
            #expect(Set(words).count == 1)
        }
    }

    @Test
    func `bears a time beyond every number`() throws {
        let probe = Probe.answered { $0.milliseconds = ["tcp": 1e300, "http": -1e200] }
        let words = try Judgement("an edited report", probe, "met").words(of: check)
        #expect(words == "status 200 in 9007199254740992 ms")
    }

    @Test
    func `names the host, the path and the fact that a failure rests on`() throws {
        let facts = Sample.facts([Sample.fact(Sample.endpoint(port: 8443), Sample.proxy, .denied)])
        let finding = try #require(Judgement("denied", facts, []).findings(of: check).first)
        let reason = try #require(finding.verdict.reasons.first)
        let message = "login.example:8443 through the proxy: the proxy refuses to connect there (status 403)"
        #expect(reason.message == message)
        #expect(reason.facts == ["endpoint:sign-in:login.example:8443/:proxy"])
    }
}
