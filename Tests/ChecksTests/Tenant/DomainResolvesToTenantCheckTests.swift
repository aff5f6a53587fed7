import Model
import SampleFacts
import Testing

@testable import Checks

struct DomainResolvesToTenantCheckTests {
    private let check = DomainResolvesToTenantCheck()
    private static let id = "11111111-2222-3333-4444-555555555555"
    private static let otherID = "99999999-2222-3333-4444-555555555555"
    private static let byDomain = TenantExpectation(id: nil, domain: "contoso.com")
    private static let byBoth = TenantExpectation(id: id, domain: "contoso.com")

    private static func fact(_ host: String, _ path: NetworkPath = .direct, _ probe: Probe) -> EndpointFact {
        let endpoint = Sample.endpoint(
            host, id: "\(host)-tenant", set: "tenant", check: "tenant.domain-resolves-to-tenant",
            expecting: .answer([], tenantClaim: "issuer"))
        return Sample.fact(endpoint, path, probe)
    }

    private static func says(_ id: String, _ status: Int = 200) -> Probe {
        .answered(
            HTTPFact(status: status, body: .json, jsonMembers: ["issuer": "https://login.example/\(id)/v2.0"])
        )
    }

    private static let silent = Probe.answered(
        HTTPFact(status: 200, body: .json, jsonMembers: ["issuer": "nobody"]))
    private static let unknown = Probe.answered(
        HTTPFact(
            status: 400, body: .json,
            jsonMembers: ["error": "invalid_tenant", "error_description": "AADSTS90002: Tenant not found."]))

    /// A row whose probes are of the sign-in service, then of device registration.
    private static func row(
        _ name: String, _ tenant: TenantExpectation, _ probes: [Probe], _ outline: String
    ) -> Judgement {
        let hosts = ["login.example", "registration.example"]
        return Judgement(
            name, Sample.facts(zip(hosts, probes).map { fact($0, .direct, $1) }, tenant: tenant), [outline])
    }

    static let rows: [Judgement] = [
        row("one tenant by both", byDomain, [says(id), says(id)], "met"),
        row("the configured tenant", byBoth, [says(id), says(id)], "met"),
        row("the configured tenant, in capitals", byBoth, [says(id.uppercased())], "met"),
        row("a second source that names nobody", byBoth, [says(id), silent], "met"),
        row("another tenant", byBoth, [says(otherID)], "not-met tenant.mismatch"),
        row(
            "another tenant, and a second source that fails", byBoth, [says(otherID), .refused],
            "not-met tenant.mismatch"),
        row("no such tenant", byDomain, [unknown], "not-met tenant.not-found"),
        row("no such tenant, by both", byDomain, [unknown, unknown], "not-met tenant.not-found"),
        row("two tenants", byDomain, [says(id), says(otherID)], "undetermined tenant.sources-disagree"),
        row(
            "a tenant by one, none by the other", byBoth, [says(id), unknown],
            "undetermined tenant.sources-disagree"),
        row("a source that could not be asked", byBoth, [says(id), .refused], "undetermined tcp.refused"),
        row("an answer that names nobody", byDomain, [silent], "undetermined evidence.missing"),
        row(
            "no answer", byDomain, [.absentName, .interrupted],
            "undetermined dns.no-such-name run.interrupted"),
        row("an answer that nobody vouches for", byBoth, [forged], "undetermined tls.untrusted-issuer"),
        row(
            "a server's own error", byDomain, [.answered(HTTPFact(status: 503))],
            "undetermined evidence.missing"),
    ]

    private static let forged = Probe.failed(.tls, .tlsUntrustedIssuer) {
        $0.http = HTTPFact(status: 200, jsonMembers: ["issuer": "https://login.example/\(id)/v2.0"])
    }

    @Test(arguments: rows)
    func `judges which tenant owns the domain`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `nothing is judged where no tenant is configured`() {
        let facts = Sample.facts([Self.fact("login.example", .direct, Self.says(Self.id))])
        #expect(Judgement("no tenant", facts, []).findings(of: check).isEmpty)
    }

    @Test
    func `each path is judged by itself`() {
        let facts = Sample.facts(
            [
                Self.fact("login.example", .direct, Self.says(Self.id)),
                Self.fact("login.example", Sample.proxy, .denied),
            ],
            tenant: Self.byBoth)
        let findings = Judgement("two paths", facts, []).findings(of: check)
        #expect(findings.map(\.outline) == ["met", "undetermined proxy.denied"])
        #expect(findings.map(\.subject.via) == ["direct", "proxy"])
        #expect(findings.map(\.subject.name) == ["contoso.com", "contoso.com"])
    }

    @Test
    func `a mismatch names both tenants`() throws {
        let row = Self.row("another tenant", Self.byBoth, [Self.says(Self.otherID)], "")
        let words =
            "login.example: contoso.com belongs to tenant \(Self.otherID), and the configuration says \(Self.id)"
        #expect(try row.words(of: check) == words)
    }

    @Test
    func `a long description of the error is cut`() throws {
        let long = HTTPFact(
            status: 400,
            jsonMembers: ["error": "e", "error_description": String(repeating: "a", count: 5000)])
        let row = Self.row("no such tenant", Self.byDomain, [.answered(long)], "")
        #expect(try row.words(of: check).count < 200)
    }
}
