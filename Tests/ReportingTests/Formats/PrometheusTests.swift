import Foundation
import Model
import Testing

@testable import Reporting

/// The report as metrics.
struct PrometheusTests {
    private static func text(_ report: Report) -> String {
        String(decoding: PrometheusReport.render(report), as: UTF8.self)
    }

    private static func sum(_ text: String, of metric: String) -> Int {
        text.split(separator: "\n").filter { $0.hasPrefix("\(metric){") || $0.hasPrefix("\(metric) ") }
            .reduce(0) { $0 + (Int($1.split(separator: " ").last ?? "") ?? 0) }
    }

    @Test(arguments: Circumstance.allCases)
    func `promtool has nothing to say against it`(circumstance: Circumstance) async throws {
        #expect(try await Validator.prometheus(PrometheusReport.render(try circumstance.report)) == "")
    }

    @Test(arguments: Circumstance.allCases)
    func `every result is counted, by status, by check and by subject`(circumstance: Circumstance) throws {
        let report = try circumstance.report
        let text = Self.text(report)
        for metric in ["results", "check_results", "check_status"] {
            #expect(Self.sum(text, of: "mde_preflight_\(metric)") == report.results.count)
        }
        for status in Status.allCases {
            let count = report.results.count { $0.status == status }
            #expect(text.contains("mde_preflight_results{status=\"\(status.rawValue)\"} \(count)\n"))
        }
        #expect(HostileText.harm(in: text) == [])
    }

    @Test
    func `a run of very many subjects has a bounded number of series, the worst among them`() throws {
        var report = try Circumstance.allPass.report
        let result = report.results[0]
        report.results = (0..<9000).map { number in
            var result = result
            result.subject = Subject(.endpoint, "host-\(number).example", via: "direct")
            result.status = number == 8999 ? .fail : .pass
            return result
        }
        let text = Self.text(report)
        #expect(text.ranges(of: "mde_preflight_check_status{").count == PrometheusReport.maximumSeries)
        #expect(text.contains("subject=\"host-8999.example\",via=\"direct\",status=\"fail\"} 1\n"))
        #expect(text.contains("\nmde_preflight_unnamed_results 7000\n"))
        #expect(Self.sum(text, of: "mde_preflight_results") == 9000)
    }

    @Test
    func `verdict, interruption, exit status and times can be seen`() throws {
        let text = Self.text(try Example.interrupted.report)
        for line in [
            "ready 0", "interrupted 1", "exit_status 130", "verdict{verdict=\"undetermined\"} 1",
            "verdict{verdict=\"ready\"} 0", "run_timestamp_seconds 1768469400", "duration_seconds 1.250",
        ] {
            #expect(text.contains("\nmde_preflight_\(line)\n"), "\(line)")
        }
        #expect(Self.text(try Example.allGood.report).contains("\nmde_preflight_ready 1\n"))
    }

    @Test
    func `devices are counted by verdict and never named`() throws {
        let text = Self.text(try Circumstance.fleet.report)
        #expect(text.contains("\nmde_preflight_devices{verdict=\"not-ready\"} 10\n"))
        #expect(text.contains("\nmde_preflight_fleet_step_devices{step=\"directory\"} 40\n"))
        #expect(text.contains("\nmde_preflight_fleet_source_complete{source=\"directory\"} 0\n"))
        #expect(!text.contains("step=\"onboarded\""))
        #expect(!text.contains("PC-1"))
    }
}
