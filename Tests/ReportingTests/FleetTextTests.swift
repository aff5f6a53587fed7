import Foundation
import Model
import SampleFacts
import Testing

@testable import Reporting

/// What the text report says of many devices.
struct FleetTextTests {
    private static func group(
        _ name: String, _ count: Int, of total: Int, _ verdict: FleetOutcome.Mark = .notMet,
        _ code: ReasonCode = .syncContainerOutOfScope, examples: [String] = ["PC-001", "PC-002"]
    ) -> FleetOutcome.Group {
        .init(name: name, code: code, verdict: verdict, count: count, total: total, examples: examples)
    }

    private static func fleet(
        _ counts: (met: Int, notMet: Int, undetermined: Int), leftOut: [String: Int] = [:],
        _ groups: [FleetOutcome.Group] = []
    ) -> FleetSummary {
        FleetSummary(
            FleetOutcome(
                counts: ["met": counts.met, "not-met": counts.notMet, "undetermined": counts.undetermined],
                leftOut: leftOut, groups: groups, devices: []))
    }

    private static func result(_ status: Status, _ fleet: FleetSummary?, _ domain: String = "x.example")
        -> Report.Result
    {
        let description = CheckDescription(
            id: "directory.computers-in-sync-scope", area: .directory, title: "All in scope", why: "w",
            breaks: "b", judged: "j", remedy: "r", source: "s")
        let isGood = status == .pass
        return Report.Result(
            description, status: status, severity: .fail, subject: Subject(.devices, domain),
            seen: isGood ? "all are" : nil,
            reasons: isGood ? [] : [Reason(.syncContainerOutOfScope, "some are in containers")], fleet: fleet)
    }

    /// The report of nothing but `results`.
    private static func text(
        _ results: [Report.Result], devices: Report.Devices? = nil, _ detail: TextReport.Detail = .normal
    ) throws -> String {
        var report = try Example.directoryMixed.report
        report.results = results
        report.devices = devices
        return TextReport.render(report, detail: detail)
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: - Counting

    @Test(
        arguments: [
            ([result(.fail, fleet((3, 2, 1)))], "2 of 6 devices"),
            ([result(.undetermined, fleet((3, 0, 1)))], "1 of 4 devices"),
            ([result(.pass, fleet((1, 0, 0)))], "1 device"), ([result(.pass, fleet((7, 0, 0)))], "7 devices"),
            ([result(.fail, fleet((0, 7, 0)))], "7 devices"),
            (
                [result(.fail, fleet((3, 2, 1))), result(.pass, fleet((4, 0, 0)), "y")],
                "2 of 6 devices, 1 of 2 domains"
            ),
            (
                [result(.fail, fleet((3, 2, 1))), result(.fail, fleet((3, 1, 0)), "y")],
                "3 of 10 devices, 2 of 2 domains"
            ),
            ([result(.undetermined, nil)], nil),
            ([result(.undetermined, nil), result(.undetermined, nil, "y")], "2 of 2 domains"),
        ] as [([Report.Result], String?)])
    func `devices are counted as devices, and domains as domains`(results: [Report.Result], words: String?) {
        #expect(ResultGroup(check: "directory.x", results: results).counting == words)
    }

    @Test
    func `subjects of other kinds are counted as before`() {
        var one = Self.result(.pass, nil)
        one.subject = Subject(.endpoint, "a")
        #expect(ResultGroup(check: "x", results: [one]).counting == nil)
        #expect(ResultGroup(check: "x", results: [one, one]).counting == "2 of 2")
    }

    // MARK: - Where they are

    @Test
    func `the worst containers stand below what was seen, with what was not counted`() throws {
        let fleet = Self.fleet(
            (930, 12, 3),
            leftOut: ["disabled": 12, "stale": 3, "domain-controller": 1, "never-signed-in": 4],
            [
                Self.group("OU=Lab,OU=Corp,DC=x,DC=example", 12, of: 40),
                Self.group("OU=Y", 3, of: 3, .undetermined, .syncGroupFilter, examples: ["Z"]),
            ])
        let text = try Self.text([Self.result(.fail, fleet)])
        let part = """
                  seen    some are in containers [sync.container-out-of-scope]
                  where   12 of 40 in OU=Lab,OU=Corp,DC=x,DC=example
                          [sync.container-out-of-scope], e.g. PC-001, PC-002
                          3 of 3 in OU=Y could not be told [sync.group-filter], e.g. Z
                          not counted: 12 disabled, 4 never signed in, 3 stale, 1 domain
                          controller
                  breaks  b
            """
        #expect(text.contains(part))
        #expect(text.contains("✖ FAIL          All in scope (12 of 945 devices)\n"))
    }

    @Test(
        arguments: [(5, nil), (6, "and 1 more containers"), (1200, "and 1195 more containers")]
            as [(Int, String?)])
    func `five containers are shown`(count: Int, words: String?) throws {
        let groups = (0..<count).map { Self.group("OU=u\($0),DC=x", 1, of: 1) }
        let text = Self.flat(try Self.text([Self.result(.fail, Self.fleet((0, count, 0), groups))]))
        #expect(text.contains("OU=u\(min(count, 5) - 1),DC=x"))
        #expect(!text.contains("OU=u5,"))
        #expect(text.contains("more containers") == (words != nil))
        if let words { #expect(text.contains(words)) }
    }

    @Test
    func `fifty are when everything is asked for`() throws {
        let groups = (0..<1200).map { Self.group("OU=u\($0),DC=x", 1, of: 1) }
        let text = try Self.text([Self.result(.fail, Self.fleet((0, 1200, 0), groups))], .verbose)
        #expect(text.contains("OU=u49,DC=x"))
        #expect(!text.contains("OU=u50,"))
        #expect(Self.flat(text).contains("and 1150 more containers; the JSON report has the devices"))
    }

    @Test
    func `the worst of all domains come first`() throws {
        let text = try Self.text([
            Self.result(
                .fail,
                Self.fleet(
                    (0, 3, 9), [Self.group("OU=a", 3, of: 3), Self.group("OU=b", 9, of: 9, .undetermined)]),
                "x"),
            Self.result(.fail, Self.fleet((0, 5, 0), [Self.group("OU=c", 5, of: 5)]), "y"),
        ])
        let shown = text.matches(of: /\d+ of \d+ in (OU=.)/).map { String($0.output.1) }
        #expect(shown == ["OU=c", "OU=a", "OU=b"])
        #expect(text.contains("seen    x: some are in containers"))
        #expect(text.contains("seen    y: some are in containers"))
    }

    @Test
    func `a domain that is only in doubt is told beside one that fails`() throws {
        let text = try Self.text([
            Self.result(.fail, Self.fleet((1, 1, 0))),
            Self.result(.undetermined, Self.fleet((0, 0, 2)), "y.example"),
        ])
        #expect(
            Self.flat(text).contains(
                "also y.example: 2 of 2 devices could not be told [sync.container-out-of-scope]"))
    }

    @Test
    func `a long name is broken behind its commas`() throws {
        let name = (0..<12).map { "OU=Organisational-unit-\($0)" }.joined(separator: ",") + ",DC=example"
        let text = try Self.text([Self.result(.fail, Self.fleet((0, 1, 0), [Self.group(name, 1, of: 1)]))])
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
        let unbroken = lines.drop { !$0.contains("where") }.prefix { !$0.contains("breaks") }
            .map { $0.dropFirst(14) }.joined()
        #expect(unbroken.contains(name))
    }

    // MARK: - The summary

    private static func devices(_ verdicts: [(Report.Device.Verdict, Int)]) -> Report.Devices {
        var devices = Report.Devices()
        for (verdict, count) in verdicts {
            for _ in 0..<count {
                devices.append(.init(name: "d", ids: .init(), verdict: verdict, results: []))
            }
        }
        return devices
    }

    @Test(
        arguments: [
            (
                [(.ready, 930), (.notReady, 12), (.undetermined, 3)],
                "930 with nothing that stops them, 12 not ready, 3 could not be told"
            ),
            ([(.ready, 1)], "1 with nothing that stops them"),
            ([(.managedElsewhere, 2)], "2 managed elsewhere"), ([], "none"),
        ] as [([(Report.Device.Verdict, Int)], String)])
    func `the summary counts devices`(verdicts: [(Report.Device.Verdict, Int)], words: String) throws {
        let results = [Self.result(.pass, Self.fleet((1, 0, 0)))]
        let text = try Self.text(results, devices: Self.devices(verdicts))
        let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(flat.contains("Devices, by their own checks: \(words) "))
        #expect(try !Self.text(results).contains("Devices, by"))
        #expect(try !Self.text(results, devices: Self.devices(verdicts), .quiet).contains("Devices"))
    }

    // MARK: - Many

    /// A forest of `domains`, none of whose computers is synchronised.
    private static func facts(domains: Int, computers: Int) -> FactSet {
        var facts = FactSet()
        facts.directories = (0..<domains).map { domain in
            var fact = DirectoryFact(
                domain: "d\(domain).example", observedAt: ExampleRun.moment,
                unread: Unreadable(.ldapTimeout, "x"))
            fact.failure = nil
            fact.computers = .present(
                (0..<computers).map {
                    ExampleDirectory.computer(
                        $0, "PC-\($0)", "OU=Number \($0 % 700),OU=Sub,\(ExampleDirectory.corp)")
                })
            return fact
        }
        facts.syncConfigurations = [ExampleDirectory.export]
        facts.directoryExpectation = DirectoryExpectation(judgedAt: ExampleRun.moment)
        return facts
    }

    @Test(arguments: [(1, 5000, 200), (8, 800, 240)])
    func `the report stays short, whatever the number of devices`(domains: Int, computers: Int, limit: Int)
        throws
    {
        let report = try ExampleRun.report(of: Self.facts(domains: domains, computers: computers))
        let lines = TextReport.render(report).split(separator: "\n")
        #expect(lines.count < limit)
        #expect(
            lines.allSatisfy { $0.count <= 80 || !$0.drop { $0 == " " }.contains(" ") || $0.contains("://") })
        #expect(report.devices?.count == domains * computers)
    }

    // MARK: - Hostile text

    @Test(arguments: HostileTextTests.details)
    func `names from a directory reach no terminal raw`(detail: TextReport.Detail) throws {
        let text = HostileText.short
        var report = try Example.directoryMixed.report
        for index in report.results.indices where report.results[index].fleet != nil {
            report.results[index].fleet?.leftOut = [text: 1, HostileText.long: 2]
            report.results[index].fleet?.counts[text] = 3
            for number in report.results[index].fleet?.groups.indices ?? 0..<0 {
                report.results[index].fleet?.groups[number].name = number == 0 ? text : HostileText.long
                report.results[index].fleet?.groups[number].examples = [text, HostileText.long]
            }
        }
        let id = Report.Device.IDs(distinguishedName: text)
        report.devices?.append(.init(name: text, ids: id, verdict: .ready, results: []))
        for index in report.otherRequirementSets.indices {
            for number in report.otherRequirementSets[index].differences.indices {
                report.otherRequirementSets[index].differences[number].subject.name = text
            }
        }
        let shown = TextReport.render(report, detail: detail)
        #expect(HostileText.harm(in: shown) == [])
        #expect(shown.utf8.count < 60_000)
    }

    @Test
    func `facts with hostile names make a text without control characters, and a JSON that reads back`()
        throws
    {
        for text in [HostileText.short, HostileText.long, "", ",", "CN=a\\"] {
            var facts = Self.facts(domains: 1, computers: 3)
            facts.directories[0].computers = .present([
                ComputerFact(dn: text, name: text, objectGUID: nil),
                ComputerFact(dn: "CN=\(text),OU=\(text)", name: text, objectGUID: nil),
            ])
            let report = try ExampleRun.report(of: facts)
            #expect(HostileText.harm(in: TextReport.render(report, detail: .verbose)) == [])
            #expect(report.devices?.count == 2)
            let data = try JSONReport.encode(report)
            #expect(data.filter { $0 < 0x20 && $0 != 0x0a } == Data())
            #expect(try JSONReport.decode(data) == report)
        }
    }
}
