import Foundation
import Model
import SampleFacts
import Testing

/// What waivers make of results, and of the verdict.
struct WaiverEvaluationTests {
    private static let (a, b): (CheckID, CheckID) = ("endpoints.a", "endpoints.b")

    /// A check of the waivers that says of each what became of it.
    private struct ReviewCheck: Check {
        let id: CheckID = "waivers.used"
        let judgesBySet = true

        func evaluate(_ evidence: Evidence) -> [Finding] {
            guard let review = evidence.waivers else { return [] }
            return [
                Finding(.environment, .met(seen: review.entries.map { "\($0.use)" }.joined(separator: " ")))
            ]
        }
    }

    private static func evaluation(
        _ checks: [any Check], _ waivers: [Waiver]?, deselected: Set<CheckID> = [],
        sets: [RequirementSet] = [.named("s")]
    ) -> Evaluation {
        let ids = checks.map(\.id)
        let plan = Evaluation.Plan(
            checks: checks,
            descriptions: Dictionary(
                uniqueKeysWithValues: ids.map { ($0, .sample($0, area: $0.area ?? .endpoints)) }),
            reasons: [:],
            areas: [Area.endpoints, .waivers].map {
                .init(area: $0, title: $0.rawValue, about: "", givenBy: "give it")
            }, requirementSets: sets, isSelected: { !deselected.contains($0) })
        let facts = waivers.map { FactSet().waiving($0) } ?? FactSet()
        return Evaluation(plan, evidence: Evidence(facts: facts, references: References()))
    }

    private static func results(_ checks: any Check..., waivers: [Waiver]) -> [Report.Result] {
        evaluation(checks, waivers).results(under: .named("s"))
    }

    private static let refused = Reason(.tcpRefused, "refused")
    private static let reset = Reason(.tlsReset, "reset")

    // MARK: - What is waived

    @Test func `a waived result keeps all that it says, and who accepts it until when`() throws {
        let waiver = Waiver.sample(check: Self.a)
        let result = try #require(
            Self.results(FixedCheck(Self.a, .notMet([Self.refused])), waivers: [waiver]).first)
        #expect(result.status == .waived)
        #expect(result.waiver == .init(status: .fail, by: [waiver]))
        #expect(result.reasons.map(\.message) == ["refused"])
        #expect(result.remediation == "remedy of endpoints.a")
        #expect(result.breaks == "breaks of endpoints.a")
        #expect(result.severity == .fail)
    }

    @Test(arguments: [
        (Verdict.notMet([refused]), Status.waived), (.undetermined([refused]), .waived),
        (.met(seen: "x"), .pass), (.notApplicable(why: "x"), .notApplicable),
    ])
    func `only what is amiss is waived`(verdict: Verdict, status: Status) {
        let results = Self.results(FixedCheck(Self.a, verdict), waivers: [.sample(check: Self.a)])
        #expect(results.map(\.status) == [status])
    }

    @Test func `a check that was not made is not waived`() {
        let results = Self.results(FixedCheck(Self.a), waivers: [.sample(check: Self.a)])
        #expect(results.map(\.status) == [.skipped])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var waivers: [Waiver]
        var status: Status
    }

    @Test(arguments: [
        Row(testDescription: "one of two reasons", waivers: [.sample(reason: .tcpRefused)], status: .fail),
        Row(
            testDescription: "both reasons, by a waiver each",
            waivers: [.sample(reason: .tcpRefused), .sample(reason: .tlsReset)], status: .waived),
        Row(testDescription: "the check", waivers: [.sample(check: a)], status: .waived),
        Row(testDescription: "another check", waivers: [.sample(check: b)], status: .fail),
        Row(testDescription: "another reason", waivers: [.sample(reason: .dnsTimeout)], status: .fail),
        Row(
            testDescription: "both reasons, one for another subject",
            waivers: [.sample(reason: .tcpRefused), .sample(reason: .tlsReset, "other*")], status: .fail),
        Row(
            testDescription: "both reasons, one expired",
            waivers: [.sample(reason: .tcpRefused), .sample(reason: .tlsReset, expiresIn: 0)], status: .fail),
        Row(testDescription: "the subject", waivers: [.sample(check: a, "HOST?")], status: .waived),
        Row(testDescription: "no subject", waivers: [.sample(check: a, "host")], status: .fail),
        Row(
            testDescription: "a check and a reason in one, as no file has it",
            waivers: [.sample(check: a, reason: .tcpRefused)], status: .fail),
        Row(testDescription: "neither", waivers: [.sample()], status: .fail),
    ])
    func `a result is waived if all that it says is`(row: Row) {
        let check = FixedCheck(Self.a, .notMet([Self.refused, Self.reset]))
        #expect(Self.results(check, waivers: row.waivers).map(\.status) == [row.status])
    }

    @Test func `other subjects of the check count as before`() {
        let check = FixedCheck(Self.a, .notMet([Self.refused]), .notMet([Self.refused]))
        let results = Self.results(check, waivers: [.sample(check: Self.a, "host1")])
        #expect(results.map(\.status) == [.fail, .waived])
    }

    @Test(arguments: [(-1.0, Status.fail), (0, .fail), (1, .waived)])
    func `a waiver is in force up to the second at which it expires`(seconds: Double, status: Status) {
        let check = FixedCheck(Self.a, .notMet([Self.refused]))
        let results = Self.results(check, waivers: [.sample(check: Self.a, expiresIn: seconds)])
        #expect(results.map(\.status) == [status])
    }

    @Test func `what is wrong with waivers cannot be waived`() {
        let waivers: [Waiver] = [.sample(check: "waivers.used"), .sample(reason: .waiverUnused)]
        let check = FixedCheck("waivers.used", .notMet([Reason(.waiverUnused, "unused")]))
        #expect(Self.results(check, waivers: waivers).map(\.status) == [.fail])
    }

    // MARK: - What follows

    @Test func `what a waived failure is the cause of is not waived, and counts for no more than before`() {
        let blocked = Verdict.undetermined([Reason(.evidenceMissing, "missing")], blockedBy: [Self.a])
        let checks = [
            FixedCheck(Self.a, .notMet([Self.refused])), FixedCheck(Self.b, blocked, .met(seen: "x")),
        ]
        for severity in [Severity.fail, .warning] {
            let set = RequirementSet.named("s", [Self.a: severity])
            let results = Self.evaluation(checks, [.sample(check: Self.a)]).results(under: set)
            #expect(results.map(\.status) == [.waived, .undetermined, .pass])
            #expect(results[1].blockedBy == [Self.a])
            let summary = Summary(results, failOn: .fail, interrupted: false)
            #expect(summary.verdict == (severity == .fail ? .undetermined : .ready))
        }
    }

    @Test func `a run whose failures are waived is ready, and its counts tell`() {
        let results = Self.results(
            FixedCheck(Self.a, .notMet([Self.refused])), FixedCheck(Self.b, .met(seen: "x")),
            waivers: [.sample(check: Self.a)])
        let summary = Summary(results, failOn: .fail, interrupted: false)
        #expect(summary.verdict == .ready)
        #expect(summary.exitStatus == 0)
        #expect(summary.counts["waived"] == 1)
        #expect(Summary(results, failOn: .fail, interrupted: true).exitStatus == 130)
    }

    @Test func `a run that passes nothing but its waivers is not ready`() {
        let checks: [any Check] = [FixedCheck(Self.a, .notMet([Self.refused])), ReviewCheck()]
        let results = Self.evaluation(checks, [.sample(check: Self.a)]).results(under: .named("s"))
        #expect(results.map(\.status) == [.waived, .pass])
        #expect(Summary(results, failOn: .fail, interrupted: false).verdict == .undetermined)
    }

    @Test func `other requirement sets leave to waivers what they find`() {
        let checks = [FixedCheck(Self.a, .notMet([Self.refused])), FixedCheck(Self.b, .met(seen: "x"))]
        let evaluation = Self.evaluation(checks, [.sample(check: Self.a)])
        let chosen = evaluation.results(under: .named("s", [Self.a: .note]))
        let others = evaluation.results(under: .named("t"))
        #expect(others.map(\.waiver?.status) == [.fail, nil])
        let other = Report.OtherRequirementSet(
            name: "t", results: others, against: chosen, failOn: .fail, interrupted: false)
        #expect(other.verdict == .ready)
        #expect(other.waived == 1)
        #expect(other.differences == [])
    }

    // MARK: - What became of the waivers

    @Test func `each waiver is told apart by what became of it`() throws {
        let waivers: [Waiver] = [
            .sample(check: Self.a), .sample(check: Self.a, "other"), .sample(check: Self.a, expiresIn: 0),
            .sample(check: "endpoints.gone"), .sample(check: "endpoints.c"), .sample(check: "endpoints.d"),
            .sample(reason: .tcpRefused), .sample(reason: .dnsTimeout),
            .sample(check: "endpoints.e", "other"),
            Waiver(reason: "no.such", subject: "*", because: "", owner: "", expires: .distantFuture),
        ]
        let checks: [any Check] = [
            FixedCheck(Self.a, .notMet([Self.refused])), FixedCheck("endpoints.c"),
            FixedCheck("endpoints.e", .undetermined([Self.reset])), ReviewCheck(),
        ]
        let results = Self.evaluation(checks, waivers).results(under: .named("s"))
        let words = "used unused expired unknown notLookedAt unknown used unused untold unknown"
        #expect(results.last?.seen == words)
    }

    @Test func `a reason is not called unused where checks were deselected`() {
        let checks: [any Check] = [
            FixedCheck(Self.a, .met(seen: "x")), FixedCheck(Self.b, .met(seen: "x")), ReviewCheck(),
        ]
        let evaluation = Self.evaluation(
            checks, [.sample(reason: .tcpRefused), .sample(check: Self.b), .sample(check: Self.a)],
            deselected: [Self.b])
        #expect(evaluation.results(under: .named("s")).last?.seen == "notLookedAt notLookedAt unused")
    }

    @Test func `a waiver that meets one of two reasons is not unused`() {
        let checks: [any Check] = [FixedCheck(Self.a, .notMet([Self.refused, Self.reset])), ReviewCheck()]
        let results = Self.evaluation(checks, [.sample(reason: .tcpRefused)]).results(under: .named("s"))
        #expect(results.map(\.status) == [.fail, .pass])
        #expect(results.last?.seen == "used")
    }

    @Test func `without waivers nothing is said of them, and their area is not missing`() {
        let checks: [any Check] = [FixedCheck(Self.a, .met(seen: "x")), ReviewCheck()]
        let without = Self.evaluation(checks, nil)
        #expect(without.results(under: .named("s")).map(\.status) == [.pass, .skipped])
        #expect(without.coverage().map(\.area) == [.endpoints])
        let with = Self.evaluation(checks, [])
        #expect(with.coverage().map(\.lookedAt) == [true, true])
    }

    // MARK: - Keeping them

    @Test func `the facts keep the waivers`() throws {
        let facts = FactSet().waiving([
            .sample(check: Self.a, "x*"),
            Waiver(
                reason: "no.such", subject: "y", because: "b", owner: "o", expires: Sample.moment, line: 7,
                likelyMeant: "z"),
        ])
        #expect(try JSONDecoder().decode(FactSet.self, from: JSONEncoder().encode(facts)) == facts)
    }

    @Test(arguments: [
        (GivenWaivers.maximumCount, "*", true), (GivenWaivers.maximumCount + 1, "*", false),
        // Redaction may have put tokens for short names.
        (1, String(repeating: "*a", count: 4000), true), (1, String(repeating: "*a", count: 4001), false),
    ])
    func `a saved list that no run would have taken is refused`(count: Int, subject: String, isTaken: Bool)
        throws
    {
        let given = GivenWaivers(
            judgedAt: Sample.moment,
            waivers: Array(repeating: .sample(check: Self.a, subject), count: count))
        let data = try JSONEncoder().encode(given)
        #expect((try? JSONDecoder().decode(GivenWaivers.self, from: data)) == (isTaken ? given : nil))
    }
}
