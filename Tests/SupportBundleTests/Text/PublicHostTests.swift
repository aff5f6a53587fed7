import Model
import SampleFacts
import SupportBundle
import TestSupport
import Testing

/// Hosts of the services that a device has to reach stay in evidence: where it does not reach one, that is what has to be seen.
struct PublicHostTests {
    /// Of a run that has met computers and domains whose labels such hosts have, too.
    private static func redactor() throws -> TextRedactor {
        let pseudonyms = Pseudonyms(salt: [7], publicNames: try RealCatalogue.loadPublicNames())
        for name in ["data.corp.example", "events", "microsoft.example", "dm", "microsoft", "login"] {
            _ = pseudonyms.host(name)
        }
        return TextRedactor(
            level: .identities, secrets: [], pseudonyms: pseudonyms, knowledge: RedactionSample.knowledge)
    }

    private static func file(_ text: String, _ redactor: TextRedactor) throws -> String {
        String(
            decoding: try #require(redactor.redacted(Array(text.utf8), as: .agentConnectivity)),
            as: UTF8.self)
    }

    @Test(arguments: [
        "cdn.x.cp.wd.microsoft.com", "europe.x.cp.wd.microsoft.com", "packages.microsoft.com",
        "go.microsoft.com", "settings-win.data.microsoft.com", "us-v20.events.data.microsoft.com",
        "winatp-gw-cus.microsoft.com", "crl.microsoft.com", "ctldl.windowsupdate.com",
        "edr-neu.eu.endpoint.security.microsoft.com", "enrollment.dm.microsoft.com",
        "login.microsoftonline.com", "enterpriseregistration.windows.net",
    ])
    func `a host of a service stays whole, whoever is called like a label of it`(host: String) throws {
        let line = "Testing connection with https://\(host)/ping ... [OK]\n"
        #expect(try Self.file(line, Self.redactor()) == line)
        #expect(try Self.file(line.uppercased(), Self.redactor()).contains(host.uppercased()))
        #expect(try Self.redactor().redacted("\(host) does not answer") == "\(host) does not answer")
    }

    @Test func `a name that is no common word does not stay in one`() throws {
        let pseudonyms = Pseudonyms(salt: [7], publicNames: try RealCatalogue.loadPublicNames())
        _ = pseudonyms.computer("QUASTE")
        let redactor = TextRedactor(
            level: .identities, secrets: [], pseudonyms: pseudonyms, knowledge: RedactionSample.knowledge)
        let line = "Testing connection with https://quaste.microsoft.com/ping ... [OK]\n"
        let text = try Self.file(line, redactor)
        #expect(!text.contains("quaste"))
        #expect(text.contains(".microsoft.com/ping ... [OK]"))
    }

    /// Below these domains are hosts of customers.
    @Test(arguments: [
        "quastenflosser.onmicrosoft.com", "quastenflosser.sharepoint.com", "quastenflosser.azurewebsites.net",
        "quastenflosser.westeurope.cloudapp.azure.com", "quastenflosser.cloudapp.net",
        "quastenflosser.blob.core.windows.net", "quastenflosser.vault.azure.net",
        "quastenflosser-de.mail.protection.outlook.com", "quastenflosser.microsoft.com.corp.example",
        "quastenflossermicrosoft.com",
    ])
    func `a host of a customer does not`(host: String) throws {
        let line = "Testing connection with https://\(host)/ping ... [OK]\n"
        #expect(try !Self.file(line, Self.redactor()).contains("quastenflosser"))
    }

    @Test func `neither they nor a key beside them tell names`() throws {
        let pseudonyms = Pseudonyms(salt: [7], publicNames: try RealCatalogue.loadPublicNames())
        let redactor = TextRedactor(
            level: .identities, secrets: [], pseudonyms: pseudonyms, knowledge: RedactionSample.knowledge)
        let text = """
            Testing connection with https://packages.microsoft.com/keys/microsoft.asc ... [OK]
            Testing connection with https://settings-win.data.microsoft.com ... [OK]

            """
        #expect(try Self.file(text, redactor) == text)
        #expect(pseudonyms.known.isEmpty)
    }
}
