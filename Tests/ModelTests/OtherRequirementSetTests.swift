import Model
import Testing

/// What the set that was not chosen would conclude.
struct OtherRequirementSetTests {
    private static func compare(
        _ chosen: [Report.Result], _ other: [Report.Result], failOn: FailOn = .fail, interrupted: Bool = false
    ) -> Report.OtherRequirementSet {
        .init(name: "current", results: other, against: chosen, failOn: failOn, interrupted: interrupted)
    }

    @Test
    func `each status that differs is told, and only that`() {
        let chosen: [Report.Result] = [.sample("endpoints.a", .fail), .sample("endpoints.b", .pass)]
        let other: [Report.Result] = [
            .sample("endpoints.a", .note, .note), .sample("endpoints.b", .pass, .note),
        ]
        let comparison = Self.compare(chosen, other)
        #expect(comparison.name == "current")
        #expect(comparison.differences.map(\.check) == ["endpoints.a"])
        #expect(comparison.differences.map(\.status) == [.fail])
        #expect(comparison.differences.map(\.otherStatus) == [.note])
        #expect(comparison.differences.map(\.subject) == [.environment])
    }

    @Test(arguments: [
        (Status.pass, Severity.fail, Summary.Conclusion.ready), (.fail, .fail, .notReady),
        (.note, .note, .undetermined),
        (.undetermined, .fail, .undetermined),
    ])
    func `the verdict is that of the other set`(
        status: Status, severity: Severity, verdict: Summary.Conclusion
    ) {
        let comparison = Self.compare(
            [.sample("endpoints.a", .fail)], [.sample("endpoints.a", status, severity)])
        #expect(comparison.verdict == verdict)
    }

    @Test
    func `under an interrupt the other set is not ready either`() {
        let results: [Report.Result] = [.sample("endpoints.a", .pass)]
        let comparison = Self.compare(results, results, interrupted: true)
        #expect(comparison.verdict == .undetermined)
        #expect(comparison.differences.isEmpty)
    }

    @Test
    func `the threshold is that of the run`() {
        let results: [Report.Result] = [
            .sample("endpoints.a", .warning, .warning), .sample("endpoints.b", .pass),
        ]
        #expect(Self.compare(results, results, failOn: .warning).verdict == .notReady)
        #expect(Self.compare(results, results, failOn: .fail).verdict == .ready)
    }
}
