import Model
import SupportBundle
import Testing

/// Distinguished names, paths and addresses of the web.
struct PlaceTokenTests {
    private let pseudonyms = Pseudonyms(salt: Array("a salt for tests".utf8), publicNames: .sample)

    @Test(arguments: [
        "CN=PC-07,OU=Berlin,OU=Clients,DC=corp,DC=contoso,DC=com",
        #"CN=Smith\, Anna,OU=A \"b\" \+ c,DC=contoso,DC=com"#, #"OU=Caf\C3\A9,DC=contoso,DC=lan"#,
        "CN=a+OU=b,DC=contoso,DC=com", "cn = PC-07 ; ou = Berlin ; dc = contoso ; dc = com",
        "OU=\"x, y\",DC=a,DC=com",
        "CN=72f988bf-86f1-41af-91ab-2d7cd011db47,CN=Partitions,CN=Configuration,DC=a,DC=com",
    ])
    func `the parents of a name are the parents of its token`(text: String) throws {
        let original = try #require(DistinguishedName(text))
        let token = try #require(DistinguishedName(pseudonyms.distinguishedName(text)))
        #expect(token.parts.count == original.parts.count && token != original)
        var (above, text) = (original, text)
        // Nobody has a domain that is a public suffix.
        while above.parts.count > 2 {
            let (_, rest) = DistinguishedName.split(text)
            above = above.parent
            let parent = try #require(DistinguishedName(pseudonyms.distinguishedName(String(rest))))
            #expect(parent.contains(token))
            text = String(rest)
        }
    }

    @Test(arguments: [
        ("OU=Berlin,DC=a,DC=com", "ou=BERLIN, dc=A, dc=com", true),
        (#"OU=a\2Cb,DC=a"#, #"OU=a\,b,DC=a"#, true),
        ("OU=a  b,DC=a", "OU=a b,DC=a", true), ("OU=a,DC=a", "OU=b,DC=a", false),
        ("CN=a,DC=a", "OU=a,DC=a", false),
        ("OU=É,DC=a", "OU=é,DC=a", true), ("CN=a+OU=b,DC=c", "OU=b+CN=a,DC=c", true),
    ])
    func `names are equal afterwards where they were`(first: String, second: String, isEqual: Bool) throws {
        let one = try #require(DistinguishedName(pseudonyms.distinguishedName(first)))
        let other = try #require(DistinguishedName(pseudonyms.distinguishedName(second)))
        #expect((one == other) == isEqual)
    }

    @Test(arguments: [
        "berlin", "CN=a,berlin", "CN=a,", "OU=#04024869,DC=a", #"OU=a\"#, "OU=\"a,DC=b", "1 2=x,DC=a",
    ])
    func `what cannot be read cannot afterwards`(text: String) {
        #expect(
            DistinguishedName(text) == nil && DistinguishedName(pseudonyms.distinguishedName(text)) == nil)
    }

    @Test func `containers that are the same everywhere stay`() {
        let token = pseudonyms.distinguishedName("CN=Computers,DC=contoso,DC=com")
        #expect(token.hasPrefix("CN=Computers,DC=name-") && token.hasSuffix(",DC=com"))
        #expect(pseudonyms.distinguishedName("") == "")
    }

    @Test(arguments: [
        (
            "https://login.microsoftonline.com/common/oauth2?x=y",
            "https://login.microsoftonline.com/common/oauth2"
        ),
        ("https://checkin.dm.microsoft.com:443/a#b", "https://checkin.dm.microsoft.com:443/a"),
    ])
    func `an address of a public service loses its query alone`(url: String, token: String) {
        #expect(pseudonyms.url(url) == token)
    }

    @Test func `an address of somebody's own keeps its form`() {
        let url = "http://user:secret@sts.contoso.com:8443/adfs/services/trust/13/windowstransport?a=b"
        let token = pseudonyms.url(url)
        #expect(
            token.hasPrefix("http://person-")
                && token.hasSuffix(":8443/adfs/services/trust/13/windowstransport"))
        #expect(token.contains("@" + pseudonyms.host("sts.contoso.com")) && !token.contains("secret"))
    }

    @Test func `a domain or a tenant in the path of a public address is no secret less`() {
        let id = "72f988bf-86f1-41af-91ab-2d7cd011db47"
        #expect(
            pseudonyms.url("https://login.microsoftonline.com/contoso.com/\(id)/common")
                == "https://login.microsoftonline.com/\(pseudonyms.host("contoso.com"))/\(pseudonyms.guid(id))/common"
        )
    }

    @Test func `a referral names the domain as host and name do`() {
        let token = pseudonyms.url("ldap://child.contoso.com/DC=child,DC=contoso,DC=com??sub")
        #expect(
            token == "ldap://\(pseudonyms.host("child.contoso.com"))/"
                + pseudonyms.distinguishedName("DC=child,DC=contoso,DC=com"))
    }

    @Test func `a folder is called like the computer of which it is`() {
        let token = pseudonyms.path("/home/anna/evidence/PC-07.zip")
        #expect(token.hasSuffix("/\(pseudonyms.computer("pc-07")).zip"))
        #expect(token.split(separator: "/").count == 4 && !token.contains("anna"))
        #expect(pseudonyms.path("./PC-07") == "./" + pseudonyms.computer("PC-07"))
    }

    @Test(arguments: [
        "2026-11", "2026-11-26", "20261126", "202611", "2026_11_26", "2026.11.26", "2026-11-26T0815",
        "20261126-081530", "2026-11-26 08.15.30", "20261126.zip",
    ])
    func `folders and files of a day are called so afterwards`(name: String) {
        #expect(pseudonyms.path("evidence/\(name)/x").contains("/\(name)/"))
        #expect(pseudonyms.known.allSatisfy { $0.original != name })
    }

    @Test(arguments: [
        "2026-13", "2026-11-32", "1899-11-26", "2026-11-26-x", "2026", "20261140", "2026-1126", "2026-11-2",
        "2026-11-26T2561", "202611261", "10-2026", "-2026-11",
    ])
    func `what is no day may be somebody's name`(name: String) {
        #expect(!pseudonyms.path("evidence/\(name)/x").contains("/\(name)/"))
    }

    @Test func `a file that is called by what it is about makes no name of it`() {
        let pseudonyms = Pseudonyms(
            salt: [1], publicNames: .sample, placeWords: ["enrollments", "client"])
        #expect(pseudonyms.path("PC-1/enrollments.zip").hasSuffix("/enrollments.zip"))
        #expect(pseudonyms.known.allSatisfy { $0.original != "enrollments" })
        let computer = pseudonyms.computer("CLIENT")
        #expect(pseudonyms.path("x/client/enrollments.zip").hasSuffix("/\(computer)/enrollments.zip"))
    }
}
