import Model
import Testing

/// Runs that are held against an earlier one.
struct BaselineTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var old: Status
        var new: Status
        var severity = Severity.fail
        var failOn = FailOn.fail
        var status: Int

        var testDescription: String { "\(old) to \(new) of \(severity), failing on \(failOn)" }
    }

    static let rows: [Row] = [
        Row(old: .fail, new: .fail, status: 0), Row(old: .pass, new: .fail, status: 1),
        Row(old: .pass, new: .undetermined, status: 2),
        Row(old: .pass, new: .undetermined, failOn: .undetermined, status: 1),
        Row(old: .undetermined, new: .undetermined, status: 0),
        Row(old: .undetermined, new: .fail, status: 1), Row(old: .fail, new: .undetermined, status: 0),
        Row(old: .fail, new: .pass, status: 0), Row(old: .waived, new: .fail, status: 1),
        Row(old: .pass, new: .skipped, status: 2), Row(old: .fail, new: .skipped, status: 0),
        Row(old: .skipped, new: .fail, status: 1), Row(old: .skipped, new: .pass, status: 0),
        Row(old: .pass, new: .warning, severity: .warning, status: 0),
        Row(old: .pass, new: .warning, severity: .warning, failOn: .warning, status: 1),
        Row(old: .pass, new: .undetermined, severity: .warning, status: 0),
        Row(old: .pass, new: .note, severity: .note, failOn: .warning, status: 0),
        Row(old: .pass, new: .skipped, severity: .note, status: 0),
    ]

    @Test(arguments: [Status.skipped, .undetermined, .notApplicable])
    func `a run that saw nothing is not excused by one that saw nothing`(status: Status) {
        let report = Report.sample([.sample("endpoints.a", status, .fail, of: "x")])
        let held = report.held(against: report)
        #expect(held.summary.exitStatus == 2)
        #expect(held.summary.baseline?.conclusion == .undetermined)
        #expect(held.gate == .undetermined)
    }

    @Test(arguments: rows)
    func `only what is worse and counts fails, and the results stay`(row: Row) {
        func report(_ status: Status) -> Report {
            .sample(
                [
                    .sample("endpoints.a", status, row.severity, of: "x"),
                    .sample("endpoints.b", .pass, of: "x"),
                ],
                failOn: row.failOn)
        }
        let plain = report(row.new)
        let held = plain.held(against: report(row.old))
        #expect(held.summary.exitStatus == row.status)
        #expect(held.results == plain.results)
        #expect(held.summary.verdict == plain.summary.verdict)
        #expect(held.summary.counts == plain.summary.counts)
        let conclusion = held.summary.baseline?.conclusion
        #expect((conclusion == .noWorse) == (row.status == 0))
    }

    @Test func `a device that got worse fails, though the check as a whole is as before`() {
        func report(_ first: Report.Device, _ second: Report.Device) -> Report {
            .sample([.sample("tagging.tag", .fail)], devices: [first, second])
        }
        let good = Report.Device.sample("a", .ready)
        let bad = Report.Device.sample("b", .notReady, .fail, .tagMissing)
        let baseline = report(good, bad)
        #expect(report(good, bad).held(against: baseline).summary.exitStatus == 0)
        let worse = report(.sample("a", .notReady, .fail, .tagMissing), bad).held(against: baseline)
        #expect(worse.summary.exitStatus == 1)
        #expect(worse.summary.baseline?.devices?.counting == 1)
        #expect(worse.summary.baseline?.devices?.groups.first?.examples == ["a"])
        let doubtful = report(.sample("a", .undetermined, .undetermined, .evidenceMissing), bad)
        #expect(doubtful.held(against: baseline).summary.exitStatus == 2)
        // One that came is in trouble, one that went is not.
        #expect(report(good, .sample("c", .notReady, .fail)).held(against: baseline).summary.exitStatus == 1)
        #expect(
            Report.sample([.sample("tagging.tag", .fail)], devices: [good]).held(against: baseline).summary
                .exitStatus == 0)
    }

    @Test func `what counts for little in a device does not fail`() {
        func report(_ status: Status) -> Report {
            .sample(
                [.sample("tagging.tag", .fail, .warning)],
                devices: [.sample("a", .ready, status, .tagMissing)])
        }
        let held = report(.warning).held(against: report(.pass))
        #expect(held.summary.exitStatus == 0)
        #expect(held.summary.baseline?.devices?.counts["worse"] == 1)
        #expect(held.summary.baseline?.devices?.counting == 0)
    }

    @Test func `a run that was interrupted stays so`() {
        let baseline = Report.sample([.sample("endpoints.a", .fail)])
        let held = Report.sample([.sample("endpoints.a", .fail)], interrupted: true).held(against: baseline)
        #expect(held.summary.exitStatus == 130)
        #expect(held.summary.baseline?.conclusion == .noWorse)
    }

    @Test func `what another check's failure explains counts as that does`() {
        func report(_ cause: Status, _ blocked: Status) -> Report {
            var second = Report.Result.sample("endpoints.b", blocked)
            if blocked == .undetermined { second.blockedBy = ["endpoints.a"] }
            return .sample([.sample("endpoints.a", cause, .note), second, .sample("endpoints.c", .pass)])
        }
        #expect(report(.note, .undetermined).held(against: report(.pass, .pass)).summary.exitStatus == 0)
    }
}
