import Testing

@testable import Collectors

struct SecureAddressTests {
    @Test(arguments: [
        ("https://sts.example/adfs/mex", "sts.example", 443, "/adfs/mex"),
        ("HTTPS://STS.example:49443/a?b=c#d", "sts.example", 49443, "/a?b=c"),
        ("https://sts.example", "sts.example", 443, "/"),
        ("https://sts.example?x", "sts.example", 443, "/?x"),
        ("https://[2001:db8::1]:8443/a", "2001:db8::1", 8443, "/a"),
        (
            "https://login.example/common/userrealm/preflight@contoso.com?api-version=1.0", "login.example",
            443,
            "/common/userrealm/preflight@contoso.com?api-version=1.0"
        ),
    ])
    func `an https address is taken apart`(text: String, host: String, port: Int, target: String) throws {
        let address = try #require(SecureAddress(text))
        #expect((address.host, address.port, address.target) == (host, port, target))
    }

    @Test(arguments: [
        "", "https://", "https:///a", "http://sts.example/", "ftp://sts.example", "sts.example/a",
        "//sts.example",
        "https://user@sts.example/", "https://user:secret@sts.example/", "https://sts.example:0/",
        "https://sts.example:99999/", "https://sts.example:x/", "https://sts example/",
        "https://sts.example/a b",
        "https://sts.example/\u{1b}[31m", "https://stß.example/", "https://sts.example/ü",
        "https://[::1/", "https://[sts]/", "https://-sts.example/", "https://sts..example/",
        "file:///etc/passwd", "https:\\\\sts.example", "https://sts.example\r\nHost: b",
        "https://sts.example/" + String(repeating: "a", count: 2_000),
    ])
    func `anything else is refused`(text: String) {
        #expect(SecureAddress(text) == nil)
    }

    @Test(arguments: [
        ("/b?c#d", "https://sts.example:8443/b?c"), ("https://sts.example/b", "https://sts.example/b"),
        ("//STS.example/b", "https://sts.example/b"), ("https://other.example/b", nil),
        ("//other.example/b", nil), ("http://sts.example/b", nil), ("b", nil), ("", nil),
        ("https://sts.example@other.example/", nil), ("/b c", nil), ("/\u{7f}", nil),
        ("/" + String(repeating: "a", count: 2_000), nil),
    ])
    func `a redirection stays on the host and on https`(location: String, expected: String?) throws {
        let address = try #require(SecureAddress("https://sts.example:8443/a"))
        #expect(address.redirected(to: location)?.description == expected)
    }

    @Test
    func `the path has no query`() {
        #expect(SecureAddress("https://a.example/b/c?d/e")?.path == "/b/c")
    }
}
