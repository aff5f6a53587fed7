import Foundation
import SupportBundle
import TestSupport
import Testing

/// What an interrupt, or a file that may not grow, leaves of a bundle.
struct BundleInterruptTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let areas = ["--only", "registration", "--only", "onboarding", "--only", "platform"]

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.url.appending(path: name)), as: UTF8.self)
    }

    private func evidence(_ count: Int, _ change: (inout DeviceEvidence) -> Void = { _ in }) throws {
        for number in 1...count {
            var evidence = DeviceEvidence()
            evidence.name = "KASSE-\(number)"
            change(&evidence)
            try evidence.write(to: folder.url.appending(path: "evidence/KASSE-\(number)"))
        }
    }

    /// Runs the program, and sends it a signal when a shell's condition holds.
    private func run(_ arguments: [String], _ signal: String, when condition: String) async throws
        -> Command.Run
    {
        let script = """
            "$0" "$@" & pid=$!
            until \(condition) || ! kill -0 $pid; do :; done 2>/dev/null
            kill -\(signal) $pid 2>/dev/null; wait $pid
            """
        return try await Program.run(
            arguments, through: Program.within(seconds: 240) + ["/bin/bash", "-c", script],
            folder: folder.url.path)
    }

    @Test(arguments: ["none", "secrets", "identities"], ["INT", "HUP"])
    func `a run over devices that was interrupted replays to what it was`(level: String, signal: String)
        async throws
    {
        try evidence(3)
        let lab = try Lab.shared()
        try folder.write(
            """
            network:
              endpoint-sets: []
              name-servers: ['127.0.0.1:\(try lab.port("dns-silent"))']
              endpoints: [{ host: a.example }]

            """, to: "preflight.yml")
        let arguments = ["check", "--config", "preflight.yml", "--only", "endpoints.additional-reachable"]
        let run = try await run(
            arguments + Self.areas
                + ["--bundle", "b.zip", "--redact", level, "--output", "json=r.json", "evidence"],
            // The program opens its socket to the silent name server when it has read everything.
            signal, when: "ls -l /proc/$pid/fd | grep -q socket")
        #expect(run.status == 130)
        let replay = try await Program.run(
            ["replay", "b.zip", "--output", "json"], folder: folder.url.path)
        #expect(replay.status == 130)
        let (before, after) = (try ReportView(Data(text("r.json").utf8)), try replay.json())
        #expect(before.verdict == "undetermined" && after.verdict == "undetermined")
        let report = String(
            decoding: try BundleReader.open(folder.path("b.zip")).bytes(of: "report.json"), as: UTF8.self)
        #expect(replay.output == report)
        if level != "identities" { #expect(try text("r.json") == report) }
    }

    @Test(arguments: ["INT", "TERM", "HUP"])
    func `an interrupt while the bundle is made leaves neither bundle nor token map`(signal: String)
        async throws
    {
        // Enough that making the bundle takes longer than a shell needs to see that the report is there.
        try evidence(300)
        let run = try await run(
            ["check", "--bundle", "b.zip", "--redact", "identities", "--token-map", "m.csv", "--output"]
                + ["json=r.json"] + Self.areas + ["evidence"],
            signal, when: "[ -e r.json ]")
        #expect(run.status == 130)
        #expect(run.errors.contains("no bundle was written"))
        #expect(try names == ["evidence", "r.json"])
    }

    @Test(arguments: ["secrets", "identities"])
    func `a limit of the size of files leaves nothing half-written`(level: String) async throws {
        try evidence(20)
        let map = level == "identities" ? ["--token-map", "m.csv"] : []
        let script = "ulimit -f 8; \"$0\" \"$@\""
        let run = try await Program.run(
            ["bundle", "b.zip", "--redact", level] + map + Self.areas + ["evidence"],
            through: ["/bin/bash", "-c", script], folder: folder.url.path)
        #expect(run.status == 70)
        #expect(
            run.errors.contains("cannot write") || run.errors.contains("cannot be written"), "\(run.errors)")
        #expect(run.errors.lowercased().contains("file too large"), "\(run.errors)")
        #expect(run.output == "")
        #expect(try names == ["evidence"])
    }

    @Test func `a report that may not grow is told, and not half-written`() async throws {
        try evidence(2)
        let run = try await Program.run(
            ["check", "--output", "json=r.json"] + Self.areas + ["evidence"],
            through: ["/bin/bash", "-c", "ulimit -f 8; \"$0\" \"$@\""], folder: folder.url.path)
        #expect(run.status == 70)
        #expect(run.errors.contains("cannot write r.json: file too large"), "\(run.errors)")
        #expect(try names == ["evidence"])
    }
}
