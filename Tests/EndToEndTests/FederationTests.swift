import TestSupport
import Testing

/// How a domain signs in, and what its federation server offers, from anonymous answers.
struct FederationTests {
    private static let check = "directory.federation-endpoints"

    /// The service with a federation server in it.
    private static func service(
        _ peer: String, domain: String = "federated.lab.test", realm: String = "healthy"
    ) throws -> Service {
        let port = try Lab.shared().port(peer)
        return Service(
            peers: ["login.microsoftonline.com": realm], tenant: "{domain: \(domain)}",
            more: "    - 'sts.lab.test:443:127.0.0.1:\(port)'")
    }

    private static func outcome(of service: Service, _ more: [String] = []) async throws -> [String] {
        try await service.report(only: [check], more).outcome(of: check)
    }

    @Test(arguments: [
        ("sts", "pass"), ("sts-2005", "pass"), ("sts-13-down", "pass"), ("sts-moved", "pass"),
        ("sts-no-windowstransport", "warning federation.endpoint-missing"),
        ("sts-down", "warning http.unexpected-status http.unexpected-status"),
        ("sts-absent-hosts", "warning dns.no-such-name dns.no-such-name"),
        ("sts-other-product", "undetermined evidence.inconclusive"),
    ])
    func `a federation server offers what computers need, or not`(peer: String, expected: String) async throws
    {
        #expect(try await Self.outcome(of: Self.service(peer)) == [expected])
    }

    @Test(arguments: [
        "sts-garbage", "sts-page", "sts-json", "sts-nothing", "sts-cut", "sts-bomb", "sts-external",
        "sts-deep", "sts-utf-7", "sts-error", "http-503", "hostile-page", "healthy",
    ])
    func `a description that cannot be read leaves it open`(peer: String) async throws {
        let service = try Self.service(peer)
        #expect(try await Self.outcome(of: service) == ["undetermined federation.metadata-unreadable"])
    }

    @Test(arguments: [
        ("refused", "tcp.refused"), ("http-silent", "http.timeout"), ("tls-silent", "tls.timeout"),
        ("tls-reset", "tls.reset"), ("untrusted", "tls.untrusted-issuer"),
        ("wrong-name", "tls.name-mismatch"), ("http-truncated", "http.truncated"),
        ("sts-huge", "http.too-large"), ("http-huge-body", "http.too-large"),
        ("sts-moved-twice", "http.redirected-elsewhere"),
        ("sts-moved-elsewhere", "http.redirected-elsewhere"),
        ("sts-moved-plain", "http.redirected-elsewhere"), ("redirect-self", "http.redirected-elsewhere"),
        ("hostile-redirect", "http.redirected-elsewhere"),
    ])
    func `a server that does not get as far leaves it open`(peer: String, code: String) async throws {
        #expect(try await Self.outcome(of: Self.service(peer)) == ["undetermined \(code)"])
    }

    @Test func `a managed domain needs no federation server`() async throws {
        let report = try await Self.service("refused", domain: "contoso.com").report(only: [Self.check])
        #expect(report.outcome(of: Self.check) == ["not-applicable"])
        #expect(report.results(of: Self.check).map(\.subject.name) == ["contoso.com"])
    }

    @Test func `a domain that the service does not know is told`() async throws {
        let service = try Self.service("sts", domain: "nosuch.example")
        #expect(try await Self.outcome(of: service) == ["undetermined federation.unknown-domain"])
    }

    @Test(arguments: [
        ("refused", "tcp.refused"), ("http-silent", "http.timeout"), ("http-503", "http.unexpected-status"),
        ("portal-page", "http.captive-portal"), ("redirect-portal", "http.redirected-elsewhere"),
        ("wrong-json", "http.not-genuine"), ("broken-json", "http.not-genuine"),
        ("deep-json", "http.not-genuine"), ("binary-body", "http.not-genuine"),
        ("realm-odd", "http.not-genuine"), ("realm-wrong-types", "http.not-genuine"),
        ("http-huge-body", "http.too-large"), ("untrusted", "tls.untrusted-issuer"),
        ("realm-no-metadata", "federation.metadata-unreadable"),
        ("realm-plain-metadata", "federation.metadata-unreadable"),
    ])
    func `a realm that cannot be read leaves it open`(peer: String, code: String) async throws {
        let service = try Self.service("sts", realm: peer)
        #expect(try await Self.outcome(of: service) == ["undetermined \(code)"])
    }

    @Test func `without tenant domain nothing is asked`() async throws {
        let report = try await Service(tenant: "{id: \(Lab.shared().tenant)}").report(only: [Self.check])
        #expect(report.outcome(of: Self.check) == ["skipped input.not-given"])
    }

    @Test func `a cloud has its own sign-in host`() async throws {
        let lab = try Lab.shared()
        let configuration = """
            tenant: {domain: federated.lab.test, cloud: gcc-high}
            network:
              timeout: \(Patience.forAnswers)
              ca-file: \(try lab.authority("root"))
              name-servers: ['127.0.0.1:\(try lab.port("dns"))']
              connect-to:
                - 'login.microsoftonline.us:443:127.0.0.1:\(try lab.port("healthy"))'
                - 'sts.lab.test:443:127.0.0.1:\(try lab.port("sts"))'
            """
        let report = try await Program.check(configuration, only: [Self.check])
        #expect(report.outcome(of: Self.check) == ["pass"])
    }

    @Test func `the run's deadline holds for a chain of silent answers`() async throws {
        let service = try Self.service("http-silent")
        let report = try await service.report(only: [Self.check], ["--deadline", "1"])
        #expect(report.outcome(of: Self.check) == ["undetermined deadline.exceeded"])
        #expect(report.seconds < 5)
    }

    @Test func `a proxy that refuses the federation server leaves it open`() async throws {
        var service = try Self.service("sts")
        service.proxy = "squid"
        service.more = "    - 'sts.lab.test:443:sts.lab.test:\(try Lab.shared().port("sts"))'"
        #expect(try await Self.outcome(of: service) == ["undetermined proxy.denied"])
    }
}
