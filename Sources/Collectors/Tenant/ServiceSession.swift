import Model

/// One service, asked with its token.
struct ServiceSession: Sendable {
    let service: TenantService
    let host: String
    let answers: ServiceAnswers
    let tokens: TokenStore

    /// A page that is longer is none of the service's; bytes.
    static let largestPage = 64 << 20

    /// Asks for what is at an address of the service, and gives the JSON that it answers.
    ///
    /// `query` names the permission that is missing where the service refuses. The token goes to the service's own host and
    /// nowhere else.
    func get(_ address: ServiceAddress, _ query: TenantAccess.Query) async throws(ServiceFault) -> [UInt8] {
        guard address.hasSameOrigin(as: ServiceAddress(host, "/")) else {
            throw ServiceFault(.incomplete, "\(address) is no address of \(service.title)")
        }
        let token = try await tokens.token(for: service)
        var answer = try await ask(address, token)
        if answer.status == 401 {
            let refusal = answer.words
            let next: AccessToken
            do throws(ServiceFault) {
                next = try await tokens.token(for: service, refused: token)
            } catch {
                throw error.kind == .service(.signInRejected)
                    ? ServiceFault(.signInRejected, "\(error.detail) (\(refusal))", status: 401) : error
            }
            answer = try await ask(address, next)
        }
        return try body(of: answer, address, query)
    }

    private func ask(
        _ address: ServiceAddress, _ token: AccessToken
    ) async throws(ServiceFault) -> ServiceTransport.Answer {
        try await answers.answer(
            .init(address: address, bearer: token.secret, maximumBody: Self.largestPage))
    }

    private func body(
        of answer: ServiceTransport.Answer, _ address: ServiceAddress, _ query: TenantAccess.Query
    ) throws(ServiceFault) -> [UInt8] {
        let status = answer.status
        switch status {
        case 200:
            guard answer.looksLikeJSON else {
                let words = "\(address) answers what is no JSON: \(answer.firstWords)"
                throw ServiceFault(.malformed, words, status: status)
            }
            return answer.body
        case 300..<400:
            let words =
                "\(address) redirects to \"\(answer.location)\" (status \(status)), where no token is sent"
            throw ServiceFault(.malformed, words, status: status)
        case 401:
            let words = "\(service.title) refuses a new token too (\(answer.words))"
            throw ServiceFault(.signInRejected, words, status: status)
        case 403 where ServiceWords(answer.body) != nil:
            throw ServiceFault(.permissionMissing, refusal(answer, query), status: status)
        case 400, 404, 405, 501:
            let words = "\(address) answers \(status) (\(answer.words))"
            throw ServiceFault(.malformed, words, status: status)
        default:
            let words = "\(address) answers \(status) (\(answer.words))"
            throw ServiceFault(.unavailable, words, status: status)
        }
    }

    private func refusal(_ answer: ServiceTransport.Answer, _ query: TenantAccess.Query) -> String {
        let least = query.permissions.first ?? "the permission"
        let others = query.permissions.dropFirst().joined(separator: " or ")
        let more = others.isEmpty ? "" : " (or \(others))"
        return
            "\(service.title) refuses it for want of the permission \(least)\(more), which would have shown "
            + "\(query.shows) (status 403, \(answer.words))"
    }
}
