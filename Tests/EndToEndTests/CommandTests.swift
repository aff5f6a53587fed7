import Foundation
import TestSupport
import Testing

/// The smaller commands.
struct CommandTests {
    @Test func `the version is told`() async throws {
        let run = try await Program.run(["--version"])
        #expect(run.status == 0)
        #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test func `list shows every check with what it counts for`() async throws {
        let run = try await Program.run(["list"])
        #expect(run.status == 0)
        #expect(run.output.contains("endpoints.hybrid-join-reachable"))
        #expect(run.output.contains("(classic: fail, current: note)"))
    }

    @Test func `list writes the index that the repository holds`() async throws {
        let run = try await Program.run(["list", "--markdown"])
        #expect(try run.output == Repository.contents(of: "checks/README.md"))
    }

    @Test(arguments: [
        ("endpoints.tls-version", ["Why", "Breaks", "Judged", "Counts as", "Do", "Source"]),
        ("tls.intercepted", ["Means", "Do", "Source"]),
    ])
    func `explain says why, how and what to do`(name: String, parts: [String]) async throws {
        let run = try await Program.run(["explain", name])
        #expect(run.status == 0)
        for part in parts { #expect(run.output.contains("\n\(part) ")) }
        #expect(
            run.output.split(separator: "\n").allSatisfy {
                $0.count <= 80 || !$0.contains(" ") || $0.contains("http")
            })
    }

    @Test func `init writes a configuration that works, once`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("mine.yml")
        let first = try await Program.run(["init", path])
        #expect(first.status == 0)
        let check = try await Program.run(["--config", path, "--only", "tenant", "--output", "json"])
        #expect(check.status == 2)
        let written = try Data(contentsOf: URL(filePath: path))
        let again = try await Program.run(["init", path])
        #expect(again.status == 65)
        #expect(again.errors.contains("it exists already"))
        #expect(try Data(contentsOf: URL(filePath: path)) == written)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions are written for a shell`(shell: String) async throws {
        let run = try await Program.run(["completions", shell])
        #expect(run.status == 0)
        #expect(run.output.contains("mde-preflight"))
    }

    @Test func `deselected checks are skipped, not lost`() async throws {
        let report = try await Service().report(only: ["endpoints.sign-in-reachable"], ["--skip", "tenant"])
        let listed = try await Program.run(["list"]).output.split(separator: "\n").count {
            $0.hasPrefix("  ")
        }
        #expect(Set(report.results.map(\.check)).count == listed)
        #expect(
            report.results.filter { $0.status != "skipped" }.map(\.check) == ["endpoints.sign-in-reachable"])
    }

    @Test(
        arguments: [([], 0), (["--fail-on", "warning"], 1), (["--fail-on", "undetermined"], 0)]
            as [([String], Int)])
    func `a warning counts where it is said to`(more: [String], status: Int) async throws {
        let service = Service(peers: ["crl.microsoft.com": "refused"])
        let report = try await service.report(only: ["endpoints.revocation-reachable"], more)
        #expect(report.outcome(of: "endpoints.revocation-reachable").contains("warning tcp.refused"))
        #expect(report.exitStatus == status)
    }

    @Test func `undetermined makes it not ready where that is asked for`() async throws {
        let service = Service(peers: ["login.microsoftonline.com": "tls-silent"])
        let report = try await service.report(only: ["endpoints.tls-version"], ["--fail-on", "undetermined"])
        #expect(report.verdict == "undetermined")
        #expect(report.exitStatus == 1)
    }
}
