import Foundation
import Model

/// Tokens that somebody else fetched; there is no way of renewing them.
struct GivenTokens: TokenSource {
    let tokens: [TenantService: Secret]
    let expectation: TokenExpectation
    let now: @Sendable () -> Date

    let canRenew = false

    func token(for service: TenantService) async throws(ServiceFault) -> AccessToken {
        guard let secret = tokens[service] else {
            throw ServiceFault(.signInRejected, "no token for \(service.title) is given")
        }
        let claims = TokenClaims(secret)
        let token = AccessToken(secret: secret, expires: claims?.expires)
        if let end = token.expires, end <= now() {
            let moment = end.formatted(.iso8601)
            throw ServiceFault(.signInRejected, "the token for \(service.title) expired at \(moment)")
        }
        try expectation.check(token, for: service)
        return token
    }
}

/// What a token has to be for, as far as it tells.
struct TokenExpectation: Sendable {
    /// The tenant's id, lower case; absent where the configuration has none.
    var tenant: String?
    var audiences: [TenantService: Set<String>]

    init(_ access: TenantAccess, _ hosts: TenantAccess.Hosts, tenant: String?) {
        self.tenant = tenant
        audiences = [:]
        for service in TenantService.allCases {
            let host = service == .graph ? hosts.graph : hosts.defender
            let resource = service == .graph ? nil : hosts.defenderResource
            let addresses = [host.map { "https://\($0)" }, resource].compactMap(\.self)
            let names = [access.applications[service]].compactMap(\.self)
            audiences[service] = Set(addresses + addresses.map { $0 + "/" } + names)
        }
    }

    /// Throws where a token says of itself that it is of another tenant, or for another service; believes it nothing else.
    func check(_ token: AccessToken, for service: TenantService) throws(ServiceFault) {
        guard let claims = TokenClaims(token.secret) else { return }
        if let audience = claims.audience, audiences[service]?.contains(audience.lowercased()) != true {
            let words =
                "the token for \(service.title) is for another service, \(audience.printable(limit: 100))"
            throw ServiceFault(.signInRejected, words)
        }
        if let tenant, let other = claims.tenant, other.lowercased() != tenant {
            let words =
                "the token for \(service.title) is of tenant \(other.printable(limit: 60)), not of \(tenant)"
            throw ServiceFault(.signInRejected, words)
        }
    }
}

/// What a token says of itself, if it is a JSON Web Token; nobody has verified it.
struct TokenClaims: Equatable {
    var audience: String?
    var tenant: String?
    var expires: Date?

    init?(_ secret: Secret) {
        struct Claims: Decodable {
            var aud: String?
            var tid: String?
            var exp: Double?
        }
        let parts = secret.text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var text = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text, options: []),
            let claims = try? JSONDecoder().decode(Claims.self, from: data)
        else { return nil }
        audience = claims.aud
        tenant = claims.tid
        let isMoment = claims.exp.map { $0.isFinite && (0...1e11).contains($0) } ?? false
        expires = isMoment ? claims.exp.map { Date(timeIntervalSince1970: $0) } : nil
    }
}
