import Addresses
import CheckCatalogue
import SampleFacts
import Testing

@testable import Collectors

struct NetworkRangeTests {
    @Test(arguments: [
        ("127.0.0.0/8", "127.0.0.1", true), ("127.0.0.0/8", "127.255.255.255", true),
        ("127.0.0.0/8", "128.0.0.1", false),
        ("198.18.0.0/15", "198.19.255.255", true), ("198.18.0.0/15", "198.20.0.0", false),
        ("0.0.0.0/0", "20.1.2.3", true),
        ("192.0.2.1/32", "192.0.2.1", true), ("192.0.2.1/32", "192.0.2.2", false),
        ("10.1.2.3/8", "10.200.0.1", true),
        ("fe80::/10", "fe80::1", true), ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false),
        ("::1/128", "::1", true), ("::1/128", "::2", false), ("::/0", "2603::1", true),
        ("2001:db8::/32", "2001:db8:1::1", true),
        ("127.0.0.0/8", "::ffff:127.0.0.1", true), ("127.0.0.0/8", "::1", false),
        ("::/0", "127.0.0.1", false),
        ("::ffff:192.0.2.0/120", "192.0.2.7", true), ("::ffff:192.0.2.0/120", "192.0.3.7", false),
        ("127.0.0.0/8", "login.example", false), ("127.0.0.0/8", "", false),
    ])
    func `an address is in a network or not`(cidr: String, address: String, isInside: Bool) throws {
        let range = try #require(NetworkRange(cidr: cidr, name: "a network"))
        #expect(range.contains(address) == isInside)
        #expect(range.name == "a network")
    }

    @Test(arguments: [
        "", "/", "127.0.0.0", "127.0.0.0/", "127.0.0.0/33", "127.0.0.0/-1", "127.0.0/8", "::/129",
        "login.example/8",
        "127.0.0.0/8/8", "127.0.0.0/eight", "/8",
    ])
    func `anything else is no network`(cidr: String) {
        #expect(NetworkRange(cidr: cidr, name: "x") == nil)
    }

    private static var sinkholes: [NetworkRange] {
        get throws {
            try RealCatalogue.load().probing.sinkholes.compactMap {
                NetworkRange(cidr: $0.cidr, name: $0.name)
            }
        }
    }

    @Test
    func `every network of the catalogue is one`() throws {
        let all = try RealCatalogue.load().probing.sinkholes
        #expect(all.map(\.cidr).filter { NetworkRange(cidr: $0, name: "") == nil } == [])
    }

    @Test(arguments: [
        "0.0.0.0", "127.0.0.1", "127.0.0.53", "169.254.1.1", "192.0.2.1", "198.51.100.7", "203.0.113.9",
        "198.18.0.1", "224.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "2001:db8::1", "100::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:0.0.0.0",
    ])
    func `the catalogue knows a sinkhole`(address: String) throws {
        #expect(try Self.sinkholes.contains { $0.contains(address) })
    }

    /// Addresses of the service, and those of private links and split DNS.
    @Test(arguments: [
        "20.190.128.1", "40.126.0.1", "20.20.32.1", "13.107.6.152", "52.96.0.1", "204.79.197.200",
        "2603:1006:2000::1",
        "2620:1ec:8fc::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd00::1",
        "64:ff9b::14be:8001",
    ])
    func `the catalogue takes no other address for a sinkhole`(address: String) throws {
        #expect(try Self.sinkholes.filter { $0.contains(address) }.map(\.name) == [])
    }
}
