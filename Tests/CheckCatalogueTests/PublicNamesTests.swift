import CheckCatalogue
import Model
import SampleFacts
import Testing

struct PublicNamesTests {
    @Test func `what everybody knows comes from all of the catalogue`() throws {
        let names = try RealCatalogue.loadPublicNames()
        #expect(names.isPublic(host: "enterpriseregistration.windows.net"))
        #expect(names.isPublic(host: "checkin.dm.microsoft.com"))
        #expect(!names.isPublic(host: "contoso.onmicrosoft.com"))
        #expect(names.suffixLength(["contoso", "mail", "onmicrosoft", "com"]) == 3)
        #expect(names.containers.contains("cn=device registration configuration"))
        #expect(names.containers.contains("cn=62a0ff2e-97b9-4513-943f-0d221bd30080"))
        #expect(names.keywords.contains { $0.lowercased() == "azureadid" })
        #expect(names.managementTag == "MDE-Management")
        #expect(!names.ids.isEmpty && !names.fingerprints.isEmpty)
    }
}
