import Model
import Testing

/// From findings to results.
struct EvaluationTests {
    private static func evaluation(_ checks: FixedCheck..., deselected: Set<CheckID> = []) -> Evaluation {
        let descriptions = checks.map(\.id).map {
            CheckDescription.sample($0, area: $0.area ?? .endpoints)
        }
        let reason = ReasonDescription(
            code: .tcpRefused, title: "t", means: "m", remedy: "open the port", source: "RFC 9293")
        let plan = Evaluation.Plan(
            checks: checks, descriptions: Dictionary(uniqueKeysWithValues: descriptions.map { ($0.id, $0) }),
            reasons: [.tcpRefused: reason], areas: [], isSelected: { !deselected.contains($0) })
        return Evaluation(plan, evidence: Evidence(facts: FactSet(), references: References()))
    }

    private static func set(_ severities: [CheckID: Severity] = [:], _ name: String = "classic")
        -> RequirementSet
    {
        RequirementSet(name: name, title: "", about: "", source: "", severities: severities)
    }

    private static let refused = Reason(.tcpRefused, "refused", facts: ["f"])
    private static let a: CheckID = "endpoints.a"
    private static let b: CheckID = "endpoints.b"
    private static let c: CheckID = "endpoints.c"

    @Test
    func `a result carries what the catalogue says of its check`() throws {
        let check = FixedCheck(Self.a, .notMet([Self.refused]))
        let result = try #require(Self.evaluation(check).results(under: Self.set([Self.a: .warning])).first)
        #expect(result.check == Self.a)
        #expect(result.title == "title of endpoints.a")
        #expect(result.breaks == "breaks of endpoints.a")
        #expect(result.remediation == "remedy of endpoints.a")
        #expect(result.source == "https://learn.microsoft.com/endpoints.a")
        #expect(result.status == .warning)
        #expect(result.severity == .warning)
        #expect(result.subject.name == "host0")
        #expect(result.seen == nil)
    }

    @Test
    func `a reason gets its remedy from the catalogue`() {
        let check = FixedCheck(Self.a, .notMet([Self.refused, Reason(.tcpReset, "reset")]))
        let results = Self.evaluation(check).results(under: Self.set())
        #expect(results.flatMap(\.reasons).map(\.remedy) == ["open the port", nil])
        #expect(results.flatMap(\.reasons).map(\.facts) == [["f"], []])
    }

    @Test
    func `grounds of a pass and of what does not apply are kept`() {
        let check = FixedCheck(Self.a, .met(seen: "fine"), .notApplicable(why: "no proxy"))
        let results = Self.evaluation(check).results(under: Self.set())
        #expect(results.map(\.seen) == ["fine", "no proxy"])
        #expect(results.map(\.status) == [.pass, .notApplicable])
        #expect(results.map(\.reasons) == [[], []])
    }

    @Test
    func `a check that a set does not mention counts in full`() {
        let results = Self.evaluation(FixedCheck(Self.a, .notMet([Self.refused]))).results(under: Self.set())
        #expect(results.map(\.status) == [.fail])
    }

    @Test
    func `a check without findings is skipped, and says so`() {
        let results = Self.evaluation(FixedCheck(Self.a)).results(under: Self.set())
        #expect(results.map(\.status) == [.skipped])
        #expect(
            results.flatMap(\.reasons).map(\.message) == [
                "nothing was configured that this check could judge"
            ])
    }

    @Test
    func `a deselected check is skipped whatever it would say`() {
        let results = Self.evaluation(FixedCheck(Self.a, .notMet([])), deselected: [Self.a]).results(
            under: Self.set())
        #expect(results.map(\.status) == [.skipped])
        #expect(results.flatMap(\.reasons).map(\.code) == [.inputNotGiven])
    }

    @Test
    func `results stand in the order of the plan and of its findings`() {
        let evaluation = Self.evaluation(
            FixedCheck(Self.c, .met(seen: "1"), .met(seen: "2")), FixedCheck(Self.a),
            FixedCheck(Self.b, .met(seen: "3")))
        #expect(evaluation.results(under: Self.set()).map(\.check) == [Self.c, Self.c, Self.a, Self.b])
    }

    // MARK: - Causes

    struct Blocking: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var cause: [Verdict]
        var severity = Severity.fail
        var isKept: Bool
    }

    @Test(arguments: [
        Blocking(testDescription: "a failed check is a cause", cause: [.notMet([refused])], isKept: true),
        Blocking(
            testDescription: "so is one that warns", cause: [.notMet([refused])], severity: .warning,
            isKept: true),
        Blocking(
            testDescription: "so is one that notes", cause: [.notMet([refused])], severity: .note,
            isKept: true),
        Blocking(
            testDescription: "so is an undetermined one", cause: [.undetermined([refused])], isKept: true),
        Blocking(
            testDescription: "so is one that failed for another subject",
            cause: [.met(seen: "x"), .notMet([refused])], isKept: true),
        Blocking(testDescription: "a passed check is none", cause: [.met(seen: "x")], isKept: false),
        Blocking(
            testDescription: "nor is one that does not apply", cause: [.notApplicable(why: "x")],
            isKept: false),
        Blocking(testDescription: "nor is one that was skipped", cause: [], isKept: false),
        Blocking(
            testDescription: "nor is one that is blocked itself",
            cause: [.undetermined([refused], blockedBy: ["endpoints.b"])],
            isKept: false),
    ])
    func `only what stands in the report as a cause blocks`(blocking: Blocking) throws {
        let cause = FixedCheck(Self.a, verdicts: blocking.cause)
        let blocked = FixedCheck(Self.b, .undetermined([Self.refused], blockedBy: [Self.a]))
        let results = Self.evaluation(cause, blocked).results(under: Self.set([Self.a: blocking.severity]))
        let result = try #require(results.first { $0.check == Self.b })
        #expect(result.blockedBy == (blocking.isKept ? [Self.a] : []))
        #expect(result.status == .undetermined)
    }

    @Test
    func `a check is never blocked by itself or by one that is not there`() {
        let check = FixedCheck(
            Self.a, .undetermined([Self.refused], blockedBy: [Self.a, "endpoints.gone"]),
            .notMet([Self.refused]))
        #expect(Self.evaluation(check).results(under: Self.set()).map(\.blockedBy) == [[], []])
    }

    @Test
    func `causes keep their order`() {
        let evaluation = Self.evaluation(
            FixedCheck(Self.a, .notMet([])), FixedCheck(Self.b, .notMet([])),
            FixedCheck(Self.c, .undetermined([], blockedBy: [Self.b, "endpoints.gone", Self.a])))
        #expect(evaluation.results(under: Self.set()).last?.blockedBy == [Self.b, Self.a])
    }
}
