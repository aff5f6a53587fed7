import Foundation
import TestSupport
import Testing

/// The built program with waivers.
struct WaiverTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let soon = "2999-01-31T00:00:00+01:00"

    private static func waiver(
        _ target: String, _ subject: String = "*", until expires: String = soon,
        because: String = "change 4711"
    ) -> String {
        """
          - \(target)
            subject: "\(subject)"
            because: "\(because)"
            owner: network team
            expires: \(expires)

        """
    }

    private func file(_ waivers: String..., name: String = "waivers.yml") throws -> String {
        try folder.write("waivers:\n" + waivers.joined(), to: name)
    }

    private static let host = "checkin.dm.microsoft.com"
    private static let broken = Service(peers: [host: "refused"])

    private func report(_ waivers: String) async throws -> ReportView {
        try await Self.broken.report(only: [], ["--waivers", waivers])
    }

    private static let hosts = "endpoints.device-management-reachable"

    @Test func `what is wrong with waivers is told in a run of other checks`() async throws {
        let waivers = try file(
            Self.waiver("check: \(Self.hosts)", "nobody.example", until: "2020-01-01T00:00:00Z"),
            Self.waiver("check: endpoints.nothing"))
        func report(_ more: String...) async throws -> ReportView {
            try await Self.broken.report(only: [Self.hosts], ["--waivers", waivers] + more)
        }
        let run = try await report()
        #expect(run.outcome(of: "waivers.in-force") == ["warning waiver.expired"])
        #expect(run.outcome(of: "waivers.known") == ["warning waiver.unknown"])
        #expect(run.outcome(of: "waivers.used") == ["not-applicable"])
        let skipping = try await report("--skip", "waivers")
        #expect(skipping.results(of: "waivers.in-force").map(\.status) == ["skipped"])
        let without = try await Self.broken.report(only: [Self.hosts])
        #expect(without.outcome(of: "waivers.in-force") == ["skipped input.not-given"])
    }

    // MARK: - The verdict

    @Test
    func `a failing run is ready once all that fails is waived, and is shown all the same`()
        async throws
    {
        let report = try await report(file(Self.waiver("reason: tcp.refused", "*.DM.microsoft.com")))
        #expect(report.verdict == "ready")
        #expect(report.exitStatus == 0)
        #expect(report.outcome(of: Self.hosts, about: Self.host) == ["waived tcp.refused"])
        // What could not be judged because of it has the same reason.
        #expect(
            report.results.filter { $0.subject.name == Self.host }.allSatisfy {
                ["waived", "pass", "not-applicable"].contains($0.status)
            })
        for check in ["known", "in-force", "used", "not-ending-soon"] {
            #expect(report.outcome(of: "waivers.\(check)") == ["pass"])
        }
    }

    @Test(arguments: [
        (waiver("reason: tcp.refused", "login.*"), "waivers.used", "warning waiver.unused"),
        (
            waiver("reason: tcp.refused", until: "2020-01-31T00:00:00Z"), "waivers.in-force",
            "warning waiver.expired"
        ),
        (waiver("reason: tcp.refussed"), "waivers.known", "warning waiver.unknown"),
        (
            waiver("check: endpoints.device-management-reachabel"), "waivers.known",
            "warning waiver.unknown"
        ),
    ])
    func `a waiver that waives nothing is a finding, and the run is as bad as without it`(
        waiver: String, check: String, outcome: String
    ) async throws {
        let report = try await report(file(waiver))
        #expect(report.exitStatus == 1)
        #expect(report.outcome(of: Self.hosts, about: Self.host) == ["fail tcp.refused"])
        #expect(report.outcome(of: check) == [outcome])
    }

    @Test func `what follows from a waived failure is not waived with it`() async throws {
        let report = try await report(file(Self.waiver("check: \(Self.hosts)")))
        #expect(report.outcome(of: Self.hosts, about: Self.host) == ["waived tcp.refused"])
        #expect(report.exitStatus == 2)
        let others = report.results.filter { $0.subject.name == Self.host && $0.status == "undetermined" }
        #expect(!others.isEmpty)
    }

    @Test func `without waivers their checks are skipped`() async throws {
        let report = try await Service().report(only: ["endpoints", "waivers"])
        #expect(
            report.results.filter { $0.area == "waivers" }.map(\.status)
                == Array(repeating: "skipped", count: 4))
        #expect(report.exitStatus == 0)
    }

    @Test
    func `a saved report tells the same whenever it is shown`() async throws {
        let waivers = try file(Self.waiver("reason: tcp.refused"))
        let config = try folder.write(Self.broken.configuration(Lab.shared()), to: "preflight.yml")
        let (json, text) = (folder.path("report.json"), folder.path("report.txt"))
        let run = try await Program.run([
            "--config", config, "--waivers", waivers, "--only", "endpoints", "--only", "waivers", "--output",
            "json=\(json)", "--output", "text=\(text)",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let shown = try await Program.run(["render", json, "--output", "text"])
        #expect(shown.output == (try String(contentsOfFile: text, encoding: .utf8)))
        let words = shown.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("else fail: change 4711 (network team, until 2999-01-30T23:00:00Z)"))
        #expect(shown.output.contains("READY, with "))
    }

    @Test func `hostile texts are made visible, on one line`() async throws {
        let waivers = try file(
            Self.waiver("reason: tcp.refused", because: "a\\e[2J\\u202e\\nb"),
            Self.waiver("check: \"endpoints.x\\e[2J\"", "\\e]0;x\\a*"))
        let config = try folder.write(Self.broken.configuration(Lab.shared()), to: "preflight.yml")
        for format in ["text", "markdown", "html", "junit", "sarif", "prometheus", "github", "gitlab"] {
            let run = try await Program.run([
                "--config", config, "--waivers", waivers, "--only", "endpoints", "--only", "waivers",
                "--output", format,
            ])
            #expect(run.status == 0, "\(run.errors)")
            #expect(!run.output.contains("\u{1b}") && !run.output.contains("\u{202e}"))
            #expect(run.output.contains("u{1b}[2J"), "\(format)")
        }
    }

    // MARK: - The file

    @Test func `the configuration names a file beside itself, and the flag wins over it`() async throws {
        _ = try file(Self.waiver("reason: tcp.refused"))
        let other = try file(Self.waiver("reason: tcp.refused", "login.*"), name: "other.yml")
        var service = Self.broken
        service.more = "waivers: waivers.yml"
        let config = try folder.write(service.configuration(Lab.shared()), to: "preflight.yml")
        let arguments = ["--config", config, "--only", "endpoints", "--only", "waivers", "--output", "json"]
        #expect(try await Program.run(arguments).status == 0)
        #expect(try await Program.run(arguments + ["--waivers", other]).status == 1)
        // Nothing is read of the file that is not asked for.
        _ = try folder.write("waivers: nothing\n", to: "waivers.yml")
        #expect(try await Program.run(arguments + ["--waivers", other]).status == 1)
        let run = try await Program.run(arguments)
        #expect(run.status == 65)
        #expect(run.errors.contains("waivers.yml:1: waivers: expected a list"))
    }

    @Test(arguments: [
        (
            waiver("check: a.b", until: "2027-01-31"),
            "waivers.yml:6: waivers[0].expires: \"2027-01-31\" is a day"
        ),
        (waiver("check: waivers.used"), "waivers.yml:2: waivers[0].check: what is wrong with waivers"),
        ("  - {}\n", "waivers.yml:2: waivers[0]: needs \"check\""),
    ])
    func `a mistake ends the run before anything is probed`(waiver: String, complaint: String) async throws {
        let run = try await Program.run(["--waivers", file(waiver)], through: Program.within(seconds: 60))
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(complaint), "\(run.errors)")
    }

    @Test(arguments: ["/nonexistent.yml", "/", "/dev/null", "/dev/zero"])
    func `a file that cannot be used is named`(path: String) async throws {
        let run = try await Program.run(["--waivers", path], through: Program.within(seconds: 60))
        #expect(run.status == 65)
        #expect(run.errors.contains(path))
    }

    // MARK: - Devices

    /// Two servers that are not onboarded.
    private func devices(_ waivers: String) async throws -> (status: Int, text: String) {
        var evidence: [String] = []
        for name in ["SRV01", "SRV02"] {
            let place = folder.url.appending(path: name)
            try DeviceEvidence(name: name, onboarded: 0).write(to: place)
            evidence.append(place.path)
        }
        let config = try folder.write("tenant: { id: \(DeviceEvidence.tenant) }\n", to: "preflight.yml")
        let run = try await Program.run(
            ["check", "--config", config, "--waivers", waivers, "--only", "onboarding", "--only", "waivers"]
                + evidence)
        return (run.status, run.output)
    }

    @Test(arguments: [("srv*", 2), ("srv01", 1), ("evidence", 2), ("pc*", 0)])
    func `devices are waived one by one`(pattern: String, count: Int) async throws {
        let (status, text) = try await devices(
            file(Self.waiver("check: onboarding.device-onboarded", pattern)))
        #expect(status == (count == 2 ? 0 : 1))
        // Each device's own checks have been made, so both are counted.
        let ready = "\(count) with nothing that stops them, \(count) of them with results that are waived"
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains(ready) == (count > 0), "\(text)")
        #expect(text.contains("~ waived") == (count == 2))
        #expect(text.contains("FAIL") == (count < 2))
        #expect(words.contains("change 4711 (network team, until 2999-01-30T23:00:00Z)") == (count > 0))
    }
}
