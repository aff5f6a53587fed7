import SupportBundle
import Testing

/// What in the address of a proxy and in the file of a key is a secret.
struct KnownSecretTests {
    @Test(arguments: [
        ("http://svc:Tr0ub4dor@proxy:8080", ["Tr0ub4dor"]),
        ("http://svc:Tr0%75b%2F4@proxy:8080", ["Tr0%75b%2F4", "Tr0ub/4"]),
        ("svc:Tr0ub4dor@proxy", ["Tr0ub4dor"]),
        ("http://svc:pa/ss@word@proxy:8080", ["pa/ss@word"]),
        ("http://svc:a:b@proxy:8080", ["a:b"]),
        ("http://gh-token-77@proxy:8080", ["gh-token-77"]),
        ("http://gh%2Dtoken-77@proxy:8080/", ["gh%2Dtoken-77", "gh-token-77"]),
        ("http://gh-token-77:@proxy:8080", ["gh-token-77"]),
        ("http://:Tr0ub4dor@proxy:8080", ["Tr0ub4dor"]),
        ("http://proxy:8080", []), ("proxy:8080", []), ("", []), ("http://@proxy", []),
        ("http://:@proxy", []),
        ("http://[fd00::1]:8080", []),
    ])
    func `of the address of a proxy the password is one, or else the user`(
        address: String, expected: [String]
    ) {
        #expect(KnownSecret.ofProxy(address).map { String(decoding: $0.value, as: UTF8.self) } == expected)
    }

    @Test func `a secret of a proxy is called by what it is`() {
        #expect(KnownSecret.ofProxy("http://a:b@c").map(\.name) == ["password of the proxy"])
        #expect(KnownSecret.ofProxy("http://a@c").map(\.name) == ["credentials of the proxy"])
    }

    private static let lines = (0..<4).map { String(repeating: "ABCD\($0)", count: 13).prefix(64) }

    @Test(arguments: ["\n", "\r\n"])
    func `of a key in PEM each line but the first and short ones is one`(lineEnd: String) {
        let certificate = [
            "-----BEGIN CERTIFICATE-----", "MIIB" + String(repeating: "x", count: 60),
            "-----END CERTIFICATE-----",
        ]
        let key =
            ["-----BEGIN PRIVATE KEY-----"] + Self.lines.map(String.init) + [
                "AAAA=", "-----END PRIVATE KEY-----",
            ]
        let text = (certificate + key + certificate).joined(separator: lineEnd)
        let found = KnownSecret.ofKey(Array(text.utf8))
        #expect(
            found.map { String(decoding: $0.value, as: UTF8.self) } == Self.lines.dropFirst().map(String.init)
        )
        #expect(found.allSatisfy { $0.name == "private key" })
    }

    @Test func `of PKCS 12 it is some bytes of its middle`() {
        let bytes = (0..<1000).map { UInt8($0 % 251) }
        #expect(KnownSecret.ofKey(bytes).map(\.value) == [Array(bytes[500..<564])])
        #expect(KnownSecret.ofKey([1, 2, 3]).map(\.value) == [[2, 3]])
        #expect(KnownSecret.ofKey([]).isEmpty)
    }
}
