import Addresses
import SupportBundle
import Testing

struct AddressTokenTests {
    private let pseudonyms = Pseudonyms(salt: Array("a salt for tests".utf8), publicNames: .sample)

    @Test(arguments: [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "192.0.2.0/24",
        "198.51.100.0/24", "203.0.113.0/24",
    ])
    func `an address stays in its reserved block, and no other gets into it`(block: String) throws {
        let range = try #require(NetworkRange(cidr: block, name: block))
        let start = block.split(separator: ".").prefix(2).joined(separator: ".")
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<50 {
            let bytes = (0..<4).map { _ in Int(generator.next() % 256) }
            let any = bytes.map(String.init).joined(separator: ".")
            #expect(range.contains(any) == range.contains(pseudonyms.address(any)), "\(any)")
            let inside = "\(start).\(bytes[2]).\(bytes[3])"
            #expect(range.contains(inside) == range.contains(pseudonyms.address(inside)), "\(inside)")
        }
    }

    @Test(arguments: [
        ("10.1.2.3", "10.1.2.200", 24), ("93.184.216.34", "93.184.217.1", 23), ("10.1.2.3", "10.9.0.1", 8),
        ("2001:4860:4860::8888", "2001:4860:4860::8844", 32), ("fe80::1", "fe80::2", 16),
    ])
    func `two addresses have as many first bits in common as before`(
        first: String, second: String, least: Int
    ) throws {
        let (one, other) = (pseudonyms.address(first), pseudonyms.address(second))
        #expect(one != other)
        let network = try #require(NetworkRange(cidr: "\(one)/\(least)", name: "network"))
        #expect(network.contains(other))
        let original = try #require(NetworkRange(cidr: "\(first)/\(least + 8)", name: "network"))
        let narrower = try #require(NetworkRange(cidr: "\(one)/\(least + 8)", name: "network"))
        #expect(narrower.contains(other) == original.contains(second))
    }

    @Test func `a network is the network of its addresses`() throws {
        let network = pseudonyms.address("10.20.30.0/24")
        let range = try #require(NetworkRange(cidr: network, name: "network"))
        #expect(network.hasSuffix(".0/24") && range.contains(pseudonyms.address("10.20.30.77")))
        #expect(!range.contains(pseudonyms.address("10.20.31.77")))
    }

    @Test(arguments: ["0.0.0.0", "127.0.0.53", "::", "::1", "224.0.0.251", "ff02::1", "255.255.255.255", ""])
    func `addresses that are nobody's stay`(text: String) {
        #expect(pseudonyms.address(text) == text)
    }

    @Test(arguments: ["::ffff:10.1.2.3", "64:ff9b::10.1.2.3"])
    func `an IPv4 address in another one has its own token`(text: String) throws {
        let range = try #require(
            NetworkRange(cidr: "::ffff:\(pseudonyms.address("10.1.2.3"))/128", name: "one"))
        let token = pseudonyms.address(text).replacing("64:ff9b::", with: "::ffff:")
        #expect(range.contains(token) || token.hasSuffix(pseudonyms.address("10.1.2.3")))
    }

    @Test func `cards of a maker stay cards of a maker`() {
        let (one, other) = (pseudonyms.address("00-15-5D-01-02-03"), pseudonyms.address("00:15:5d:01:02:04"))
        #expect(one.prefix(8).replacing("-", with: ":").lowercased() == other.prefix(8))
        #expect(one.contains("-") && one == one.uppercased() && one.suffix(8) != other.suffix(8))
        #expect(
            !one.hasPrefix("00-15-5D")
                && pseudonyms.address("00:15:5D:01:02:03").lowercased().filter { $0 != ":" }
                    == one.lowercased().filter { $0 != "-" }
        )
    }
}
