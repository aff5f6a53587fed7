import Foundation
import Model
import Synchronization
import Testing

@testable import Collectors

/// Tokens by number; the first ones may fail.
private final class CountedTokens: TokenSource {
    let canRenew: Bool
    private let faults: Int
    private let life: Double
    private let count = Mutex(0)

    init(canRenew: Bool = true, faults: Int = 0, life: Double = 3600) {
        self.canRenew = canRenew
        self.faults = faults
        self.life = life
    }

    var asked: Int { count.withLock { $0 } }

    func token(for service: TenantService) async throws(ServiceFault) -> AccessToken {
        let number = count.withLock { count in
            count += 1
            return count
        }
        await Task.yield()
        guard number > faults else { throw ServiceFault(.signInRejected, "no \(number)") }
        return AccessToken(secret: Secret("\(number)"), expires: Date(timeIntervalSince1970: life))
    }
}

@Suite struct TokenStoreTests {
    private static func store(_ source: CountedTokens) -> TokenStore {
        TokenStore(source, now: { Date(timeIntervalSince1970: 0) })
    }

    @Test func `asks once, however many want a token`() async throws {
        let source = CountedTokens()
        let store = Self.store(source)
        let tokens = try await Array(0..<20).boundedMap(width: 20) { _ in try await store.token(for: .graph) }
        #expect(Set(tokens.map(\.secret.text)) == ["1"])
        #expect(source.asked == 1)
    }

    @Test func `has one token for each service`() async throws {
        let store = Self.store(CountedTokens())
        let (first, second) = (try await store.token(for: .graph), try await store.token(for: .defender))
        #expect(first != second)
    }

    @Test func `asks once more, however many were refused the same token`() async throws {
        let source = CountedTokens()
        let store = Self.store(source)
        let old = try await store.token(for: .graph)
        let tokens = try await Array(0..<20).boundedMap(width: 20) { _ in
            try await store.token(for: .graph, refused: old)
        }
        #expect(Set(tokens.map(\.secret.text)) == ["2"])
        #expect(source.asked == 2)
    }

    @Test func `a token that is about to end is fetched anew`() async throws {
        let source = CountedTokens(life: 30)
        let store = Self.store(source)
        _ = try await store.token(for: .graph)
        #expect(try await store.token(for: .graph).secret == Secret("2"))
    }

    @Test func `a failed sign-in is not tried again by those who come later`() async {
        let source = CountedTokens(faults: 1)
        let store = Self.store(source)
        for _ in 0..<3 {
            await #expect(throws: ServiceFault(.signInRejected, "no 1")) {
                try await store.token(for: .graph)
            }
        }
        #expect(source.asked == 1)
    }

    @Test func `a token that somebody gave is not asked for again`() async throws {
        let source = CountedTokens(canRenew: false)
        let store = Self.store(source)
        let token = try await store.token(for: .graph)
        await #expect(throws: ServiceFault(.signInRejected, "Microsoft Graph refuses the token")) {
            try await store.token(for: .graph, refused: token)
        }
        #expect(source.asked == 1)
    }

    @Test func `a service that refuses each new token is not asked for ever`() async throws {
        let source = CountedTokens()
        let store = Self.store(source)
        var token = try await store.token(for: .graph)
        await #expect(throws: ServiceFault.self) {
            for _ in 0..<1000 { token = try await store.token(for: .graph, refused: token) }
        }
        #expect(source.asked < 100)
    }
}
