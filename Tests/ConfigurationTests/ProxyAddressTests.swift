import Testing

@testable import Configuration

struct ProxyAddressTests {
    @Test(arguments: [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("http://proxy.example:3128/", "http://proxy.example:3128"),
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("HTTP://Proxy.Example:80", "http://proxy.example:80"),
        ("http://192.0.2.1:8080", "http://192.0.2.1:8080"),
        ("http://[2001:DB8::1]:3128", "http://[2001:db8::1]:3128"),
        ("[::1]:8080", "http://[::1]:8080"),
    ])
    func `reads host and port`(text: String, address: String) throws {
        #expect(try ProxyAddress(text).description == address)
    }

    @Test
    func `an IPv6 address is kept without its brackets`() throws {
        #expect(try ProxyAddress("http://[::1]:3128").host == "::1")
        #expect(try ProxyAddress(ProxyAddress("http://[::1]:3128").description).host == "::1")
    }

    @Test(arguments: [
        ("https://proxy.example:443", ProxyAddress.Fault.notHTTP(scheme: "https")),
        ("SOCKS5://proxy.example:1080", .notHTTP(scheme: "socks5")),
        ("socks5h://proxy.example", .notHTTP(scheme: "socks5h")),
        ("://proxy.example", .notHTTP(scheme: "")), ("a-very-long-scheme://x", .notHTTP(scheme: "unknown")),
        ("\u{1b}[2J://x", .notHTTP(scheme: "unknown")),
        ("http://user:hunter2@proxy.example:8080", .credentials), ("user@proxy.example", .credentials),
        ("http://@proxy.example", .credentials), ("http://user:p@ss@proxy.example", .credentials),
        ("", .malformed), ("proxy.example", .malformed), ("http://proxy.example", .malformed),
        ("[::1]", .malformed), ("http://", .malformed), ("http://:8080", .malformed),
        ("http://proxy.example:", .malformed),
        ("http://proxy.example:0", .malformed), ("http://proxy.example:65536", .malformed),
        ("http://proxy.example:port", .malformed), ("http://proxy.example:-1", .malformed),
        ("http://proxy.example:+80", .malformed), ("http://proxy.example/path", .malformed),
        ("http://proxy.example:80/path", .malformed), ("http://proxy example", .malformed),
        ("http://[::1", .malformed),
        ("http://::1:80", .malformed), ("http://pröxy.example", .malformed),
        ("http://[hello]:80", .malformed),
        ("http://a.example:80:80", .malformed), ("http://*:80", .malformed), ("http://[]:80", .malformed),
    ])
    func `refuses anything else`(text: String, fault: ProxyAddress.Fault) {
        #expect(throws: fault) { try ProxyAddress(text) }
    }

    @Test(arguments: [ProxyAddress.Fault.credentials, .malformed, .notHTTP(scheme: "socks5")])
    func `says what to write instead`(fault: ProxyAddress.Fault) {
        #expect(fault.description.contains("proxy"))
        #expect(fault == .credentials || fault.description.contains("http://"))
    }

    @Test(
        arguments: [
            ("a.example", "a.example", nil), ("A.Example:443", "a.example", 443), ("[::1]", "::1", nil),
            ("[::1]:53", "::1", 53),
            ("192.0.2.1:53", "192.0.2.1", 53), ("_srv.a.example", "_srv.a.example", nil),
        ] as [(String, String, Int?)])
    func `host and port`(text: String, host: String, port: Int?) {
        #expect(HostAndPort(text)?.host == host)
        #expect(HostAndPort(text)?.port == port)
    }
}
