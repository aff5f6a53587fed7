import Foundation
import TestSupport
import Testing

/// Every form of the report, from the built program.
struct FormatTests {
    private static let formats = [
        ("markdown", "# "), ("html", "<!DOCTYPE html>"), ("junit", "<?xml "), ("sarif", "{"),
        ("prometheus", "# HELP mde_preflight_"), ("github", "::error title="), ("gitlab", "["),
    ]
    private static let saved = Repository.root.appending(
        path: "reports/examples/failures-and-blocked/report.json"
    ).path

    @Test(arguments: formats)
    func `a saved report is written in each form, to standard output and to a file`(
        format: String, start: String
    ) async throws {
        let folder = try TemporaryFolder()
        let printed = try await Program.run(["render", Self.saved, "--output", format])
        #expect(printed.status == 0)
        #expect(printed.errors == "")
        #expect(printed.output.hasPrefix(start))
        let path = folder.path("report")
        #expect(try await Program.run(["render", Self.saved, "--output", "\(format)=\(path)"]).status == 0)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == printed.output)
    }

    @Test(arguments: formats)
    func `where the program cannot go on, no form of a report is written`(
        format: String, start: String
    ) async throws {
        let folder = try TemporaryFolder()
        let broken = try folder.write("tenant: {", to: "preflight.yml")
        let run = try await Program.run(
            ["check", "--config", broken, "--output", "\(format)=\(folder.path("report"))"])
        #expect(run.status == 65)
        #expect(run.output == "")
        #expect(!FileManager.default.fileExists(atPath: folder.path("report")))
    }
}
