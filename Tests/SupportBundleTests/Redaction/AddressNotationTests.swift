import Model
import SupportBundle
import Testing

/// Addresses that are written otherwise, or that look like something else.
struct AddressNotationTests {
    private let pseudonyms = Pseudonyms(salt: Array("a salt for tests".utf8), publicNames: .sample)

    private func redactor() -> TextRedactor {
        TextRedactor(
            level: .identities, secrets: [], pseudonyms: pseudonyms, knowledge: RedactionSample.knowledge)
    }

    private func file(_ text: String) -> String? {
        redactor().redacted(Array(text.utf8), as: .services).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `an address that the run knows has the same token in each notation`() throws {
        let token = pseudonyms.address("192.168.7.9")
        let parts = token.split(separator: ".").compactMap { UInt32($0) }
        let number = parts.reduce(0) { $0 << 8 | $1 }
        let digits = String(number, radix: 16)
        #expect(
            file("server 192-168-7-9:80 is up") == "server \(pseudonyms.computer("192-168-7-9")):80 is up")
        #expect(file("at 0xC0A80709") == "at 0x\(digits)")
        #expect(
            file("at 0x00000000c0a80709")
                == "at 0x\(String(repeating: "0", count: 16 - digits.count))\(digits)")
        #expect(
            file("at 192.168.007.009 and 192.168.007.000/24")
                == "at \(token) and \(pseudonyms.address("192.168.7.0/24"))")
        #expect(file("at v192.168.7.9") == "at v\(token)")
        #expect(file("at 0x907a8c0") == "at 0x\(String(number.byteSwapped, radix: 16))")
        #expect(file("\"x\"=dword:c0a80709") == "\"x\"=dword:\(digits)")
        #expect(file("at 3232237321") == "at \(number)")
        let octal = parts.map { $0 == 0 ? "0" : "0" + String($0, radix: 8) }.joined(separator: ".")
        #expect(file("at 0300.0250.07.011") == "at \(octal)")
        #expect(file("Version : 192.168.7.9") == "Version : \(token)")
    }

    @Test func `the mask of a network stays, and its address keeps its place in the network`() throws {
        let text = try #require(file("at 198.51.101.23/255.255.255.240 and 198.51.101.24"))
        let (first, second) = (pseudonyms.address("198.51.101.23"), pseudonyms.address("198.51.101.24"))
        #expect(text == "at \(first)/255.255.255.240 and \(second)")
        #expect(first.split(separator: ".").dropLast() == second.split(separator: ".").dropLast())
    }

    @Test(arguments: ["*", "x", "xxx", "X", "[0-9]+", "\\d"])
    func `what leaves the last number open stays in the network of its addresses`(open: String) throws {
        let token = pseudonyms.address("93.184.216.34").split(separator: ".").dropLast().joined(
            separator: ".")
        #expect(token != "93.184.216")
        #expect(
            file("ProxyOverride : 93.184.216.\(open);http://93.184.216.\(open):80/;<local>")
                == "ProxyOverride : \(token).\(open);http://\(token).\(open):80/;<local>")
    }

    @Test(arguments: [
        "93[.]184[.]216[.]34", "93.184.216[.]34", "93(.)184(.)216(.)34", #"93\.184\.216\.34"#,
        #"93\.184\.216\.$"#,
    ])
    func `an address with marks around its full stops has its token`(text: String) {
        let token = pseudonyms.address("93.184.216.34").split(separator: ".")
        var numbers = token[...]
        let expected = text.replacing(/\d+/) { _ in numbers.removeFirst() }
        #expect(file("at \(text), and http://\(text)/") == "at \(expected), and http://\(expected)/")
    }

    @Test func `an address right behind a letter v has its token`() {
        #expect(file("at v193.184.216.34") == "at v\(pseudonyms.address("193.184.216.34"))")
    }

    @Test func `an address has its token also where something is joined to it`() {
        let (first, last) = (pseudonyms.address("10.1.2.3"), pseudonyms.address("10.1.2.9"))
        #expect(file("at 10.1.2.3-10.1.2.9") == "at \(first)-\(last)")
        // A name that the run knows does not cut it.
        _ = pseudonyms.computer("dc-10")
        #expect(file("at dc-10.1.2.9 and x_dc-10.1.2.9")?.contains("1.2.9") == false)
        #expect(file("at 10.1.2.3..10.1.2.9") == "at \(first)..\(last)")
        #expect(file("at 10.1.2.3/10.1.2.9") == "at \(first)/\(last)")
        #expect(file("at log_10.1.2.3.txt") == "at log_\(first).txt")
        #expect(file("at tcp-10.1.2.3-443_10.1.2.9:80") == "at tcp-\(first)-443_\(last):80")
    }

    @Test func `a name of a host with an address in it has the token of the name wherever it stands`() {
        let name = pseudonyms.computer("ip-10-1-2-3")
        #expect(file("Host : IP-10-1-2-3, ip-10-1-2-3$") == "Host : \(name), \(name)$")
        #expect(file("at ip-10-1-2-3.corp.example")?.hasPrefix("at \(name).") == true)
        #expect(redactor().redacted("ip-10-1-2-3 did not answer") == "\(name) did not answer")
    }

    @Test func `a version in the facts stays, unless it is an address that the run knows`() throws {
        _ = pseudonyms.address("10.0.0.5")
        var device = DeviceFact(path: "evidence/a", name: "a")
        device.files = [EvidenceFile(name: "registry.txt", kind: .registryQuery)]
        device.claims = ["10.0.0.5", "10.0.0.6", "10.8804.28119.1000"].map {
            Claim(.sensorVersion, .text($0), file: 0, line: 1)
        }
        var facts = FactSet()
        facts.devices = [device]
        let redacted = FactRedactor(level: .identities, pseudonyms: pseudonyms) { $0 }.redacted(facts)
        let versions = redacted.devices[0].claims.compactMap {
            if case .text(let text) = $0.value { text } else { nil }
        }
        // No other version in its place, since that might be a better one.
        #expect(versions[0].hasPrefix("address-"))
        #expect(versions.dropFirst() == ["10.0.0.6", "10.8804.28119.1000"])
    }

    @Test(arguments: [
        ("    Address    REG_DWORD    0xc0a80709", true), ("ip-192-168-7-9", false), ("3232237321", false),
    ])
    func `a number stays where the run does not know its address`(text: String, stays: Bool) {
        #expect((file(text) == text) == stays)
    }
}
