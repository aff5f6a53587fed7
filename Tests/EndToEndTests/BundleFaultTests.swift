import Foundation
import SupportBundle
import TestSupport
import Testing

/// What is refused before a run, and what a run that cannot write its bundle leaves.
struct BundleFaultTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try DeviceEvidence().write(to: folder.url.appending(path: "evidence/SRV01"))
    }

    private static let areas = ["--only", "registration"]

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
    }

    private func run(_ arguments: [String], through: [String] = [], environment: [String: String] = [:])
        async throws -> Command.Run
    {
        try await Program.run(
            arguments, through: through, environment: environment, folder: folder.url.path)
    }

    @Test(arguments: [
        (["check", "--redact", "none"], 64, "--redact goes with --bundle"),
        (
            ["check", "--bundle", "b.zip", "--token-map", "m.csv"], 64,
            "--token-map goes with --redact identities"
        ),
        (
            ["check", "--bundle", "b.zip", "--redact", "none", "--salt-file", "s"], 64,
            "--salt-file goes with"
        ),
        (["bundle", "--redact", "all"], 64, "redact"),
        (["check", "--bundle", "-"], 64, "a bundle goes into a file"),
        (
            ["check", "--bundle", "b.zip", "--output", "json=./b.zip"], 64,
            "--output json=./b.zip and --bundle b.zip write into the same file"
        ),
        (
            ["bundle", "b.zip", "--redact", "identities", "--salt-file", "short"], 65,
            "at least 16 are needed"
        ),
        (
            ["bundle", "b.zip", "--redact", "identities", "--salt-file", "absent"], 65,
            "absent cannot be read"
        ),
        (["bundle", "evidence"], 65, "it is a directory"),
        (["bundle", "nowhere/b.zip"], 65, "cannot write nowhere/b.zip"),
        (["bundle", "archive.zip"], 65, "archive.zip is there and is no whole bundle"),
        (["replay", "archive.zip"], 65, "archive.zip is no bundle of mde-preflight"),
        (["replay", "absent.zip"], 65, "absent.zip"),
        (["replay", "evidence"], 65, "is a directory"),
    ])
    func `what cannot be is refused, with why`(arguments: [String], status: Int, words: String) async throws {
        try folder.write("short", to: "short")
        try folder.write("evidence of somebody", to: "archive.zip")
        let run = try await run(arguments + (arguments[0] == "replay" ? [] : Self.areas + ["evidence"]))
        #expect(run.status == status)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output == "")
        #expect(try text("archive.zip") == "evidence of somebody")
    }

    @Test func `a bundle that was changed is not replayed`() async throws {
        _ = try await run(["bundle", "b.zip"] + Self.areas + ["evidence"])
        let path = folder.url.appending(path: "b.zip")
        var bytes = try Data(contentsOf: path)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: path)
        let replay = try await run(["replay", "b.zip"])
        #expect(replay.status == 65)
        #expect(replay.errors.contains("was changed after it was written"))
    }

    @Test func `a full disk leaves no bundle, and the report all the same`() async throws {
        let script = """
            mount -t tmpfs -o size=16k none '\(folder.path("small"))' || exit 77
            "$0" "$@"; status=$?; ls -A '\(folder.path("small"))'; exit $status
            """
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "small"), withIntermediateDirectories: false)
        let run = try await run(
            ["check", "--bundle", "small/b.zip", "--output", "json=r.json"] + Self.areas + ["evidence"],
            through: ["/usr/bin/unshare", "-m", "/bin/bash", "-c", script])
        guard run.status != 77 else { return }
        #expect(run.status == 70)
        #expect(run.errors.contains("no space left"))
        #expect(run.output == "")
        #expect(try text("r.json").hasPrefix("{"))
    }

    @Test func `an old bundle stays where a new one would hold a secret`() async throws {
        _ = try await run(["bundle", "b.zip"] + Self.areas + ["evidence"])
        let old = try Data(contentsOf: folder.url.appending(path: "b.zip"))
        // The place of the evidence is told in the report as it is.
        try DeviceEvidence().write(to: folder.url.appending(path: "hunter2-and-more/SRV01"))
        let run = try await run(
            ["check", "--bundle", "b.zip", "--redact", "none"] + Self.areas + ["hunter2-and-more"],
            environment: ["HTTPS_PROXY": "http://me:hunter2-and-more@127.0.0.1:9"])
        #expect(run.status == 70)
        #expect(run.errors.contains("would hold the password of the proxy"))
        #expect(!run.errors.contains("hunter2"))
        #expect(try Data(contentsOf: folder.url.appending(path: "b.zip")) == old)
    }

    @Test func `another catalogue is told and used`() async throws {
        _ = try await run(["bundle", "b.zip", "--redact", "none"] + Self.areas + ["evidence"])
        let catalogue = folder.url.appending(path: "checks")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "checks"), to: catalogue)
        try folder.write("version: 2199-01-31\n", to: "checks/catalogue.yml")
        let replay = try await run(["replay", "b.zip", "--catalogue", catalogue.path])
        let version = try #require(try BundleReader.open(folder.path("b.zip")).manifest.catalogue.version)
        #expect(
            replay.errors.contains(
                "another catalogue of checks than the replay: by \(version), and now by 2199-01-31"))
        #expect([0, 1, 2].contains(replay.status))
        let current = try await run(["replay", "b.zip", "--requirement-set", "current", "--output", "json"])
        #expect(current.output.contains("\"requirementSet\" : \"current\""))
    }
}
