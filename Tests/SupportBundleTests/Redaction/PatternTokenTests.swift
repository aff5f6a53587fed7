import SupportBundle
import Testing

struct PatternTokenTests {
    private let pseudonyms = Pseudonyms(salt: Array("a salt for tests".utf8), publicNames: .sample)

    @Test func `a pattern of whole parts fits the tokens of what it fitted`() {
        let container = pseudonyms.distinguishedName("OU=Berlin,DC=corp,DC=contoso,DC=com")
        #expect(pseudonyms.subject(pattern: "*") == "*")
        #expect(
            pseudonyms.subject(pattern: "*.corp.contoso.com") == "*." + pseudonyms.host("corp.contoso.com"))
        #expect(pseudonyms.subject(pattern: "*,OU=Berlin,DC=corp,DC=contoso,DC=com") == "*," + container)
        #expect(
            pseudonyms.subject(pattern: "CN=*,OU=Berlin,DC=corp,DC=contoso,DC=com") == "CN=*," + container)
        #expect(pseudonyms.subject(pattern: "devices/*") == pseudonyms.path("devices") + "/*")
    }

    @Test func `a name is the token that it has elsewhere`() {
        #expect(pseudonyms.subject(pattern: "PC-07") == pseudonyms.computer("pc-07"))
        #expect(pseudonyms.subject(pattern: "corp.contoso.com") == pseudonyms.host("corp.contoso.com"))
        #expect(
            pseudonyms.subject(pattern: "portal.contoso.com:8443")
                == pseudonyms.host("portal.contoso.com:8443"))
        #expect(pseudonyms.subject(pattern: "login.microsoftonline.com") == "login.microsoftonline.com")
        #expect(
            pseudonyms.subject(pattern: "http://proxy.contoso.com:8080")
                == pseudonyms.url("http://proxy.contoso.com:8080"))
    }

    @Test(arguments: [
        "PC-*", "PC-0?", "CN=PC*,OU=Berlin,DC=contoso,DC=com", "*berlin*", "devices/PC*", "*-dc.contoso.com",
    ])
    func `of a pattern that leaves a part of a name open nothing can be kept`(pattern: String) {
        #expect(pseudonyms.subject(pattern: pattern) == nil)
    }
}
