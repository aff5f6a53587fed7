import Model
import SampleFacts
import Testing

@testable import Checks

struct ClockInSyncCheckTests {
    private let check = ClockInSyncCheck()

    /// One answer an offset, in seconds, over verified connections.
    private static func offsets(_ offsets: Double...) -> FactSet {
        Sample.facts(
            offsets.map {
                Sample.fact(Sample.endpoint(), .direct, .answered(HTTPFact(status: 200, clockOffset: $0)))
            })
    }

    static let rows: [Judgement] = [
        Judgement("a clock that is right", offsets(0, 1, -1), ["met"]),
        Judgement("five minutes ahead", offsets(-300), ["met"]),
        Judgement("five minutes behind", offsets(300), ["met"]),
        Judgement("a second more ahead", offsets(-301), ["not-met clock.skewed"]),
        Judgement("a second more behind", offsets(301), ["not-met clock.skewed"]),
        Judgement("one odd answer of three", offsets(0, 0, 4000), ["met"]),
        Judgement("two odd answers of three", offsets(0, 4000, 4000), ["not-met clock.skewed"]),
        Judgement("half of the answers odd", offsets(0, 4000), ["undetermined evidence.inconclusive"]),
        Judgement("an answer without a date", .answered(), "undetermined evidence.missing"),
        Judgement("no answer", .refused, "undetermined evidence.missing < endpoints.sign-in-reachable"),
        Judgement(
            "a failure after the date",
            .failed(.http, .httpTruncated) { $0.http = HTTPFact(status: 200, clockOffset: 0) },
            "undetermined evidence.missing < endpoints.sign-in-reachable"),
        Judgement("nothing probed", FactSet(), []),
    ]

    @Test(arguments: rows)
    func `judges this host's clock`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `hosts that failed are no cause where another answered without telling the time`() {
        let crl = Sample.endpoint(
            "crl.example", id: "crl", port: 80, scheme: .http, check: "endpoints.revocation-reachable")
        let facts = [
            Sample.fact(Sample.endpoint(), .direct, .answered()), Sample.fact(crl, .direct, .refused),
        ]
        let row = Judgement("no date", Sample.facts(facts), [])
        #expect(row.findings(of: check).map(\.outline) == ["undetermined evidence.missing"])
    }

    @Test
    func `an answer over a verified connection outweighs others`() {
        let plain = Sample.endpoint(
            "crl.example", id: "crl", port: 80, scheme: .http, check: "endpoints.revocation-reachable")
        let lie = Sample.fact(plain, .direct, .answered(HTTPFact(status: 200, clockOffset: 9999), tls: nil))
        let truth = Sample.fact(Sample.endpoint(), .direct, .answered(HTTPFact(status: 200, clockOffset: 2)))
        let row = Judgement("a lie", Sample.facts([lie, lie, lie, truth]), [])
        #expect(row.findings(of: check).map(\.outline) == ["met"])
        #expect(
            Judgement("lies alone", Sample.facts([lie]), []).findings(of: check).map(\.outline) == [
                "not-met clock.skewed"
            ])
    }

    @Test(arguments: [
        (600.0, "this host's clock is 600 s behind the service"),
        (1e300, "this host's clock is 9007199254740992 s behind the service"),
        (-1e300, "this host's clock is 9007199254740992 s ahead of the service"),
        (-600.0, "this host's clock is 600 s ahead of the service"),
        (1.0, "right to the second by 1 of 1 answers"), (10.4, "10 s behind the service by 1 of 1 answers"),
    ])
    func `says by how much it is off`(offset: Double, words: String) throws {
        #expect(try Judgement("an offset", Self.offsets(offset), []).words(of: check) == words)
    }

    @Test(arguments: [ReasonCode.tlsCertificateExpired, .tlsCertificateNotYetValid])
    func `a certificate out of its time hints at the clock`(code: ReasonCode) throws {
        let row = Judgement("out of its time", .failed(.tls, code), "")
        #expect(
            try row.words(of: check).hasSuffix(
                "certificates look expired or not yet valid may mean a wrong clock here"))
    }
}
