import Foundation
import TestSupport
import Testing

/// What a pipeline relies on: exit status, reports, and a log that is not silent.
struct GateTests {
    private static let formats = [
        "text", "json", "markdown", "html", "junit", "sarif", "prometheus", "github", "gitlab", "devices-csv",
        "devices-jsonl",
    ]

    /// Into a file of its own for each form.
    private static func outputs(_ folder: TemporaryFolder) -> [String] {
        formats.flatMap { ["--output", "\($0)=\(folder.path("reports.\($0)"))"] }
    }

    // MARK: - Exit status

    @Test(arguments: [
        ("healthy", "fail", 0), ("healthy", "warning", 0), ("healthy", "undetermined", 0),
        ("refused", "fail", 1), ("refused", "warning", 1), ("refused", "undetermined", 1),
    ])
    func `every form of one run tells the verdict of the exit status`(
        peer: String, failOn: String, status: Int
    ) async throws {
        let folder = try TemporaryFolder()
        let service = Service(peers: ["login.microsoftonline.com": peer])
        let file = try folder.write(service.configuration(Lab.shared()), to: "preflight.yml")
        let run = try await Program.run(
            ["--config", file, "--fail-on", failOn] + Self.outputs(folder))
        #expect(run.status == status)
        #expect(run.output == "")
        #expect(run.errors == "")
        func text(_ format: String) throws -> String {
            try String(contentsOfFile: folder.path("reports.\(format)"), encoding: .utf8)
        }
        let isReady = status == 0
        #expect(try text("text").contains(isReady ? "\n  READY" : "\n  NOT READY"))
        #expect(try ReportView(Data(text("json").utf8)).exitStatus == status)
        #expect(try text("markdown").hasPrefix(isReady ? "# \u{2705} READY\n" : "# \u{274c} NOT READY\n"))
        #expect(try text("html").contains("<title>\(isReady ? "READY" : "NOT READY") - "))
        #expect(try text("junit").contains("<failure ") == !isReady)
        #expect(try text("sarif").contains("\"exitCode\" : \(status)"))
        #expect(try text("prometheus").contains("\nmde_preflight_exit_status \(status)\n"))
        #expect(try text("github").hasPrefix(isReady ? "::notice title=" : "::error title="))
        #expect(try text("gitlab").contains("\"blocker\"") == !isReady)
    }

    // MARK: - Where there is no report

    @Test(arguments: [
        (["--config", "broken.yml"], 65), (["--config", "absent.yml"], 65), (["--wait", "-1"], 64),
        (["--only", "no.such-check"], 64), (["no-such-folder"], 64), (["--catalogue", "absent"], 65),
    ])
    func `a run that cannot begin leaves an older report as it was, and its status and words tell`(
        arguments: [String], status: Int
    ) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("tenant: {", to: "broken.yml")
        for format in Self.formats { _ = try folder.write("older", to: "reports.\(format)") }
        let run = try await Program.run(Self.outputs(folder) + arguments, folder: folder.url.path)
        #expect(run.status == status)
        #expect(run.output == "")
        #expect(!run.errors.isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
                == ["broken.yml"] + Self.formats.map { "reports.\($0)" }.sorted())
        for format in Self.formats {
            #expect(try String(contentsOfFile: folder.path("reports.\(format)"), encoding: .utf8) == "older")
        }
    }

    // MARK: - Waiting

    @Test func `a run that waits is ready when the peer is, and tells of each attempt`() async throws {
        let lab = try Lab.shared()
        let folder = try TemporaryFolder()
        let text = try Service().configuration(lab).replacing(
            "'login.microsoftonline.com:443:127.0.0.1:\(lab.port("healthy"))'",
            with: "'login.microsoftonline.com:443:127.0.0.1:LATE'")
        #expect(text.contains("LATE"))
        let file = try folder.write(text, to: "preflight.yml")
        let run = try await Program.run(
            ["--config", file, "--wait", "300", "--output", "json=\(folder.path("report.json"))"],
            through: Program.within(seconds: 120)
                + [Repository.root.appending(path: "Tests/Fixtures/gate/late-peer").path]
                + ["\(lab.port("healthy"))", file])
        #expect(run.status == 0)
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            lines.first?.wholeMatch(
                of:
                    #/mde-preflight: attempt 1, after \d+ s: NOT READY: 1 fail, .*; in the way: endpoints\.sign-in-reachable \[tcp\.refused\]; again in 5 s, for at most \d+ s more/#
            ) != nil)
        #expect(lines.last?.wholeMatch(of: #/mde-preflight: attempt 2, after \d+ s: READY: [^;]*/#) != nil)
        let report = try ReportView(Data(contentsOf: folder.url.appending(path: "report.json")))
        #expect(report.verdict == "ready")
    }

    @Test(arguments: [([], 1), (["--quiet"], 0)])
    func `the last attempt is told too, unless quiet is asked for`(more: [String], count: Int) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "network: {endpoint-sets: [], endpoints: [{host: 127.0.0.1, port: 1}]}\n", to: "preflight.yml")
        let run = try await Program.run(
            ["--config", file, "--wait", "1", "--only", "endpoints.additional-reachable"] + more)
        #expect(run.status == 1)
        #expect(run.errors.split(separator: "\n").count == count)
        #expect(!run.errors.contains("again in"))
        #expect(!run.errors.contains("\u{1b}"))
    }
}
