import FoundationEssentials
package import Model

/// The report as JUnit XML: an area is a suite, a result a case of it, and the run's verdict a case of a suite of its own.
///
/// There is a failure or an error among the cases exactly when the verdict is not `ready`, or, beside a baseline, when the
/// run is worse. A failure is what is not met and counts for enough, an error what could not be told and counts for as much.
/// What counts for less passes (`note`, `warning`) or is skipped (`undetermined`), as is what is no worse than the baseline;
/// it is told in the suite's output, which has every result.
/// It is valid under both schemas that are in use.
///
/// Sources: <https://github.com/windyroad/JUnit-Schema>, <https://github.com/jenkinsci/xunit-plugin> (junit-10.xsd)
package struct JUnitReport {
    private let report: Report
    private let gate: GateResults
    private var markup = Markup(.xml)
    /// How often each name has been given; names are told apart by their number.
    private var given: [String: Int] = [:]
    private var number = 0

    package static func render(_ report: Report) -> [UInt8] {
        var junit = JUnitReport(report.madePrintable())
        junit.document()
        return junit.markup.bytes
    }

    private init(_ report: Report) {
        self.report = report
        gate = GateResults(of: report)
    }

    private enum Outcome {
        case passed, failed, unknown, skipped
    }

    private func outcome(_ result: Report.Result) -> Outcome {
        if gate.isKnown(result) { return .skipped }
        return switch result.status {
        case .fail, .warning: gate.contains(result) ? .failed : .passed
        case .undetermined: gate.contains(result) ? .unknown : .skipped
        case .pass, .note: .passed
        case .notApplicable, .skipped, .waived: .skipped
        }
    }

    private mutating func document() {
        markup.verbatim("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n")
        verdict()
        for (area, results) in report.resultsByArea where !results.isEmpty { suite(area, results) }
        markup.verbatim("</testsuites>\n")
    }

    // MARK: - Suites

    private mutating func verdict() {
        let outcome: Outcome =
            switch report.gate {
            case .ready: .passed
            case .notReady: .failed
            case .undetermined: .unknown
            }
        suite("run", [outcome], duration: report.run.decimalDuration) { junit in
            junit.testCase("verdict", in: "run") { junit in
                let message = junit.report.verdictSentence
                let kind = junit.report.gate.rawValue
                switch outcome {
                case .passed, .skipped: break
                case .failed:
                    junit.markup.element("failure", ["type": kind, "message": message], text: junit.remarks)
                case .unknown:
                    junit.markup.element("error", ["type": kind, "message": message], text: junit.remarks)
                }
            }
        } output: { junit in
            "\(junit.report.verdictSentence)\n\(junit.remarks)\n"
        }
    }

    /// Where it was looked, and where not.
    private var remarks: String {
        let missing = report.areas.filter { !$0.lookedAt }.map { area in
            "not looked at: \(area.title.lowercased())\(area.note.map { " (\($0))" } ?? "")"
        }
        return ([report.circumstances] + missing).joined(separator: "\n")
    }

    private mutating func suite(_ area: Report.AreaCoverage, _ results: [Report.Result]) {
        suite(area.area.rawValue, results.map(outcome), duration: "0.000") { junit in
            for result in results {
                junit.testCase(result.name, in: result.check.rawValue) { $0.content(result) }
            }
        } output: { _ in
            results.map { "\($0.status.words): \($0.name)\($0.ground.isEmpty ? "" : ": \($0.ground)")\n" }
                .joined()
        }
    }

    private mutating func suite(
        _ name: String, _ outcomes: [Outcome], duration: String, _ cases: (inout JUnitReport) -> Void,
        output: (JUnitReport) -> String
    ) {
        func count(_ outcome: Outcome) -> String { String(outcomes.count { $0 == outcome }) }
        markup.verbatim("  ")
        let attributes: Markup.Attributes = [
            "name": "\(Self.prefix).\(name)", "package": Self.prefix, "id": String(number),
            "timestamp": String(report.run.startedAt.utc.prefix(19)),
            "hostname": report.run.host.allSatisfy(\.isWhitespace) ? "localhost" : report.run.host,
            "tests": String(outcomes.count), "failures": count(.failed), "errors": count(.unknown),
            "skipped": count(.skipped), "time": duration,
        ]
        number += 1
        markup.start("testsuite", attributes)
        markup.lineFeed()
        properties()
        cases(&self)
        markup.verbatim("    ")
        markup.element("system-out", text: output(self))
        markup.verbatim("\n    <system-err></system-err>\n  ")
        markup.end("testsuite")
        markup.lineFeed()
    }

    private mutating func properties() {
        let run = report.run
        let properties = [
            ("tool", "\(report.tool.name) \(report.tool.version)"), ("requirement-set", run.requirementSet),
            ("cloud", run.cloud), ("vantage", run.vantage ?? ""), ("fail-on", run.failOn.rawValue),
            ("interrupted", String(run.interrupted)), ("verdict", report.summary.verdict.rawValue),
            ("started-at", run.startedAt.utc),
        ]
        markup.verbatim("    ")
        markup.element("properties") { markup in
            for (name, value) in properties { markup.empty("property", ["name": name, "value": value]) }
        }
        markup.lineFeed()
    }

    private static let prefix = "mde-preflight"

    // MARK: - Cases

    private mutating func testCase(
        _ name: String, in group: String, _ content: (inout JUnitReport) -> Void
    ) {
        let count = given[name, default: 0] + 1
        given[name] = count
        markup.verbatim("    ")
        markup.start(
            "testcase",
            [
                "classname": "\(Self.prefix).\(group)", "name": count == 1 ? name : "\(name) #\(count)",
                "time": "0.000",
            ])
        content(&self)
        markup.end("testcase")
        markup.lineFeed()
    }

    private mutating func content(_ result: Report.Result) {
        let message = "\(result.status.words): \(result.ground)"
        let kind = result.reasons.first?.code.rawValue ?? result.status.rawValue
        switch outcome(result) {
        case .passed: break
        case .failed:
            markup.element("failure", ["type": kind, "message": message], text: explanation(result))
        case .unknown: markup.element("error", ["type": kind, "message": message], text: explanation(result))
        case .skipped:
            let known = gate.isKnown(result) ? "no worse than the baseline: " : ""
            markup.element("skipped", ["message": known + message], text: "")
        }
    }

    private func explanation(_ result: Report.Result) -> String {
        var lines = ["\(result.title): \(result.status.words)", "subject: \(result.subjectWords)"]
        lines += result.reasons.map { "seen: \($0.message) [\($0.code.rawValue)]" }
        if let fleet = result.fleet { lines += Self.whereabouts(fleet) }
        if !result.blockedBy.isEmpty {
            lines.append("because of: \(result.blockedBy.map(\.rawValue).joined(separator: ", "))")
        }
        lines.append("breaks: \(result.breaks)")
        lines += result.remedies.map { "do: \($0)" }
        lines.append("see: \(result.source)")
        return "\n" + lines.joined(separator: "\n") + "\n"
    }

    private static let shownGroups = 20

    private static func whereabouts(_ fleet: FleetSummary) -> [String] {
        var lines = fleet.groups.prefix(shownGroups).map { group in
            "where: \(group.count) of \(group.total) in \(group.name.isEmpty ? "no container" : group.name)"
                + "\(group.verdict == .undetermined ? " could not be told" : "") [\(group.code.rawValue)]"
        }
        let more = fleet.groups.dropFirst(shownGroups).count + fleet.moreGroups
        if more > 0 { lines.append("and \(more) more containers; the JSON report has the devices") }
        return lines
    }
}
