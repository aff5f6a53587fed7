import Foundation
import Model

/// Tokens for a person, who signs in with a browser somewhere else.
///
/// The first token takes the person; those for the other service, and later ones, are asked for with what came with it.
///
/// Source: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>
actor DeviceCodeTokens: TokenSource {
    private let service: SignInService
    private let clientID: String
    /// Tells the person what to do; a sentence.
    private let prompt: @Sendable (String) -> Void
    private var refreshToken: Secret?

    nonisolated let canRenew = true

    private static let grant = "urn:ietf:params:oauth:grant-type:device_code"

    init(service: SignInService, clientID: String, prompt: @escaping @Sendable (String) -> Void) {
        self.service = service
        self.clientID = clientID
        self.prompt = prompt
    }

    func token(for wanted: TenantService) async throws(ServiceFault) -> AccessToken {
        let scope = try service.scope(of: wanted) + " offline_access"
        if let refreshToken { return try await renew(with: refreshToken, scope, wanted) }
        let grant = try await ask(scope, wanted)
        prompt(grant.prompt)
        return try await poll(grant, wanted)
    }

    private func renew(
        with refresh: Secret, _ scope: String, _ wanted: TenantService
    ) async throws(ServiceFault) -> AccessToken {
        let form: [(name: String, value: String)] = [
            ("grant_type", "refresh_token"), ("client_id", clientID), ("scope", scope),
            ("refresh_token", refresh.text),
        ]
        let (answer, status, _) = try await service.ask(service.tokenAddress, form)
        let token = try service.token(in: answer, status, for: wanted, hiding: [refresh])
        if let next = answer.refreshToken { refreshToken = Secret(next) }
        return token
    }

    private func ask(_ scope: String, _ wanted: TenantService) async throws(ServiceFault) -> DeviceCodeGrant {
        let form: [(name: String, value: String)] = [("client_id", clientID), ("scope", scope)]
        let (answer, status, body) = try await service.ask(service.deviceCodeAddress, form)
        guard status == 200, answer.error == nil else {
            throw service.refused(answer, for: wanted, hiding: [])
        }
        guard let grant = DeviceCodeGrant(body) else {
            throw ServiceFault(.malformed, "\(service.deviceCodeAddress) answers 200 without a code")
        }
        return grant
    }

    private func poll(_ grant: DeviceCodeGrant, _ wanted: TenantService) async throws(ServiceFault)
        -> AccessToken
    {
        let form: [(name: String, value: String)] = [
            ("grant_type", Self.grant), ("client_id", clientID), ("device_code", grant.deviceCode.text),
        ]
        let deadline = service.answers.transport.prober.deadline
        var interval = grant.interval
        var waited = 0.0
        while waited < grant.life {
            guard interval < deadline.remaining else {
                throw ServiceFault(
                    .signInRejected, "nobody signed in with the code before the run's deadline")
            }
            do {
                try await service.answers.retry.sleep(interval)
            } catch {
                throw .interrupted
            }
            waited += interval
            let (answer, status, _) = try await service.ask(service.tokenAddress, form)
            switch answer.error {
            case "authorization_pending": continue
            case "slow_down": interval = min(interval + 5, DeviceCodeGrant.longestInterval)
            case "authorization_declined", "access_denied":
                throw ServiceFault(.signInRejected, "the person declined to sign in")
            case "expired_token", "code_expired":
                throw ServiceFault(.signInRejected, "the code expired before anybody signed in with it")
            default:
                let token = try service.token(in: answer, status, for: wanted, hiding: [grant.deviceCode])
                refreshToken = answer.refreshToken.map { Secret($0) }
                return token
            }
        }
        throw ServiceFault(.signInRejected, "the code expired before anybody signed in with it")
    }
}

/// A code with which somebody signs in elsewhere.
struct DeviceCodeGrant {
    var deviceCode: Secret
    /// What the person is told.
    var prompt: String
    /// Seconds between two questions; 1 to ``longestInterval``.
    var interval: Double
    /// Seconds for which it can be used.
    var life: Double

    static let longestInterval = 60.0
    private static let longestLife = 3600.0

    init?(_ body: [UInt8]) {
        struct Answer: Decodable {
            var deviceCode: String
            var userCode: String
            var place: String
            var interval: Double?
            var life: Double?

            enum CodingKeys: String, CodingKey {
                case interval
                case deviceCode = "device_code"
                case userCode = "user_code"
                case place = "verification_uri"
                case life = "expires_in"
            }
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)),
            answer.place.hasPrefix("https://"), !answer.deviceCode.isEmpty
        else { return nil }
        deviceCode = Secret(answer.deviceCode)
        let place = answer.place.printable(limit: 200)
        let code = answer.userCode.printable(limit: 40)
        prompt = "To sign in, open \(place) in a browser and enter the code \(code)."
        func bounded(_ value: Double?, _ usual: Double, _ range: ClosedRange<Double>) -> Double {
            guard let value, value.isFinite else { return usual }
            return min(max(value, range.lowerBound), range.upperBound)
        }
        interval = bounded(answer.interval, 5, 1...Self.longestInterval)
        life = bounded(answer.life, 900, 1...Self.longestLife)
    }
}
