import Model
import Testing

@testable import Configuration

/// One mistake a file, each named with its line.
struct ConfigurationMistakeTests {
    static let ofFiles: [(String, String)] = [
        ("tenat: {}\n", "1: unknown key \"tenat\" (did you mean \"tenant\"?)"),
        ("network:\n  proxi: http://p:1\n", "2: network: unknown key \"proxi\" (did you mean \"proxy\"?)"),
        ("network:\n  via: direct\n  via: proxy\n", "3: key \"via\" is given twice; keep one of them"),
        ("network: direct\n", "1: network: expected a mapping, found the text \"direct\""),
        (
            "requirement-set: clasic\n",
            "1: requirement-set: there is no requirement set \"clasic\" (did you mean \"classic\"?); there are classic, current"
        ),
        (
            "requirement-set: 2022\n",
            "1: requirement-set: expected text, found the number 2022; put it in quotes"
        ),
    ]

    static let ofTenants: [(String, String)] = [
        (
            "tenant:\n  id: contoso\n",
            "2: tenant.id: expected a GUID such as 00000000-0000-0000-0000-000000000000"
        ),
        ("tenant:\n  domain: contoso\n", "2: tenant.domain: expected a domain name such as contoso.com"),
        (
            "tenant:\n  domain: https://contoso.com\n",
            "2: tenant.domain: expected a domain name such as contoso.com"
        ),
        (
            "tenant:\n  domain: contoso.com:443\n",
            "2: tenant.domain: expected a domain name such as contoso.com"
        ),
        (
            "tenant:\n  domain: admin@contoso.com\n",
            "2: tenant.domain: expected a domain name such as contoso.com"
        ),
        (
            "tenant:\n  cloud: gcchigh\n",
            "2: tenant.cloud: \"gcchigh\" is not one of global, gcc, gcc-high, dod, china (did you mean \"gcc-high\"?)"
        ),
    ]

    static let ofNetworks: [(String, String)] = [
        ("via: both-ways", "2: network.via: \"both-ways\" is not one of auto, direct, proxy, both"),
        ("no-proxy: a.example", "2: network.no-proxy: expected a list, found the text \"a.example\""),
        (
            "resolve: [\"a.example:443\"]",
            "2: network.resolve[0]: expected host:port:address, as curl's --resolve takes it, found \"a.example:443\""
        ),
        (
            "connect-to: [\"a.example:443\"]",
            "2: network.connect-to[0]: expected host:port:host:port, as curl's --connect-to takes it, found \"a.example:443\""
        ),
        (
            "name-servers: [dns.example]",
            "2: network.name-servers[0]: expected an address, with or without :port, found \"dns.example\""
        ),
        (
            "name-servers: [\"cafe:53\"]",
            "2: network.name-servers[0]: expected an address, with or without :port, found \"cafe:53\""
        ),
        (
            "endpoint-sets: [revocations]",
            "2: network.endpoint-sets[0]: there is no endpoint set \"revocations\" (did you mean \"revocation\"?); "
                + "there are security-settings-management, hybrid-join, revocation"
        ),
        ("timeout: 10", "2: network.timeout: expected a duration such as 30s, 5m or 7d, found the number 10"),
        ("concurrency: 0", "2: network.concurrency: expected 1 to 1000"),
        ("concurrency: 1001", "2: network.concurrency: expected 1 to 1000"),
        ("concurrency: many", "2: network.concurrency: expected a whole number, found the text \"many\""),
    ]

    static let ofEndpoints: [(String, String)] = [
        ("port: 443", "2: network.endpoints[0]: \"host\" is missing"),
        (
            "host: \"a.example:443\"",
            "2: network.endpoints[0].host: expected a host name without a port, found \"a.example:443\""
        ),
        (
            "host: \"https://a.example\"",
            "2: network.endpoints[0].host: expected a host name without a port, found \"https://a.example\""
        ),
        (
            "host: \"*.dm.microsoft.com\"",
            "2: network.endpoints[0].host: expected a host name without a port, found \"*.dm.microsoft.com\""
        ),
        ("host: a.example, port: 0", "2: network.endpoints[0].port: 0 is no port"),
        (
            "host: a.example, path: test",
            "2: network.endpoints[0].path: expected a path such as /test, in ASCII and without spaces"
        ),
        (
            "host: a.example, path: \"/a b\"",
            "2: network.endpoints[0].path: expected a path such as /test, in ASCII and without spaces"
        ),
        (
            "host: a.example, path: \"/a\\r\\nHost: x\"",
            "2: network.endpoints[0].path: expected a path such as /test, in ASCII and without spaces"
        ),
        ("host: a.example, scheme: ftp", "2: network.endpoints[0].scheme: \"ftp\" is not one of https, http"),
        (
            "host: a.example, for: sing-in",
            "2: network.endpoints[0].for: there is no endpoint \"sing-in\" (did you mean \"sign-in\"?); "
                + "there are sign-in, device-management-checkin"
        ),
        (
            "host: a.example, hots: b",
            "2: network.endpoints[0]: unknown key \"hots\" (did you mean \"host\"?)"
        ),
    ]

    @Test(arguments: ofFiles + ofTenants)
    func `a mistake is named with its line`(text: String, complaint: String) throws {
        #expect(try ConfigurationText().complaints(text) == "preflight.yml:\(complaint)")
    }

    @Test(arguments: ofNetworks)
    func `so is one under network`(line: String, complaint: String) throws {
        #expect(try ConfigurationText().complaints("network:\n  \(line)\n") == "preflight.yml:\(complaint)")
    }

    @Test(arguments: ofEndpoints)
    func `so is one in an endpoint`(entry: String, complaint: String) throws {
        let text = "network:\n  endpoints: [{ \(entry) }]\n"
        #expect(try ConfigurationText().complaints(text) == "preflight.yml:\(complaint)")
    }

    @Test(arguments: ["ca-file: absent.pem", "known-issuers: [absent.pem]"])
    func `a file that is not there is named with the place where it was looked for`(line: String) throws {
        let text = try ConfigurationText()
        let complaints = try text.complaints("network:\n  \(line)\n")
        #expect(complaints.hasPrefix("preflight.yml:2: network."))
        #expect(complaints.hasSuffix(": no readable file \"\(text.path("absent.pem"))\""))
    }

    @Test
    func `two mistakes are told at once`() throws {
        let complaints = try ConfigurationText().complaints(
            "tenant: { id: x }\nnetwork: { concurrency: 0 }\n")
        #expect(
            complaints == """
                preflight.yml:1: tenant.id: expected a GUID such as 00000000-0000-0000-0000-000000000000
                preflight.yml:2: network.concurrency: expected 1 to 1000
                """)
    }

    @Test(arguments: [
        "http://user:hunter2@proxy.example:8080", "user:hunter2@proxy.example",
        "https://user:hunter2@proxy.example",
        "http://proxy.example:hunter2", "user:hunter2://x@proxy.example", "socks5://u:hunter2@h",
        "http://[hunter2]:80",
        "http://proxy.example/hunter2",
    ])
    func `a proxy that is refused is never quoted`(proxy: String) throws {
        let complaints = try ConfigurationText().complaints("network:\n  proxy: \"\(proxy)\"\n")
        #expect(complaints.hasPrefix("preflight.yml:2: network.proxy: "))
        #expect(!complaints.contains("hunter2"))
    }
}
