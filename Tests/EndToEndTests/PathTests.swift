import Foundation
import TestSupport
import Testing

/// The path that a probe takes, and what is said of it.
struct PathTests {
    @Test func `a proxy that wants a sign-in is one fault, named`() async throws {
        let report = try await Service(proxy: "squid-auth").report(only: ["endpoints"])
        #expect(
            report.outcome(of: "endpoints.proxy-needs-no-sign-in") == ["fail proxy.authentication-required"])
        #expect(report.outcome(of: "endpoints.sign-in-reachable") == ["fail proxy.authentication-required"])
        #expect(report.exitStatus == 1)
    }

    @Test func `a proxy that lets everybody through needs no sign-in`() async throws {
        let report = try await Service(proxy: "squid").report(only: ["endpoints.proxy-needs-no-sign-in"])
        #expect(report.outcome(of: "endpoints.proxy-needs-no-sign-in") == ["pass"])
    }

    @Test func `a dead proxy leaves open whether it wants a sign-in`() async throws {
        let report = try await Service(proxy: "proxy-refused").report(only: [
            "endpoints.proxy-needs-no-sign-in"
        ])
        #expect(report.outcome(of: "endpoints.proxy-needs-no-sign-in") == ["undetermined proxy.unreachable"])
    }

    @Test func `no name is looked up where the proxy does it`() async throws {
        let report = try await Service(proxy: "squid", nameServer: "dns-servfail").report(only: [
            "endpoints.sign-in-reachable"
        ])
        #expect(report.outcome(of: "endpoints.sign-in-reachable") == ["pass"])
    }

    @Test func `both paths are probed and told apart`() async throws {
        let lab = try Lab.shared()
        let (port, proxy) = (try lab.port("healthy"), try lab.port("proxy-403"))
        let configuration = """
            network:
              endpoint-sets: []
              via: both
              proxy: http://127.0.0.1:\(proxy)
              ca-file: \(try lab.authority("root"))
              endpoints: [{host: a.lab.test, port: \(port)}]
              resolve: ['a.lab.test:\(port):127.0.0.1']
            """
        let report = try await Program.check(configuration, only: ["endpoints.additional-reachable"])
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["pass", "fail proxy.denied"])
        #expect(
            report.results(of: "endpoints.additional-reachable").map(\.subject.via) == ["direct", "proxy"])
        #expect(report.exitStatus == 1)
    }

    @Test(arguments: [
        "https://127.0.0.1:1", "socks5://127.0.0.1:1", "http://proxy:1/path", "http://u:s3cret@",
    ])
    func `an unusable proxy of the environment ends the run`(proxy: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Service().configuration(Lab.shared()), to: "preflight.yml")
        let run = try await Program.run(["--config", file], environment: ["https_proxy": proxy])
        #expect(run.status == 65)
        #expect(run.errors.contains("https_proxy is ignored"))
        #expect(!run.errors.contains("s3cret"))
        let direct = try await Program.run(
            ["--config", file, "--via", "direct"], environment: ["https_proxy": proxy])
        #expect(direct.status == 0)
    }

    @Test func `a proxy for plain requests alone is none for the others`() async throws {
        let proxy = "http://127.0.0.1:\(try Lab.shared().port("squid-denying"))"
        let folder = try TemporaryFolder()
        let file = try folder.write(Service().configuration(Lab.shared()), to: "preflight.yml")
        let run = try await Program.run(
            ["--config", file, "--via", "proxy"], environment: ["http_proxy": proxy])
        #expect(run.status == 65)
        #expect(run.errors.contains("there is no proxy to probe through"))
    }

    @Test func `a proxy on this host and hosts by address are used`() async throws {
        let lab = try Lab.shared()
        let (proxy, dual) = (try lab.port("proxy-403"), try lab.port("healthy-dual"))
        let common =
            "network:\n  endpoint-sets: []\n  timeout: \(Patience.forAnswers)\n  ca-file: \(try lab.authority("root"))\n"
        let local = try await Program.check(
            common + "  proxy: http://localhost:\(proxy)\n  endpoints: [{host: a.lab.test}]\n",
            only: ["endpoints.additional-reachable"])
        #expect(local.outcome(of: "endpoints.additional-reachable") == ["fail proxy.denied"])
        for host in ["'::1'", "'[::1]'", "127.0.0.1"] {
            let report = try await Program.check(
                common + "  endpoints: [{host: \(host), port: \(dual)}]\n",
                only: ["endpoints.additional-reachable"])
            #expect(report.outcome(of: "endpoints.additional-reachable") == ["pass"])
        }
    }

    @Test func `a set of the user's own is probed as the catalogue's are`() async throws {
        let lab = try Lab.shared()
        let folder = try TemporaryFolder()
        let set = """
            id: corp
            title: Our own hosts
            about: What our devices need besides.
            source: https://intranet.example/hosts
            endpoints:
              - id: corp-gateway
                reachability-check: endpoints.additional-reachable
                why: Everything passes it.
                source: https://intranet.example/hosts
                scheme: https
                port: 443
                path: /
                hosts: { global: [a.lab.test] }
                healthy: { status: [418] }

            """
        try folder.write(set, to: "corp.yml")
        let configuration = """
            network:
              endpoint-sets: []
              endpoint-set-files: [corp.yml]
              ca-file: \(try lab.authority("root"))
              connect-to: ['a.lab.test:443:127.0.0.1:\(try lab.port("healthy"))']

            """
        let file = try folder.write(configuration, to: "preflight.yml")
        let run = try await Program.run(
            ["--config", file, "--output", "json", "--only", "endpoints.additional-reachable"])
        #expect(
            try run.json().outcome(of: "endpoints.additional-reachable") == ["fail http.unexpected-status"])
        try folder.write(set.replacing("why:", with: "wy:"), to: "corp.yml")
        let wrong = try await Program.run(["--config", file])
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("corp.yml:8: endpoints[0]: unknown key \"wy\" (did you mean \"why\"?)"))
    }

    @Test func `the environment's proxy is used, and NO_PROXY obeyed`() async throws {
        let lab = try Lab.shared()
        let port = try lab.port("healthy")
        let configuration = """
            network:
              endpoint-sets: []
              ca-file: \(try lab.authority("root"))
              endpoints: [{host: a.lab.test, port: \(port)}, {host: b.lab.test, port: \(port)}]
              resolve: ['b.lab.test:\(port):127.0.0.1']
            """
        let proxy = "http://127.0.0.1:\(try lab.port("proxy-403"))"
        let report = try await Program.check(
            configuration, only: ["endpoints.additional-reachable"],
            environment: ["HTTPS_PROXY": proxy, "NO_PROXY": ".example,b.lab.test"])
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["fail proxy.denied", "pass"])
    }

    @Test func `a connection that is reset as soon as it stands is tcp reset`() async throws {
        let configuration =
            "network:\n  endpoint-sets: []\n  timeout: \(Patience.forAnswers)\n  endpoints: [{host: 127.0.0.1, port: 1}]\n"
        let folder = try TemporaryFolder()
        let file = try folder.write(configuration, to: "preflight.yml")
        // The port is known only inside the namespace, so the shell there fills it in.
        let command = "sed -i \"s/port: 1/port: $LAB_RESET_PORT/\" \(file); exec \"$0\" \"$@\""
        let run = try await Program.run(
            ["check", "--config", file, "--output", "json", "--only", "endpoints.additional-reachable"],
            through: [Repository.root.appending(path: "Lab/reset-on-connect").path, "sh", "-c", command])
        #expect(try run.json().outcome(of: "endpoints.additional-reachable") == ["fail tcp.reset"])
    }

    @Test func `a host without a route is unreachable`() async throws {
        let configuration =
            "network:\n  endpoint-sets: []\n  timeout: \(Patience.forAnswers)\n  endpoints: [{host: 192.0.2.1}]\n"
        let report = try await Program.check(
            configuration, only: ["endpoints.additional-reachable"],
            through: [Repository.root.appending(path: "Lab/unreachable").path])
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["fail tcp.unreachable"])
    }
}
