import CheckCatalogue
import Checks
import Foundation
import Model
import SampleFacts
import SupportBundle
import Testing

struct NameTokenTests {
    private let pseudonyms = Pseudonyms(salt: Array("a salt for tests".utf8), publicNames: .sample)

    @Test
    func `a computer has one token, bare, in its full name, in its account and in its distinguished name`() {
        let token = pseudonyms.computer("PC-07")
        #expect(token.utf8.count <= 15 && token.utf8.allSatisfy { $0 == 0x2d || $0 > 0x2f })
        #expect(pseudonyms.computer("pc-07") == token)
        #expect(pseudonyms.computer("PC-07$") == token + "$")
        #expect(pseudonyms.host("pc-07.corp.contoso.com").hasPrefix(token + "."))
        #expect(
            pseudonyms.distinguishedName("CN=PC-07,CN=Computers,DC=corp,DC=contoso,DC=com").hasPrefix(
                "CN=\(token),CN=Computers,DC="))
    }

    @Test func `a domain has one token in DNS, in NetBIOS and in distinguished names`() {
        let host = pseudonyms.host("dc1.corp.contoso.co.uk").split(separator: ".").map(String.init)
        let name = pseudonyms.distinguishedName("DC=corp,DC=contoso,DC=co,DC=uk")
        #expect(pseudonyms.computer("CORP") == host[1])
        #expect(name == "DC=\(host[1]),DC=\(host[2]),DC=co,DC=uk")
        #expect(pseudonyms.host("corp.contoso.co.uk") == host[1...].joined(separator: "."))
        #expect(pseudonyms.account(#"CORP\svc-sync"#).hasPrefix(host[1] + #"\person-"#))
    }

    @Test(arguments: [
        "login.microsoftonline.com", "DEVICE.login.microsoftonline.com:443", "checkin.dm.microsoft.com",
        "*.dm.microsoft.com", "", "*", "127.0.0.1", "::1", "[::1]:389",
    ])
    func `hosts that everybody knows stay`(name: String) {
        #expect(pseudonyms.host(name) == name)
    }

    @Test(arguments: [
        "login.contoso.com", "dm.de", "discovery.com", "security.local", "checkin.corp", "ENROLLMENT", "dm",
        "login.microsoftonline.com.contoso.com",
    ])
    func `what somebody called like a part of a public host's name does not stay`(name: String) throws {
        let loader = try CatalogueLoader(folder: RealCatalogue.folder, implemented: Set(allChecks.map(\.id)))
        let pseudonyms = Pseudonyms(
            salt: Array("a salt for tests".utf8), publicNames: try loader.publicNames())
        let token = pseudonyms.host(name)
        #expect(!token.lowercased().contains(name.lowercased().prefix { $0 != "." }))
        #expect(pseudonyms.host("checkin.dm.microsoft.com") == "checkin.dm.microsoft.com")
        let search = BundleSearch(
            level: .identities, secrets: [], identities: pseudonyms.known,
            knowledge: RedactionSample.knowledge)
        #expect(
            search.firstHit(in: Array("reached login.microsoftonline.com and checkin.dm.microsoft.com".utf8))
                == nil)
    }

    @Test(arguments: ["S-1-5-18", "S-1-5-32-544", "S-1-1-0", ""])
    func `accounts that every Windows has stay`(name: String) {
        #expect(pseudonyms.account(name) == name)
    }

    @Test(arguments: [
        ("contoso.onmicrosoft.com", ".onmicrosoft.com"),
        ("contoso.mail.onmicrosoft.com", ".mail.onmicrosoft.com"),
        ("*.contoso.com", ".com"), ("a.b.contoso.de", ".de"), ("_ldap._tcp.contoso.lan", ".lan"),
        ("proxy.contoso.com:8080", ".com:8080"), ("contoso.com.", ".com."),
    ])
    func `a public suffix stays, and what is above it does not`(name: String, suffix: String) {
        let token = pseudonyms.host(name)
        #expect(token.hasSuffix(suffix) && !token.contains("contoso"))
        #expect(token.split(separator: ".").count == name.split(separator: ".").count)
    }

    @Test func `who signs in is told apart from where`() {
        let token = pseudonyms.mail("anna@contoso.com")
        #expect(token == pseudonyms.person("Anna") + "@" + pseudonyms.host("contoso.com"))
    }

    @Test func `a tenant is a name, a domain or an id`() {
        #expect(pseudonyms.tenantName("Contoso Ltd").hasPrefix("tenant-"))
        for domain in ["emea", "corp.local", "EMEA"] {
            #expect(pseudonyms.tenantName(domain) == pseudonyms.host(domain))
        }
        #expect(
            pseudonyms.tenantName("contoso.onmicrosoft.com") == pseudonyms.host("contoso.onmicrosoft.com"))
        let id = "72f988bf-86f1-41af-91ab-2d7cd011db47"
        #expect(GUID(pseudonyms.tenantName(id)) != nil && pseudonyms.tenantName(id) == pseudonyms.guid(id))
    }
}
