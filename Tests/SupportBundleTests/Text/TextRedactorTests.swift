import Model
import SupportBundle
import Testing

/// What stands in the place of secrets and identities, and that it is the same wherever they stand.
struct TextRedactorTests {
    private static let pseudonyms = RedactionSample.pseudonyms()
    private static let identities = TextRedactor(
        level: .identities, secrets: RedactionSample.secrets, pseudonyms: pseudonyms,
        knowledge: RedactionSample.knowledge)

    private static func file(_ text: String, _ redactor: TextRedactor = identities) -> String? {
        redactor.redacted(Array(text.utf8), as: .services).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("password=Tr0ub4dor-77", "password=[removed: password]"),
        ("password: Tr0ub4dor-77", "password: [removed: password]"),
        (#"{"password": 77123}"#, #"{"password": "[removed: password]"}"#),
        (#"{"password": "a", "x": 1}"#, #"{"password": "[removed: password]", "x": 1}"#),
        ("http://svc:pw77@proxy:8080/x", "http://svc:[removed: password]@proxy:8080/x"),
        ("Authorization: Bearer abc\r\nHost: x", "Authorization: [removed: authorization]\r\nHost: x"),
        (
            "\"AdminPassword\"=hex:01,02,\\\r\n  03\r\n\"x\"=\"y\"",
            "\"AdminPassword\"=\"[removed: password]\r\n\"\r\n\"x\"=\"y\""
        ),
        ("a Gr3en&Lantern=Über 9 b", "a [removed: password] b"),
        ("a q7T~Zebra.Quilt-Marble_Onyx39 b", "a [removed: client secret] b"),
    ])
    func `a secret leaves a mark that tells what it was, and nothing else changes`(
        text: String, expected: String
    ) {
        let redactor = RedactionSample.redactor(.secrets)
        #expect(redactor.redacted(text) == expected)
        #expect(Self.file(text, redactor) == expected)
        #expect(redactor.redacted(expected) == expected)
        #expect(Self.file(expected, redactor) == expected)
    }

    @Test func `at level none only what was given to the run is taken out`() {
        let redactor = RedactionSample.redactor(.none)
        #expect(redactor.redacted("password=Tr0ub4dor-77 on WS-0417") == "password=Tr0ub4dor-77 on WS-0417")
        #expect(redactor.redacted("q7T~Zebra.Quilt-Marble_Onyx39") == "[removed: client secret]")
    }

    @Test func `a name has one token in messages, in evidence and in facts`() throws {
        let computer = Self.pseudonyms.computer("WS-0417")
        #expect(Self.identities.redacted("the computer WS-0417 is old") == "the computer \(computer) is old")
        #expect(
            Self.identities.redacted(#"QFLOSSER\ws-0417$"#)
                == "\(Self.pseudonyms.host("QFLOSSER"))\\\(computer)$")
        #expect(Self.file("Host Name:                 ws-0417") == "Host Name:                 \(computer)")
        #expect(Self.file(#"{"computerName":"WS-0417"}"#) == #"{"computerName":"\#(computer)"}"#)
        let dn = "CN=WS-0417,OU=Vertrieb Nord,OU=IT,DC=hq,DC=quastenflosser,DC=de"
        #expect(Self.file("member: \(dn)") == "member: \(Self.pseudonyms.distinguishedName(dn))")
        #expect(
            Self.identities.redacted("\(dn) is left out")
                == "\(Self.pseudonyms.distinguishedName(dn)) is left out")
        let person = Self.pseudonyms.person("Jörg Wüstenhagen")
        #expect(Self.file("Registered Owner:  Jörg Wüstenhagen") == "Registered Owner:  \(person)")
        #expect(Self.identities.redacted("by Jörg Wüstenhagen, today") == "by \(person), today")
    }

    @Test func `what is around a name stays`() throws {
        let host = Self.pseudonyms.host("srv-backup.hq.quastenflosser.de")
        #expect(
            Self.identities.redacted("https://srv-backup.hq.quastenflosser.de:8443/health did not answer")
                == "https://\(host):8443/health did not answer")
        let address = Self.pseudonyms.address("10.31.7.44")
        #expect(
            Self.identities.redacted("tcp to 10.31.7.44:636 timed out") == "tcp to \(address):636 timed out")
        let network = Self.pseudonyms.address("10.31.7.0/24")
        #expect(Self.file("Subnet : 10.31.7.0/24, 10.31.7.44") == "Subnet : \(network), \(address)")
        let id = Self.pseudonyms.guid("5d1f2a77-93c4-4e0b-8a6e-2f7b1c9d4e30")
        #expect(
            Self.file("DeviceId : {5D1F2A77-93C4-4E0B-8A6E-2F7B1C9D4E30}")
                == "DeviceId : {\(id.uppercased())}")
        #expect(Self.file("x 5d1f2a7793c44e0b8a6e2f7b1c9d4e30") == "x \(id.filter { $0 != "-" })")
    }

    @Test(arguments: [
        ("blocked for krakenuser", "krakenuser"), ("MISS from krakencache", "krakencache"),
        ("krakenserver/1.0", "krakenserver"), ("1.1 krakenproxy (squid)", "krakenproxy"),
        ("Welcome to the tiefsee portal", "tiefsee"), ("text/html; x=kraken", "kraken"),
    ])
    func `of text that another program wrote unknown words become tokens, also small ones`(
        text: String, name: String
    ) {
        let redacted = Self.identities.redacted(foreign: text)
        #expect(
            !redacted.contains(name) && redacted.contains(/word-[0-9a-z]{10}|name-[0-9a-z]{10}/),
            "\(redacted)")
    }

    @Test(arguments: [
        "Microsoft-IIS/10.0", "nginx/1.24.0", "cloudflare", "Access Denied", "403 Forbidden", "MISS",
        "text/html; charset=utf-8",
        "Squid/5.7", "Web Page Blocked", "Thu, 26 Nov 2026 09:50:00 GMT", "no-cache, no-store", "",
    ])
    func `products and words of pages and headers stay`(text: String) {
        #expect(Self.identities.redacted(foreign: text) == text)
    }

    @Test func `unknown words of evidence become tokens, joined ones a single one`() throws {
        let text = try #require(Self.file("SERVICE_NAME: Acme-Backup_Agent stopped"))
        #expect(text.wholeMatch(of: /SERVICE_NAME: word-[0-9a-z]{10} stopped/) != nil)
        #expect(Self.file("SERVICE_NAME: Acme-Backup_Agent stopped") == text)
    }

    @Test func `a fixture of every letter case and place in text within text is redacted alike`() {
        let computer = Self.pseudonyms.computer("WS-0417")
        #expect(
            Self.file(#"{"a":"x\nWS-0417\ty","b":"C:\\Users\\WS-0417"}"#)
                == #"{"a":"x\n\#(computer)\ty","b":"C:\\Users\\\#(computer)"}"#)
        #expect(
            Self.file("<value>ws-0417 &amp; ws-0417</value>")
                == "<value>\(computer) &amp; \(computer)</value>")
    }
}
