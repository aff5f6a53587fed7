import CheckCatalogue
import Checks
import Foundation
import Model
import Reporting
import SampleFacts
import TestSupport
import Testing

struct GoldenTests {
    @Test(arguments: Example.allCases)
    func `Golden: the text report of each example`(example: Example) throws {
        #expect(
            try Golden.complaint(
                TextReport.render(example.report), "reports/examples/\(example.rawValue)/report.txt") == nil)
    }

    @Test(arguments: Example.allCases)
    func `Golden: the JSON report of each example`(example: Example) throws {
        let text = String(decoding: try JSONReport.encode(example.report), as: UTF8.self)
        #expect(try Golden.complaint(text, "reports/examples/\(example.rawValue)/report.json") == nil)
    }

    private struct Form: Sendable, CustomTestStringConvertible {
        var testDescription: String { name }
        var name: String
        var render: @Sendable (Report) throws -> any Collection<UInt8>
    }

    private static let forms = [
        Form(name: "report.md", render: MarkdownReport.render),
        Form(name: "report.html", render: HTMLReport.render),
        Form(name: "report.junit.xml", render: JUnitReport.render),
        Form(name: "report.sarif", render: SARIFReport.render),
        Form(name: "report.prom", render: PrometheusReport.render),
        Form(name: "report.github.txt", render: GitHubAnnotations.render),
        Form(name: "report.gitlab.json", render: GitLabCodeQuality.render),
    ]

    @Test(arguments: Example.allCases, forms)
    private func `Golden: each example in the other formats`(example: Example, form: Form) throws {
        let text = String(decoding: Array(try form.render(example.report)), as: UTF8.self)
        #expect(try Golden.complaint(text, "reports/examples/\(example.rawValue)/\(form.name)") == nil)
    }

    @Test
    func `Golden: the index of checks`() throws {
        let judging = try RealCatalogue.load().judging
        let index = CheckIndex.markdown(
            areas: judging.areas, checks: allChecks.compactMap { judging.checks[$0.id] },
            sets: judging.requirementSets,
            reasons: ReasonCode.allCases.compactMap { judging.reasons[$0] })
        #expect(try Golden.complaint(index, "checks/README.md") == nil)
    }

    // MARK: - What the examples are there to show

    @Test(arguments: [
        (Example.allGood, Summary.Conclusion.ready, 0), (.failuresAndBlocked, .notReady, 1),
        (.interrupted, .undetermined, 130),
        (.bothPaths, .notReady, 1), (.directoryMixed, .notReady, 1), (.waived, .ready, 0),
    ])
    func `each example has its verdict`(example: Example, verdict: Summary.Conclusion, exitStatus: Int) throws
    {
        let summary = try example.report.summary
        #expect(summary.verdict == verdict)
        #expect(summary.exitStatus == exitStatus)
    }

    @Test
    func `the good example passes every check that it can`() throws {
        let statuses = Set(try Example.allGood.report.results.map(\.status))
        #expect(statuses == [.pass, .notApplicable, .skipped])
    }

    @Test
    func `the failing example has failures, warnings, doubts and blocked results`() throws {
        let report = try Example.failuresAndBlocked.report
        #expect(
            Set(report.results.map(\.status)).isSuperset(of: [
                .pass, .fail, .warning, .undetermined, .skipped,
            ]))
        #expect(report.results.contains { !$0.blockedBy.isEmpty })
        #expect(report.otherRequirementSets.first?.differences.isEmpty == false)
    }

    @Test
    func `nothing is known in the interrupted example`() throws {
        let report = try Example.interrupted.report
        #expect(Set(report.results.map(\.status)).isDisjoint(with: [.pass, .fail, .warning, .note]))
        #expect(report.run.interrupted)
    }

    // MARK: - Recording

    @Test(arguments: [
        ([:], Golden.Mode.compare), (["RECORD_GOLDEN": "0"], .compare), (["CI": "true"], .compare),
        (["RECORD_GOLDEN": "1"], .record),
        (["RECORD_GOLDEN": "1", "CI": ""], .record), (["RECORD_GOLDEN": "1", "CI": "false"], .record),
        (["RECORD_GOLDEN": "1", "CI": "true"], .refuse), (["RECORD_GOLDEN": "1", "CI": "1"], .refuse),
        (["RECORD_GOLDEN": "1", "CI": "True"], .refuse),
    ])
    func `files are written only when asked for, and never under CI`(
        environment: [String: String], mode: Golden.Mode
    ) {
        #expect(Golden.mode(environment) == mode)
    }

    @Test
    func `under CI nothing is written and the test fails`() throws {
        let folder = try TemporaryFolder()
        #expect(
            try Golden.complaint(
                "x", "a/b.txt", root: folder.url, environment: ["RECORD_GOLDEN": "1", "CI": "true"]) != nil)
        #expect(!FileManager.default.fileExists(atPath: folder.path("a/b.txt")))
    }

    @Test
    func `what is recorded compares equal, and anything else fails`() throws {
        let folder = try TemporaryFolder()
        #expect(
            try Golden.complaint(
                "one\ntwo\n", "a/b.txt", root: folder.url, environment: ["RECORD_GOLDEN": "1"]) == nil)
        #expect(try Golden.complaint("one\ntwo\n", "a/b.txt", root: folder.url, environment: [:]) == nil)
        #expect(try Golden.complaint("one\ntoo\n", "a/b.txt", root: folder.url, environment: [:]) != nil)
        #expect(try Golden.complaint("one\n", "a/absent.txt", root: folder.url, environment: [:]) != nil)
    }

    @Test(
        arguments: [
            ("a\nb\n", "a\nb\n", nil), ("a\nb\n", "a\nc\n", "2: recorded \"b\", found \"c\""),
            ("a", "a\n", "2: recorded the end, found \"\""),
            ("", "a", "1: recorded \"\", found \"a\""),
        ] as [(String, String, String?)])
    func `the first difference is told`(old: String, new: String, difference: String?) {
        #expect(Golden.difference(old, new) == difference)
    }
}
