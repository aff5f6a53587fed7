import Foundation
import Model
import Testing

@testable import Reporting

/// The report as Markdown, and as a reader of it sees it.
struct MarkdownTests {
    private static func text(_ report: Report) -> String {
        String(decoding: MarkdownReport.render(report), as: UTF8.self)
    }

    /// What no text of a report may become: everything but what the report is made of.
    private static func intruders(_ html: String) -> [String] {
        let own: Set<String> = [
            "h1", "h2", "p", "strong", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
            "details",
            "summary", "a",
        ]
        let tags = html.matches(of: #/<\/?([a-zA-Z!?][a-zA-Z0-9-]*)/#).map { String($0.output.1) }
        return Set(tags).subtracting(own).sorted()
    }

    @Test(arguments: Circumstance.allCases)
    func `whatever the texts are, they become text`(circumstance: Circumstance) async throws {
        let report = try circumstance.report
        let html = try await Validator.rendered(markdown: MarkdownReport.render(report))
        #expect(Self.intruders(html) == [])
        let links = html.matches(of: #/<a href="([^"]*)">/#).map { String($0.output.1) }
        #expect(Set(links).isSubset(of: report.results.map(\.source)))
        // Outside code there is nothing that a forge would take for a mention, a reference or a picture.
        let prose = html.replacing(#/<code>[^<]*<\/code>|<a [^>]*>[^<]*<\/a>/#, with: "").replacing(
            #/<[^>]*>/#, with: " "
        )
        .replacing("&quot;", with: "").replacing("&amp;", with: "&")
        #expect(prose.firstMatch(of: #/[@#!~$%&^][A-Za-z0-9]|GH-[0-9]|:[a-z]+:|https?:|www\./#) == nil)
        #expect(HostileText.harm(in: Self.text(report)) == [])
    }

    @Test(arguments: Circumstance.allCases)
    func `tables keep their shape`(circumstance: Circumstance) async throws {
        let html = try await Validator.rendered(markdown: MarkdownReport.render(try circumstance.report))
        for table in html.components(separatedBy: "<table>").dropFirst() {
            let rows = table.components(separatedBy: "</table>")[0].components(separatedBy: "<tr>")
                .dropFirst()
            let widths = rows.map { $0.matches(of: #/<t[hd][ >]/#).count }
            #expect(Set(widths).count == 1)
        }
        #expect(!html.contains("<p>|"))
    }

    @Test(arguments: Circumstance.allCases)
    func `the table of areas counts every result`(circumstance: Circumstance) async throws {
        let report = try circumstance.report
        let html = try await Validator.rendered(markdown: MarkdownReport.render(report))
        let table = html.components(separatedBy: "</table>")[0]
        let sum = table.matches(of: #/<td align="right">(\d+)</#).reduce(0) { $0 + (Int($1.output.1) ?? 0) }
        #expect(sum == report.results.count)
    }

    @Test(arguments: Circumstance.allCases)
    func `a summary stays below the megabyte that it may have`(circumstance: Circumstance) throws {
        #expect(MarkdownReport.render(try circumstance.report).count < 1_000_000)
    }

    @Test(arguments: Status.allCases)
    func `each status can be seen`(status: Status) throws {
        #expect(Self.text(try Circumstance.everyStatus.report).contains(" \(status.words) |"))
    }

    @Test
    func `the verdict stands first, an interruption after it`() throws {
        #expect(Self.text(try Example.allGood.report).hasPrefix("# \u{2705} READY\n"))
        #expect(Self.text(try Example.failuresAndBlocked.report).hasPrefix("# \u{274c} NOT READY\n"))
        #expect(
            Self.text(try Example.interrupted.report).hasPrefix(
                "# \u{2754} COULD NOT TELL\n\n**Interrupted**"))
    }

    @Test
    func `many checks are cut where the summary would be too long, and counted`() throws {
        var report = try Circumstance.allFail.report
        var result = report.results[0]
        result.breaks = String(repeating: "much ", count: 180)
        report.results = (0..<3000).map { number in
            result.check = CheckID("a.\(number)")
            return result
        }
        let text = MarkdownReport.render(report)
        #expect(text.count < 1_000_000)
        #expect(String(decoding: text, as: UTF8.self).contains(#/and \d+ more checks; the JSON report/#))
    }

    @Test(arguments: [
        ("plain words, (all of them)", "plain words, (all of them)"),
        ("ask @somebody about #12", "ask `@somebody` about `#12`"), ("a_b *c*", "`a_b` `*c*`"),
        ("see (\"a@b\").", "see (\"`a@b`\")."), ("run `a b`.", "run `a b`."),
        ("see https://a.example/ there", "see `https://a.example/` there"),
        ("a `b` ``c``", "a `` `b` `` ``` ``c`` ```"), ("@a`b`@c", "`@a``b``@c`"), ("``", "``` `` ```"),
        ("x | y", "x &#124; y"), ("--- - ...", "`---` `-` `...`"), (":smile: GH-1", "`:smile:` `GH-1`"),
        ("", ""),
        ("Gerät läuft", "Gerät läuft"), ("5 > 3", "5 `>` 3"),
    ])
    func `words that could mean something become code`(text: String, expected: String) {
        #expect(MarkdownText.prose(text) == expected)
    }

    @Test(arguments: [
        ("a", "`a`"), ("a|b", "`a`&#124;`b`"), ("`", "`` ` ``"), ("``` x", "```` ``` x ````"),
        (" a ", "`  a  `"),
        (" ", "` `"), ("\\", "`\\`"), ("", ""),
    ])
    func `code is fenced so that nothing ends it`(text: String, expected: String) {
        #expect(MarkdownText.code(text) == expected)
    }
}
