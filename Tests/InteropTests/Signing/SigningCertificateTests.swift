import Foundation
import Signing
import TestSupport
import Testing

@Suite struct SigningCertificateTests {
    private static let passphrase = "Pass-phrase.1"

    private static func open(
        _ file: String, _ key: String?, _ passphrase: String?
    ) throws -> SigningCertificate {
        let lab = try TenantLab.shared()
        func bytes(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(filePath: try lab.file(name))))
        }
        return try SigningCertificate.open(
            try bytes(file), key: try key.map(bytes), passphrase: passphrase)
    }

    @Test(
        arguments: [
            ("app.pem", "app.key", nil), ("app.pem", "app-encrypted.key", passphrase),
            ("app.pem", "app-pkcs1.key", nil), ("app.pem", "app-pkcs1-encrypted.key", passphrase),
            ("app-both.pem", nil, nil), ("app.p12", nil, passphrase), ("chain.pem", "app.key", nil),
            ("app.pem", "app.key", "a passphrase that nobody needs"),
        ] as [(String, String?, String?)])
    func `signs what OpenSSL's own program verifies`(
        file: String, key: String?, passphrase: String?
    ) async throws {
        // Of the two certificates with this key, the chain's first one has the key too.
        let certificate = try Self.open(file, key, passphrase)
        let message = Array("what is to be signed".utf8)
        let folder = try TemporaryFolder()
        let signature = folder.url.appending(path: "signature")
        let text = folder.url.appending(path: "message")
        try Data(try certificate.sign(message)).write(to: signature)
        try Data(message).write(to: text)
        let lab = try TenantLab.shared()
        let publicKey = try await Command.run(
            "openssl", ["x509", "-in", try lab.file("app.pem"), "-noout", "-pubkey"])
        let keyFile = try folder.write(publicKey.output, to: "public.pem")
        let run = try await Command.run(
            "openssl",
            [
                "dgst", "-sha256", "-verify", keyFile, "-signature", signature.path, "-sigopt",
                "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32", "-sigopt", "rsa_mgf1_md:sha256",
                text.path,
            ])
        #expect(run.output == "Verified OK\n", "\(run.errors)")
    }

    @Test func `its thumbprint is the fingerprint that OpenSSL's own program shows`() async throws {
        let certificate = try Self.open("app.pem", "app.key", nil)
        let file = try TenantLab.shared().file("app.pem")
        let run = try await Command.run(
            "openssl", ["x509", "-in", file, "-noout", "-fingerprint", "-sha256"])
        let shown = run.output.split(separator: "=").last?.filter(\.isHexDigit).lowercased()
        let thumbprint = certificate.thumbprint.map { String(format: "%02x", $0) }.joined()
        #expect(thumbprint == shown)
    }

    @Test func `a certificate that has ended is opened, and says when it did`() throws {
        let certificate = try Self.open("expired.pem", "app.key", nil)
        let told = certificate.notAfter
        let end = try #require(told)
        #expect(Double(end) < Date().timeIntervalSince1970)
    }

    @Test(
        arguments: [
            ("app.pem", "app-encrypted.key", nil, .passphraseMissing),
            ("app.pem", "app-encrypted.key", "", .passphraseMissing),
            ("app.pem", "app-encrypted.key", "wrong", .wrongPassphrase),
            ("app.pem", "app-pkcs1-encrypted.key", "wrong", .wrongPassphrase),
            ("app.p12", nil, nil, .passphraseMissing), ("app.p12", nil, "wrong", .wrongPassphrase),
            ("app.pem", "other.key", nil, .keyMismatch), ("app.pem", nil, nil, .noKey),
            ("app.key", "app.key", nil, .noCertificate), ("app.pem", "app.pem", nil, .noKey),
            ("passphrase", nil, nil, .notCertificates), ("passphrase", "app.key", nil, .noCertificate),
            ("curve.pem", nil, nil, .notRSA), ("weak.pem", nil, nil, .weakKey(bits: 1024)),
        ] as [(String, String?, String?, SigningError)])
    func `says what is wrong with a file`(
        file: String, key: String?, passphrase: String?, expected: SigningError
    ) throws {
        do {
            _ = try Self.open(file, key, passphrase)
            Issue.record("it was opened")
        } catch let error as SigningError {
            #expect(error == expected)
        }
    }

    @Test(arguments: [
        [], Array("-----BEGIN ".utf8), Array("-----BEGIN PRIVATE KEY-----\nAAAA\n".utf8),
        [0x30, 0x82, 0xff, 0xff],
    ])
    func `bears files that are cut short`(bytes: [UInt8]) {
        do throws(SigningError) {
            _ = try SigningCertificate.open(bytes)
            Issue.record("it was opened")
        } catch {
            #expect(!"\(error)".isEmpty)
        }
    }
}
