import Model
import Testing

/// The one conclusion of a run, over every combination of what it may depend on.
struct SummaryTests {
    /// A result as an evaluation makes it: `fail`, `warning` and `note` come from the severity alone.
    struct Seen: Sendable, CustomTestStringConvertible {
        var status: Status
        var severity: Severity

        var result: Report.Result { .sample("endpoints.a", status, severity) }
        var isNotMet: Bool { [.fail, .warning, .note].contains(status) }
        var testDescription: String { "\(status.rawValue) of severity \(severity.rawValue)" }
    }

    static let seen: [Seen] = Severity.allCases.flatMap { severity in
        let notMet = Status(.notMet([]), severity: severity)
        return [notMet, .pass, .undetermined, .notApplicable, .skipped].map {
            Seen(status: $0, severity: severity)
        }
    }

    /// Whether a result with this severity can make a run not ready.
    private static func counts(_ severity: Severity, _ failOn: FailOn) -> Bool {
        switch failOn {
        case .fail, .undetermined: severity == .fail
        case .warning: severity != .note
        }
    }

    @Test(arguments: seen, FailOn.allCases)
    func `a pass beside one other result`(seen: Seen, failOn: FailOn) {
        let counts = Self.counts(seen.severity, failOn)
        let expected: Summary.Conclusion =
            seen.isNotMet && counts
            ? .notReady : seen.status == .undetermined && counts ? .undetermined : .ready
        for results in [
            [Report.Result.sample("endpoints.b", .pass), seen.result],
            [seen.result, .sample("endpoints.b", .pass)],
        ] {
            #expect(Summary(results, failOn: failOn, interrupted: false).verdict == expected)
        }
    }

    @Test(arguments: seen, FailOn.allCases)
    func `one result alone`(seen: Seen, failOn: FailOn) {
        let counts = Self.counts(seen.severity, failOn)
        let expected: Summary.Conclusion =
            switch seen.status {
            case .pass: .ready
            case .fail, .warning, .note: counts ? .notReady : .undetermined
            // Nothing passed, so nothing is known to be right.
            case .undetermined, .notApplicable, .skipped, .waived: .undetermined
            }
        #expect(Summary([seen.result], failOn: failOn, interrupted: false).verdict == expected)
    }

    @Test(arguments: FailOn.allCases)
    func `ready holds no failure and nothing undetermined that counts, and something that passed`(
        failOn: FailOn
    ) {
        let pairs = Self.seen.flatMap { one in Self.seen.map { [one, $0] } }
        let wrong = pairs.filter { pair in
            let verdict = Summary(pair.map(\.result), failOn: failOn, interrupted: false).verdict
            let spoilt = pair.contains {
                ($0.isNotMet || $0.status == .undetermined) && Self.counts($0.severity, failOn)
            }
            let passed = pair.contains { $0.status == .pass }
            return (verdict == .ready) != (!spoilt && passed)
        }
        #expect(wrong.map { $0.map(\.testDescription).joined(separator: " and ") } == [])
    }

    @Test(arguments: seen, FailOn.allCases)
    func `no run with a failure is ready or undetermined`(seen: Seen, failOn: FailOn) {
        let results = [Report.Result.sample("endpoints.a", .fail), seen.result]
        #expect(Summary(results, failOn: failOn, interrupted: false).verdict == .notReady)
    }

    @Test(arguments: seen, FailOn.allCases)
    func `an interrupted run is never ready and always exits 130`(seen: Seen, failOn: FailOn) {
        let results = [Report.Result.sample("endpoints.b", .pass), seen.result]
        let whole = Summary(results, failOn: failOn, interrupted: false)
        let broken = Summary(results, failOn: failOn, interrupted: true)
        #expect(broken.verdict == (whole.verdict == .ready ? .undetermined : whole.verdict))
        #expect(broken.exitStatus == 130)
        #expect(broken.counts == whole.counts)
    }

    struct Blocked: Sendable, CustomTestStringConvertible {
        var severity: Severity
        var causes: [Severity]
        var verdict: Summary.Conclusion
        var testDescription: String { "\(severity) blocked by \(causes) is \(verdict)" }
    }

    @Test(arguments: [
        Blocked(severity: .fail, causes: [], verdict: .undetermined),
        Blocked(severity: .fail, causes: [.note], verdict: .ready),
        Blocked(severity: .fail, causes: [.warning], verdict: .ready),
        Blocked(severity: .fail, causes: [.warning, .note], verdict: .ready),
        Blocked(severity: .warning, causes: [], verdict: .ready),
    ])
    func `what is blocked counts for no more than its causes`(row: Blocked) {
        let causes = row.causes.enumerated().map { number, severity in
            Report.Result.sample(
                CheckID("endpoints.cause\(number)"), Status(.notMet([]), severity: severity), severity)
        }
        var blocked = Report.Result.sample("endpoints.blocked", .undetermined, row.severity)
        blocked.blockedBy = causes.map(\.check)
        let results = [.sample("endpoints.b", .pass)] + causes + [blocked]
        #expect(Summary(results, failOn: .fail, interrupted: false).verdict == row.verdict)
    }

    @Test
    func `a check that counts in full and is undetermined makes what it blocks count in full`() {
        var blocked = Report.Result.sample("endpoints.blocked", .undetermined, .fail)
        blocked.blockedBy = ["endpoints.mild", "endpoints.grave"]
        let results: [Report.Result] = [
            .sample("endpoints.mild", .note, .note), .sample("endpoints.grave", .undetermined, .fail),
            blocked,
        ]
        #expect(Summary(results, failOn: .fail, interrupted: false).verdict == .undetermined)
        blocked.blockedBy = ["endpoints.gone"]
        #expect(
            Summary([.sample("endpoints.b", .pass), blocked], failOn: .fail, interrupted: false).verdict
                == .undetermined)
    }

    @Test(arguments: [
        (Status.pass, FailOn.fail, 0), (.pass, .warning, 0), (.pass, .undetermined, 0),
        (.fail, .fail, 1), (.fail, .warning, 1), (.fail, .undetermined, 1),
        (.undetermined, .fail, 2), (.undetermined, .warning, 2), (.undetermined, .undetermined, 1),
    ])
    func `the exit status follows the verdict`(status: Status, failOn: FailOn, exitStatus: Int) {
        #expect(
            Summary([.sample("endpoints.a", status)], failOn: failOn, interrupted: false).exitStatus
                == exitStatus)
    }

    @Test
    func `a failure outweighs what is undetermined`() {
        let results: [Report.Result] = [.sample("endpoints.a", .undetermined), .sample("endpoints.b", .fail)]
        let summary = Summary(results, failOn: .fail, interrupted: false)
        #expect(summary.verdict == .notReady)
        #expect(summary.exitStatus == 1)
    }

    @Test(arguments: FailOn.allCases)
    func `no results at all is not ready`(failOn: FailOn) {
        #expect(Summary([], failOn: failOn, interrupted: false).verdict == .undetermined)
    }

    @Test
    func `every status is counted, also those that did not occur`() {
        let results: [Report.Result] = [
            .sample("endpoints.a", .pass), .sample("endpoints.b", .pass), .sample("endpoints.c", .fail),
        ]
        let counts = Summary(results, failOn: .fail, interrupted: false).counts
        #expect(Set(counts.keys) == Set(Status.allCases.map(\.rawValue)))
        #expect(counts["pass"] == 2)
        #expect(counts["fail"] == 1)
        #expect(counts.values.reduce(0, +) == 3)
    }
}
