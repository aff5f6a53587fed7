import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// The report as one HTML file.
struct HTMLTests {
    private static func text(_ report: Report) -> String {
        String(decoding: HTMLReport.render(report), as: UTF8.self)
    }

    @Test
    func `every report is HTML that a parser has nothing to forgive in`() async throws {
        let documents = try Circumstance.allCases.map { HTMLReport.render(try $0.report) }
        #expect(try await Validator.html(documents) == "")
    }

    @Test(arguments: Circumstance.allCases)
    func `whatever the texts are, they become text`(circumstance: Circumstance) throws {
        let report = try circumstance.report
        let text = Self.text(report)
        #expect(text.ranges(of: "<script").count == (report.devices?.isEmpty == false ? 1 : 0))
        #expect(!text.contains("<img"))
        let links = text.matches(of: #/href="([^"]*)"/#).map { String($0.output.1) }.filter {
            !$0.hasPrefix("#")
        }
        #expect(Set(links).isSubset(of: report.results.map(\.source)))
        let style = text.ranges(of: "<style>").count
        #expect(style == 1)
        #expect(HostileText.harm(in: text) == [])
    }

    @Test(arguments: Circumstance.allCases)
    func `each result has a row with its status`(circumstance: Circumstance) throws {
        let report = try circumstance.report
        let text = Self.text(report)
        let badges = text.matches(
            of:
                #/<td><span class="badge [a-z]+"><span aria-hidden="true">[^<]*<\/span> ([a-z ]+)<\/span><\/td>/#
        )
        .map { String($0.output.1) }
        #expect(badges.sorted() == report.results.map(\.status.words).sorted())
    }

    @Test
    func `what is not right stands open, what is right is folded`() throws {
        let text = Self.text(try Example.failuresAndBlocked.report)
        for part in text.components(separatedBy: "<details ").dropFirst() {
            let status = try #require(part.firstMatch(of: #/<\/span> ([a-z ]+)<\/span>/#)).output.1
            #expect(part.hasPrefix("open") || !["fail", "warning", "note"].contains(status))
            #expect(!part.hasPrefix("open") || !["pass", "skipped", "not applicable"].contains(status))
        }
    }

    @Test
    func `an interrupted run says so above all else`() throws {
        let text = Self.text(try Example.interrupted.report)
        let alert = try #require(text.range(of: "<strong>Interrupted</strong>"))
        #expect(alert.lowerBound < (try #require(text.range(of: "<main"))).lowerBound)
    }

    @Test
    func `the policy lets in the style and the script that are there, and nothing else`() async throws {
        let text = Self.text(try Circumstance.fleet.report)
        let folder = try TemporaryFolder()
        try folder.write(text, to: "report.html")
        let script = """
            import base64, hashlib, re
            page = open("report.html", encoding="utf-8").read()
            for name in ("style", "script"):
                body, = re.findall(f"<{name}>(.*?)</{name}>", page, re.S)
                digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
                assert f"{name}-src &#39;sha256-{digest}&#39;;" in page, name
            assert "default-src &#39;none&#39;" in page
            """
        let run = try await Command.run("/usr/bin/python3", ["-c", script], folder: folder.url.path)
        #expect(run.errors == "")
    }

    @Test
    func `of many devices the worst are shown, and the others counted`() throws {
        var report = try Example.allGood.report
        var devices = Report.Devices()
        for number in 0..<12_000 {
            let isBad = number % 1000 == 999
            devices.append(
                .init(
                    name: "PC-\(number)", ids: .init(), verdict: isBad ? .notReady : .ready,
                    results: isBad
                        ? [.init(check: "a.b", status: .fail, reasons: [.init(.platformUpdateMissing)])] : [])
            )
        }
        report.devices = devices
        let lines = HTMLReport.render(report).split(separator: 10).map {
            String(decoding: $0.prefix(4000), as: UTF8.self)
        }
        #expect(lines.count { $0.hasPrefix("<tr data-v=") } == HTMLReport.maximumDevices)
        #expect(lines.count { $0.hasPrefix("<tr data-v=\"not-ready\"") } == 12)
        #expect(lines.contains { $0.contains("2000 more are in the JSON report") })
        #expect(lines.contains { $0.contains("11988 with nothing that stops them") })
    }

    /// Relative luminance by <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
    private static func luminance(_ colour: Substring) -> Double {
        let digits = colour.count == 3 ? colour.map { "\($0)\($0)" }.joined() : String(colour)
        let number = Int(digits, radix: 16) ?? 0
        let parts = [16, 8, 0].map { shift -> Double in
            let part = Double(number >> shift & 255) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    @Test
    func `texts stand out from their ground by day, by night and on paper`() throws {
        let blocks = "\(HTMLStyle.source)".matches(of: #/:root \{([^}]*)\}/#)
        #expect(blocks.count == 3)
        for block in blocks {
            let colours = Dictionary(
                block.output.1.matches(of: #/--([a-z]+): #([0-9a-f]+)/#).map { ($0.output.1, $0.output.2) }
            ) { first, _ in first }
            for name in ["text", "faint", "link", "good", "bad", "caution", "doubt"] {
                for ground in ["ground", "raised"] {
                    let both = try [name, ground].map { Self.luminance(try #require(colours[Substring($0)])) }
                        .sorted()
                    #expect((both[1] + 0.05) / (both[0] + 0.05) >= 4.5, "\(name) on \(ground)")
                }
            }
        }
    }
}
