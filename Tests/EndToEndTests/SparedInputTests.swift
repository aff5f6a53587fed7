import Foundation
import TestSupport
import Testing

/// Nothing that a run reads is replaced by what it writes, and that is found before anything is probed.
struct SparedInputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            tenant: { id: 8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21 }
            sign-in:
              client-id: 11111111-2222-4333-8444-555555555555
              client-secret-file: secret.txt
            waivers: waivers.yml
            network: { endpoint-sets: [], ca-file: ca.pem, known-issuers: [issuer.pem] }
            devices: { evidence: [evidence] }

            """, to: "preflight.yml")
        try folder.write("tenant: { export: [saved] }\n", to: "saved.yml")
        try folder.write("waivers: []\n", to: "waivers.yml")
        try folder.write("a secret of the application", to: "secret.txt")
        try folder.write("0123456789abcdef0123", to: "salt")
        for name in ["ca.pem", "issuer.pem"] { try folder.write("", to: name) }
        let (files, url) = (FileManager.default, folder.url)
        try files.createDirectory(at: url.appending(path: "saved"), withIntermediateDirectories: true)
        try folder.write("{\"value\":[]}", to: "saved/devices.json")
        try DeviceEvidence().write(to: url.appending(path: "evidence/PC-1"))
        try files.copyItem(
            at: Repository.root.appending(path: "reports/examples/all-good/report.json"),
            to: url.appending(path: "last.json"))
        try files.createSymbolicLink(atPath: folder.path("link.yml"), withDestinationPath: "preflight.yml")
        try files.linkItem(atPath: folder.path("preflight.yml"), toPath: folder.path("hard.yml"))
    }

    private func contents() throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
        return names.reduce(into: [:]) { all, name in
            all[name] = try? Data(contentsOf: folder.url.appending(path: name))
        }
    }

    private func expectRefusal(
        _ arguments: [String], _ words: [String], through: [String] = []
    ) async throws {
        let before = try contents()
        let run = try await Program.run(arguments, through: through, folder: folder.url.path)
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.output == "")
        for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
        #expect(try contents() == before)
    }

    @Test(arguments: [
        ("preflight.yml", "the configuration, preflight.yml"), ("./preflight.yml", "the configuration"),
        ("link.yml", "the configuration"), ("hard.yml", "the configuration"),
        ("evidence/../preflight.yml", "the configuration"), ("waivers.yml", "the waivers"),
        ("secret.txt", "the client secret"), ("ca.pem", "the certificates of authorities"),
        ("issuer.pem", "the known issuers"), ("salt", "the salt"), ("last.json", "the baseline, last.json"),
        ("evidence/PC-1/dsregcmd.txt", "a file of the evidence"),
    ])
    func `an output that would replace what is read is refused, and both are named`(
        path: String, input: String
    ) async throws {
        let common = [
            "check", "--config", "preflight.yml", "--baseline", "last.json", "--redact", "identities",
            "--salt-file", "salt",
        ]
        try await expectRefusal(
            common + ["--bundle", "b.zip", "--output", "html=\(path)"], ["--output html=\(path)", input])
        try await expectRefusal(
            common + ["--bundle", "b.zip", "--token-map", path], ["--token-map \(path)", input])
        guard !path.hasPrefix("evidence/PC") else { return }
        try await expectRefusal(common + ["--bundle", path], ["--bundle \(path)", input])
    }

    @Test func `saved answers, the catalogue and a file of evidence are spared as well`() async throws {
        try await expectRefusal(
            ["check", "--config", "saved.yml", "--output", "json=saved/devices.json"],
            ["--output json=saved/devices.json", "a file of the saved answers", "saved"])
        let file = "evidence/PC-1/dsregcmd.txt"
        try await expectRefusal(["check", file, "--output", "json=\(file)"], ["the evidence"])
        try FileManager.default.copyItem(
            at: Repository.root.appending(path: "checks"), to: folder.url.appending(path: "checks"))
        try await expectRefusal(
            ["check", "--catalogue", "checks", "--output", "json=checks/reasons.yml"], ["the catalogue"])
    }

    @Test func `a configuration that the environment names is spared, and so is a bundle's`() async throws {
        let before = try contents()
        let run = try await Program.run(
            ["check", "--output", "json=preflight.yml"],
            environment: ["MDE_PREFLIGHT_CONFIG": folder.path("link.yml")], folder: folder.url.path)
        #expect(run.status == 64 && run.errors.contains("the configuration"), "\(run.errors)")
        #expect(try contents() == before)
        try await expectRefusal(["bundle", "--config", "preflight.yml", "hard.yml"], ["bundle hard.yml"])
    }

    @Test(arguments: [
        (["--output", "json=x", "--output", "html=./x"], "--output json=x and --output html=./x"),
        (["--output", "json=x", "--bundle", "x"], "--output json=x and --bundle x"),
        (["--output", "json=saved/../x", "--bundle", "x"], "--output json=saved/../x and --bundle x"),
        (
            ["--bundle", "x", "--redact", "identities", "--token-map", "./x"],
            "--bundle x and --token-map ./x"
        ),
        (
            ["--output", "json=x", "--bundle", "y", "--redact", "identities", "--token-map", "x"],
            "--output json=x and --token-map x"
        ),
    ])
    func `two of what is written into one file are refused`(more: [String], words: String) async throws {
        try await expectRefusal(["check"] + more, [words, "the same file"])
    }

    @Test func `reports and bundles that are read are spared by the other commands`() async throws {
        let link = folder.path("l.json")
        try FileManager.default.linkItem(atPath: folder.path("last.json"), toPath: link)
        try await expectRefusal(
            ["render", "last.json", "--output", "text=l.json"], ["the report, last.json"])
        try await expectRefusal(
            ["diff", "last.json", "last.json", "--output", "text=l.json"], ["the report, last.json"])
        _ = try await Program.run(
            ["bundle", "b.zip", "--only", "waivers"], folder: folder.url.path)
        try await expectRefusal(["replay", "b.zip", "--output", "json=b.zip"], ["the bundle, b.zip"])
    }

    @Test(arguments: [
        ["render", "-", "--output", "html=last.json"],
        ["diff", "-", "other.json", "--output", "text=last.json"],
        ["diff", "other.json", "-", "--output", "json=last.json"],
        ["check", "--only", "waivers", "--baseline", "-", "--output", "json=last.json"],
    ])
    func `a report on standard input is spared as well`(arguments: [String]) async throws {
        try FileManager.default.copyItem(atPath: folder.path("last.json"), toPath: folder.path("other.json"))
        try await expectRefusal(
            arguments, ["=last.json would replace what is read", "which is standard input"],
            through: ["/bin/sh", "-c", "exec \"$0\" \"$@\" <last.json"])
    }

    @Test(arguments: [
        ["--output", "json=saved/report.json"], ["--output", "html=saved/week/report.html"],
        ["--bundle", "saved/b.zip"],
        ["--bundle", "b.zip", "--redact", "identities", "--token-map", "saved/tokens.csv"],
    ])
    func `what would be among the saved answers of the next run is refused by the first one`(more: [String])
        async throws
    {
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "saved/week"), withIntermediateDirectories: true)
        try await expectRefusal(
            ["check", "--config", "saved.yml"] + more,
            ["would be read by the next run", "a file of the saved answers"])
    }

    @Test(arguments: [
        ["--output", "json=/dev/stdout", "--output", "text=/dev/stdout"],
        ["--output", "json=/dev/stdout", "--output", "html=/dev/stderr"],
    ])
    func `two reports on one stream are refused`(more: [String]) async throws {
        let run = try await Program.run(
            ["check", "--only", "waivers"] + more, through: ["/bin/sh", "-c", "exec \"$0\" \"$@\" 2>&1"])
        #expect(run.status == 64)
        #expect(run.output.contains("are one stream, which holds one report"))
    }

    @Test(arguments: ["exec \"$0\" \"$@\" >x.html", "\"$0\" \"$@\" | cat"])
    func `a file that is standard output is refused beside a report on it`(command: String) async throws {
        let path = command.contains("x.html") ? "x.html" : "/dev/stdout"
        let run = try await Program.run(
            ["render", "last.json", "--output", "json", "--output", "html=\(path)"],
            through: ["/bin/bash", "-c", "set -o pipefail; \(command)"], folder: folder.url.path)
        #expect(run.status == 64)
        #expect(run.errors.contains("--output html=\(path) is standard output, where another report goes"))
        #expect(run.output == "")
    }

    @Test func `whatever goes nowhere may be written twice`() async throws {
        let nowhere = ["--output", "json=/dev/null", "--output", "html=/dev/null"]
        let run = try await Program.run(["render", "last.json"] + nowhere, folder: folder.url.path)
        #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    }

    @Test func `a report among evidence is replaced by the next one, and so is a bundle`() async throws {
        for _ in 1...2 {
            let run = try await Program.run(
                [
                    "check", "evidence", "--only", "platform", "--output", "json=evidence/report.json",
                    "--output", "text=evidence/report.txt", "--bundle", "evidence/b.zip",
                ],
                folder: folder.url.path)
            #expect([0, 1, 2].contains(run.status), "\(run.errors)")
        }
    }
}
