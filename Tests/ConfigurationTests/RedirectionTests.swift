import Addresses
import Testing

@testable import Configuration

/// Rules in the forms of curl's `--resolve` and `--connect-to`.
struct RedirectionTests {
    static let resolveRules: [(text: String, host: String, port: Int, addresses: [String])] = [
        ("a.example:443:192.0.2.1", "a.example", 443, ["192.0.2.1"]),
        ("A.Example:80:192.0.2.1", "a.example", 80, ["192.0.2.1"]),
        ("a.example:443:192.0.2.1,192.0.2.2", "a.example", 443, ["192.0.2.1", "192.0.2.2"]),
        ("a.example:443:[2001:db8::1]", "a.example", 443, ["2001:db8::1"]),
        ("a.example:443:2001:db8::1", "a.example", 443, ["2001:db8::1"]),
        ("a.example:443:192.0.2.1,[::1]", "a.example", 443, ["192.0.2.1", "::1"]),
    ]

    @Test(arguments: resolveRules)
    func `a rule to use given addresses`(text: String, host: String, port: Int, addresses: [String]) throws {
        let rule = try #require(ResolveRule(text))
        #expect(rule.host == host)
        #expect(rule.port == port)
        #expect(rule.addresses == addresses)
    }

    @Test(arguments: [
        "", "a.example", "a.example:443", "a.example:443:", ":443:192.0.2.1", "a.example:0:192.0.2.1",
        "a.example:65536:192.0.2.1",
        "a.example:https:192.0.2.1", "a.example:443:b.example", "a.example:443:192.0.2.1,",
        "a.example:443:192.0.2",
        "a.example:443:192.0.2.256", "a.example::192.0.2.1", "a.example:443:[]", "a.example:443::",
        "a.example:443:beef:1",
    ])
    func `anything else is no such rule`(text: String) {
        #expect(ResolveRule(text) == nil)
    }

    @Test(arguments: ["*:443:192.0.2.1", "+a.example:443:192.0.2.1", "-a.example:443:192.0.2.1"])
    func `a form of curl's that would have no effect here is refused`(text: String) {
        #expect(ResolveRule(text) == nil)
    }

    struct Route: Sendable, CustomTestStringConvertible {
        var text: String
        var host: String
        var port: Int
        /// `host:port` of the new place, `-` for what is kept; nil where the rule does not match.
        var target: String?
        var testDescription: String { "\(text) for \(host):\(port)" }
    }

    @Test(arguments: [
        Route(text: "a.example:443:127.0.0.1:8443", host: "a.example", port: 443, target: "127.0.0.1:8443"),
        Route(text: "A.Example:443:B.Example:8443", host: "a.example", port: 443, target: "b.example:8443"),
        Route(text: "a.example:443:127.0.0.1:8443", host: "a.example", port: 80, target: nil),
        Route(text: "a.example:443:127.0.0.1:8443", host: "b.example", port: 443, target: nil),
        Route(text: ":443:127.0.0.1:8443", host: "b.example", port: 443, target: "127.0.0.1:8443"),
        Route(text: "a.example::127.0.0.1:8443", host: "a.example", port: 80, target: "127.0.0.1:8443"),
        Route(text: "::127.0.0.1:8443", host: "b.example", port: 1, target: "127.0.0.1:8443"),
        Route(text: "a.example:443::8443", host: "a.example", port: 443, target: "-:8443"),
        Route(text: "a.example:443:127.0.0.1:", host: "a.example", port: 443, target: "127.0.0.1:-"),
        Route(text: "a.example:443:[::1]:8443", host: "a.example", port: 443, target: "::1:8443"),
        Route(text: "[::1]:443:[::2]:8443", host: "::1", port: 443, target: "::2:8443"),
        Route(text: ":::", host: "b.example", port: 443, target: "-:-"),
    ])
    func `a rule to connect elsewhere`(route: Route) throws {
        let rule = try #require(ConnectToRule(route.text))
        #expect(rule.text == route.text)
        #expect(rule.matches(host: route.host, port: route.port) == (route.target != nil))
        guard let target = route.target else { return }
        #expect("\(rule.toHost.isEmpty ? "-" : rule.toHost):\(rule.toPort.map(String.init) ?? "-")" == target)
    }

    @Test(arguments: [
        "", "a.example", "a.example:443", "a.example:443:b.example", "a.example:443:b.example:8443:x",
        "a.example:x:b.example:8443",
        "a.example:443:b.example:65536", "a.example:-1:b.example:8443", "a.example:443:[::1:8443",
    ])
    func `anything else is none`(text: String) {
        #expect(ConnectToRule(text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.1", true), ("0.0.0.0", true), ("::", true), ("2001:db8::1", true),
        ("::ffff:192.0.2.1", true),
        ("a.example", false), ("192.0.2", false), ("192.0.2.1.5", false), ("192.0.2.256", false), ("", false),
        ("cafe:53", false),
        ("dead.beef:1", false), (":", false), ("1:2:3:4:5:6:7:8:9", false),
    ])
    func `tells an address from a name`(text: String, isAddress: Bool) {
        #expect(text.isAddress == isAddress)
    }
}
