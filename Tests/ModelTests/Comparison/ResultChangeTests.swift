import Model
import Testing

/// Results of two reports, side by side.
struct ResultChangeTests {
    private func changes(_ old: [Report.Result], _ new: [Report.Result]) -> [String] {
        Report.sample(old).compared(to: .sample(new)).results.map { change in
            "\(change.change.rawValue) \(change.check) \(change.subject.name)"
        }
    }

    @Test func `results are the same by check and subject, in whatever order`() {
        let old: [Report.Result] = [
            .sample("endpoints.a", .pass, of: "x"), .sample("endpoints.a", .fail, of: "y", .dnsTimeout),
            .sample("endpoints.b", .pass, of: "x"),
        ]
        #expect(changes(old, old.reversed()) == [])
    }

    @Test func `what came, went and changed is told in the order of the new report`() {
        let old: [Report.Result] = [
            .sample("endpoints.a", .pass, of: "gone"), .sample("endpoints.a", .fail, of: "mended"),
            .sample("endpoints.a", .fail, of: "lost"), .sample("endpoints.b", .pass, of: "x"),
        ]
        let new: [Report.Result] = [
            .sample("endpoints.b", .fail, of: "x"), .sample("endpoints.a", .pass, of: "mended"),
            .sample("endpoints.a", .pass, of: "new"), .sample("endpoints.a", .fail, of: "bad"),
            .sample("endpoints.a", .undetermined, of: "lost"),
        ]
        #expect(
            changes(old, new) == [
                "worse endpoints.b x", "better endpoints.a mended", "appeared endpoints.a new",
                "worse endpoints.a bad", "no-longer-known endpoints.a lost", "worse endpoints.a gone",
            ])
    }

    @Test func `the same subject reached in another way is another subject`() {
        var proxied = Report.Result.sample("endpoints.a", .pass, of: "x")
        proxied.subject.via = "proxy"
        #expect(
            changes([.sample("endpoints.a", .pass, of: "x")], [proxied]) == [
                "appeared endpoints.a x", "worse endpoints.a x",
            ])
    }

    @Test func `all devices are the same subject, whatever sources tell of them`() throws {
        func result(_ subject: String, _ status: Status) -> Report.Result {
            var result = Report.Result.sample("platform.a", status)
            result.subject = Subject(.devices, subject)
            return result
        }
        let (alone, joined) = (result("evidence", .pass), result("fleet", .pass))
        #expect(changes([alone], [joined]) == [])
        #expect(changes([alone], [result("fleet", .fail)]) == ["worse platform.a fleet"])
        #expect(changes([alone], [result("corp.example", .pass)]).count == 2)
        let worse = Report.sample([result("fleet", .fail)]).held(against: .sample([alone]))
        #expect(worse.summary.exitStatus == 1)
    }

    @Test(arguments: [
        ([Status.pass, .fail], [Status.fail, .pass], [String]()),
        ([.pass, .fail], [.fail, .fail], ["worse"]), ([.fail, .fail], [.fail, .pass], ["better"]),
        ([.fail], [.fail, .fail], ["worse"]), ([.fail], [.fail, .pass], ["appeared"]),
        ([.pass, .pass], [.pass], ["worse"]), ([.fail, .pass], [.fail], ["worse"]),
        ([.fail, .fail], [.fail], ["vanished"]),
    ])
    func `of several with one subject the worst are compared with the worst`(
        old: [Status], new: [Status], expected: [String]
    ) {
        let found = changes(
            old.map { .sample("endpoints.a", $0, of: "x") }, new.map { .sample("endpoints.a", $0, of: "x") })
        #expect(found == expected.map { "\($0) endpoints.a x" })
    }

    @Test func `a check that is skipped is not looked at, whatever its subjects were`() throws {
        var skipped = Report.Result.sample("endpoints.a", .skipped)
        skipped.reasons = [Reason(.inputNotGiven, "deselected")]
        let old: [Report.Result] = [
            .sample("endpoints.a", .pass, of: "x"), .sample("endpoints.a", .fail, of: "y"),
        ]
        let comparison = Report.sample(old).compared(to: .sample([skipped]))
        #expect(comparison.results.map(\.change) == [.worse, .vanished])
        #expect(comparison.results.map(\.subject.name) == ["x", "y"])
        let first = try #require(comparison.results.first)
        #expect(first.to?.status == .skipped)
        #expect(first.grounds.map(\.message) == ["deselected"])
        // And back again, nothing is worse.
        #expect(changes([skipped], [.sample("endpoints.a", .pass, of: "x")]) == ["appeared endpoints.a x"])
        #expect(changes([skipped], [skipped]) == [])
    }

    @Test func `reasons that came and went are named`() throws {
        let comparison = Report.sample([.sample("endpoints.a", .fail, of: "x", .dnsTimeout, .tcpReset)])
            .compared(
                to: .sample([.sample("endpoints.a", .fail, of: "x", .tcpReset, .tlsReset)]))
        let change = try #require(comparison.results.first)
        #expect(change.change == .changed)
        #expect(change.came == [.tlsReset])
        #expect(change.gone == [.dnsTimeout])
        #expect(comparison.exitStatus == 0)
        #expect(comparison.change == .changed)
    }

    @Test(arguments: [Status?.none, .skipped])
    func `checks that are not looked at any more are named`(status: Status?) throws {
        let old = Report.sample([
            .sample("platform.a", .pass), .sample("endpoints.b", .fail), .sample("endpoints.c", .pass),
            .sample("endpoints.d", .skipped),
        ])
        let rest = status.map { [Report.Result.sample("endpoints.b", $0)] } ?? []
        let new = Report.sample([.sample("platform.a", .pass)] + rest)
        let message =
            "2 checks of the old run, of which 1 failed, not looked at by the new one: endpoints.b, endpoints.c"
        #expect(old.compared(to: new).doubts == [.init(.checks, message)])
        #expect(new.compared(to: old).doubts == [])
        let other = Report.sample([.sample("platform.a", .pass), .sample("endpoints.c", .pass)])
        let words = "1 check of the old run, which failed, not looked at by the new one: endpoints.b"
        #expect(old.compared(to: other).doubts.map(\.message) == [words])
    }

    @Test func `runs that differ in what they ought to share are compared, and it is told`() {
        let old = Report.sample([.sample("endpoints.a", .pass)])
        var new = Report.sample([.sample("endpoints.a", .pass)], failOn: .warning, interrupted: true)
        new.run.requirementSet = "current"
        new.run.cloud = "gcc"
        new.run.vantage = "branch\u{1b}[2J"
        new.run.paths = [.proxy("http://p:1")]
        new.tool.version = "2.0"
        let doubts = old.compared(to: new).doubts
        #expect(
            doubts.map(\.kind) == [
                .interrupted, .requirementSet, .cloud, .toolVersion, .vantage, .paths, .failOn,
            ])
        #expect(doubts.allSatisfy { !$0.message.contains("\u{1b}") })
        #expect(old.compared(to: old).doubts == [])
        #expect(old.compared(to: old).change == .same)
    }

    @Test(arguments: [
        ("2026-11-01", "2026-11-26", "2026-11-01, then 2026-11-26"),
        (nil, "2026-11-26", "not told, then 2026-11-26"), ("2026-11-26", nil, "2026-11-26, then not told"),
        ("2026-11-26", "2026-11-26", nil), (nil, nil, nil),
        ("\u{1b}[2J", "2026-11-26", "\\u{1b}[2J, then 2026-11-26"),
    ])
    func `another edition of the catalogue is told, and makes nothing worse`(
        old: String?, new: String?, words: String?
    ) {
        func report(_ version: String?) -> Report {
            var report = Report.sample([.sample("endpoints.a", .pass)])
            report.catalogue = version.map { .init(version: $0) }
            return report
        }
        let comparison = report(old).compared(to: report(new))
        let told = words.map {
            "other edition of the catalogue of checks, from which a difference may come: \($0)"
        }
        #expect(comparison.doubts == [told].compactMap(\.self).map { ComparisonDoubt(.catalogue, $0) })
        #expect(comparison.old.catalogue?.version == old)
        #expect(comparison.exitStatus == 0)
        #expect(comparison.change == .same)
    }

    private static let ending = Report.Result.ofWaivers(
        "waivers.not-ending-soon", .note, .note, .waiverEnding)

    @Test(arguments: [
        (Report.Result.ofWaivers("waivers.not-ending-soon", .pass, .note), ending, Change.changed),
        (.ofWaivers("waivers.not-ending-soon", .notApplicable, .note), ending, .changed),
        (.ofWaivers("waivers.not-ending-soon", .skipped, .note), ending, .changed),
        (ending, .ofWaivers("waivers.not-ending-soon", .pass, .note), .better),
        (
            .ofWaivers("waivers.in-force", .pass, .warning),
            .ofWaivers("waivers.in-force", .warning, .warning, .waiverExpired), .worse
        ),
        (
            .sample("endpoints.a", .pass, .note, of: "x"),
            .sample("endpoints.a", .note, .note, of: "x", .dnsTimeout), .worse
        ),
    ])
    func `that a waiver ends soon is told, and is not worse`(
        old: Report.Result, new: Report.Result, change: Change
    ) {
        let comparison = Report.sample([old]).compared(to: .sample([new]))
        #expect(comparison.results.map(\.change) == [change])
        #expect(comparison.exitStatus == (change == .worse ? 1 : 0))
    }

    @Test func `what an expired waiver waived is worse`() {
        let old: [Report.Result] = [.sample("endpoints.a", .waived, of: "x", .dnsTimeout), Self.ending]
        let new: [Report.Result] = [
            .sample("endpoints.a", .fail, of: "x", .dnsTimeout),
            .ofWaivers("waivers.not-ending-soon", .notApplicable, .note),
        ]
        let comparison = Report.sample(old).compared(to: .sample(new))
        #expect(comparison.count(of: .worse) == 1)
        #expect(comparison.exitStatus == 1)
    }

    @Test func `reports of nothing are compared`() {
        let comparison = Report.sample([]).compared(to: .sample([]))
        #expect(comparison.results.isEmpty)
        #expect(comparison.devices == nil)
        #expect(comparison.exitStatus == 0)
    }
}
