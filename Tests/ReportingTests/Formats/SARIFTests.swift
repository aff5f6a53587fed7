import Foundation
import Model
import Testing

@testable import Reporting

/// The report as a SARIF log.
struct SARIFTests {
    private static func run(_ report: Report) throws -> [String: Any] {
        let log = try JSONSerialization.jsonObject(with: SARIFReport.render(report)) as? [String: Any]
        return try #require((log?["runs"] as? [[String: Any]])?.first)
    }

    private static func results(_ report: Report) throws -> [[String: Any]] {
        try #require(try run(report)["results"] as? [[String: Any]])
    }

    private static func notifications(_ report: Report) throws -> [[String: Any]] {
        let invocation = try #require((try run(report)["invocations"] as? [[String: Any]])?.first)
        return try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
    }

    private static func fingerprints(_ report: Report) throws -> [String] {
        try results(report).compactMap {
            ($0["partialFingerprints"] as? [String: String])?["checkSubjectAndCodes/v1"]
        }
    }

    @Test
    func `every report is valid under the standard's schema`() async throws {
        let documents = try Circumstance.allCases.map { try SARIFReport.render($0.report) }
        #expect(try await Validator.sarif(documents) == "")
    }

    @Test(arguments: Circumstance.allCases)
    func `what is amiss is a result, and every result is counted at its check`(circumstance: Circumstance)
        throws
    {
        let report = try circumstance.report
        let amiss: Set<Status> = [.fail, .warning, .note, .undetermined, .waived]
        #expect(try Self.results(report).count == report.results.count { amiss.contains($0.status) })
        let counts = try Self.notifications(report).filter {
            ($0["descriptor"] as? [String: String])?["id"] == "check.results"
        }.compactMap { ($0["message"] as? [String: String])?["text"] }
        let sum = counts.flatMap {
            $0.matches(
                of: #/(\d+) (?:pass|fail|warning|note|undetermined|not applicable|skipped|waived)(?:,|$)/#)
        }
        .reduce(0) { $0 + (Int($1.output.1) ?? 0) }
        #expect(sum == report.results.count)
    }

    @Test
    func `levels, kinds and suppressions follow the status`() throws {
        let report = try Circumstance.everyStatus.report
        for result in try Self.results(report) {
            let properties = try #require(result["properties"] as? [String: Any])
            let seen = [result["kind"] as? String, result["level"] as? String]
            switch properties["status"] as? String {
            case "fail": #expect(seen == ["fail", "error"])
            case "warning": #expect(seen == ["fail", "warning"])
            case "note": #expect(seen == ["fail", "note"])
            case "undetermined": #expect(seen == ["open", "none"])
            case "waived": #expect((result["suppressions"] as? [Any])?.count == 2)
            default: Issue.record("not to be a result: \(properties)")
            }
        }
    }

    @Test
    func `fingerprints stay when words, counts and dates change, and differ between results`() throws {
        let report = try Example.failuresAndBlocked.report
        var later = report
        later.run.startedAt += 86_400
        later.run.durationSeconds = 99
        for index in later.results.indices {
            later.results[index].title += " again"
            for number in later.results[index].reasons.indices {
                later.results[index].reasons[number].message = "since 12 days"
            }
        }
        let prints = try Self.fingerprints(report)
        #expect(try Self.fingerprints(later) == prints)
        #expect(Set(prints).count == prints.count)
        let alike = try Self.fingerprints(Circumstance.alike.report)
        #expect(Set(alike).count == alike.count)
    }

    @Test
    func `an interrupted run says so, with its exit status`() throws {
        let report = try Example.interrupted.report
        let invocation = try #require((try Self.run(report)["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == false)
        #expect(invocation["exitCode"] as? Int == 130)
        let ids = try Self.notifications(report).compactMap { ($0["descriptor"] as? [String: String])?["id"] }
        #expect(ids.first == "run.interrupted")
    }

    @Test(arguments: [
        ("https://learn.microsoft.com/a/b-c?d=e#f", true), ("http://a.example/", false), ("https://", false),
        ("https://a.example/ b", false), ("https://a.example/\"x", false), ("javascript:alert(1)", false),
        ("https://a@b.example", false), ("", false),
    ])
    func `only a plain https address is a link`(text: String, isLink: Bool) {
        #expect((text.webAddress != nil) == isLink)
    }
}
