import Foundation
import Model
import SampleFacts
import Testing

@testable import Reporting

/// What is waived, in each format: that it is, what it would be, why, by whom and until when.
struct WaiverFormatTests {
    struct Form: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var render: @Sendable (Report) throws -> any Collection<UInt8>
        /// How the verdict is told.
        var verdict = "READY, with 5 results waived"
        /// What a result would be without its waiver.
        var otherwise = "else fail"
        /// How the moment at which the waiver expires is told.
        var until = "2026-01-31T09:30:00Z"
    }

    static let forms = [
        Form(testDescription: "text", render: { Array(TextReport.render($0, width: 500).utf8) }),
        Form(
            testDescription: "text, verbose",
            render: { Array(TextReport.render($0, detail: .verbose, width: 500).utf8) }),
        Form(
            testDescription: "JSON", render: JSONReport.encode, verdict: "\"waived\" : 5",
            otherwise: "\"status\" : \"fail\""),
        Form(testDescription: "Markdown", render: MarkdownReport.render),
        Form(testDescription: "HTML", render: HTMLReport.render),
        Form(testDescription: "JUnit", render: JUnitReport.render),
        Form(testDescription: "SARIF", render: SARIFReport.render),
        Form(
            testDescription: "Prometheus", render: PrometheusReport.render,
            verdict: "mde_preflight_results{status=\"waived\"} 5", otherwise: "else=\"fail\"",
            until: "1769851800"),
        Form(testDescription: "GitHub", render: GitHubAnnotations.render),
        Form(testDescription: "GitLab", render: GitLabCodeQuality.render),
    ]

    private static func text(_ form: Form, _ report: Report) throws -> String {
        String(decoding: Array(try form.render(report)), as: UTF8.self)
    }

    @Test(arguments: forms)
    func `each format tells what is waived, and that the run is ready by it`(form: Form) throws {
        let report = try Example.waived.report
        #expect(report.results.count { $0.status == .waived } == 5)
        let text = try Self.text(form, report)
        for words in [
            form.verdict, form.otherwise, form.until, "change 4711", "network team", "firewall team",
            "checkin.dm.microsoft.com",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test(arguments: forms)
    func `each format tells what is wrong with the waivers`(form: Form) throws {
        let text = try Self.text(form, try Example.waived.report)
        for check in ["waivers.known", "waivers.in-force", "waivers.used", "waivers.not-ending-soon"] {
            // Text for people has the titles, and the ids where all is asked for.
            guard form.testDescription != "text" else { continue }
            #expect(text.contains(check), "\(check)")
        }
        guard form.testDescription != "Prometheus" else { return }
        for code in ["waiver.unknown", "waiver.expired", "waiver.unused", "waiver.ending"] {
            #expect(text.contains(code), "\(code)")
        }
    }

    @Test func `the report is the same when it is read again`() throws {
        let report = try Example.waived.report
        let data = try JSONReport.encode(report)
        let again = try JSONReport.decode(data)
        #expect(try JSONReport.encode(again) == data)
        #expect(again.results == report.results)
        #expect(again.facts.waivers == report.facts.waivers)
    }

    @Test func `the quiet text is the verdict, with how much of it is owed to waivers`() throws {
        let text = TextReport.render(try Example.waived.report, detail: .quiet)
        #expect(text.hasPrefix("READY, with 5 results waived"))
    }

    @Test func `another requirement set's verdict tells how much of it is owed to waivers`() throws {
        let text = TextReport.render(try Example.waived.report)
        #expect(text.contains("Under requirement set current: ready, with 5 results waived"))
    }

    @Test func `a waived result keeps its fingerprint`() throws {
        func prints(_ report: Report) throws -> [String] {
            let log = try JSONSerialization.jsonObject(with: SARIFReport.render(report)) as? [String: Any]
            let results = (log?["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]]
            return (results ?? []).compactMap {
                ($0["partialFingerprints"] as? [String: String])?["checkSubjectAndCodes/v1"]
            }
        }
        let waived = try Example.waived.report
        var bare = waived
        for index in bare.results.indices {
            guard let waiver = bare.results[index].waiver else { continue }
            bare.results[index].status = waiver.status
            bare.results[index].waiver = nil
        }
        #expect(try prints(waived) == prints(bare))
    }

    // MARK: - What stands behind a line

    private static func result(_ check: CheckID, _ status: Status, blockedBy: [CheckID] = []) -> Report.Result
    {
        let description = CheckDescription(
            id: check, area: .endpoints, title: "title of \(check)", why: "w", breaks: "b", judged: "j",
            remedy: "r", source: "s")
        var result = Report.Result(
            description, status: status, severity: .fail, subject: Subject(.endpoint, "host"),
            reasons: [Reason(.tcpRefused, "refused")], blockedBy: blockedBy)
        guard status == .waived else { return result }
        result.waiver = .init(
            status: .fail,
            by: [.init(subject: "*", because: "why", owner: "who", expires: ExampleRun.moment)])
        return result
    }

    @Test(arguments: [
        ([result("a.x", .waived)], false), ([result("a.x", .waived), result("a.x", .fail)], true),
        ([result("a.x", .fail)], true), ([result("a.x", .waived), result("a.x", .pass)], false),
    ])
    func `what a waived failure is the cause of is said by itself`(causes: [Report.Result], isFolded: Bool) {
        let blocked = Self.result("b.y", .undetermined, blockedBy: ["a.x"])
        let groups = ResultGroup.groups(of: causes + [blocked])
        #expect(groups.map(\.isFolded) == [false, isFolded])
        #expect(ResultGroup.groups(of: [blocked], among: causes)[0].isFolded == isFolded)
    }

    @Test func `what is waived is shown though another check is its cause`() {
        let blocked = Self.result("b.y", .waived, blockedBy: ["a.x"])
        let groups = ResultGroup.groups(of: [Self.result("a.x", .fail), blocked])
        #expect(groups.map(\.isFolded) == [false, false])
    }

    // MARK: - Devices

    /// Three devices, one of which is ready by a waiver alone.
    private static var devices: Report {
        get throws {
            var report = try Example.failuresAndBlocked.report
            var devices = Report.Devices()
            let wrong = Report.Device.Reason(.syncContainerOutOfScope)
            for (name, status, found) in [
                ("A", Status.pass, nil), ("B", .waived, Status.fail), ("C", .fail, nil),
            ] {
                devices.append(
                    .init(
                        name: name, ids: .init(), verdict: status == .fail ? .notReady : .ready,
                        results: [
                            .init(
                                check: "directory.computers-in-sync-scope", status: status,
                                reasons: status == .pass ? [] : [wrong], found: found)
                        ]))
            }
            report.devices = devices
            var result = result("directory.computers-in-sync-scope", .fail)
            result.subject = Subject(.devices, "corp.example")
            result.area = .directory
            result.waiver = .init(
                status: .fail, devices: 1,
                by: [
                    .init(check: "x", subject: "B", because: "why", owner: "who", expires: ExampleRun.moment)
                ])
            report.results.removeAll { $0.check == result.check }
            report.results.append(result)
            report.summary = Summary(report.results, failOn: report.run.failOn, interrupted: false)
            for index in report.areas.indices where report.areas[index].area == .directory {
                report.areas[index].lookedAt = true
            }
            return report
        }
    }

    @Test func `how many devices are ready by a waiver is told wherever devices are counted`() throws {
        let report = try Self.devices
        let words = "1 of them with results that are waived"
        #expect(TextReport.render(report, width: 500).contains(words))
        #expect(String(decoding: HTMLReport.render(report), as: UTF8.self).contains(words))
        #expect(
            String(decoding: PrometheusReport.render(report), as: UTF8.self).contains(
                "mde_preflight_devices_ready_by_waiver 1\n"))
        let data = try JSONReport.encode(report)
        #expect(String(decoding: data, as: UTF8.self).contains("\"readyByWaiver\" : 1"))
        #expect(try JSONReport.decode(data).devices == report.devices)
    }

    @Test(arguments: forms)
    func `that some of the devices are waived is told at their result`(form: Form) throws {
        let text = try Self.text(form, try Self.devices)
        #expect(text.contains("who"))
        #expect(text.contains("why"))
    }

    @Test func `tables of devices say what is waived`() throws {
        var table: [UInt8] = []
        DeviceTable.write(try Self.devices) { table += $0 }
        let cells = String(decoding: table, as: UTF8.self).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let column = try #require(cells.first?.firstIndex(of: "waived_reasons"))
        let rows = cells.map { "\($0[0]) \($0[column])" }
        #expect(rows == ["name waived_reasons", "A ", "B sync.container-out-of-scope", "C "])
        var lines: [UInt8] = []
        DeviceLines.write(try Self.devices) { lines += $0 }
        #expect(
            String(decoding: lines, as: UTF8.self).contains(
                "{\"check\":\"directory.computers-in-sync-scope\",\"found\":\"fail\",\"reasons\":"))
        #expect(
            String(decoding: HTMLReport.render(try Self.devices), as: UTF8.self).contains("(waived: sync"))
    }
}
