import Foundation
import SupportBundle
import TestSupport
import Testing

/// Support bundles that the built program writes, and judges again.
struct BundleTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.url.appending(path: name)), as: UTF8.self)
    }

    private func entry(_ name: String, of bundle: String = "b.zip") throws -> String {
        String(decoding: try BundleReader.open(folder.path(bundle)).bytes(of: name), as: UTF8.self)
    }

    private func evidence(_ name: String = "KASSE-17", in place: String = "evidence") throws {
        var evidence = DeviceEvidence()
        evidence.name = name
        try evidence.write(to: folder.url.appending(path: "\(place)/\(name)"))
    }

    private static let onDevices = ["--only", "registration", "--only", "onboarding", "--only", "platform"]

    private func check(_ more: [String], environment: [String: String] = [:]) async throws -> Command.Run {
        try await Program.run(
            ["check", "--bundle", folder.path("b.zip"), "--output", "json=\(folder.path("r.json"))"] + more,
            environment: environment, folder: folder.url.path)
    }

    private func expectReplay(of run: Command.Run) async throws {
        let replay = try await Program.run(["replay", folder.path("b.zip"), "--output", "json"])
        #expect(replay.errors == "")
        #expect(replay.status == run.status)
        #expect(try replay.output == text("r.json"))
        #expect(try entry("report.json") == replay.output)
    }

    @Test(arguments: ["healthy", "dead", "tls12"])
    func `a run over the network replays to its report`(peer: String) async throws {
        let lab = try Lab.shared()
        var service = Service()
        if peer != "healthy" { service.peers["login.microsoftonline.com"] = peer }
        guard let configuration = try? service.configuration(lab) else { return }
        let file = try folder.write(configuration, to: "preflight.yml")
        let run = try await check(["--config", file, "--only", "endpoints", "--redact", "none"])
        try await expectReplay(of: run)
        #expect(try entry("configuration.yml") == configuration)
    }

    @Test(arguments: ["none", "secrets"])
    func `evidence of devices is in it, and it replays to the run's report`(level: String) async throws {
        try evidence()
        let run = try await check(Self.onDevices + ["--redact", level, "evidence"])
        try await expectReplay(of: run)
        let original = try text("evidence/KASSE-17/dsregcmd.txt")
        #expect(try entry("evidence/evidence/KASSE-17/dsregcmd.txt") == original)
        #expect(try BundleReader.open(folder.path("b.zip")).manifest.leftOut == [])
    }

    @Test(arguments: ["none", "secrets", "identities"])
    func `files that are no evidence are left out and listed`(level: String) async throws {
        try evidence()
        try folder.write("the clerk said so", to: "evidence/KASSE-17/notes.txt")
        try folder.write("\u{0}\u{1}\u{2}", to: "evidence/KASSE-17/garbage.bin")
        _ = try await check(Self.onDevices + ["--redact", level, "evidence"])
        let manifest = try BundleReader.open(folder.path("b.zip")).manifest
        #expect(
            manifest.leftOut.map(\.why) == [String](repeating: "was not recognised as evidence", count: 2))
        let names = manifest.leftOut.map(\.name).sorted()
        if level == "identities" {
            #expect(!names.joined().contains("KASSE") && !names.joined().contains("notes"))
        } else {
            #expect(names == ["garbage.bin", "notes.txt"].map { "evidence/evidence/KASSE-17/\($0)" })
        }
    }

    @Test func `without identities nothing in it names the device, and it replays to the same statuses`()
        async throws
    {
        try evidence()
        let run = try await check(Self.onDevices + ["--redact", "identities", "evidence"])
        let replay = try await Program.run(["replay", folder.path("b.zip"), "--output", "json"])
        #expect(replay.status == run.status)
        let (before, after) = (try ReportView(Data(text("r.json").utf8)), try replay.json())
        #expect(before.verdict == after.verdict)
        let reader = try BundleReader.open(folder.path("b.zip"))
        #expect(reader.manifest.entries.count { $0.name.hasPrefix("evidence/") } == 6)
        for entry in reader.manifest.entries {
            let bytes = try reader.bytes(of: entry.name)
            let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self).lowercased()
            #expect(!text.contains("kasse") && !entry.name.lowercased().contains("kasse"), "\(entry.name)")
        }
    }

    /// Texts of the catalogue have the domain, too.
    @Test(arguments: ["*,DC=corp,DC=example", "DC=corp,DC=example", "*.corp.example"])
    func `a waiver of the manual's sample domain makes a bundle`(subject: String) async throws {
        try evidence()
        let waivers = try folder.write(
            """
            waivers:
              - reason: tag.missing
                subject: "\(subject)"
                because: b
                owner: o
                expires: 2999-01-31T00:00:00Z

            """, to: "w.yml")
        let run = try await check([
            "--waivers", waivers, "--skip", "endpoints", "--redact", "identities", "evidence",
        ])
        let replay = try await Program.run(["replay", folder.path("b.zip"), "--output", "json"])
        #expect(replay.status == run.status)
        #expect(try entry("report.json").contains("CN=Configuration,DC=corp,DC=example"))
    }

    @Test func `saved answers of a fleet replay, and are left out as they are`() async throws {
        var fleet = SavedFleet()
        for number in 1...5 { fleet.add(number) }
        try fleet.write(to: folder.url.appending(path: "saved"))
        let file = try folder.write(
            "tenant: { id: \(SavedFleet.tenant), export: saved }\n", to: "preflight.yml")
        let run = try await check(["--config", file, "--skip", "endpoints", "--redact", "none"])
        try await expectReplay(of: run)
        #expect(try entry("fleet.jsonl").split(separator: "\n").count == 6)
        let manifest = try BundleReader.open(folder.path("b.zip")).manifest
        #expect(manifest.leftOut.map(\.name) == ["saved"])
    }

    @Test(arguments: ["secrets", "identities"])
    func `saved answers whose tenant tells its name replay to the same statuses`(level: String) async throws {
        var fleet = SavedFleet()
        for number in 1...5 { fleet.add(number) }
        try fleet.write(to: folder.url.appending(path: "zitteraal"))
        let file = try folder.write(
            """
            tenant:
              id: \(SavedFleet.tenant)
              export: [zitteraal]
              enforcement-scope: { linux: all, attested-by: Wanda Zeisig, attested-on: 2026-11-20 }

            """, to: "quappe.yml")
        let run = try await check(["--config", file, "--skip", "endpoints", "--redact", level])
        if level == "secrets" { return try await expectReplay(of: run) }
        let replay = try await Program.run(["replay", folder.path("b.zip"), "--output", "json"])
        #expect(replay.status == run.status)
        let (before, after) = (try ReportView(Data(text("r.json").utf8)), try replay.json())
        #expect(before.verdict == after.verdict)
        let reader = try BundleReader.open(folder.path("b.zip"))
        for entry in reader.manifest.entries {
            let text = String(decoding: try reader.bytes(of: entry.name), as: UTF8.self).lowercased()
            for name in ["zitteraal", "zeisig", "quappe", SavedFleet.tenant] {
                #expect(!text.contains(name), "\(name) in \(entry.name)")
            }
        }
        // Who attested has the same token in both.
        let configuration = try entry("configuration.yml")
        let person = configuration.firstMatch(of: /attested-by: (person-[0-9a-z]+)/)?.1
        #expect(try person.map { try entry("report.json").contains($0) } == true)
        #expect(configuration.contains("linux: all") && configuration.contains("2026-11-20"))
    }

    @Test
    func `an interrupted run leaves a valid bundle`() async throws {
        let lab = try Lab.shared()
        let file = try folder.write(
            """
            network:
              endpoint-sets: []
              name-servers: ['127.0.0.1:\(try lab.port("dns-silent"))']
              endpoints: [{ host: a.example }, { host: b.example }]

            """, to: "preflight.yml")
        // The interrupt is sent once the program has opened its output, which it does before probing.
        let command = """
            "$0" "$@" & pid=$!
            for i in $(seq 500); do ls '\(folder.url.path)' | grep -q 'r.json.' && break; done
            kill -INT $pid; wait $pid
            """
        let run = try await Program.run(
            [
                "check", "--bundle", folder.path("b.zip"), "--output", "json=\(folder.path("r.json"))",
                "--config", file, "--only", "endpoints.additional-reachable", "--wait", "3600",
            ], through: ["/bin/bash", "-c", command])
        #expect(run.status == 130)
        try await expectReplay(of: run)
        let replay = try await Program.run(["replay", folder.path("b.zip"), "--output", "json"])
        #expect(try replay.json().interrupted)
    }

    @Test func `bundle says what it wrote and ends with 0 whatever the verdict`() async throws {
        try evidence()
        let run = try await Program.run(
            ["bundle"] + [folder.path("b.zip")] + Self.onDevices + ["evidence"], folder: folder.url.path)
        #expect(run.status == 0)
        #expect(run.output.contains("Bundle: \(folder.path("b.zip")), "))
        #expect(run.output.contains("6 files of evidence"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("b.zip"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test
    func `without a path the bundle is written here`() async throws {
        try evidence()
        let run = try await Program.run(
            ["bundle"] + Self.onDevices + ["--redact", "secrets"], folder: folder.url.path)
        #expect(run.status == 0)
        #expect(try names.contains { $0.hasPrefix("mde-preflight-bundle-") && $0.hasSuffix("Z.zip") })
    }

    @Test func `tokens are told in a file for the owner alone, and only on request`() async throws {
        try evidence()
        let salt = try folder.write("0123456789abcdef", to: "salt")
        let more = ["--redact", "identities", "--salt-file", salt, "--token-map"]
        _ = try await check(Self.onDevices + more + [folder.path("map.csv"), "evidence"])
        let map = try text("map.csv")
        #expect(map.hasPrefix("# CONFIDENTIAL"))
        #expect(map.lowercased().contains("kasse-17"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("map.csv"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
        _ = try await check(Self.onDevices + more + [folder.path("map.json"), "evidence"])
        #expect(try text("map.json").contains("mde-preflight.token-map/1"))
    }
}
