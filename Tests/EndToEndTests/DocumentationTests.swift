import Foundation
import TestSupport
import Testing

/// What is written about the program is true of it.
struct DocumentationTests {
    /// Runs a command in the repository's folder; gives its exit status and all it said.
    private func run(_ command: String, _ arguments: [String]) async throws -> (status: Int, said: String) {
        let run = try await Command.run(command, arguments, folder: Repository.root.path)
        return (run.status, run.output + run.errors)
    }

    private static let pages = [
        "mde-preflight.1", "mde-preflight-config.5", "mde-preflight-catalogue.5", "mde-preflight-evidence.5",
        "mde-preflight-bundle.5", "mde-preflight-tenant.5", "mde-preflight-waivers.5",
    ]

    @Test func `every manual page is looked at`() throws {
        let there = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appending(path: "man").path)
        #expect(Set(Self.pages) == Set(there.filter { !$0.hasSuffix(".in") }))
    }

    @Test(arguments: pages)
    func `a manual page is clean`(page: String) async throws {
        let result = try await run("mandoc", ["-T", "lint", "-W", "warning", "man/\(page)"])
        #expect(result.said.isEmpty)
        #expect(result.status == 0)
    }

    @Test func `the generated manual page is not out of date`() async throws {
        let program = Repository.products.appending(path: "mde-preflight").path
        let result = try await run("python3", ["Scripts/generate-man", "--check", "--program", program])
        #expect(result.status == 0, "\(result.said)")
    }

    @Test(arguments: [
        Service(), Service(proxy: "squid-auth"), Service(proxy: "squid-bump", trusted: "inspection"),
        Service(peers: ["login.microsoftonline.com": "hostile-headers", "crl.microsoft.com": "portal-http"]),
        Service(
            peers: ["login.microsoftonline.com": "expired"], tenant: "{domain: contoso.com}",
            nameServer: "dns-sinkhole"),
        Service(
            peers: ["checkin.dm.microsoft.com": "tls-reset"],
            tenant: "{domain: nosuch.example, id: 00000000-0000-4000-8000-000000000001}"),
    ])
    func `a report fits its schema`(service: Service) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(service.configuration(Lab.shared()), to: "preflight.yml")
        let report = folder.path("report.json")
        _ = try await Program.run(["--config", file, "--vantage", "lab", "--output", "json=\(report)"])
        try await expectValid(report)
    }

    @Test(arguments: [["--only", "tenant"], ["--deadline", "0.001"], ["--skip", "endpoints,tenant"]])
    func `a report of little or nothing fits its schema`(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        let report = folder.path("report.json")
        let file = try folder.write(Service().configuration(Lab.shared()), to: "preflight.yml")
        _ = try await Program.run(["--config", file, "--output", "json=\(report)"] + arguments)
        try await expectValid(report)
    }

    private func expectValid(_ report: String) async throws {
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator as V
            schema = json.load(open("reports/schema/report-1.schema.json"))
            V.check_schema(schema)
            for error in V(schema).iter_errors(json.load(open(sys.argv[1]))):
                print(list(error.absolute_path), error.message[:200])
            """
        let result = try await run("python3", ["-c", script, report])
        #expect(result.said.isEmpty)
        #expect(result.status == 0)
    }
}
