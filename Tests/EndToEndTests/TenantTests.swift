import Foundation
import TestSupport
import Testing

/// The tenant by its domain or id, from anonymous answers.
struct TenantTests {
    private static let check = "tenant.domain-resolves-to-tenant"
    private static let tenant = "8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21"

    @Test(arguments: [
        ("{domain: contoso.com}", "pass"), ("{id: \(tenant), domain: contoso.com}", "pass"),
        ("{id: \(tenant.uppercased()), domain: CONTOSO.com}", "pass"), ("{id: \(tenant)}", "pass"),
        ("{id: 00000000-0000-4000-8000-000000000001, domain: contoso.com}", "fail tenant.mismatch"),
        ("{domain: nosuch.example}", "fail tenant.not-found"),
        ("{id: 00000000-0000-4000-8000-000000000001}", "fail tenant.not-found"),
    ])
    func `the domain leads to the tenant or it does not`(tenant: String, expected: String) async throws {
        let report = try await Service(tenant: tenant).report(only: [Self.check])
        #expect(report.outcome(of: Self.check) == [expected])
    }

    @Test(arguments: [
        ("contoso.onmicrosoft.com", "{id: \(tenant)}", "pass"),
        ("contoso.onmicrosoft.com", "{domain: contoso.com}", "pass"),
        ("contoso.onmicrosoft.com", "{id: 00000000-0000-4000-8000-000000000001}", "fail tenant.mismatch"),
        ("nosuch.onmicrosoft.com", "{id: \(tenant)}", "undetermined evidence.missing"),
        ("contoso.onmicrosoft.com", "{initial-domain: contoso.onmicrosoft.com}", "pass"),
        ("contoso.onmicrosoft.com", "{initial-domain: fabrikam.onmicrosoft.com}", "fail tenant.mismatch"),
    ])
    func `the tenant that an export names is looked up`(name: String, tenant: String, expected: String)
        async throws
    {
        let folder = try TemporaryFolder()
        for part in ["Connectors", "GlobalSettings"] {
            let place = folder.url.appending(path: part)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }
        let today = Date().ISO8601Format().prefix(10)
        try folder.write(
            "<saved-mv-configuration server='SYNC01' export-date='\(today) 00:00:00.000'><mv-data/></saved-mv-configuration>",
            to: "GlobalSettings/MV.xml")
        try folder.write(
            """
            <ma-data><id>{11111111-2222-3333-4444-555555555555}</id><name>\(name) - AAD</name>
            <category>Extensible2</category><subtype>Windows Azure Active Directory (Microsoft)</subtype></ma-data>
            """, to: "Connectors/Connector_{11111111-2222-3333-4444-555555555555}.xml")
        try folder.write(
            """
            <ma-data><id>{66666666-2222-3333-4444-555555555555}</id><name>corp.example</name><category>AD</category>
            <ma-partition-data><partition><name>DC=corp,DC=example</name><selected>1</selected></partition>
            </ma-partition-data></ma-data>
            """, to: "Connectors/Connector_{66666666-2222-3333-4444-555555555555}.xml")
        var service = Service(tenant: tenant)
        service.more = "directory: {sync-configuration: ['\(folder.url.path)']}"
        let check = "directory.sync-tenant-matches"
        let report = try await service.report(only: [check])
        #expect(report.outcome(of: check) == [expected])
    }

    @Test func `sources that disagree leave it open`() async throws {
        let service = Service(
            peers: ["login.microsoftonline.com": "foreign-tenant"], tenant: "{domain: contoso.com}")
        let report = try await service.report(only: [Self.check])
        #expect(report.outcome(of: Self.check) == ["undetermined tenant.sources-disagree"])
    }

    @Test func `a source that cannot be asked leaves it open`() async throws {
        let service = Service(
            peers: ["enterpriseregistration.windows.net": "refused"], tenant: "{domain: contoso.com}")
        let report = try await service.report(only: [Self.check])
        #expect(report.outcome(of: Self.check) == ["undetermined tcp.refused"])
    }

    @Test(arguments: ["http-503", "portal-page", "redirect-portal", "http-500"])
    func `a source that answers wrongly leaves it open`(peer: String) async throws {
        let service = Service(
            peers: ["enterpriseregistration.windows.net": peer], tenant: "{domain: contoso.com}")
        let report = try await service.report(only: [Self.check])
        #expect(report.results(of: Self.check).map(\.status) == ["undetermined"])
    }

    @Test func `without a tenant the area is skipped, and nothing is called ready`() async throws {
        let report = try await Service().report(only: ["tenant"])
        #expect(report.outcome(of: Self.check) == ["skipped input.not-given"])
        #expect(report.exitStatus == 2)
    }
}
