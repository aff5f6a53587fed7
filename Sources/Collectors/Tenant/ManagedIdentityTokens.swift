import FoundationEssentials
import Model

/// Tokens for the identity that the cloud gave this very machine.
///
/// What is asked for them is on the machine itself, so that no proxy has any business with it.
///
/// Source: <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
struct ManagedIdentityTokens: TokenSource {
    let answers: ServiceAnswers
    let access: TenantAccess
    let hosts: TenantAccess.Hosts
    /// Of an identity that was assigned by a user; absent for the machine's own.
    let clientID: String?
    let place: ManagedIdentityPlace?
    let expectation: TokenExpectation

    let canRenew = true

    /// Seconds; nobody is there where nothing answers at once.
    private static let patience = 3.0

    func token(for service: TenantService) async throws(ServiceFault) -> AccessToken {
        let resource = try hosts.resource(of: service)
        let identity = access.managedIdentity
        var query: [(name: String, value: String)] = [("resource", resource)]
        query.append(("api-version", place == nil ? identity.version : identity.serviceVersion))
        if let clientID { query.append(("client_id", clientID)) }
        let text = "\(place?.endpoint ?? identity.address)?\(ServiceTransport.encoded(query))"
        guard let address = ServiceAddress(text), address.scheme == .http else {
            throw ServiceFault(.signInRejected, "IDENTITY_ENDPOINT is no address of plain HTTP")
        }
        var request = ServiceTransport.Request(address: address, isLocal: true, timeout: Self.patience)
        request.headers = [("Metadata", "true")]
        if let place { request.headers = [("X-IDENTITY-HEADER", place.header.text)] }
        let answer: ServiceTransport.Answer
        do throws(ServiceFault) {
            answer = try await answers.answer(request)
        } catch {
            guard error.kind != .interrupted else { throw error }
            let words = "no managed identity answers on this host (\(error.detail))"
            throw ServiceFault(.signInRejected, words)
        }
        guard answer.looksLikeJSON, let read = SignInAnswer(answer.body) else {
            throw ServiceFault(.malformed, "\(address) answers what is no JSON: \(answer.firstWords)")
        }
        guard answer.status == 200, read.error == nil else {
            let words = access.words(of: read, hiding: [place?.header].compactMap(\.self))
            throw ServiceFault(
                .signInRejected, "the managed identity gets no token for \(service.title): \(words)")
        }
        guard let token = read.token(receivedAt: answers.transport.prober.now()) else {
            throw ServiceFault(.malformed, "\(address) answers 200 without a token")
        }
        try expectation.check(token, for: service)
        return token
    }
}

/// Where an App Service finds its identity, as its environment says.
package struct ManagedIdentityPlace: Sendable, Equatable {
    package var endpoint: String
    package var header: Secret

    /// Reads `IDENTITY_ENDPOINT` and `IDENTITY_HEADER`; nil where they are not both there.
    package init?(environment: [String: String]) {
        guard let endpoint = environment["IDENTITY_ENDPOINT"], let header = environment["IDENTITY_HEADER"],
            !endpoint.isEmpty, !header.isEmpty,
            header.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        self.endpoint = endpoint
        self.header = Secret(header)
    }
}
