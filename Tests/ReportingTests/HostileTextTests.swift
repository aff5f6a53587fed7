import FoundationEssentials
import Model
import Reporting
import SampleFacts
import Testing

/// Whatever strings peers send, they reach no reader raw.
struct HostileTextTests {
    static let details: [TextReport.Detail] = [.quiet, .normal, .verbose]

    @Test(arguments: HostileText.probes.indices, details)
    func `facts with hostile text make a text report without control characters`(
        index: Int, detail: TextReport.Detail
    ) throws {
        let facts = HostileText.facts(HostileText.probes[index])
        let report = try ExampleRun.report(
            of: facts, paths: [.direct, .proxy(HostileText.short)], vantage: HostileText.short)
        let plain = TextReport.render(report, detail: detail)
        #expect(HostileText.harm(in: plain) == [])
        let coloured = TextReport.render(report, detail: detail, colour: true)
        #expect(HostileText.uncoloured(coloured) == plain)
    }

    @Test(arguments: HostileText.probes.indices)
    func `megabytes make no report of megabytes`(index: Int) throws {
        let report = try ExampleRun.report(of: HostileText.facts(HostileText.probes[index]))
        #expect(TextReport.render(report, detail: .verbose).utf8.count < 200_000)
    }

    @Test(arguments: HostileText.probes.indices)
    func `JSON holds control characters escaped, and reads back as it was`(index: Int) throws {
        let report = try ExampleRun.report(of: HostileText.facts(HostileText.probes[index]))
        let data = try JSONReport.encode(report)
        #expect(data.filter { $0 < 0x20 && $0 != 0x0a } == Data())
        #expect(try JSONReport.decode(data) == report)
    }

    /// As a saved report from elsewhere may be.
    @Test(arguments: details)
    func `a report with hostile text in every place is shown without control characters`(
        detail: TextReport.Detail
    ) throws {
        let text = HostileText.short
        var report = try Example.failuresAndBlocked.report
        report.tool = .init(name: text, version: text)
        report.run.host = text
        report.run.vantage = text
        report.run.requirementSet = text
        report.run.cloud = text
        report.run.paths = [.proxy(text)]
        for index in report.results.indices {
            report.results[index].check = CheckID(text)
            report.results[index].title = text
            report.results[index].subject.name = text
            report.results[index].seen = text
            report.results[index].breaks = text
            report.results[index].remediation = text
            report.results[index].source = text
            for number in report.results[index].reasons.indices {
                report.results[index].reasons[number].message = text
                report.results[index].reasons[number].remedy = text
            }
        }
        for index in report.areas.indices {
            report.areas[index].title = text
            report.areas[index].note = text
        }
        for index in report.otherRequirementSets.indices {
            report.otherRequirementSets[index].name = text
            for number in report.otherRequirementSets[index].differences.indices {
                report.otherRequirementSets[index].differences[number].check = CheckID(text)
            }
        }
        #expect(HostileText.harm(in: TextReport.render(report, detail: detail)) == [])
    }
}
