import Model
import SampleFacts
import Testing

@testable import CheckCatalogue

struct DirectoryKnowledgeTests {
    @Test
    func `what is known of directories is read whole`() throws {
        let knowledge = try SmallCatalogue().load().probing.directory
        #expect(
            knowledge.bindErrors == [
                "52e": "the password is wrong", "80090346": "channel binding is demanded",
            ])
        #expect(knowledge.functionalLevels.names == [3: "Three", 4: "Four"])
        #expect(knowledge.functionalLevels.minimumController == 4)
        #expect(knowledge.registrationPoint.container == "CN=Registration,CN=Services")
        #expect(knowledge.registrationPoint.name == "62a0ff2e-97b9-4513-943f-0d221bd30080")
        #expect(knowledge.registrationPoint.tenantID == "azureADId")
        #expect(knowledge.registrationPoint.tenantName == "azureADName")
        #expect(knowledge.registrationPoint.enterpriseDRS == "enterpriseDrsName")
    }

    @Test
    func `what is known of federation is read whole`() throws {
        let federation = try SmallCatalogue().load().probing.directory.federation
        #expect(federation.realm.path == "/realm/{user}")
        #expect(federation.realm.accountType == "account_type")
        #expect(
            [federation.realm.managed, federation.realm.federated, federation.realm.unknown] == [
                "Managed", "Federated", "Unknown",
            ])
        #expect(federation.realm.federationProtocol == "federation_protocol")
        #expect(federation.realm.metadata == "federation_metadata_url")
        #expect(federation.endpoints.map(\.kind) == ["windowstransport", "usernamemixed"])
        #expect(federation.endpoints.map(\.path).first == "/trust/13/windowstransport")
        #expect(federation.endpoints.map(\.needed) == [true, false])
        #expect(federation.endpoints.map(\.intranetOnly) == [true, false])
    }

    /// Checks and collectors rely on these.
    @Test
    func `the real catalogue knows the levels, the keywords and the endpoints`() throws {
        let knowledge = try RealCatalogue.load().probing.directory
        #expect(knowledge.functionalLevels.minimumController == 4)
        #expect(knowledge.functionalLevels.names[7] == "Windows Server 2016")
        #expect(knowledge.bindErrors["775"] == "the account is locked out")
        #expect(knowledge.registrationPoint.tenantID == "azureADId")
        let needed = knowledge.federation.endpoints.filter(\.needed)
        #expect(Set(needed.map(\.kind)) == ["windowstransport"])
        #expect(needed.count == 2)
    }
}
