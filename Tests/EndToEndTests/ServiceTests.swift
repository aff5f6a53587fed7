import TestSupport
import Testing

/// The checks over a service that is whole but for one thing.
struct ServiceTests {
    @Test func `a healthy service is ready`() async throws {
        let report = try await Service().report()
        #expect(report.verdict == "ready")
        #expect(report.exitStatus == 0)
        let bad = report.results.filter { !["pass", "skipped", "not-applicable"].contains($0.status) }
        #expect(bad.isEmpty)
        #expect(report.outcome(of: "endpoints.device-management-wildcard-allowed") == ["pass"])
    }

    @Test func `a healthy service through a proxy is ready`() async throws {
        let report = try await Service(
            proxy: "squid", more: "  endpoint-sets: [security-settings-management]"
        ).report()
        #expect(report.results.filter { ["fail", "warning", "undetermined"].contains($0.status) } == [])
        #expect(report.exitStatus == 0)
    }

    @Test(arguments: [
        ("portal-page", "fail http.captive-portal"), ("portal-511", "fail http.captive-portal"),
        ("hostile-page", "fail http.captive-portal"), ("redirect-portal", "fail http.redirected-elsewhere"),
        ("altered-json", "fail http.not-genuine"), ("wrong-json", "fail http.not-genuine"),
        ("broken-json", "fail http.not-genuine"),
        ("deep-json", "fail http.not-genuine"), ("binary-body", "fail http.not-genuine"),
        ("no-identity", "fail http.not-genuine"),
        ("no-date", "pass"), ("http-503", "undetermined http.unexpected-status"),
    ])
    func `an answer that is not the service's is named`(peer: String, expected: String) async throws {
        let report = try await Service(peers: ["login.microsoftonline.com": peer]).report()
        #expect(
            report.outcome(of: "endpoints.genuine-responses", about: "login.microsoftonline.com") == [
                expected
            ])
        #expect((report.exitStatus == 0) == (expected == "pass"))
    }

    @Test func `a wrong status is the sign-in's own failure`() async throws {
        let report = try await Service(peers: ["login.microsoftonline.com": "http-503"]).report()
        #expect(report.outcome(of: "endpoints.sign-in-reachable") == ["fail http.unexpected-status"])
        let genuine = report.results(of: "endpoints.genuine-responses", about: "login.microsoftonline.com")
        #expect(genuine.map(\.blockedBy) == [["endpoints.sign-in-reachable"]])
    }

    @Test func `a portal behind a revocation host is named`() async throws {
        let report = try await Service(peers: ["crl.microsoft.com": "portal-http"]).report()
        #expect(
            report.outcome(of: "endpoints.genuine-responses", about: "crl.microsoft.com") == [
                "fail http.captive-portal"
            ])
    }

    @Test func `what only warns leaves the run ready, with all that it blocks`() async throws {
        let report = try await Service(peers: ["crl.microsoft.com": "refused"]).report()
        #expect(report.outcome(of: "endpoints.revocation-reachable").contains("warning tcp.refused"))
        let genuine = report.results(of: "endpoints.genuine-responses", about: "crl.microsoft.com")
        #expect(genuine.map(\.status) == ["undetermined"])
        #expect(genuine.map(\.blockedBy) == [["endpoints.revocation-reachable"]])
        #expect(report.verdict == "ready")
    }

    @Test(arguments: [
        "endpoints.both-families-agree", "endpoints.revocation-reachable", "endpoints.proxy-needs-no-sign-in",
    ])
    func `a run in which nothing was seen is not ready`(check: String) async throws {
        let report = try await Service(nameServer: "dns-silent").report(
            only: [check], ["--deadline", "0.001"])
        #expect(report.verdict == "undetermined")
        #expect(report.exitStatus == 2)
    }

    @Test(arguments: [
        // What is probed, and what is behind port 80: nothing passes, or nothing that devices need was asked for.
        ("[revocation]", "refused"), ("[revocation]", "healthy-http"), ("[]", "healthy-http"),
        ("[defender-standard]", "refused"),
    ])
    func `a run that leaves out what devices need is not ready`(sets: String, peer: String) async throws {
        let peers = Dictionary(uniqueKeysWithValues: Service.plainHosts.map { ($0, peer) })
        let report = try await Service(peers: peers, more: "  endpoint-sets: \(sets)").report()
        #expect(report.verdict == "undetermined")
        #expect(report.exitStatus == 2)
        #expect(report.outcome(of: "endpoints.sign-in-reachable") == ["undetermined input.not-given"])
    }

    @Test func `device management behind an inspecting proxy is not called reached`() async throws {
        let service = Service(peers: ["checkin.dm.microsoft.com": "intercepted"], trusted: "inspection")
        let report = try await service.report(only: ["endpoints.device-management-reachable"])
        let result = report.results(
            of: "endpoints.device-management-reachable", about: "checkin.dm.microsoft.com")
        #expect(result.map(\.status) == ["undetermined"])
        #expect(report.exitStatus != 0)
    }

    @Test func `one dead host of three fails its check and no other host's`() async throws {
        let report = try await Service(peers: ["checkin.dm.microsoft.com": "refused"]).report()
        #expect(
            report.outcome(of: "endpoints.device-management-reachable") == [
                "pass", "pass", "fail tcp.refused",
            ])
        #expect(report.exitStatus == 1)
    }

    @Test(arguments: [
        // The peer, what is trusted, what counts as the service's own, and what the check says.
        ("healthy", "root", ["root"], "pass"),
        ("intercepted", "inspection", ["root"], "fail tls.intercepted"),
        ("intermediate", "root", ["root"], "undetermined tls.unknown-issuer"),
        ("intermediate", "root", ["issuing"], "pass"),
        ("intercepted", "root", ["root"], "fail tls.untrusted-issuer"),
        ("self-signed", "root", ["root"], "fail tls.self-signed"),
        ("tls-silent", "root", ["root"], "undetermined tls.timeout"),
    ])
    func `interception is told by issuer and root, trusted or not`(
        peer: String, trusted: String, known: [String], expected: String
    ) async throws {
        let service = Service(
            peers: ["login.microsoftonline.com": peer], knownIssuers: known, trusted: trusted)
        let report = try await service.report(only: ["endpoints.tls-not-intercepted"])
        #expect(
            report.outcome(of: "endpoints.tls-not-intercepted", about: "login.microsoftonline.com") == [
                expected
            ])
    }

    @Test func `an inspecting proxy that this host trusts is still interception`() async throws {
        let report = try await Service(proxy: "squid-bump", trusted: "inspection").report(only: ["endpoints"])
        let said = report.results(of: "endpoints.tls-not-intercepted")
        #expect(said.count == 5)
        #expect(said.allSatisfy { $0.status == "fail" && $0.reasons.map(\.code) == ["tls.intercepted"] })
        #expect(said.allSatisfy { $0.reasons[0].message.contains("Lab Inspection CA") })
        #expect(report.exitStatus == 1)
    }

    @Test(arguments: [
        ("tls12-only", "pass"), ("tls11-only", "fail tls.protocol-version"),
        ("tls-reset", "undetermined tls.reset"),
    ])
    func `TLS 1.2 is the least`(peer: String, expected: String) async throws {
        let report = try await Service(peers: ["checkin.dm.microsoft.com": peer]).report(only: [
            "endpoints.tls-version"
        ])
        #expect(report.outcome(of: "endpoints.tls-version", about: "checkin.dm.microsoft.com") == [expected])
    }

    @Test(arguments: [
        ("date-ahead", "fail clock.skewed"), ("date-behind", "fail clock.skewed"), ("date-right", "pass"),
        ("no-date", "undetermined evidence.missing"),
    ])
    func `the clock is judged by the service's own`(peer: String, expected: String) async throws {
        let lab = try Lab.shared()
        let root = try lab.authority("root")
        let configuration = """
            network:
              endpoint-sets: []
              ca-file: \(root)
              endpoints: [{host: a.lab.test}]
              connect-to: ['a.lab.test:443:127.0.0.1:\(try lab.port(peer))']
            """
        let report = try await Program.check(configuration, only: ["endpoints.clock-in-sync"])
        #expect(report.outcome(of: "endpoints.clock-in-sync") == [expected])
    }

    @Test(arguments: [("healthy-dual", "pass"), ("healthy", "warning tcp.refused")])
    func `a family that is published but dead is told`(peer: String, expected: String) async throws {
        let lab = try Lab.shared()
        let port = try lab.port(peer)
        let configuration = """
            network:
              endpoint-sets: []
              ca-file: \(try lab.authority("root"))
              endpoints: [{host: a.lab.test, port: \(port)}]
              resolve: ['a.lab.test:\(port):127.0.0.1,[::1]']
            """
        let report = try await Program.check(configuration, only: ["endpoints"])
        #expect(report.outcome(of: "endpoints.both-families-agree") == [expected])
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["pass"])
    }
}
