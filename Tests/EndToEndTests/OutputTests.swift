import Foundation
import TestSupport
import Testing

/// Where reports go, and what is left when they cannot.
struct OutputTests {
    private let folder: TemporaryFolder
    private let configuration: String

    init() throws {
        folder = try TemporaryFolder()
        let lab = try Lab.shared()
        configuration = try folder.write(Service().configuration(lab), to: "preflight.yml")
    }

    private func check(_ more: [String], environment: [String: String] = [:]) async throws -> Command.Run {
        try await Program.run(["--config", configuration] + more, environment: environment)
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }
    }

    @Test func `a pipe that nobody reads is told, and not waited for`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(
            ["--only", "waivers", "--output", "json=\(folder.path("pipe"))"],
            through: ["/bin/bash", "-c", "mkfifo '\(folder.path("pipe"))'; exec timeout 120 \"$0\" \"$@\""])
        #expect(run.status == 70)
        #expect(run.errors.contains("pipe: nobody reads it"))
    }

    @Test func `several outputs come from one run`() async throws {
        let run = try await check([
            "--output", "text", "--output", "json=\(folder.path("a.json"))", "--output",
            "text=\(folder.path("b.txt"))",
        ])
        #expect(run.status == 0)
        let report = try ReportView(Data(contentsOf: folder.url.appending(path: "a.json")))
        #expect(report.verdict == "ready")
        let text = try String(contentsOf: folder.url.appending(path: "b.txt"), encoding: .utf8)
        #expect(text == run.output)
        #expect(text.contains("READY"))
        #expect(try names == ["a.json", "b.txt", "preflight.yml"])
    }

    @Test func `two outputs on standard output are refused`() async throws {
        let run = try await check(["--output", "text", "--output", "json"])
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("two outputs on standard output"))
    }

    @Test(arguments: ["/nonexistent/report.json", "/proc/report.json", "/"])
    func `an output that cannot be written is found before the probing`(path: String) async throws {
        let run = try await check(["--output", "json=\(path)", "--output", "text=\(folder.path("kept.txt"))"])
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("cannot write \(path)"))
        #expect(try names == ["preflight.yml"])
    }

    @Test func `a full disk leaves the old report as it was and is told`() async throws {
        let run = try await check([
            "--output", "json=/dev/full", "--output", "text=\(folder.path("kept.txt"))",
        ])
        #expect(run.status == 70)
        #expect(run.errors.contains("/dev/full: no space left on device"))
        #expect(try names.contains("kept.txt"))
    }

    @Test func `a link to nothing is refused, and two names of one file`() async throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path("l"), withDestinationPath: "nowhere/x")
        let dangling = try await check(["--output", "json=\(folder.path("l"))"])
        #expect(dangling.status == 65)
        #expect(dangling.errors.contains("is a link to a file that is not there"))
        try folder.write("old", to: "t.json")
        try FileManager.default.createSymbolicLink(atPath: folder.path("k"), withDestinationPath: "t.json")
        let twice = try await check([
            "--output", "json=\(folder.path("k"))", "--output", "text=\(folder.path("t.json"))",
        ])
        #expect(twice.status == 64)
        #expect(try String(contentsOfFile: folder.path("t.json"), encoding: .utf8) == "old")
    }

    @Test func `a report replaces the old one whole`() async throws {
        try folder.write("old", to: "a.json")
        let run = try await check(["--output", "json=\(folder.path("a.json"))"])
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(try ReportView(Data(contentsOf: folder.url.appending(path: "a.json"))).exitStatus == 0)
        #expect(try names == ["a.json", "preflight.yml"])
    }

    @Test func `a reader that leaves does not spoil the other output`() async throws {
        let command = "\"$0\" \"$@\" | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}"
        let run = try await Program.run(
            [
                "--config", configuration, "--verbose", "--output", "text", "--output",
                "json=\(folder.path("a.json"))",
            ],
            through: ["bash", "-c", command].mapFirst { "/bin/\($0)" })
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(try ReportView(Data(contentsOf: folder.url.appending(path: "a.json"))).verdict == "ready")
    }

    @Test(
        arguments: [
            (["--color", "always"], [:], true), ([], [:], false), (["--color", "never"], [:], false),
            (["--color", "auto"], ["NO_COLOR": "1"], false),
        ] as [([String], [String: String], Bool)])
    func `colour is used when asked for or on a terminal`(
        more: [String], environment: [String: String], coloured: Bool
    ) async throws {
        let run = try await check(more, environment: environment)
        #expect(run.output.contains("\u{1b}[") == coloured)
    }

    @Test(arguments: ["prometheus", "junit", "json", "text"])
    func `a report whose summary was edited is no report that a gate may rest on`(format: String) async throws
    {
        let folder = try TemporaryFolder()
        let example = Repository.root.appending(path: "reports/examples/failures-and-blocked/report.json")
        let edited = try String(contentsOf: example, encoding: .utf8)
            .replacing("\"verdict\" : \"not-ready\"", with: "\"verdict\" : \"ready\"")
            .replacing("\"exitStatus\" : 1", with: "\"exitStatus\" : 0")
        let file = try folder.write(edited, to: "edited.json")
        for arguments in [
            ["render", file, "--output", format], ["diff", example.path, file],
            ["check", "--only", "waivers", "--baseline", file],
        ] {
            let run = try await Program.run(arguments)
            #expect(run.status == 65)
            #expect(run.output == "")
            let words = "edited.json: the report contradicts itself"
            #expect(run.errors.contains(words) && run.errors.contains("come to not-ready"), "\(run.errors)")
        }
    }

    @Test func `quiet says the verdict alone`() async throws {
        let run = try await check(["--quiet"])
        #expect(
            run.output.wholeMatch(of: /READY, as far as was looked: \d+ of \d+ checks, in endpoints\n/) != nil
        )
    }

    @Test func `a saved report renders as it did when it was made`() async throws {
        let first = try await check(["--output", "text", "--output", "json=\(folder.path("a.json"))"])
        let again = try await Program.run(["render", folder.path("a.json")])
        #expect(again.status == 0)
        #expect(again.output == first.output)
        let json = try await Program.run(["render", folder.path("a.json"), "--output", "json"])
        #expect(try json.output == String(contentsOf: folder.url.appending(path: "a.json"), encoding: .utf8))
    }

    @Test(arguments: [
        "", "{", "[]", "{\"format\": \"other/1\"}", "{\"format\": \"mde-preflight.report/1\"}", "\u{0}\u{1}",
    ])
    func `what is no report is refused with a reason`(text: String) async throws {
        let path = try folder.write(text, to: "odd.json")
        let run = try await Program.run(["render", path])
        #expect(run.status == 65)
        #expect(run.errors.contains("odd.json: not a report of mde-preflight"))
        #expect(run.output.isEmpty)
    }
}

extension [String] {
    fileprivate func mapFirst(_ change: (String) -> String) -> [String] {
        enumerated().map { $0 == 0 ? change($1) : $1 }
    }
}
