import Model
import SampleFacts
import Testing

@testable import Checks

struct RegistrationTenantMatchesCheckTests {
    private let check = RegistrationTenantMatchesCheck()
    private static let id = DirectorySample.tenant
    private static let otherID = DirectorySample.otherTenant
    private static let byID = TenantExpectation(id: id, domain: nil)
    private static let byOtherID = TenantExpectation(id: otherID, domain: nil)
    private static let byDomain = TenantExpectation(id: nil, domain: "contoso.com")
    private static let byBoth = TenantExpectation(id: id, domain: "contoso.com")
    private static let pointCheck = "directory.registration-service-connection-point"
    private static let tenantCheck = "tenant.domain-resolves-to-tenant"

    private static func says(
        _ tenant: String?, via path: NetworkPath = .direct, host: String = "login.example"
    )
        -> EndpointFact
    {
        let members = tenant.map { ["issuer": "https://login.example/\($0)/v2.0"] } ?? [:]
        return fact(
            .answered(HTTPFact(status: 200, body: .json, jsonMembers: members)), via: path, host: host)
    }

    private static func fact(_ probe: Probe, via path: NetworkPath = .direct, host: String = "login.example")
        -> EndpointFact
    {
        let endpoint = Sample.endpoint(
            host, id: "sign-in-tenant", set: "tenant", check: "tenant.domain-resolves-to-tenant",
            expecting: .answer([], tenantClaim: "issuer"))
        return Sample.fact(endpoint, path, probe)
    }

    private static func row(
        _ name: String, _ tenant: TenantExpectation?, asked endpoints: [EndpointFact] = [],
        at points: Observation<[RegistrationPoint]> = .present([DirectorySample.rightPoint]),
        _ outline: String
    ) -> Judgement {
        var facts = DirectorySample.facts(DirectorySample.directory { $0.registrationPoints = points })
        facts.endpoints = endpoints
        facts.tenant = tenant
        return Judgement(name, facts, [outline])
    }

    private static func named(_ keywords: String...) -> Observation<[RegistrationPoint]> {
        .present([RegistrationPoint(dn: DirectorySample.pointDN, keywords: keywords)])
    }

    static let rows: [Judgement] = [
        row("the configured tenant", byID, "met"),
        row("the configured tenant, in capitals", TenantExpectation(id: id.uppercased(), domain: nil), "met"),
        row("the tenant of the domain", byDomain, asked: [says(id)], "met"),
        row("the tenant of both", byBoth, asked: [says(id), says(id, host: "registration.example")], "met"),
        row("the tenant on two paths", byDomain, asked: [says(id), says(id, via: Sample.proxy)], "met"),
        row("the configured tenant, and a service that fails", byBoth, asked: [fact(.refused)], "met"),
        row(
            "another domain name", byDomain, asked: [says(id)],
            at: named("azureADName:other.com", "azureADId:\(id)"),
            "met"),
        row("no name at all", byDomain, asked: [says(id)], at: named("azureADid:\(id.uppercased())"), "met"),
        row("another tenant than the configured one", byOtherID, "not-met tenant.mismatch"),
        row("another tenant than the domain's", byDomain, asked: [says(otherID)], "not-met tenant.mismatch"),
        row(
            "another tenant than all", byBoth, asked: [says(id)], at: named("azureADId:\(otherID)"),
            "not-met tenant.mismatch"),
        row(
            "two tenants, both foreign", byID,
            at: named("azureADId:\(otherID)", "azureADId:33333333-2222-4333-8444-555555555555"),
            "not-met tenant.mismatch"),
        row(
            "two tenants, one of them right", byID, at: named("azureADId:\(id)", "azureADId:\(otherID)"),
            "undetermined registration-point.duplicate < \(pointCheck)"),
        row(
            "a configuration and a service that disagree", byBoth, asked: [says(otherID)],
            "undetermined tenant.sources-disagree < \(tenantCheck)"),
        row(
            "services that disagree", byDomain,
            asked: [says(otherID), says(id, host: "registration.example")],
            "undetermined tenant.sources-disagree < \(tenantCheck)"),
        row("no tenant configured", nil, "undetermined input.not-given"),
        row(
            "no tenant configured, and answers of a service", nil, asked: [says(id)],
            "undetermined input.not-given"),
        row(
            "a service that cannot be asked", byDomain, asked: [fact(.refused)],
            "undetermined tcp.refused < \(tenantCheck)"),
        row(
            "a service that names nobody", byDomain, asked: [says(nil)],
            "undetermined evidence.missing < \(tenantCheck)"),
        row("a service that was not asked", byDomain, "undetermined evidence.missing < \(tenantCheck)"),
        row(
            "no point", byID, at: .absent, "undetermined registration-point.missing < \(pointCheck)"),
        row(
            "a point without a tenant", byID, at: named("azureADId:x"),
            "undetermined registration-point.incomplete < \(pointCheck)"),
        row(
            "a hidden point", byID, at: .unreadable(DirectorySample.denied),
            "undetermined ldap.insufficient-access < \(pointCheck)"),
    ]

    @Test(arguments: rows)
    func `judges to which tenant computers are sent`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `a mismatch names both tenants and who says so`() throws {
        let row = Self.row(
            "", Self.byBoth, asked: [Self.says(Self.id)], at: Self.named("azureADId:\(Self.otherID)"), "")
        #expect(
            try row.words(of: check)
                == "corp.example: computers are sent to tenant \(Self.otherID), and the configuration says \(Self.id), login.example says \(Self.id)"
        )
        let reason = try #require(row.findings(of: check).first?.verdict.reasons.first)
        #expect(reason.facts == ["directory:corp.example", Self.says(Self.id).id])
    }

    @Test
    func `what is met names who says so`() throws {
        #expect(
            try Self.row("", Self.byBoth, asked: [Self.says(Self.id)], "").words(of: check)
                == "tenant \(Self.id), as the configuration and login.example say")
        #expect(
            try Self.row("", Self.byID, "").words(of: check)
                == "tenant \(Self.id), as the configuration says")
    }

    @Test
    func `a disagreement names both tenants`() throws {
        let words = try Self.row("", Self.byBoth, asked: [Self.says(Self.otherID)], "").words(of: check)
        #expect(words.contains("the configuration says \(Self.id), login.example says \(Self.otherID)"))
    }

    @Test
    func `nothing to compare with says what to give`() throws {
        let words = try Self.row("", nil, "").words(of: check)
        #expect(words.contains("give tenant.id or tenant.domain"))
    }
}
