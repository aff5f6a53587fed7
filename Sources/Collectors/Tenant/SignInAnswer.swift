import Foundation
import Model

/// What the sign-in service answers to a request for a token.
///
/// Source: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
struct SignInAnswer: Decodable {
    var accessToken: String?
    /// Seconds, as a number or, from a managed identity, as text.
    var expiresIn: Double?
    var refreshToken: String?
    var error: String?
    var errorDescription: String?
    var errorCodes: [Int]?

    private enum Key: String, CodingKey {
        case error
        case accessToken = "access_token"
        case expiresIn = "expires_in"
        case refreshToken = "refresh_token"
        case errorDescription = "error_description"
        case errorCodes = "error_codes"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        // A member of another type than is documented is taken for missing.
        func text(_ key: Key) -> String? { (try? container.decodeIfPresent(String.self, forKey: key)) ?? nil }
        accessToken = text(.accessToken)
        let number = (try? container.decodeIfPresent(Double.self, forKey: .expiresIn)) ?? nil
        expiresIn = number ?? text(.expiresIn).flatMap { Double($0) }
        refreshToken = text(.refreshToken)
        error = text(.error)
        errorDescription = text(.errorDescription)
        errorCodes = (try? container.decodeIfPresent([Int].self, forKey: .errorCodes)) ?? nil
    }

    init?(_ body: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
        self = answer
    }

    /// Longer ones are none.
    private static let longestLife = 90 * 86_400.0
    private static let longestToken = 64 << 10

    /// The token, if it is one that fits in a header.
    func token(receivedAt: Date) -> AccessToken? {
        guard let accessToken, (1...Self.longestToken).contains(accessToken.utf8.count),
            accessToken.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        let life = expiresIn.flatMap { $0.isFinite && $0 >= 0 ? min($0, Self.longestLife) : nil }
        return AccessToken(
            secret: Secret(accessToken), expires: life.map { receivedAt.addingTimeInterval($0) })
    }
}

extension TenantAccess {
    /// A refusal in words: the code, what it means, what to do, and what the service itself says.
    func words(of refusal: SignInAnswer, hiding secrets: [Secret]) -> String {
        let said = (refusal.errorDescription ?? refusal.error ?? "")
        // What follows the first line are numbers for the service's own people.
        let line = said.prefix { !$0.isNewline }
        let hidden = secrets.reduce(String(line)) { $1.redacted(from: $0) }.printable(limit: 240)
        let code = refusal.errorCodes?.first ?? Self.code(in: said)
        guard let code else { return hidden.isEmpty ? "it says nothing of why" : "it says: \"\(hidden)\"" }
        guard let known = signInErrors[code] else {
            return "AADSTS\(code); it says: \"\(hidden)\""
        }
        return "AADSTS\(code): \(known.means). \(known.remedy) (It says: \"\(hidden)\")"
    }

    /// The number after `AADSTS`.
    private static func code(in text: String) -> Int? {
        guard let mark = text.firstRange(of: "AADSTS") else { return nil }
        return Int(text[mark.upperBound...].prefix(9).prefix { $0.isASCII && $0.isNumber })
    }
}
