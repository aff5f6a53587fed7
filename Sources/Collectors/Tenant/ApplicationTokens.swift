import Foundation
import Model
import Signing

/// Tokens for an application that proves itself by a certificate or by a secret.
///
/// Source: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
struct ApplicationTokens: TokenSource {
    enum Proof: Sendable {
        case certificate(ApplicationKey)
        case secret(Secret)
    }

    let service: SignInService
    let clientID: String
    let proof: Proof

    let canRenew = true

    private static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    func token(for wanted: TenantService) async throws(ServiceFault) -> AccessToken {
        var form: [(name: String, value: String)] = [
            ("grant_type", "client_credentials"), ("client_id", clientID),
            ("scope", try service.scope(of: wanted)),
        ]
        let now = service.answers.transport.prober.now()
        switch proof {
        case .secret(let secret):
            form.append(("client_secret", secret.text))
            return try await service.token(for: wanted, form, hiding: [secret])
        case .certificate(let key):
            let assertion = try signed(by: key, at: now)
            form += [("client_assertion_type", Self.assertionType), ("client_assertion", assertion.text)]
            do throws(ServiceFault) {
                return try await service.token(for: wanted, form, hiding: [assertion])
            } catch {
                guard error.kind == .service(.signInRejected), let fault = key.dateFault(at: now) else {
                    throw error
                }
                throw ServiceFault(.signInRejected, "\(fault), by this host's clock; \(error.detail)")
            }
        }
    }

    private func signed(by key: ApplicationKey, at now: Date) throws(ServiceFault) -> Secret {
        let assertion = ClientAssertion(
            audience: service.tokenAddress.url, clientID: clientID, id: UUID().uuidString.lowercased(),
            issuedAt: Int(now.timeIntervalSince1970))
        do {
            return try assertion.signed(by: key)
        } catch {
            throw ServiceFault(.signInRejected, "the certificate's key \(error)")
        }
    }
}
