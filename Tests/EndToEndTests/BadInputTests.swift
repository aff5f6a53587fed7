import Foundation
import TestSupport
import Testing

/// What is wrong is said clearly, on standard error, before anything is probed.
struct BadInputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(
        arguments: [
            (["--bogus"], 64, "--bogus"),
            (["--only", "endpoints.tls-verzion"], 64, "did you mean \"endpoints.tls-version\"?"),
            (["--skip", "endpoint"], 64, "did you mean \"endpoints\"?"),
            (["--requirement-set", "clasic"], 64, "there are classic, current"),
            (["--output", "yaml"], 64, "yaml"), (["--deadline", "0"], 64, "--deadline"),
            (["--deadline", "soon"], 64, "soon"),
            (["--wait", "-1"], 64, "--wait"), (["--fail-on", "never"], 64, "never"),
            (["--quiet", "--verbose"], 64, "contradict"),
            (["explain", "tls.interceptd"], 64, "did you mean \"tls.intercepted\"?"),
            (["explain"], 64, "<id>"),
            (["--config", "/nonexistent.yml"], 65, "/nonexistent.yml: no such file"),
            (["--config", "/"], 65, "is a directory"),
            (["--catalogue", "/nonexistent"], 65, "no catalogue of checks found"),
            (["--via", "proxy"], 65, "there is no proxy"),
            (["render", "/nonexistent.json"], 65, "/nonexistent.json"),
        ] as [([String], Int, String)])
    func `wrong usage is told and nothing is written`(arguments: [String], status: Int, words: String)
        async throws
    {
        let run = try await Program.run(arguments)
        #expect(run.status == status)
        #expect(run.errors.contains(words))
        #expect(run.output.isEmpty)
    }

    @Test(arguments: [
        ("netwrok: {}\n", "preflight.yml:1: unknown key \"netwrok\" (did you mean \"network\"?)"),
        (
            "network:\n  proxy: http://me:secret@proxy:8080\n",
            "preflight.yml:2: network.proxy: the proxy address holds credentials"
        ),
        (
            "network:\n  proxy: socks5://proxy:1080\n",
            "preflight.yml:2: network.proxy: the proxy's scheme is \"socks5\""
        ),
        ("network:\n  ca-file: missing.pem\n", "preflight.yml:2: network.ca-file: no readable file"),
        ("network:\n  ca-file: preflight.yml\n", "preflight.yml: cannot read certificates"),
        ("network:\n  known-issuers: [preflight.yml]\n", "preflight.yml: cannot read certificates"),
        ("network:\n  timeout: 10\n", "preflight.yml:2: network.timeout: expected a duration such as 30s"),
        (
            "network:\n  via: sideways\n",
            "preflight.yml:2: network.via: \"sideways\" is not one of auto, direct, proxy, both"
        ),
        (
            "network:\n  resolve: [\"a:b\"]\n",
            "preflight.yml:2: network.resolve[0]: expected host:port:address"
        ),
        ("network:\n  endpoint-sets: [hybrid-joined]\n", "did you mean \"hybrid-join\"?"),
        ("network:\n  endpoints: [{host: a.example, for: sign-on}]\n", "did you mean \"sign-in\"?"),
        ("network:\n  proxy: http://proxy\n", "yml:2: network.proxy: expected a proxy address with its port"),
        ("network:\n  endpoints: [{host: '*.example.com'}]\n", "endpoints[0].host: expected a host name"),
        (
            "network:\n  endpoints: [{host: a.example, path: /x, for: sign-in}]\n",
            "endpoints[0].path: has no effect"
        ),
        (
            "tenant:\n  id: 1234\n",
            "preflight.yml:2: tenant.id: expected text, found the number 1234; put it in quotes"
        ),
        ("tenant:\n  cloud: mars\n", "preflight.yml:2: tenant.cloud: \"mars\" is not one of global"),
        (
            "requirement-set: modern\n",
            "preflight.yml:1: requirement-set: there is no requirement set \"modern\""
        ),
        ("network:\n  via: direct\n  via: proxy\n", "preflight.yml:3: key \"via\" is given twice"),
        ("network: [\n", "preflight.yml:2: is not YAML here"), ("", "preflight.yml: is empty"),
        ("network:\n\tvia: direct\n", "preflight.yml:2: is not YAML here"),
        ("just words\n", "expected a mapping"),
    ])
    func `a wrong configuration is told by file and line`(text: String, words: String) async throws {
        let file = try folder.write(text, to: "preflight.yml")
        let run = try await Program.run(["--config", file, "--output", "json=\(folder.path("a.json"))"])
        #expect(run.status == 65)
        #expect(run.errors.contains(words))
        #expect(!run.errors.contains("secret"))
        #expect(run.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path("a.json")))
    }

    @Test(arguments: [
        (
            "endpoints/endpoints.tls-version.yml", nil,
            "checks/endpoints/endpoints.tls-version.yml: is missing"
        ),
        (
            "endpoints/endpoints.odd.yml", "id: endpoints.odd\n",
            "endpoints.odd.yml: describes no check that there is"
        ),
        ("areas.yml", "areas: []\n", "area \"policy\" must be described once"),
        ("reasons.yml", "reasons: []\n", "\"dns.timeout\" must be explained once"),
        ("requirement-sets/current.yml", "id: current\n", "current.yml:1: \"checks\" is missing"),
        ("endpoints/sets/revocation.yml", "id: revocatoin\n", "differs from the file's name, \"revocation\""),
        (
            "endpoints/issuers.yml",
            "source: https://a.example\nroots: [{name: a, sha1: xyz}]\nissuers: []\n", "40 upper-case"
        ),
        ("endpoints/sinkholes.yml", nil, "sinkholes.yml: no such file"),
    ])
    func `an unsound catalogue is told by file`(file: String, text: String?, words: String) async throws {
        let copy = folder.url.appending(path: "checks")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "checks"), to: copy)
        let target = copy.appending(path: file)
        if let text {
            try Data(text.utf8).write(to: target)
        } else {
            try FileManager.default.removeItem(at: target)
        }
        for arguments in [["list"], ["check", "--only", "tenant"]] {
            let run = try await Program.run(arguments + ["--catalogue", copy.path])
            #expect(run.status == 65)
            #expect(run.errors.contains(words))
            #expect(run.output.isEmpty)
        }
    }

    @Test(arguments: [["--only", ""], ["--skip", ","]])
    func `an empty selection is refused`(arguments: [String]) async throws {
        let run = try await Program.run(arguments)
        #expect(run.status == 64)
        #expect(run.errors.contains("is empty"))
    }

    @Test func `a catalogue without a set that is asked for is refused`() async throws {
        let copy = folder.url.appending(path: "checks")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "checks"), to: copy)
        try FileManager.default.removeItem(
            at: copy.appending(path: "endpoints/sets/security-settings-management.yml"))
        let run = try await Program.run(["--catalogue", copy.path])
        #expect(run.status == 65)
        #expect(run.errors.contains("lacks the endpoint set \"security-settings-management\""))
    }

    @Test(
        arguments: [
            (["--config", "/\u{1b}]0;x\u{7}.yml"], ""), (["--output", "json=/\u{1b}[2J/x"], ""),
            (["--via", "\u{1b}[31m"], ""),
            (["render", "/\u{1b}[31m"], ""), (["explain", "\u{1b}[31m"], ""),
            (["list", "--catalogue", "/\u{9b}x"], ""),
            ([], "network: {via: \"\\e]0;x\\a\"}\n"), ([], "\"\\e[31m\": 1\n"),
            ([], "network: {\"http://u:s3cret@h:1\": 1}\n"),
        ] as [([String], String)])
    func `what is quoted in a complaint cannot steer the terminal or tell a password`(
        arguments: [String], configuration: String
    ) async throws {
        let file = try folder.write(configuration, to: "preflight.yml")
        let run = try await Program.run(configuration.isEmpty ? arguments : ["--config", file])
        #expect([64, 65].contains(run.status))
        let odd = run.errors.unicodeScalars.filter {
            $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
        }
        #expect(odd.isEmpty)
        #expect(!run.errors.contains("s3cret"))
    }

    @Test func `all faults of a configuration are told at once`() async throws {
        let file = try folder.write(
            "tenant:\n  cloud: mars\nnetwork:\n  via: sideways\n  prxy: http://a\n", to: "preflight.yml")
        let run = try await Program.run(["--config", file])
        #expect(["yml:2:", "yml:4:", "yml:5:"].allSatisfy(run.errors.contains))
    }

    @Test func `credentials in the environment's proxy are neither used nor shown`() async throws {
        let port = try Lab.shared().port("squid-auth")
        let file = try folder.write(
            "network: {endpoint-sets: [], endpoints: [{host: a.lab.test}]}\n", to: "preflight.yml")
        let run = try await Program.run(
            ["--config", file, "--output", "json", "--only", "endpoints.additional-reachable"],
            environment: ["HTTPS_PROXY": "http://me:s3cret@127.0.0.1:\(port)"])
        #expect(
            try run.json().outcome(of: "endpoints.additional-reachable") == [
                "fail proxy.authentication-required"
            ])
        #expect(run.errors.contains("HTTPS_PROXY holds credentials"))
        #expect(!(run.output + run.errors).contains("s3cret"))
    }
}
