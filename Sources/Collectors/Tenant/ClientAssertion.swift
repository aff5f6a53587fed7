import Foundation
package import Signing

/// A certificate's key, opened once for a run.
package final class ApplicationKey: Sendable {
    let certificate: SigningCertificate

    private init(_ certificate: consuming SigningCertificate) {
        self.certificate = certificate
    }

    /// Opens what was read from files; see ``SigningCertificate/open(_:key:passphrase:)``.
    package static func open(
        _ file: [UInt8], key: [UInt8]?, passphrase: String?
    ) throws(SigningError) -> ApplicationKey {
        ApplicationKey(try SigningCertificate.open(file, key: key, passphrase: passphrase))
    }

    /// What is wrong with the certificate's dates at a moment; nil where nothing is.
    func dateFault(at moment: Date) -> String? {
        let seconds = Int64(moment.timeIntervalSince1970)
        if let end = certificate.notAfter, end < seconds {
            return "the certificate ended on \(Self.day(end))"
        }
        if let start = certificate.notBefore, start > seconds {
            return "the certificate is valid from \(Self.day(start)) on"
        }
        return nil
    }

    private static func day(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601.year().month().day())
    }
}

/// What proves, by a certificate's key, that a request comes from the application.
///
/// Source: <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>
struct ClientAssertion {
    /// Seconds for which it can be used.
    static let life = 300

    var audience: String
    var clientID: String
    /// A text that no other assertion has.
    var id: String
    /// Seconds since 1970.
    var issuedAt: Int

    private struct Header: Encodable {
        var alg = "PS256"
        var typ = "JWT"
        var thumbprint: String

        private enum CodingKeys: String, CodingKey {
            case alg, typ
            case thumbprint = "x5t#S256"
        }
    }

    private struct Claims: Encodable {
        var aud, iss, sub, jti: String
        var nbf, iat, exp: Int
    }

    /// Throws ``SigningError`` when OpenSSL does not sign.
    func signed(by key: ApplicationKey) throws -> Secret {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = try encoder.encode(Header(thumbprint: Self.base64URL(key.certificate.thumbprint)))
        let claims = try encoder.encode(
            Claims(
                aud: audience, iss: clientID, sub: clientID, jti: id, nbf: issuedAt, iat: issuedAt,
                exp: issuedAt + Self.life))
        let signed = "\(Self.base64URL(header)).\(Self.base64URL(claims))"
        let signature = try key.certificate.sign(Array(signed.utf8))
        return Secret("\(signed).\(Self.base64URL(signature))")
    }

    static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { (character: Character) -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
