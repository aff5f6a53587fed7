import Configuration
import Model
import NameResolution
import Testing

@testable import Collectors

/// Where to connect when no resolver need be asked.
struct NameStepTests {
    private static func target(
        _ host: String, resolve: [String] = [], connectTo: [String] = [], port: Int = 443
    ) async throws -> NameStep.Target {
        var settings = NetworkSettings()
        settings.resolve = try resolve.map { try #require(ResolveRule($0)) }
        settings.connectTo = try connectTo.map { try #require(ConnectToRule($0)) }
        let step = NameStep(resolver: try NameResolver(servers: []), settings: settings, sinkholes: [])
        return await step.target(for: host, port: port, timeout: 60)
    }

    @Test(arguments: [
        ("192.0.2.1", NameFact.Answer.addresses, NameFact.Answer.notAsked),
        ("2001:db8::1", .notAsked, .addresses),
    ])
    func `an address is its own answer`(host: String, ipv4: NameFact.Answer, ipv6: NameFact.Answer)
        async throws
    {
        let target = try await Self.target(host)
        #expect(target.fact == NameFact(source: .literal, ipv4: ipv4, ipv6: ipv6, addresses: [host]))
        #expect(target.failure == nil)
    }

    @Test
    func `configured addresses are taken for their host and port`() async throws {
        let target = try await Self.target(
            "a.example", resolve: ["b.example:443:192.0.2.9", "A.example:443:192.0.2.1,[::1]"])
        #expect(target.addresses == ["192.0.2.1", "::1"])
        #expect(target.fact.source == .configuration)
        #expect(target.resolveEntry == "a.example:443:192.0.2.1,[::1]")
    }

    @Test
    func `a redirection decides what is resolved`() async throws {
        let address = try await Self.target("a.example", connectTo: ["a.example:443:127.0.0.1:8443"])
        #expect(address.addresses == ["127.0.0.1"])
        #expect(address.port == 8443)
        #expect(address.fact.source == .configuration)
        let name = try await Self.target(
            "a.example", resolve: ["b.example:8443:192.0.2.1"], connectTo: ["a.example:443:b.example:8443"])
        #expect(name.host == "b.example")
        #expect(name.addresses == ["192.0.2.1"])
        let port = try await Self.target(
            "a.example", resolve: ["a.example:8443:192.0.2.1"], connectTo: ["a.example:443::8443"])
        #expect(port.resolveEntry == "a.example:8443:192.0.2.1")
    }
}
