import Foundation
import Model
import SampleFacts
import TestSupport
import Testing

@testable import Reporting

/// The forms in which a comparison is written.
struct ComparisonFormTests {
    private static let tool = Report.Tool(name: "mde-preflight", version: "0.0.0")

    private static func comparison(_ old: Example, _ new: Example) throws -> ReportComparison {
        try ReportComparison(from: old.report, to: new.report, tool: tool)
    }

    private static let pairs: [(Example, Example)] = Example.allCases.flatMap { old in
        Example.allCases.map { (old, $0) }
    }

    private static func json(_ comparison: ReportComparison) throws -> Data {
        var data = Data()
        try ComparisonJSON.write(comparison) { data.append(contentsOf: $0) }
        return data
    }

    /// A report of so many devices, each with a name and an id of its own, every third of them in trouble.
    private static func fleet(_ count: Int, ready: Bool, name: String = "PC") -> Report {
        var report = ReportSample.bare
        var devices = Report.Devices()
        for number in 0..<count {
            let isBad = !ready && number % 3 > 0
            let code: ReasonCode = number % 3 == 1 ? .tagMissing : .evidenceMissing
            devices.append(
                .init(
                    name: "\(name)-\(number)", ids: .init(objectGUID: GUID(high: 1, low: UInt64(number))),
                    verdict: isBad ? .notReady : .ready,
                    results: [
                        .init(
                            check: CheckID("tagging.c\(number % 40)"), status: isBad ? .fail : .pass,
                            reasons: isBad ? [.init(code)] : [])
                    ]))
        }
        report.devices = devices
        return report
    }

    @Test func `every comparison fits the schema`() async throws {
        let folder = try TemporaryFolder()
        var documents = try Self.pairs.map { try Self.json(Self.comparison($0, $1)) }
        documents.append(
            try Self.json(
                .init(from: Self.fleet(9, ready: true), to: Self.fleet(12, ready: false), tool: Self.tool)))
        documents.append(
            try Self.json(.init(from: Self.fleet(9, ready: false), to: ReportSample.bare, tool: Self.tool)))
        documents.append(
            try Self.json(.init(from: ReportSample.bare, to: ReportSample.bare, tool: Self.tool)))
        let files = try documents.enumerated().map {
            try folder.write(String(decoding: $1, as: UTF8.self), to: "\($0).json")
        }
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator as V
            schema = json.load(open("reports/schema/diff-1.schema.json"))
            V.check_schema(schema)
            for name in sys.argv[1:]:
                for e in V(schema).iter_errors(json.load(open(name))):
                    print(name, list(e.absolute_path), e.message[:200])
            """
        let run = try await Command.run("python3", ["-c", script] + files, folder: Repository.root.path)
        #expect(run.output + run.errors == "")
    }

    @Test func `a report with a baseline fits its schema`() async throws {
        let folder = try TemporaryFolder()
        let reports = try [
            Example.directoryMixed.report.held(against: Example.allGood.report),
            Example.failuresAndBlocked.report.held(against: Example.allGood.report),
            Self.fleet(9, ready: false).held(against: Self.fleet(12, ready: true)),
        ]
        let files = try reports.enumerated().map {
            try folder.write(String(decoding: JSONReport.encode($1), as: UTF8.self), to: "\($0).json")
        }
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator as V
            schema = json.load(open("reports/schema/report-1.schema.json"))
            for name in sys.argv[1:]:
                for e in V(schema).iter_errors(json.load(open(name))):
                    if list(e.absolute_path)[:2] == ["summary", "baseline"]:
                        print(name, list(e.absolute_path), e.message[:200])
            """
        let run = try await Command.run("python3", ["-c", script] + files, folder: Repository.root.path)
        #expect(run.output + run.errors == "")
        for report in reports {
            #expect(try JSONReport.decode(JSONReport.encode(report)).summary == report.summary)
        }
    }

    @Test func `each device that changed has a line of its own`() throws {
        let comparison = ReportComparison(
            from: Self.fleet(300, ready: true), to: Self.fleet(300, ready: false), tool: Self.tool)
        let text = String(decoding: try Self.json(comparison), as: UTF8.self)
        #expect(
            text.matches(of: #/(?m)^      \{"change":"worse".*"name":"PC-\d+","to":"not-ready"\},?$/#).count
                == 200)
    }

    @Test(arguments: pairs)
    func `text and Markdown begin with what became of it all`(old: Example, new: Example) throws {
        let comparison = try Self.comparison(old, new)
        let text = ComparisonText.render(comparison, colour: false)
        #expect(text.hasPrefix(comparison.conclusion + "\n"))
        #expect(text.hasSuffix("Exit status \(comparison.exitStatus)\n"))
        let markdown = String(decoding: ComparisonMarkdown.render(comparison), as: UTF8.self)
        #expect(markdown.split(separator: "\n").first?.hasSuffix(" " + comparison.conclusion) == true)
        #expect(text.contains("\nWorse\n") == comparison.isWorse)
        #expect(markdown.contains("\n## Worse\n") == comparison.isWorse)
    }

    @Test func `a large fleet takes no more room than a small one`() {
        let lengths = [1000, 60_000].map { count in
            let comparison = ReportComparison(
                from: Self.fleet(count, ready: true), to: Self.fleet(count, ready: false), tool: Self.tool)
            return (
                ComparisonText.render(comparison, colour: false).split(separator: "\n").count,
                ComparisonMarkdown.render(comparison).count
            )
        }
        #expect(lengths[0].0 == lengths[1].0)
        #expect(lengths[1].0 < 60)
        #expect(lengths[1].1 < 10_000)
    }

    @Test func `the devices that became not ready are counted, with why and examples`() {
        let comparison = ReportComparison(
            from: Self.fleet(120, ready: true), to: Self.fleet(120, ready: false), tool: Self.tool)
        let text = ComparisonText.render(comparison, colour: false)
        #expect(text.contains("80 devices: ready → not ready"))
        #expect(text.contains("tagging.c1: pass → fail [tag.missing]"))
        #expect(text.contains("e.g. PC-1, PC-121") == false)
    }

    @Test func `hostile text steers nothing`() throws {
        var old = Self.fleet(3, ready: true, name: HostileText.short)
        var new = Self.fleet(3, ready: false, name: HostileText.short)
        new.results = try Example.failuresAndBlocked.report.results.map { result in
            var result = result
            result.check = CheckID(HostileText.short)
            result.title = HostileText.long
            result.subject.name = HostileText.short
            result.breaks = HostileText.short
            result.remediation = HostileText.long
            result.reasons = result.reasons.map { Reason($0.code, HostileText.long) }
            return result
        }
        new.run.host = HostileText.short
        new.run.vantage = HostileText.long
        new.run.cloud = HostileText.short
        old.tool.version = HostileText.short
        let comparison = ReportComparison(from: old, to: new, tool: Self.tool)
        let held = new.held(against: old)
        for text in [
            ComparisonText.render(comparison, colour: false),
            String(decoding: ComparisonMarkdown.render(comparison), as: UTF8.self),
            TextReport.render(held), String(decoding: MarkdownReport.render(held), as: UTF8.self),
        ] {
            let bad = text.unicodeScalars.filter { scalar in
                scalar != "\n" && scalar != "\u{fe0f}"
                    && [.control, .format, .lineSeparator].contains(scalar.properties.generalCategory)
            }
            #expect(bad.isEmpty)
        }
        #expect(ComparisonMarkdown.render(comparison).count < 65_536)
        #expect(try JSONSerialization.jsonObject(with: Self.json(comparison)) is NSDictionary)
    }

    @Test func `every form of a report that people read tells of its baseline`() throws {
        let report = try Example.failuresAndBlocked.report
        let same = report.held(against: report)
        #expect(same.summary.exitStatus == 0)
        #expect(TextReport.render(same).contains("NOT READY, no worse than the baseline of 2026-01-15\n"))
        #expect(
            TextReport.render(same, detail: .quiet).hasPrefix(
                "NOT READY, no worse than the baseline of 2026-01-15\n"))
        let worse = try report.held(against: Example.allGood.report)
        #expect(worse.summary.exitStatus == 1)
        for text in [
            TextReport.render(worse), String(decoding: MarkdownReport.render(worse), as: UTF8.self),
            String(decoding: HTMLReport.render(worse), as: UTF8.self),
        ] {
            #expect(text.contains("NOT READY, worse than the baseline of 2026-01-15"))
            #expect(text.contains("pass → fail: Entra ID sign-in answers"))
        }
    }

    /// What a pipeline's own reader takes for a failure.
    private static func alarms(_ report: Report) throws -> [String: Int] {
        let junit = String(decoding: JUnitReport.render(report), as: UTF8.self)
        let github = String(decoding: GitHubAnnotations.render(report), as: UTF8.self)
        let gitlab = String(decoding: try GitLabCodeQuality.render(report), as: UTF8.self)
        return [
            "junit": junit.ranges(of: "<failure ").count + junit.ranges(of: "<error ").count,
            "github": github.ranges(of: "::error ").count,
            "gitlab": gitlab.ranges(of: #""severity" : "critical""#).count
                + gitlab.ranges(of: #""severity" : "blocker""#).count,
        ]
    }

    @Test(arguments: FailOn.allCases)
    func `a pipeline is alarmed by what counts beside a baseline, and by all without one`(failOn: FailOn)
        throws
    {
        var report = try Example.failuresAndBlocked.report
        report.run.failOn = failOn
        let alone = try Self.alarms(report)
        #expect(alone.values.allSatisfy { $0 > 1 })
        let same = report.held(against: report)
        #expect(try Self.alarms(same).values.allSatisfy { $0 == 0 })
        let junit = String(decoding: JUnitReport.render(same), as: UTF8.self)
        #expect(junit.contains("<skipped message=\"no worse than the baseline: fail: "))
        #expect(junit.contains("NOT READY, no worse than the baseline of 2026-01-15"))
        #expect(try Self.alarms(report.held(against: Example.allGood.report)) == alone)
        // One of them is new.
        var fewer = report
        let first = try #require(report.results.firstIndex { $0.status == .fail && $0.blockedBy.isEmpty })
        fewer.results[first].status = .pass
        #expect(try Self.alarms(report.held(against: fewer)) == ["junit": 2, "github": 2, "gitlab": 2])
    }

    @Test func `metrics tell what is worse beside a baseline`() throws {
        let report = try Example.failuresAndBlocked.report
        let metric = "mde_preflight_worse_than_baseline{what=\"results\"}"
        let alone = String(decoding: PrometheusReport.render(report), as: UTF8.self)
        #expect(!alone.contains("worse_than_baseline"))
        let same = String(decoding: PrometheusReport.render(report.held(against: report)), as: UTF8.self)
        #expect(same.contains("\(metric) 0\n"))
        let held = try report.held(against: Example.allGood.report)
        let worse = String(decoding: PrometheusReport.render(held), as: UTF8.self)
        #expect(worse.contains("\(metric) \(held.summary.baseline?.counting.results ?? 0)\n"))
        #expect(!worse.contains("\(metric) 0\n"))
    }

    @Test func `SARIF says of each result what became of it`() throws {
        func states(_ report: Report) throws -> [String: Int] {
            let log = try JSONSerialization.jsonObject(with: SARIFReport.render(report)) as? [String: Any]
            let runs = try #require(log?["runs"] as? [[String: Any]])
            let results = try #require(runs.first?["results"] as? [[String: Any]])
            return Dictionary(grouping: results) { $0["baselineState"] as? String ?? "none" }.mapValues(
                \.count)
        }
        let report = try Example.failuresAndBlocked.report
        let count = try states(report).values.reduce(0, +)
        #expect(try states(report) == ["none": count])
        #expect(try states(report.held(against: report)) == ["unchanged": count])
        #expect(try states(report.held(against: Example.allGood.report))["new"] == count)
        var other = report
        other.results = report.results.map { result in
            var result = result
            if result.status == .fail { result.reasons = [Reason(.deadlineExceeded, "late")] }
            return result
        }
        let failed = report.results.count { $0.status == .fail }
        #expect(try states(report.held(against: other))["updated"] == failed)
    }
}

/// A report of nothing.
enum ReportSample {
    static let bare = Report(
        tool: .init(name: "mde-preflight", version: "0.0.0"),
        run: .init(
            startedAt: ExampleRun.moment, durationSeconds: 0, host: "h", vantage: nil, interrupted: false,
            requirementSet: "classic", cloud: "global", paths: [], failOn: .fail),
        summary: Summary([], failOn: .fail, interrupted: false), otherRequirementSets: [], results: [],
        areas: [],
        facts: FactSet())
}
