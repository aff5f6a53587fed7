import Foundation
import Model
import Testing

@testable import Reporting

/// Annotations for GitHub Actions and GitLab CI.
struct AnnotationTests {
    private static func lines(_ report: Report) -> [String] {
        String(decoding: GitHubAnnotations.render(report), as: UTF8.self).split(separator: "\n").map(
            String.init)
    }

    private static func entries(_ report: Report) throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: GitLabCodeQuality.render(report)) as? [[String: Any]])
    }

    // MARK: - GitHub

    @Test(arguments: Circumstance.allCases)
    func `every line is a command of ours or a plain line`(circumstance: Circumstance) throws {
        let report = try circumstance.report
        let lines = Self.lines(report)
        let plain = lines.filter { !$0.hasPrefix("::") }
        for line in lines where line.hasPrefix("::") {
            let isOurs = line.wholeMatch(
                of:
                    #/::(?:error|warning|notice) title=[^:,\r\n]*::[^\r\n]+|::group::All \d+ results|::endgroup::/#
            )
            #expect(isOurs != nil, "\(line.prefix(200))")
            #expect(line.matches(of: #/%(?!25|0A|3A|2C)/#).isEmpty)
        }
        #expect(plain.allSatisfy { $0.first?.isLetter == true })
        #expect(!lines.contains { $0.contains("##[") })
        #expect(HostileText.harm(in: lines.joined(separator: "\n")) == [])
    }

    @Test(arguments: Circumstance.allCases)
    func `each result has a line in the log`(circumstance: Circumstance) throws {
        let report = try circumstance.report
        let lines = Self.lines(report)
        let start = try #require(lines.firstIndex { $0.hasPrefix("::group::") })
        let end = try #require(lines.firstIndex { $0 == "::endgroup::" })
        let told = lines[(start + 1)..<end].map { String($0.prefix { $0 != ":" }) }
        #expect(told == report.results.map(\.status.words))
    }

    @Test
    func `the verdict is first, and errors come before warnings and notices`() throws {
        let lines = Self.lines(try Example.failuresAndBlocked.report).filter { $0.hasPrefix("::") }
        #expect(lines.first?.hasPrefix("::error title=mde-preflight::NOT READY%3A") != true)
        #expect(lines.first?.hasPrefix("::error title=mde-preflight::NOT READY: ") == true)
        let levels = lines.compactMap {
            $0.firstMatch(of: #/^::(error|warning|notice)/#).map { String($0.output.1) }
        }
        #expect(
            levels
                == levels.sorted {
                    ["error", "warning", "notice"].firstIndex(of: $0) ?? 3 < ["error", "warning", "notice"]
                        .firstIndex(of: $1) ?? 3
                })
        #expect(
            Self.lines(try Example.allGood.report).first?.hasPrefix("::notice title=mde-preflight::READY: ")
                == true)
        #expect(Self.lines(try Example.interrupted.report).first?.contains("; interrupted") == true)
    }

    // MARK: - GitLab

    @Test(arguments: Circumstance.allCases)
    func `every entry has what GitLab asks for, and a fingerprint of its own`(circumstance: Circumstance)
        throws
    {
        let report = try circumstance.report
        let entries = try Self.entries(report)
        for entry in entries {
            #expect((entry["description"] as? String)?.isEmpty == false)
            #expect((entry["check_name"] as? String)?.isEmpty == false)
            #expect(["info", "minor", "major", "critical", "blocker"].contains(entry["severity"] as? String))
            let location = try #require(entry["location"] as? [String: Any])
            let path = try #require(location["path"] as? String)
            #expect(path.wholeMatch(of: #/[a-z-]+\/[A-Za-z0-9._%-]+/#) != nil)
            #expect((location["lines"] as? [String: Int])?["begin"] == 1)
        }
        let prints = entries.compactMap { $0["fingerprint"] as? String }
        #expect(prints.count == entries.count)
        #expect(Set(prints).count == prints.count)
        let amiss: Set<Status> = [.fail, .warning, .note, .undetermined, .waived]
        let told = entries.count {
            !["run.verdict", "area.not-looked-at"].contains($0["check_name"] as? String)
        }
        #expect(told == report.results.count { amiss.contains($0.status) })
    }

    @Test(arguments: Status.allCases)
    func `the verdict's entry counts every status`(status: Status) throws {
        let report = try Circumstance.everyStatus.report
        let count = report.results.count { $0.status == status }
        let text = try #require(try Self.entries(report)[0]["description"] as? String)
        #expect(text.contains(" \(count) \(status.words)"))
    }

    @Test(arguments: [
        (Example.allGood, "info"), (.failuresAndBlocked, "blocker"), (.interrupted, "blocker"),
    ])
    func `the verdict's entry is as severe as the verdict`(example: Example, severity: String) throws {
        #expect(try Self.entries(example.report)[0]["severity"] as? String == severity)
    }
}
