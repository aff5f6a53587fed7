package import Model

/// By what somebody signs in, read from where the configuration says.
package enum SignInCredential: Sendable {
    case certificate(ApplicationKey)
    case secret(Secret)
    case deviceCode
    case managedIdentity(ManagedIdentityPlace?)
    case tokens([TenantService: Secret])

    /// Whether a person has to do something.
    var isInteractive: Bool {
        if case .deviceCode = self { true } else { false }
    }

    /// Whether it is of one tenant, whatever the configuration says.
    var isBoundToTenant: Bool {
        switch self {
        case .managedIdentity, .tokens: true
        case .certificate, .secret, .deviceCode: false
        }
    }

    /// The tokens that it gives.
    func tokens(
        _ service: SignInService, clientID: String?, expectedTenant: String?, met: MetSecrets?,
        _ prompt: @escaping @Sendable (String) -> Void
    ) -> TokenStore {
        let now = service.answers.transport.prober.now
        let id = clientID ?? ""
        let expectation = TokenExpectation(service.access, service.hosts, tenant: expectedTenant)
        switch self {
        case .certificate(let key):
            return TokenStore(
                ApplicationTokens(service: service, clientID: id, proof: .certificate(key)), met: met,
                now: now)
        case .secret(let secret):
            return TokenStore(
                ApplicationTokens(service: service, clientID: id, proof: .secret(secret)), met: met, now: now)
        case .deviceCode:
            return TokenStore(
                DeviceCodeTokens(service: service, clientID: id, prompt: prompt), met: met, now: now)
        case .managedIdentity(let place):
            return TokenStore(
                ManagedIdentityTokens(
                    answers: service.answers, access: service.access, hosts: service.hosts,
                    clientID: clientID, place: place, expectation: expectation), met: met, now: now)
        case .tokens(let tokens):
            return TokenStore(
                GivenTokens(tokens: tokens, expectation: expectation, now: now), met: met, now: now)
        }
    }
}
