import Model
import SampleFacts
import Testing

@testable import Checks

struct GenuineResponsesCheckTests {
    private let check = GenuineResponsesCheck()

    private static func expecting(_ expectation: Model.Expectation, _ http: HTTPFact) -> FactSet {
        Sample.facts([Sample.fact(Sample.endpoint(expecting: expectation), .direct, .answered(http))])
    }

    static let rows: [Judgement] = [
        Judgement(
            "the service's own", expecting(.answer(body: .json), HTTPFact(status: 200, body: .json)), ["met"]),
        Judgement("an answer that identifies nobody", .answered(), "met"),
        Judgement(
            "a portal's page", expecting(.answer(body: .json), HTTPFact(status: 200, body: .html)),
            ["not-met http.captive-portal"]),
        Judgement(
            "a redirect elsewhere",
            expecting(.answer([]), HTTPFact(status: 302, redirectHost: "portal.test")),
            ["not-met http.redirected-elsewhere"]),
        Judgement(
            "an altered body",
            expecting(
                .answer(body: .json, members: ["a": "b"]),
                HTTPFact(status: 200, body: .json, jsonMembers: ["a": "c"])),
            ["not-met http.not-genuine"]),
        Judgement(
            "another status", expecting(.answer([200]), HTTPFact(status: 404)),
            ["undetermined http.unexpected-status < endpoints.sign-in-reachable"]),
        Judgement("a refused connection", .refused, "undetermined tcp.refused < endpoints.sign-in-reachable"),
        Judgement(
            "a probe that says nothing", Probe(),
            "undetermined evidence.missing < endpoints.sign-in-reachable"),
        Judgement("nothing probed", FactSet(), []),
    ]

    @Test(arguments: rows)
    func `judges whether the service itself answered`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `a redirect to a host that devices need anyway is the service's own`() {
        let there = Sample.endpoint(
            "other.test", id: "registration", check: "endpoints.registration-reachable")
        let redirect = Probe.answered(HTTPFact(status: 302, redirectHost: "other.test"))
        let row = Judgement(
            "redirect",
            Sample.facts([
                Sample.fact(Sample.endpoint(), .direct, redirect), Sample.fact(there, .direct, .answered()),
            ]), [])
        #expect(row.findings(of: check).map(\.outline) == ["met", "met"])
    }

    @Test
    func `questions about the tenant are judged elsewhere`() {
        let facts = Sample.facts([Sample.fact(Sample.endpoint(set: "tenant"), .direct, .answered())])
        #expect(Judgement("tenant", facts, []).findings(of: check).isEmpty)
    }
}
