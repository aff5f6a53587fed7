import FoundationEssentials
import Model

/// A token for one service.
struct AccessToken: Sendable, Equatable {
    var secret: Secret
    /// When it ends, by this host's clock; absent where nothing tells.
    var expires: Date?
}

/// One way of getting tokens.
protocol TokenSource: Sendable {
    /// Whether asking again can give another token.
    var canRenew: Bool { get }

    func token(for service: TenantService) async throws(ServiceFault) -> AccessToken
}

/// The tokens of a run: one for each service, fetched when it is first needed, and anew when it has ended or was refused.
///
/// However many ask, one request is under way for a service; whoever comes meanwhile waits for its outcome.
actor TokenStore {
    private let source: any TokenSource
    private let met: MetSecrets?
    private let now: @Sendable () -> Date
    private var outcomes: [TenantService: Result<AccessToken, ServiceFault>] = [:]
    private var waiting: [TenantService: [CheckedContinuation<Void, Never>]] = [:]
    private var renewals: [TenantService: Int] = [:]

    /// Seconds before its end from which on a token is not used any more.
    private static let margin = 60.0
    /// A service that refuses one new token after the other would be asked for ever.
    private static let mostRenewals = 20

    init(_ source: some TokenSource, met: MetSecrets? = nil, now: @escaping @Sendable () -> Date) {
        self.source = source
        self.met = met
        self.now = now
    }

    /// A token for a service; not the one that it has `refused`.
    ///
    /// Throws the fault of the only attempt also to those who come later.
    func token(for service: TenantService, refused: AccessToken? = nil) async throws(ServiceFault)
        -> AccessToken
    {
        if waiting[service] != nil {
            await withCheckedContinuation { waiting[service, default: []].append($0) }
        }
        switch outcomes[service] {
        case .failure(let fault): throw fault
        case .success(let token) where token != refused && (!hasEnded(token) || !source.canRenew):
            return token
        case .success, nil: break
        }
        if refused != nil, !source.canRenew {
            throw ServiceFault(.signInRejected, "\(service.title) refuses the token")
        }
        // Two that waited may both come here; the second one waits again.
        if waiting[service] != nil { return try await token(for: service, refused: refused) }
        if outcomes[service] != nil {
            guard renewals[service, default: 0] < Self.mostRenewals else {
                throw ServiceFault(.signInRejected, "\(service.title) refuses one new token after the other")
            }
            renewals[service, default: 0] += 1
        }
        return try await fetch(service)
    }

    private func fetch(_ service: TenantService) async throws(ServiceFault) -> AccessToken {
        waiting[service] = []
        let outcome: Result<AccessToken, ServiceFault>
        do throws(ServiceFault) {
            let token = try await source.token(for: service)
            met?.add(token.secret)
            outcome = .success(token)
        } catch {
            outcome = .failure(error)
        }
        outcomes[service] = outcome
        waiting.removeValue(forKey: service)?.forEach { $0.resume() }
        return try outcome.get()
    }

    private func hasEnded(_ token: AccessToken) -> Bool {
        token.expires.map { $0.timeIntervalSince(now()) < Self.margin } ?? false
    }
}
