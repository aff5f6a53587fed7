import Foundation
import Model

/// The sign-in service of one tenant.
struct SignInService: Sendable {
    let answers: ServiceAnswers
    let access: TenantAccess
    let hosts: TenantAccess.Hosts
    /// The tenant's id or one of its domains.
    let tenant: String

    var tokenAddress: ServiceAddress { address("token") }
    var deviceCodeAddress: ServiceAddress { address("devicecode") }

    private func address(_ name: String) -> ServiceAddress {
        ServiceAddress(hosts.signIn, "/\(ServiceTransport.escaped(tenant))/oauth2/v2.0/\(name)")
    }

    /// What a token for a service is asked for; throws where the cloud has no such service.
    func scope(of service: TenantService) throws(ServiceFault) -> String {
        try hosts.resource(of: service) + "/.default"
    }

    /// Sends a form and reads the answer, whatever it says.
    func ask(
        _ address: ServiceAddress, _ form: [(name: String, value: String)]
    ) async throws(ServiceFault) -> (answer: SignInAnswer, status: Int, body: [UInt8]) {
        let answer = try await answers.answer(.init(address: address, form: form))
        guard answer.looksLikeJSON, let read = SignInAnswer(answer.body) else {
            throw ServiceFault(
                .malformed,
                "\(address) answers with status \(answer.status) and what is no JSON: \(answer.firstWords)")
        }
        return (read, answer.status, answer.body)
    }

    /// Asks for a token with a form that holds `secrets`.
    func token(
        for service: TenantService, _ form: [(name: String, value: String)], hiding secrets: [Secret]
    ) async throws(ServiceFault) -> AccessToken {
        let (answer, status, _) = try await ask(tokenAddress, form)
        return try token(in: answer, status, for: service, hiding: secrets)
    }

    func token(
        in answer: SignInAnswer, _ status: Int, for service: TenantService, hiding secrets: [Secret]
    ) throws(ServiceFault) -> AccessToken {
        guard status == 200, answer.error == nil else { throw refused(answer, for: service, hiding: secrets) }
        guard let token = answer.token(receivedAt: answers.transport.prober.now()) else {
            throw ServiceFault(.malformed, "\(tokenAddress) answers 200 without a token")
        }
        return token
    }

    func refused(
        _ answer: SignInAnswer, for service: TenantService, hiding secrets: [Secret]
    ) -> ServiceFault {
        let words = access.words(of: answer, hiding: secrets)
        return ServiceFault(.signInRejected, "\(hosts.signIn) gives no token for \(service.title): \(words)")
    }
}

extension TenantAccess.Hosts {
    /// What a token is asked for, without `/.default`.
    func resource(of service: TenantService) throws(ServiceFault) -> String {
        switch service {
        case .graph: return "https://\(graph)"
        case .defender:
            guard let defenderResource else {
                throw ServiceFault(.unavailable, "this cloud has no Defender for Endpoint")
            }
            return defenderResource
        }
    }
}
