import CheckCatalogue
import Foundation
import Model
import SampleFacts
import StrictYAML
import Testing

/// What the catalogue knows of signing in to a tenant's services and of asking them.
struct TenantAccessTests {
    @Test func `every cloud has its hosts, and every query its permissions`() throws {
        let access = try RealCatalogue.loadTenantAccess()
        #expect(Set(access.clouds.keys) == Set(Cloud.allCases))
        #expect(access.clouds[.global]?.graph == "graph.microsoft.com")
        #expect(access.clouds[.china]?.defender == nil)
        #expect(Set(access.queries.keys) == Set(TenantAccess.Query.Subject.allCases))
        #expect(access.queries.values.allSatisfy { !$0.permissions.isEmpty && !$0.shows.isEmpty })
        #expect(access.signInErrors.count > 15)
    }

    @Test func `everything that is asked only reads, and the least permission comes first`() throws {
        let access = try RealCatalogue.loadTenantAccess()
        let least = access.queries.values.compactMap(\.permissions.first)
        #expect(least.allSatisfy { $0.hasSuffix(".Read.All") })
        #expect(access.queries[.machines]?.permissions.first == "Machine.Read.All")
    }

    @Test(arguments: [
        ("clouds.yml", "cloud: global", "cloud: gobal", "is not one of global, gcc, gcc-high, dod, china"),
        ("clouds.yml", "  - cloud: dod\n", "  - cloud: gcc\n", "\"gcc\" is there twice"),
        ("clouds.yml", "  - cloud: dod\n", "  - cloud: gcc\n", "lacks the cloud dod"),
        ("clouds.yml", "    defender: api.security.microsoft.com\n", "", "needs both"),
        ("clouds.yml", "address: http://", "address: https://", "expected an address of plain HTTP"),
        ("clouds.yml", "applications:", "applicants:", "unknown key \"applicants\""),
        ("queries.yml", "subject: organization", "subject: organisation", "is not one of organization"),
        ("queries.yml", "subject: policies\n", "subject: connectors\n", "lacks the query policies"),
        ("queries.yml", "service: defender", "service: sentinel", "is not one of graph, defender"),
        ("queries.yml", "target: /api/", "target: api/", "expected a path"),
        ("queries.yml", "[DeviceManagementManagedDevices.Read.All]", "[]", "permissions: is empty"),
        ("queries.yml", "    shows: the licences that the tenant has\n", "", "\"shows\" is missing"),
        ("sign-in-errors.yml", "code: 53003", "code: 53000", "\"53000\" is there twice"),
        ("sign-in-errors.yml", "code: 53003", "code: AADSTS53003", "expected a whole number"),
        ("sign-in-errors.yml", "    remedy: Sign in again.\n", "", "\"remedy\" is missing"),
    ])
    func `a mistake is named with its file and line`(
        name: String, old: String, new: String, complaint: String
    ) throws {
        let folder = RealCatalogue.folder.appending(path: "tenant")
        var files: [String: Data?] = [:]
        for file in ["clouds.yml", "queries.yml", "sign-in-errors.yml"] {
            files["tenant/\(file)"] = try Data(contentsOf: folder.appending(path: file))
        }
        let text = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
        try #require(text.contains(old))
        files["tenant/\(name)"] = Data(text.replacing(old, with: new, maxReplacements: 1).utf8)
        let catalogue = try SmallCatalogue(files)
        let loader = try CatalogueLoader(folder: catalogue.root, implemented: SmallCatalogue.implemented)
        do throws(Diagnostics) {
            _ = try loader.tenantAccess()
            Issue.record("it was read")
        } catch {
            #expect(error.description.contains(complaint), "\(error)")
            #expect(error.description.contains("checks/tenant/\(name):"))
        }
    }
}
