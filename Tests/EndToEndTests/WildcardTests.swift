import TestSupport
import Testing

/// What a random name below the wildcard proves, on each path.
struct WildcardTests {
    private static let check = "endpoints.device-management-wildcard-allowed"

    @Test(arguments: [
        ("squid", "pass"), ("squid-no-wildcard", "fail proxy.denied"), ("squid-open", "pass"),
        ("tinyproxy", "pass"),
        ("proxy-403", "fail proxy.denied"), ("proxy-503", "undetermined evidence.inconclusive"),
        ("proxy-407-ntlm", "undetermined proxy.authentication-required"),
        ("proxy-silent", "undetermined proxy.timeout"),
        ("proxy-refused", "undetermined proxy.unreachable"),
        ("squid-bump", "undetermined evidence.inconclusive"),
    ])
    func `a proxy shows its rule by a random name`(proxy: String, expected: String) async throws {
        // A port at which the unrelated host answers: an open proxy connects there, and nothing more is asked of it.
        let healthy = try Lab.shared().port("healthy")
        let more = "    - 'www.example.com:443:www.example.com:\(healthy)'"
        let report = try await Service(proxy: proxy, more: more).report(only: [Self.check])
        #expect(report.outcome(of: Self.check) == [expected])
    }

    @Test(arguments: [
        ("dns", "healthy", "pass"), ("dns-sinkhole", "healthy", "fail dns.sinkholed"),
        ("dns-refused", "healthy", "fail dns.server-failure"),
        ("dns-servfail", "healthy", "fail dns.server-failure"),
        ("dns-silent", "healthy", "undetermined dns.timeout"),
        ("dns", "sni-filter", "undetermined tls.reset"),
        ("dns", "sni-strict", "undetermined evidence.inconclusive"),
        ("dns", "refused", "undetermined evidence.missing"),
    ])
    func `a direct path shows its rule by DNS and by handshake`(
        resolver: String, peer: String, expected: String
    ) async throws {
        let hosts = Service.hosts.filter { $0.hasSuffix("dm.microsoft.com") }
        let service = Service(
            peers: Dictionary(uniqueKeysWithValues: hosts.map { ($0, peer) }), nameServer: resolver)
        let report = try await service.report(only: [Self.check])
        #expect(report.outcome(of: Self.check) == [expected])
    }

    @Test func `the streamlined wildcard is judged apart`() async throws {
        let more = "  endpoint-sets: [security-settings-management, defender-streamlined]"
        let report = try await Service(proxy: "squid", more: more).report(only: ["endpoints"])
        #expect(report.outcome(of: Self.check) == ["pass"])
        #expect(
            report.outcome(of: "endpoints.defender-streamlined-wildcard-allowed") == ["warning proxy.denied"])
        #expect(report.exitStatus == 0)
    }

    @Test func `a cloud without documented hosts is not called ready`() async throws {
        let report = try await Program.check(
            "tenant: {cloud: gcc-high}\nnetwork: {timeout: \(Patience.forAnswers), name-servers: ['127.0.0.1:\(try Lab.shared().port("dns"))']}\n",
            only: ["endpoints.device-management-reachable", Self.check])
        #expect(report.outcome(of: Self.check) == ["undetermined endpoint.not-documented"])
        #expect(
            Set(report.outcome(of: "endpoints.device-management-reachable")) == [
                "undetermined endpoint.not-documented"
            ])
        #expect(report.exitStatus == 2)
    }
}
