import Foundation
import TestSupport
import Testing

/// The ready-made examples of `docs/examples` do what they say, against real peers.
struct ExamplesTests {
    private static let tools = Repository.root.appending(path: "Tests/Fixtures/gate").path

    /// An example, and how its runner runs a script.
    enum Example: String, CaseIterable {
        case github = "github-actions/mde-preflight.yml"
        case gitlab = "gitlab-ci/.gitlab-ci.yml"
        case jenkins = "jenkins/Jenkinsfile"
        case systemd = "systemd/mde-preflight.service"
        case kubernetes = "kubernetes/base/cronjob.yml"

        var shell: [String] {
            switch self {
            case .github: ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail"]
            case .gitlab: ["/bin/bash", "-eo", "pipefail"]
            case .jenkins: ["/bin/sh", "-xe"]
            case .systemd, .kubernetes: ["/bin/sh", "-e"]
            }
        }

        /// The reports that it keeps.
        var reports: [String] {
            switch self {
            case .github:
                ["reports/junit.xml", "reports/preflight.sarif", "reports/report.json", "summary.md"]
            case .gitlab: ["reports/code-quality.json", "reports/junit.xml", "reports/report.json"]
            case .jenkins: ["reports/junit.xml", "reports/report.html", "reports/report.json"]
            case .systemd: ["report.json", "mde_preflight.prom"]
            case .kubernetes: ["branch.json", "branch.prom"]
            }
        }
    }

    /// Runs an example's commands in a folder, as its runner does.
    private static func run(_ example: Example, in folder: TemporaryFolder) async throws -> Command.Run {
        let commands = try await Command.run(
            "\(tools)/commands",
            ["\(example)", Repository.root.appending(path: "docs/examples/\(example.rawValue)").path])
        guard commands.status == 0 else { throw ProgramError(message: commands.errors) }
        // Where the file system of a host or of a pod would be is the folder.
        let here = folder.url.path
        let script = [
            "/etc/mde-preflight", "/var/lib/mde-preflight", "/var/lib/prometheus/node-exporter", "/reports",
        ]
        .reduce(commands.output) {
            $0.replacing("=\($1)/", with: "=\(here)/").replacing(" \($1)/", with: " \(here)/")
        }
        let file = try folder.write(script, to: "script.sh")
        let environment = [
            "PATH": "\(Repository.products.path):/usr/bin:/bin", "SITE": "branch",
            "GITHUB_STEP_SUMMARY": try folder.write("", to: "summary.md"),
            "GITHUB_OUTPUT": try folder.write("", to: "output"),
        ]
        return try await Command.run(
            example.shell[0], example.shell.dropFirst() + [file], environment: environment, folder: here)
    }

    private static func peers(_ peer: String) throws -> String {
        try Service(peers: ["login.microsoftonline.com": peer]).configuration(Lab.shared())
    }

    // MARK: - What they do

    @Test(arguments: Example.allCases, [("healthy", 0), ("refused", 1)])
    func `the gate is open or shut by its status, and the reports are there either way`(
        example: Example, expected: (peer: String, status: Int)
    ) async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.peers(expected.peer), to: "preflight.yml")
        let run = try await Self.run(example, in: folder)
        #expect(run.status == expected.status, "\(run.errors)")
        for name in example.reports {
            #expect(try !String(contentsOfFile: folder.path(name), encoding: .utf8).isEmpty, "\(name)")
        }
        let json = try #require(example.reports.first { $0.hasSuffix(".json") && !$0.contains("quality") })
        let report = try String(contentsOfFile: folder.path(json), encoding: .utf8)
        #expect(report.contains("\"vantage\" : \"branch\""))
        #expect(try ReportView(Data(report.utf8)).exitStatus == expected.status)
        guard example == .github else { return }
        #expect(run.output.hasPrefix(expected.status == 0 ? "::notice title=" : "::error title="))
        #expect(
            try String(contentsOfFile: folder.path("output"), encoding: .utf8)
                == "status=\(expected.status)\n")
    }

    @Test(arguments: Example.allCases)
    func `where the tool cannot run, an older report does not pass for a new one`(example: Example)
        async throws
    {
        let folder = try TemporaryFolder()
        try folder.write("tenant: {", to: "preflight.yml")
        try FileManager.default.createDirectory(
            atPath: folder.path("reports"), withIntermediateDirectories: false)
        for name in example.reports { try folder.write("older", to: name) }
        let run = try await Self.run(example, in: folder)
        #expect(run.status == 65)
        #expect(run.errors.contains("preflight.yml:"))
        for name in example.reports {
            let text = try? String(contentsOfFile: folder.path(name), encoding: .utf8)
            switch example {
            case .github, .gitlab, .jenkins: #expect(text == nil || text == "", "\(name)")
            // Its age tells: the rules for alerts and the table of sites hold it against the clock.
            case .systemd, .kubernetes: #expect(text == "older", "\(name)")
            }
        }
        #expect(
            run.output.contains("::error title=mde-preflight::no report, exit status 65")
                == (example == .github))
    }

    // MARK: - Many sites

    private static let moment = 2_000_000_000

    private static func metrics(_ verdict: String, age: Int) -> String {
        let verdicts = ["ready", "not-ready", "undetermined"].map {
            "mde_preflight_verdict{verdict=\"\($0)\"} \($0 == verdict ? 1 : 0)\n"
        }
        let fails =
            "mde_preflight_check_results{check=\"a.b\",area=\"endpoints\",status=\"fail\"} \(verdict == "not-ready" ? 2 : 0)\n"
        return verdicts.joined() + fails + "mde_preflight_run_timestamp_seconds \(moment - age)\n"
    }

    @Test(
        arguments: [
            (
                ["a": ("ready", 60), "b": ("ready", 3600)], [], 0,
                ["| a | ready | 1 |  |", "| b | ready | 60 |  |"]
            ),
            (["a": ("ready", 0), "b": ("not-ready", 0)], [], 1, ["| b | not-ready | 0 | a.b |"]),
            (["a": ("ready", 0), "b": ("undetermined", 0)], [], 2, ["| b | undetermined | 0 |  |"]),
            (["a": ("ready", 3661)], [], 2, ["| a | stale (was ready) | 61 |  |"]),
            (["a": ("ready", -86_400)], [], 2, ["| a | stale (was ready) | -1440 |  |"]),
            (["a": ("ready", 0)], ["a", "b"], 2, ["| a | ready | 0 |  |", "| b | no report |  |  |"]),
            (["a": ("not-ready", 0)], ["b", "a"], 1, ["| b | no report |  |  |"]),
            (["a": ("?", 0)], [], 2, ["| a | unreadable | 0 |  |"]), ([:], [], 2, []),
        ] as [([String: (String, Int)], [String], Int, [String])])
    func `the table of sites calls no site ready whose metrics are old, missing or not understood`(
        sites: [String: (verdict: String, age: Int)], named: [String], status: Int, lines: [String]
    ) async throws {
        let folder = try TemporaryFolder()
        for (site, seen) in sites {
            try folder.write(Self.metrics(seen.verdict, age: seen.age), to: "\(site).prom")
        }
        // A clock that stands still.
        try FileManager.default.createDirectory(
            atPath: folder.path("bin"), withIntermediateDirectories: false)
        let clock = try folder.write("#!/bin/sh\necho \(Self.moment)\n", to: "bin/date")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: clock)
        let run = try await Command.run(
            "/bin/sh",
            [
                Repository.root.appending(path: "docs/examples/kubernetes/shared/matrix.sh").path,
                folder.url.path, "3600",
            ] + named, environment: ["PATH": "\(folder.path("bin")):/usr/bin:/bin"])
        #expect(run.status == status)
        #expect(run.errors == "")
        for line in lines { #expect(run.output.contains("\n\(line)\n"), "\(run.output)") }
    }

    @Test(arguments: ["1h", "a", "-1"])
    func `a limit of the table that is no number is refused`(limit: String) async throws {
        let run = try await Command.run(
            "/bin/sh",
            [
                Repository.root.appending(path: "docs/examples/kubernetes/shared/matrix.sh").path, "/",
                limit,
            ])
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors.contains("not '\(limit)'"))
    }

    // MARK: - How they are written

    @Test func `every example is what its reader accepts`() async throws {
        let run = try await Command.run("\(Self.tools)/validate", [])
        #expect(run.output + run.errors == "")
        #expect(run.status == 0)
    }

    @Test(arguments: [
        ("github-actions/mde-preflight.yml", "runs-on:", "run-on:", "run-on"),
        ("gitlab-ci/.gitlab-ci.yml", "when: always", "when: ever", "ever"),
        ("kubernetes/base/cronjob.yml", "concurrencyPolicy:", "concurencyPolicy:", "concurencyPolicy"),
        ("kubernetes/kustomization.yml", "sites/branch", "sites/brunch", "sites/brunch"),
        ("systemd/alerts.yml", "- name: mde-preflight", "- name: mde-preflight\n    name: x", "twice: name"),
    ])
    func `what its reader does not accept is found`(file: String, part: String, spoilt: String, said: String)
        async throws
    {
        let folder = try TemporaryFolder()
        let copy = folder.url.appending(path: "examples")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "docs/examples"), to: copy)
        let path = copy.appending(path: file)
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text.contains(part))
        try Data(text.replacing(part, with: spoilt).utf8).write(to: path)
        let run = try await Command.run("\(Self.tools)/validate", [copy.path])
        #expect((run.output + run.errors).contains(said))
    }

    @Test(arguments: [["check", "rules", "alerts.yml"], ["test", "rules", "alerts.test.yml"]])
    func `the rules for alerts are sound, and do what they say`(arguments: [String]) async throws {
        let run = try await Command.run(
            "promtool", arguments, folder: Repository.root.appending(path: "docs/examples/systemd").path)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test func `the image is built from every folder that the package names`() throws {
        let container = try Repository.contents(of: "docs/examples/container/Containerfile")
        let named = try Repository.contents(of: "Package.swift").matches(of: #/path: "([A-Za-z]+)\//#)
        for folder in Set(named.map { String($0.output.1) }).union(["Sources", "Tests", "checks", "man"]) {
            #expect(container.contains("\nCOPY \(folder) \(folder)\n"), "\(folder)")
        }
    }

    @Test func `the alerts, the table and the metrics speak of the same names`() throws {
        let metrics = try Repository.contents(of: "reports/examples/failures-and-blocked/report.prom")
        let files = ["systemd/alerts.yml", "kubernetes/shared/matrix.sh"]
        for file in files {
            let text = try Repository.contents(of: "docs/examples/\(file)")
            let names = Set(text.matches(of: #/mde_preflight_[a-z_]+/#).map { String($0.output) })
            #expect(!names.isEmpty)
            for name in names { #expect(metrics.contains("# TYPE \(name) gauge\n"), "\(name)") }
        }
    }
}
