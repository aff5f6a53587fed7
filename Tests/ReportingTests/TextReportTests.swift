import FoundationEssentials
import Model
import Reporting
import SampleFacts
import Testing

struct TextReportTests {
    private static let details = HostileTextTests.details

    // MARK: - Columns and colour

    /// Lines beyond 80 columns that could have been broken at a space.
    private static func overlong(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { line in
            let words = line.replacing(/^ *(seen|where|breaks|do|see|also|check)? +/, with: "")
            return line.count > 80 && words.contains(" ")
        }
    }

    @Test(arguments: Example.allCases, details)
    func `no line of an example goes beyond 80 columns, but for single words`(
        example: Example, detail: TextReport.Detail
    ) throws {
        #expect(try Self.overlong(TextReport.render(example.report, detail: detail)) == [])
    }

    @Test(arguments: HostileText.probes.indices, details)
    func `nor does any of a hostile report`(index: Int, detail: TextReport.Detail) throws {
        let report = try ExampleRun.report(
            of: HostileText.facts(HostileText.probes[index]), vantage: HostileText.long)
        #expect(Self.overlong(TextReport.render(report, detail: detail)) == [])
    }

    @Test
    func `nor does the list of areas when most of them were looked at`() throws {
        var report = try Example.allGood.report
        for index in report.areas.indices.dropLast() { report.areas[index].lookedAt = true }
        #expect(Self.overlong(TextReport.render(report)) == [])
    }

    @Test(arguments: Example.allCases, details)
    func `colour comes only when it is asked for, and changes no character`(
        example: Example, detail: TextReport.Detail
    ) throws {
        let report = try example.report
        let plain = TextReport.render(report, detail: detail)
        let coloured = TextReport.render(report, detail: detail, colour: true)
        #expect(!plain.contains("\u{1b}"))
        #expect(coloured.contains("\u{1b}["))
        #expect(HostileText.uncoloured(coloured) == plain)
    }

    @Test(arguments: Example.allCases)
    func `every coloured piece ends on its own line`(example: Example) throws {
        let coloured = try TextReport.render(example.report, colour: true)
        let unclosed = coloured.split(separator: "\n").filter { line in
            line.matches(of: /\u{1b}\[[0-9;]+m/).count != 2 * line.matches(of: /\u{1b}\[0m/).count
        }
        #expect(unclosed == [])
    }

    // MARK: - What is said

    @Test(arguments: [
        (Example.allGood, "READY"), (.failuresAndBlocked, "NOT READY"), (.interrupted, "COULD NOT TELL"),
        (.bothPaths, "NOT READY"),
    ])
    func `quiet is the verdict alone`(example: Example, words: String) throws {
        let text = try TextReport.render(example.report, detail: .quiet)
        #expect(text.hasPrefix(words))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    }

    @Test(arguments: Example.allCases)
    func `verbose shows every result, its check and its grounds`(example: Example) throws {
        let report = try example.report
        let flat = TextReport.render(report, detail: .verbose).split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        let ids = Set(report.results.map(\.check.rawValue))
        #expect(ids.filter { !flat.contains("check \($0)") } == [])
        let said = report.results.flatMap { $0.reasons.map(\.message) }
        let missing = said.filter {
            !flat.contains($0.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        }
        #expect(missing == [])
    }

    @Test(arguments: Example.allCases)
    func `every failure and every doubt is shown, or told under its cause`(example: Example) throws {
        let report = try example.report
        let flat = TextReport.render(report).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for result in report.results where [.fail, .warning, .note, .undetermined].contains(result.status) {
            let isShown = flat.contains(result.title)
            let isTold = !result.blockedBy.isEmpty && flat.contains(result.check.rawValue)
            #expect(isShown || isTold, "\(result.check)")
        }
    }

    @Test
    func `under a failure stand what was seen, what it breaks, what to do and a link`() throws {
        let text = try TextReport.render(Example.failuresAndBlocked.report)
        let part = try #require(
            text.split(separator: "  ✖ FAIL").first { $0.contains("Entra ID sign-in answers") })
        #expect(
            part.contains("      seen    login.microsoftonline.com: the resolver says that the name does\n")
        )
        #expect(part.contains("[dns.no-such-name]"))
        for label in ["breaks", "do", "see"] {
            #expect(part.contains("\n      \(label.padding(8))"), "\(label)")
        }
        #expect(part.contains("https://"))
    }

    @Test
    func `what could not be judged stands under its cause`() throws {
        let text = try TextReport.render(Example.failuresAndBlocked.report)
        #expect(text.contains("      also    not judged because of this:"))
    }

    @Test
    func `statuses are told by words too`() throws {
        let text = try TextReport.render(Example.failuresAndBlocked.report)
        for words in ["✖ FAIL ", "! WARNING ", "- skipped "] {
            #expect(text.contains("  \(words)"), "\(words)")
        }
        #expect(try TextReport.render(Example.allGood.report).contains("  ✔ pass "))
        #expect(try TextReport.render(Example.interrupted.report).contains("  ? UNDETERMINED "))
    }

    @Test
    func `an interrupted run says so`() throws {
        let words = "INTERRUPTED: what had not been seen by then is undetermined."
        #expect(try TextReport.render(Example.interrupted.report).contains("\n\(words)\n"))
        #expect(try !TextReport.render(Example.allGood.report).contains(words))
    }

    @Test
    func `ready says how far was looked`() throws {
        let text = try TextReport.render(Example.allGood.report)
        let pattern = /READY, as far as was looked: \d+ of \d+ checks, in endpoints and tenant/
        #expect(text.firstMatch(of: pattern) != nil)
        #expect(text.contains("Not looked at: directory"))
        #expect(text.contains("Exit status 0"))
    }

    @Test
    func `the other requirement set is told, with what differs`() throws {
        let text = try TextReport.render(Example.failuresAndBlocked.report)
        #expect(text.contains("  Under requirement set current: not ready\n"))
        #expect(text.contains("    endpoints.hybrid-join-reachable: note instead of fail\n"))
        #expect(
            try TextReport.render(Example.allGood.report).contains(
                "ready, with every check counting the same"))
    }

    @Test
    func `many reasons are cut, unless everything is asked for`() throws {
        let facts = (1...9).map { number in
            Sample.fact(
                Sample.endpoint("host\(number).example"), .direct,
                .failed(.tcp, .tcpRefused, "refused \(number)"))
        }
        let report = try ExampleRun.report(of: Sample.facts(facts))
        let text = TextReport.render(report)
        #expect(text.contains("refused 5"))
        #expect(!text.contains("refused 6"))
        #expect(text.contains("and 4 more; --verbose or the JSON report has them all"))
        #expect(TextReport.render(report, detail: .verbose).contains("refused 9"))
    }

    @Test
    func `checks that were not asked for are counted in one line`() throws {
        let facts = Sample.facts([Sample.fact(Sample.endpoint(), .direct, .answered())])
        let report = try ExampleRun.report(of: facts, isSelected: { $0 == "endpoints.sign-in-reachable" })
        let text = TextReport.render(report)
        let skipped = report.results.count { $0.area == .endpoints && $0.status == .skipped }
        #expect(skipped > 10)
        #expect(text.contains("  - skipped       \(skipped) checks: deselected by --only, --skip or the"))
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
