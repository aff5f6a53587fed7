import FoundationEssentials
import Model
import Testing

@testable import Collectors
@testable import Curl

/// From what OpenSSL told to a fact that is fit to print.
struct TLSReaderTests {
    private static func record(_ change: (inout TLSRecord) -> Void) -> TLSRecord {
        var record = TLSRecord()
        change(&record)
        return record
    }

    @Test(
        arguments: [
            ("TLSv1.3", TLSVersion.tls13), ("TLSv1.2", .tls12), ("TLSv1", .tls10), ("SSLv3", nil),
            ("TLSv1.4", nil), (nil, nil),
        ] as [(String?, TLSVersion?)])
    func `a version that is not known is absent`(text: String?, version: TLSVersion?) {
        #expect(TLSReader.fact(Self.record { $0.version = text }).version == version)
    }

    @Test(arguments: [(1, [], true), (0, [], false), (1, [10], false)] as [(Int, [Int32], Bool)])
    func `a chain is trusted when one was built without a fault`(built: Int, errors: [Int32], trusted: Bool) {
        let record = Self.record {
            $0.built = Array(repeating: .sample(), count: built)
            $0.verifyErrors = errors
        }
        #expect(TLSReader.fact(record).trusted == trusted)
    }

    @Test
    func `a certificate is kept with its times and fingerprints`() throws {
        let fact = TLSReader.fact(Self.record { $0.sent = [.sample()] })
        let certificate = try #require(fact.chain.first)
        #expect(certificate.subject == "CN=a.example")
        #expect(certificate.issuerName == "An Issuer")
        #expect(certificate.notAfter == Date(timeIntervalSince1970: 86_400))
        #expect(certificate.sha1 == "A")
        #expect(certificate.sha256 == "B")
        #expect(!certificate.selfIssued)
    }

    @Test
    func `an issuer without a common name goes by its organization, else by all of it`() {
        var certificate = Certificate.sample()
        certificate.issuerCommonName = nil
        certificate.issuerOrganization = "An Organization"
        #expect(
            TLSReader.fact(Self.record { $0.sent = [certificate] }).chain.first?.issuerName
                == "An Organization")
        certificate.issuerOrganization = nil
        #expect(
            TLSReader.fact(Self.record { $0.sent = [certificate] }).chain.first?.issuerName == "CN=An Issuer")
    }

    @Test
    func `hostile text is made printable, and chains and names without end are cut`() throws {
        var certificate = Certificate.sample(
            "a\u{1b}[2J", issuer: "b\u{202e}", names: Array(repeating: "n\u{7}", count: 100))
        certificate.subject = String(repeating: "s", count: 10_000)
        let fact = TLSReader.fact(Self.record { $0.sent = Array(repeating: certificate, count: 50) })
        #expect(fact.chain.count == 10)
        let leaf = try #require(fact.chain.first)
        #expect(leaf.subject.count < 250)
        #expect(leaf.issuerName == "b\\u{202e}")
        #expect(leaf.dnsNames == Array(repeating: "n\\u{7}", count: 20))
    }
}
