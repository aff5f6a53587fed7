import Foundation
import Model
import Testing

@testable import Reporting

/// Whatever the form of a report, each status can be told from every other in it.
struct VisibilityTests {
    enum Form: String, CaseIterable {
        case text, verbose, json, markdown, html, junit, sarif, prometheus, github, gitlab
        case devicesCSV = "devices-csv"
        case devicesJSONLines = "devices-jsonl"
    }

    private static let check = CheckID("endpoints.sign-in-reachable")

    /// A report that differs from another in nothing but the status of one result, for all and for one device.
    private static func report(_ status: Status) throws -> Report {
        var report = try Example.allGood.report
        var result = try #require(report.results.first { $0.check == check })
        result.status = status
        result.severity = .warning
        result.subject = Subject(.endpoint, "a.example", via: "direct")
        result.seen = nil
        result.reasons = [Reason(.tcpRefused, "refused")]
        report.results = [result]
        report.areas.removeAll { $0.area != result.area }
        report.otherRequirementSets = []
        var devices = Report.Devices()
        devices.append(
            .init(
                name: "PC1", ids: .init(evidence: "PC1"), verdict: .undetermined,
                results: [.init(check: check, status: status, reasons: [.init(.tcpRefused)])]))
        report.devices = devices
        Circumstance.conclude(&report)
        return report
    }

    private static func text(_ form: Form, _ status: Status) throws -> String {
        let report = try report(status)
        var bytes: [UInt8] = []
        switch form {
        case .text: return TextReport.render(report)
        case .verbose: return TextReport.render(report, detail: .verbose)
        case .json: try JSONReport.write(report) { bytes += $0 }
        case .markdown: bytes = MarkdownReport.render(report)
        case .html: bytes = HTMLReport.render(report)
        case .junit: bytes = JUnitReport.render(report)
        case .sarif: bytes = Array(try SARIFReport.render(report))
        case .prometheus: bytes = PrometheusReport.render(report)
        case .github: bytes = GitHubAnnotations.render(report)
        case .gitlab: bytes = Array(try GitLabCodeQuality.render(report))
        case .devicesCSV: DeviceTable.write(report) { bytes += $0 }
        case .devicesJSONLines: DeviceLines.write(report) { bytes += $0 }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How the form tells the status of the one result.
    private static func words(_ form: Form, _ status: Status) -> String {
        switch form {
        case .text, .verbose: "  \(TextReport.mark(status)) \(TextReport.word(status)) "
        case .json: "\"status\" : \"\(status.rawValue)\""
        case .markdown: " \(status.words) |"
        case .html: "\(TextReport.mark(status))</span> \(status.words)</span>"
        case .junit: ">\(status.words): \(check): a.example (direct): refused [tcp.refused]\n"
        case .github: "\n\(status.words): \(check): a.example (direct): refused [tcp.refused]\n"
        case .sarif: "\"\(check): 1 \(status.words)\""
        case .prometheus: "subject=\"a.example\",via=\"direct\",status=\"\(status.rawValue)\"} 1\n"
        case .gitlab: ": 1 \(status.words)"
        case .devicesCSV: Status.allCases.map { $0 == status ? ",1" : ",0" }.joined() + "\r\n"
        case .devicesJSONLines: "\"status\":\"\(status.rawValue)\""
        }
    }

    @Test(arguments: Form.allCases, Status.allCases)
    func `each status is told`(form: Form, status: Status) throws {
        #expect(try Self.text(form, status).contains(Self.words(form, status)))
    }

    @Test(arguments: Form.allCases)
    func `no two statuses look the same`(form: Form) throws {
        #expect(Set(try Status.allCases.map { try Self.text(form, $0) }).count == Status.allCases.count)
    }
}
