import Foundation
import TestSupport
import Testing

/// A real Active Directory, the stand-in for the tenant's services and evidence of a device, in one report.
struct WholeFleetTests {
    private struct Report: Decodable {
        struct Devices: Decodable {
            struct Device: Decodable {
                struct IDs: Decodable {
                    var distinguishedName: String?
                    var evidence: String?
                    var machine: String?
                }

                struct Result: Decodable { var check: String }

                var name: String
                var ids: IDs
                var verdict: String
                var results: [Result]
            }

            var counts: [String: Int]
            var items: [Device]
        }

        struct Fleet: Decodable {
            struct Source: Decodable {
                var kind: String
                var devices: Int?
            }

            struct Step: Decodable {
                var kind: String
                var reached: Int?
            }

            var devices: Int
            var sources: [Source]
            var funnel: [Step]
        }

        struct Summary: Decodable { var exitStatus: Int }

        var devices: Devices
        var fleet: Fleet
        var summary: Summary
    }

    private struct Counted: Decodable {
        var devices: Report.Devices
    }

    /// Starts the stand-in where the controller is, and runs a command with a configuration that names its ports.
    private static let script = """
        set -eu
        work=$1; shift
        mkfifo "$work/in" "$work/out"
        '\(Repository.root.path)/Lab/tenant/serve' "$work/stand" <"$work/in" >"$work/out" &
        exec 4>"$work/in"
        read -r line <"$work/out"
        eval "$(python3 - "$line" "$work" <<'EOF'
        import json, pathlib, sys
        said, work = json.loads(sys.argv[1]), pathlib.Path(sys.argv[2])
        text = (work / "template.yml").read_text()
        tls = said["ports"]["tls"]
        text = text.replace("{tls}", str(tls)).replace("{client}", said["client"])
        bundle = pathlib.Path(said["ca"]).read_text()
        (work / "ca.pem").write_text(bundle)
        (work / "preflight.yml").write_text(text)
        (work / "secret").write_text(said["secret"])
        EOF
        )"
        status=0
        "$@" || status=$?
        exec 4>&-
        wait
        exit $status
        """

    @Test func `directory, tenant and evidence make one report`() async throws {
        let lab = try DirectoryLab.shared()
        // A computer that the directory's own checks count: it is in use, and no controller.
        let (_, alone) = try await Directory().report()
        let counted = try JSONDecoder().decode(Counted.self, from: Data(alone.output.utf8))
        let computer = try #require(
            counted.devices.items.first { device in
                device.results.contains { $0.check == "directory.device-certificates-published" }
            })
        let known = try #require(computer.ids.distinguishedName)
        let name = known.dropFirst(3).prefix { $0 != "," }
        let folder = try TemporaryFolder()
        var evidence = DeviceEvidence()
        evidence.name = String(name)
        try evidence.write(to: folder.url.appending(path: "evidence"))
        let domain = TenantLab.domain("happy")
        let hosts = ["login.microsoftonline.com", "graph.microsoft.com", "api.security.microsoft.com"]
        let rules = hosts.map { "'\($0):443:127.0.0.1:{tls}'" }.joined(separator: ", ")
        let configuration =
            try Directory(server: "ldaps://{server}").configuration(lab) + """
                tenant: { domain: \(domain) }
                sign-in: { client-id: '{client}', client-secret-file: secret }
                network: { via: direct, ca-file: ca.pem, endpoint-sets: [], connect-to: [\(rules)] }
                devices: { evidence: [evidence] }

                """
        _ = try folder.write(configuration, to: "template.yml")
        let areas = ["directory", "registration", "platform", "onboarding", "tagging", "control-plane"]
        let run = try await Program.run(
            ["check", "--config", folder.path("preflight.yml"), "--output", "json"]
                + areas.flatMap { ["--only", $0] },
            through: DirectoryLab.inside("healthy") + [
                "/bin/bash", "-c", Self.script, "bash", folder.url.path,
            ],
            environment: ["LAB_PASSWORD": "not-the-password"])
        #expect([1, 2].contains(run.status), "\(run.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
        #expect(report.summary.exitStatus == run.status)
        let sources = Dictionary(uniqueKeysWithValues: report.fleet.sources.map { ($0.kind, $0.devices) })
        #expect(try #require(sources["directory"] ?? nil) > 100)
        #expect(try #require(sources["entra"] ?? nil) > 0)
        #expect(try #require(sources["defender"] ?? nil) > 0)
        #expect(sources["evidence"] == 1)
        #expect(report.fleet.devices == report.devices.items.count)
        #expect(report.devices.counts.values.reduce(0, +) == report.fleet.devices)
        // The evidence is of a computer of the directory, and of no second device.
        let own = report.devices.items.filter { $0.ids.evidence?.hasSuffix("evidence") ?? false }
        #expect(own.map(\.ids.distinguishedName) == [known])
        let said = computer.results.map(\.check).filter { $0.hasPrefix("directory.") }
        #expect(own.first?.results.map(\.check).filter { $0.hasPrefix("directory.") } == said)
        #expect(own.first?.results.contains { $0.check == "onboarding.device-onboarded" } == true)
        #expect(report.fleet.funnel.map(\.kind).count == 6)
    }
}
