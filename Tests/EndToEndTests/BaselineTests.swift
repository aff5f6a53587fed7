import Foundation
import TestSupport
import Testing

/// `check --baseline`, from the built program, over hosts that refuse.
struct BaselineTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func configuration(_ ports: [Int]) throws -> String {
        let hosts = ports.map { "{host: 127.0.0.1, port: \($0)}" }.joined(separator: ", ")
        return try folder.write(
            "network: {via: direct, endpoint-sets: [], endpoints: [\(hosts)]}\n", to: "\(ports.count).yml")
    }

    private func check(_ configuration: String, _ more: String...) async throws -> Command.Run {
        try await Program.run(
            ["--config", configuration, "--only", "endpoints.additional-reachable", "--output", "json"]
                + more,
            through: Program.within(seconds: 120))
    }

    /// A saved report of one host that refuses.
    private func baseline() async throws -> String {
        let run = try await check(configuration([1]))
        #expect(run.status == 1)
        return try folder.write(run.output, to: "baseline.json")
    }

    @Test func `what was wrong before does not fail, and stays in the report`() async throws {
        let saved = try await baseline()
        let run = try await check(
            configuration([1]), "--baseline", saved, "--output", "text=\(folder.path("a.txt"))")
        #expect(run.status == 0)
        let report = try run.json()
        #expect(report.verdict == "not-ready")
        #expect(report.exitStatus == 0)
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["fail tcp.refused"])
        let text = try String(contentsOfFile: folder.path("a.txt"), encoding: .utf8)
        #expect(text.contains("NOT READY, no worse than the baseline of "))
    }

    @Test func `what is worse fails, and is listed`() async throws {
        let saved = try await baseline()
        let run = try await check(
            configuration([1, 2]), "--baseline", saved, "--output", "text=\(folder.path("a.txt"))")
        #expect(run.status == 1)
        let text = try String(contentsOfFile: folder.path("a.txt"), encoding: .utf8)
        #expect(text.contains("NOT READY, worse than the baseline of "))
        #expect(text.contains("1 result worse"))
    }

    @Test func `waiting ends where it is no worse than before`() async throws {
        let saved = try await baseline()
        let run = try await check(configuration([1]), "--baseline", saved, "--wait", "600")
        #expect(run.status == 0)
    }

    @Test(arguments: [
        ("{", "it is not JSON, or is cut short"), ("", "it is not JSON, or is cut short"),
        ("{\"format\":\"x\"}", "its format is \"x\""),
    ])
    func `a baseline that is no report is refused before anything is probed`(
        text: String, reason: String
    ) async throws {
        let file = try folder.write(text, to: "broken.json")
        let run = try await check(
            configuration([1]), "--baseline", file, "--output", "text=\(folder.path("a.txt"))")
        #expect(run.status == 65)
        #expect(run.errors.contains("broken.json: not a report of mde-preflight: \(reason)"), "\(run.errors)")
        #expect(run.output == "")
        #expect(!FileManager.default.fileExists(atPath: folder.path("a.txt")))
    }

    @Test func `a baseline may come through a pipe`() async throws {
        let saved = try await baseline()
        let script = "\"$0\" \"$@\" --baseline <(cat '\(saved)')"
        let file = try configuration([1])
        let run = try await Program.run(
            ["check", "--config", file, "--only", "endpoints.additional-reachable"],
            through: ["/bin/bash", "-c", script])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("no worse than the baseline"))
    }

    @Test(arguments: [
        ("--deadline 1", "", 65, "it did not come to its end before the run's deadline"),
        ("--deadline 1000", "kill -INT $pid", 130, "interrupted while pipe was read; nothing was looked at"),
    ])
    func `a pipe that nobody writes to is waited for no longer than the run has`(
        deadline: String, interrupt: String, status: Int, words: String
    ) async throws {
        let script = """
            mkfifo pipe
            "$0" "$@" \(deadline) --baseline pipe --output text=a.txt & pid=$!
            until ls -l /proc/$pid/fd | grep -q pipe$ || ! kill -0 $pid; do :; done 2>/dev/null
            \(interrupt)
            wait $pid
            """
        let file = try configuration([1])
        let run = try await Program.run(
            ["check", "--config", file, "--only", "endpoints.additional-reachable"],
            through: Program.within(seconds: 240) + ["/bin/bash", "-c", script], folder: folder.url.path)
        #expect(run.status == status)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("a.txt")))
    }

    @Test(arguments: [
        ("\"interrupted\" : false", "\"interrupted\" : true", "was interrupted and had not seen everything"),
        (
            "\"requirementSet\" : \"classic\"", "\"requirementSet\" : \"current\"",
            "give --requirement-set current"
        ),
    ])
    func `a run cannot be held against any report`(plain: String, other: String, reason: String) async throws
    {
        let saved = try await baseline()
        let text = try String(contentsOfFile: saved, encoding: .utf8)
        #expect(text.contains(plain))
        var changed = text.replacing(plain, with: other)
        if other.contains("true") {
            changed = changed.replacing("\"exitStatus\" : 1", with: "\"exitStatus\" : 130")
        }
        try folder.write(changed, to: "baseline.json")
        let run = try await check(configuration([1]), "--baseline", saved)
        #expect(run.status == 65)
        #expect(run.errors.contains(reason), "\(run.errors)")
    }
}
