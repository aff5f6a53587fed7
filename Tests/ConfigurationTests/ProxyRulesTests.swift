import Testing

@testable import Configuration

/// Which proxy a request takes, from the configuration or the environment.
struct ProxyRulesTests {
    private static func rules(
        _ environment: [String: String], _ change: (inout NetworkSettings) -> Void = { _ in }
    ) -> ProxyRules {
        var settings = NetworkSettings()
        change(&settings)
        return ProxyRules(settings, environment: environment)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var environment: [String: String]
        var https: String?
        var http: String?
        var testDescription: String {
            environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
        }
    }

    @Test(arguments: [
        Row(environment: [:], https: nil, http: nil),
        Row(environment: ["HTTPS_PROXY": "http://a:1"], https: "http://a:1", http: nil),
        Row(environment: ["https_proxy": "http://a:1"], https: "http://a:1", http: nil),
        Row(
            environment: ["https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:1"], https: "http://a:1",
            http: nil),
        Row(environment: ["http_proxy": "http://a:1"], https: nil, http: "http://a:1"),
        Row(environment: ["HTTP_PROXY": "http://a:1"], https: nil, http: nil),
        Row(environment: ["all_proxy": "http://a:1"], https: "http://a:1", http: "http://a:1"),
        Row(environment: ["ALL_PROXY": "http://a:1"], https: "http://a:1", http: "http://a:1"),
        Row(
            environment: ["ALL_PROXY": "http://a:1", "https_proxy": "http://b:1"], https: "http://b:1",
            http: "http://a:1"),
        Row(
            environment: ["HTTP_PROXY": "http://b:1", "ALL_PROXY": "http://a:1"], https: "http://a:1",
            http: "http://a:1"),
        Row(environment: ["https_proxy": "", "ALL_PROXY": "http://a:1"], https: nil, http: "http://a:1"),
        Row(environment: ["https_proxy": "a"], https: "http://a:1080", http: nil),
    ])
    func `the environment is read as curl reads it`(row: Row) {
        let rules = Self.rules(row.environment)
        #expect(rules.https?.description == row.https)
        #expect(rules.http?.description == row.http)
        #expect(rules.warnings == [])
        #expect(rules.isEmpty == (row.https == nil && row.http == nil))
        #expect(rules.proxy(for: "x.example", isTLS: true)?.description == row.https)
        #expect(rules.proxy(for: "x.example", isTLS: false)?.description == row.http)
    }

    @Test
    func `the configuration's proxy takes all requests, whatever the environment says`() throws {
        let proxy = try ProxyAddress("http://c:1")
        let rules = Self.rules(["https_proxy": "http://u:hunter2@a:1", "http_proxy": "http://b:1"]) {
            $0.proxy = proxy
        }
        #expect(rules.https == proxy)
        #expect(rules.http == proxy)
        #expect(rules.warnings == [])
    }

    @Test(arguments: [
        ("https_proxy", "http://user:hunter2@a:1"), ("HTTPS_PROXY", "user:hunter2@a:1"),
        ("ALL_PROXY", "http://hunter2@a:1"),
        ("https_proxy", "http://user:hunter2@x@a:1"),
    ])
    func `credentials are left out, and a warning says so without them`(name: String, value: String) {
        let rules = Self.rules([name: value])
        #expect(rules.https?.description == "http://a:1")
        #expect(
            rules.warnings.first
                == "\(name) holds credentials; they are not used, since a device has none to give")
        #expect(!rules.warnings.joined().contains("hunter2"))
    }

    @Test(arguments: [
        "https://user:hunter2@a:1", "socks5://user:hunter2@a", "http://a:hunter2",
        "http://user:hunter2@a:port",
        "http://user:hunter2@",
    ])
    func `a proxy that cannot be used is left out, with a warning that does not quote it`(value: String) {
        let rules = Self.rules(["https_proxy": value])
        #expect(rules.https == nil)
        #expect(rules.warnings.contains { $0.hasPrefix("https_proxy is ignored: ") })
        #expect(rules.isUnusable)
        #expect(!rules.warnings.joined().contains("hunter2"))
    }

    @Test(arguments: [
        ("*", "a.example", true), ("a.example", "a.example", true), ("A.Example", "a.example", true),
        (".a.example", "a.example", true), (".a.example", "x.a.example", true),
        ("a.example", "x.a.example", true),
        ("*.a.example", "x.a.example", true), ("a.example", "xa.example", false),
        (".a.example", "xa.example", false),
        ("example", "a.example", true), ("b.example", "a.example", false),
        ("x.a.example", "a.example", false),
        ("", "a.example", false), (".", "a.example", false), ("b.example,a.example", "a.example", true),
        ("b.example, a.example", "a.example", true), ("b.example a.example", "a.example", true),
        ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.10", false),
        (",,a.example,,", "a.example", true),
    ])
    func `NO_PROXY names hosts, domains or all`(list: String, host: String, isDirect: Bool) {
        for name in ["no_proxy", "NO_PROXY"] {
            let rules = Self.rules(["ALL_PROXY": "http://p:1", name: list])
            #expect((rules.proxy(for: host, isTLS: true) == nil) == isDirect)
            #expect((rules.proxy(for: host, isTLS: false) == nil) == isDirect)
        }
    }

    @Test
    func `the configuration's exceptions replace the environment's, also where there are none`() {
        let environment = ["ALL_PROXY": "http://p:1", "NO_PROXY": "a.example"]
        let some = Self.rules(environment) { $0.noProxy = ["b.example"] }
        #expect(some.proxy(for: "a.example", isTLS: true) != nil)
        #expect(some.proxy(for: "b.example", isTLS: true) == nil)
        #expect(Self.rules(environment) { $0.noProxy = [] }.proxy(for: "a.example", isTLS: true) != nil)
    }

    @Test
    func `lower case comes before upper case`() {
        let rules = Self.rules(["ALL_PROXY": "http://p:1", "no_proxy": "a.example", "NO_PROXY": "b.example"])
        #expect(rules.exceptions == ["a.example"])
    }
}
