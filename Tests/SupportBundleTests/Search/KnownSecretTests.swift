import Model
import SupportBundle
import TestSupport
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
        ("http://[fd00::1]:8080", []), ("http://corp@proxy", []), ("http://srv01@proxy", []),
        ("http://contoso-service@proxy", []), ("http://server:@proxy", []),
        ("http://x:corp@proxy", ["corp"]),
        ("http://ABCDEFGHIJKLMNOPQRST@proxy", ["ABCDEFGHIJKLMNOPQRST"]),
    ])
    func `of the address of a proxy the password is one, or else the user`(
        address: String, expected: [String]
    ) {
        #expect(KnownSecret.ofProxy(address).map { String(decoding: $0.value, as: UTF8.self) } == expected)
    }

    @Test func `a secret of a proxy is called by what it is`() {
        #expect(KnownSecret.ofProxy("http://a:b@c").map(\.name) == ["password of the proxy"])
        #expect(KnownSecret.ofProxy("http://gh-token-77@c").map(\.name) == ["credentials of the proxy"])
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
            found.filter { $0.value.count == 64 }.map { String(decoding: $0.value, as: UTF8.self) }
                == Self.lines.dropFirst().map(String.init)
        )
        #expect(found.allSatisfy { $0.name == "private key" })
    }

    @Test(arguments: [
        ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    ])
    func `a key is found in lines of another length, in hexadecimal and as OpenSSL shows it`(kind: [String])
        async throws
    {
        func openssl(_ command: String, _ input: String) async throws -> String {
            let run = try await Command.run(
                "/bin/bash", ["-c", "set -o pipefail; printf '%s' \"$0\" | openssl \(command)", input])
            #expect(run.status == 0, "\(run.errors)")
            return run.output
        }
        func key() async throws -> String {
            try await Command.run("openssl", ["genpkey"] + kind).output
        }
        let own = try await key()
        let search = BundleSearch(
            level: .none, secrets: KnownSecret.ofKey(Array(own.utf8)), identities: [],
            knowledge: RedactionSample.knowledge)
        for (text, isFound) in [(own, true), (try await key(), false)] {
            let body = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
            let writings = [
                body, body.map(String.init).chunked(into: 76), body.map(String.init).chunked(into: 48),
                try await openssl("pkey -outform DER | od -An -v -tx1 | tr -d ' \n'", text),
                try await openssl("pkey -noout -text", text),
            ]
            for (number, writing) in writings.enumerated() {
                #expect(
                    (search.firstHit(in: Array("Note: \(writing)\n".utf8)) != nil) == isFound, "\(number)")
            }
            let shared = try await openssl("pkey -pubout -outform DER | od -An -v -tx1 | tr -d ' \n'", text)
            #expect(search.firstHit(in: Array(shared.utf8)) == nil)
        }
    }

    @Test(arguments: [
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", "genrsa -traditional 2048",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1096",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521", "genpkey -algorithm ED25519",
    ])
    func `of a key as OpenSSL shows it no byte stays`(command: String) async throws {
        let shown = try await Command.run(
            "/bin/bash",
            [
                "-c",
                "set -o pipefail; openssl \(command) 2>/dev/null | tee /dev/stderr | openssl pkey -noout -text",
            ])
        #expect(shown.status == 0)
        let redactor = TextRedactor(
            level: .none, secrets: KnownSecret.ofKey(Array(shown.errors.utf8)),
            pseudonyms: Pseudonyms(salt: Array("a salt for tests".utf8)), knowledge: RedactionSample.knowledge
        )
        let text = redactor.redacted(Array(shown.output.utf8), as: .services).map {
            String(decoding: $0, as: UTF8.self)
        }
        let lines = try #require(text).split(separator: "\n")
        let secret = lines.drop { $0 != "privateExponent:" && $0 != "priv:" }.prefix { $0 != "pub:" }
        #expect(secret.count > 1)
        // A zero in front belongs to no number.
        #expect(secret.filter { $0.replacing("    00:[", with: "[").contains(/\b[0-9a-f]{2}(:|$)/) } == [])
    }

    @Test func `of PKCS 12 it is some bytes of its middle`() {
        let bytes = (0..<1000).map { UInt8($0 % 251) }
        #expect(KnownSecret.ofKey(bytes).map(\.value) == [Array(bytes[500..<564])])
        #expect(KnownSecret.ofKey([1, 2, 3]).map(\.value) == [[2, 3]])
        #expect(KnownSecret.ofKey([]).isEmpty)
    }
}

extension [String] {
    /// Lines of so many of them.
    fileprivate func chunked(into length: Int) -> String {
        stride(from: 0, to: count, by: length).map { self[$0..<Swift.min(count, $0 + length)].joined() }
            .joined(separator: "\n")
    }
}
