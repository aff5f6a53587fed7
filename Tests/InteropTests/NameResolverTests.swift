import NameResolution
import TestSupport
import Testing

/// The resolver against real and misbehaving name servers.
struct NameResolverTests {
    @Test(arguments: [
        ("dns", "dual.lab.test", AddressFamily.ipv4, LookupAnswer.addresses(["127.0.0.1"])),
        ("dns", "dual.lab.test", .ipv6, .addresses(["::1"])), ("dns", "absent.lab.test", .ipv4, .noSuchName),
        ("dns", "noaddr.lab.test", .ipv4, .noAddress), ("dns", "proxy.lab.test", .ipv6, .noAddress),
        ("dns-silent", "a.lab.test", .ipv4, .timeout), ("dns-garbage", "a.lab.test", .ipv4, .timeout),
        ("dns-refused", "a.lab.test", .ipv4, .serverFailure(detail: "DNS server refused query")),
        ("dns-servfail", "a.lab.test", .ipv6, .serverFailure(detail: "DNS server returned general failure")),
        ("refused", "a.lab.test", .ipv4, .serverFailure(detail: "Could not contact DNS servers")),
    ])
    func `an answer is told for what it is`(
        server: String, name: String, family: AddressFamily, expected: LookupAnswer
    )
        async throws
    {
        let port = try Lab.shared().port(server)
        let resolver = try NameResolver(servers: ["127.0.0.1:\(port)"])
        let timeout = expected == .timeout ? 1.0 : 60
        #expect(await resolver.addresses(of: name, family, timeout: timeout) == expected)
    }

    @Test func `a thousand names at a silent server take no longer than one`() async throws {
        let port = try Lab.shared().port("dns-silent")
        let resolver = try NameResolver(servers: ["127.0.0.1:\(port)"])
        let answers = await withTaskGroup(of: LookupAnswer.self) { group in
            for number in 0..<1000 {
                group.addTask { await resolver.addresses(of: "h\(number).lab.test", .ipv4, timeout: 1) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 1000)
        #expect(answers.allSatisfy { $0 == .timeout })
    }

    @Test func `a cancelled look-up ends at once`() async throws {
        let port = try Lab.shared().port("dns-silent")
        let resolver = try NameResolver(servers: ["127.0.0.1:\(port)"])
        let task = Task { await resolver.addresses(of: "a.lab.test", .ipv4, timeout: 3600) }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test func `a server that is no address is refused`() {
        #expect(throws: ResolverError.self) { try NameResolver(servers: ["not an address"]) }
    }

    private static let services: [ServiceRecord] = [
        ServiceRecord(priority: 0, weight: 60, port: 3268, target: "dc1.lab.test"),
        ServiceRecord(priority: 0, weight: 50, port: 389, target: "dc2.lab.test"),
        ServiceRecord(priority: 10, weight: 100, port: 389, target: "dc3.lab.test"),
    ]

    @Test(arguments: [
        ("dns", "_ldap._tcp.lab.test", ServiceAnswer.records(services)),
        ("dns", "_LDAP._tcp.lab.test.", .records(services)),
        ("dns", "_none._tcp.lab.test", .noRecords), ("dns", "noaddr.lab.test", .noRecords),
        ("dns", "_ldap._tcp.absent.test", .noSuchName), ("dns-nxdomain", "_ldap._tcp.lab.test", .noSuchName),
        ("dns-silent", "_ldap._tcp.lab.test", .timeout), ("dns-garbage", "_ldap._tcp.lab.test", .timeout),
        ("dns-refused", "_ldap._tcp.lab.test", .serverFailure(detail: "DNS server refused query")),
        (
            "dns-servfail", "_ldap._tcp.lab.test",
            .serverFailure(detail: "DNS server returned general failure")
        ),
        ("dns-malformed", "_ldap._tcp.lab.test", .serverFailure(detail: "Misformatted domain name")),
        ("refused", "_ldap._tcp.lab.test", .serverFailure(detail: "Could not contact DNS servers")),
        ("dns", "a..b", .serverFailure(detail: "Misformatted domain name")),
    ])
    func `services are told in the order in which to try them`(
        server: String, name: String, expected: ServiceAnswer
    ) async throws {
        let port = try Lab.shared().port(server)
        let resolver = try NameResolver(servers: ["127.0.0.1:\(port)"])
        let timeout = expected == .timeout ? 1.0 : 60
        #expect(await resolver.services(of: name, timeout: timeout) == expected)
    }

    @Test func `a cancelled look-up of services ends at once`() async throws {
        let port = try Lab.shared().port("dns-silent")
        let resolver = try NameResolver(servers: ["127.0.0.1:\(port)"])
        let task = Task { await resolver.services(of: "_ldap._tcp.lab.test", timeout: 3600) }
        task.cancel()
        #expect(await task.value == .cancelled)
    }
}
