import Foundation
import TestSupport
import Testing

@testable import Reporting

/// The HTML report as a browser lays it out: by day and by night, on a phone, on a screen and on paper.
struct HTMLInChromiumTests {
    private static let circumstances: [Circumstance] = [
        .failing, .directory, .everyStatus, .hostile, .empty, .fleet, .waived,
    ]

    @Test func `nothing is blank, too wide, too faint, or hidden where no script runs and on paper`()
        async throws
    {
        let folder = try TemporaryFolder()
        let pages = try Self.circumstances.map { circumstance in
            let page = HTMLReport.render(try circumstance.report)
            return try folder.write(String(decoding: page, as: UTF8.self), to: "\(circumstance).html")
        }
        let run = try await Command.run("Tests/Fixtures/html/look", pages, folder: Repository.root.path)
        #expect(run.output + run.errors == "")
        #expect(run.status == 0)
    }

    /// What is changed in a report, and what is found then.
    private static let changes = [
        (
            "(prefers-color-scheme: dark)", "(prefers-color-scheme: none)",
            "the grounds by day and by night are"
        ),
        ("--faint: #565b64", "--faint: #b0b0b0", "a contrast of 2"),
        ("<main", "<div style=\"width:50rem\">wide</div><main", "pixels beyond the right edge"),
        ("row.hidden = !fits;", "", "a filter that shows"),
        ("form.hidden = false;", "", "no filters"),
        ("<tbody>", "<tbody hidden>", "rows of devices that are hidden without a script"),
        ("details:not(.left-out)::details-content {", "b {", "results that are folded on paper"),
        (
            "#device-rows { min-width: 0; font-size: 8pt;", "#device-rows { display: none;",
            "rows of devices that are not on paper"
        ),
    ]

    @Test func `what would be wrong is found`() async throws {
        let folder = try TemporaryFolder()
        // The policy lets in no other style and no other script.
        let text = String(decoding: HTMLReport.render(try Example.directoryMixed.report), as: UTF8.self)
            .replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
        let pages = try Self.changes.enumerated().map { number, change in
            #expect(text.contains(change.0))
            return try folder.write(text.replacing(change.0, with: change.1), to: "\(number).html")
        }
        let run = try await Command.run("Tests/Fixtures/html/look", pages, folder: Repository.root.path)
        #expect(run.status == 1)
        for (number, change) in Self.changes.enumerated() {
            let found = run.output.split(separator: "\n").contains { line in
                line.contains(change.2) && (number == 0 || line.contains(" \(number).html"))
            }
            #expect(found, "\(change): \(run.output)\(run.errors)")
        }
    }
}
