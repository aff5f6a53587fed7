import Foundation
import Model
import Testing

@testable import Reporting

/// The report as JUnit XML.
struct JUnitTests {
    private static func text(_ report: Report) -> String {
        String(decoding: JUnitReport.render(report), as: UTF8.self)
    }

    @Test(arguments: ["JUnit.xsd", "junit-10.xsd"])
    func `every report is valid under both schemas that are in use`(schema: String) async throws {
        let documents = try Circumstance.allCases.map { JUnitReport.render(try $0.report) }
        #expect(try await Validator.xml(documents, schema: schema) == "")
    }

    @Test(arguments: Circumstance.allCases)
    func `each result is a case, and the verdict one more`(circumstance: Circumstance) throws {
        let report = try circumstance.report
        let text = Self.text(report)
        let names = text.matches(of: #/<testcase classname="([^"]*)" name="([^"]*)"/#).map {
            "\($0.output.1) \($0.output.2)"
        }
        #expect(names.count == report.results.count + 1)
        #expect(Set(names).count == names.count)
        for (attribute, tag) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
            let told = try text.matches(
                of: Regex(" \(attribute)=\"([0-9]+)\"", as: (Substring, Substring).self)
            )
            .reduce(0) { $0 + (Int($1.output.1) ?? 0) }
            #expect(told == text.ranges(of: "<\(tag) ").count)
        }
    }

    @Test(arguments: Circumstance.allCases, FailOn.allCases)
    func `there is a failure or an error exactly when the verdict is not ready`(
        circumstance: Circumstance, failOn: FailOn
    ) throws {
        var report = try circumstance.report
        report.run.failOn = failOn
        Circumstance.conclude(&report)
        let text = Self.text(report)
        #expect(
            (text.contains("<failure ") || text.contains("<error ")) == (report.summary.verdict != .ready))
        #expect(text.contains("<failure ") || report.summary.verdict != .notReady)
        // Beside the verdict's own case, a result that keeps the run from being ready says so itself.
        let decisive = DecisiveResults(of: report.results, failOn: failOn)
        let marked = text.ranges(of: "<failure ").count + text.ranges(of: "<error ").count
        let verdict = report.summary.verdict == .ready ? 0 : 1
        #expect(
            marked == report.results.count(where: decisive.contains) + verdict || circumstance.hasLongNames)
    }

    @Test(arguments: Status.allCases)
    func `each status can be seen`(status: Status) throws {
        #expect(Self.text(try Circumstance.everyStatus.report).contains("\n\(status.words): "))
    }

    @Test
    func `an interrupted run is an error`() throws {
        let text = Self.text(try Example.interrupted.report)
        #expect(text.contains("<property name=\"interrupted\" value=\"true\"/>"))
        #expect(text.contains(#/<error type="undetermined" message="COULD NOT TELL: [^"]*; interrupted/#))
    }

    @Test
    func `a failure says what was seen, what it breaks and what to do`() throws {
        let text = Self.text(try Example.failuresAndBlocked.report)
        #expect(text.contains("\nseen: "))
        #expect(text.contains("\nbreaks: "))
        #expect(text.contains("\ndo: "))
        #expect(text.contains("[dns.no-such-name]"))
    }
}

extension Circumstance {
    /// Whether names are cut, so that checks can no longer be told apart.
    var hasLongNames: Bool { [.hostile, .megabytes, .empty, .blank].contains(self) }
}
