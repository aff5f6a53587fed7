import Model
import SampleFacts
import Testing

@testable import Checks

struct TLSNotInterceptedCheckTests {
    private let check = TLSNotInterceptedCheck()

    private static func untrusted(_ code: ReasonCode, _ sent: CertificateFact...) -> Probe {
        .failed(.tls, code) { $0.tls = TLSFact(chain: sent, verifiedChain: sent) }
    }

    static let rows: [Judgement] = [
        Judgement("an issuer of the service's", .answered(), "met"),
        Judgement(
            "a leaf straight below a root of the service's",
            .answered(tls: .trusted(.leaf, .serviceRoot)), "met"),
        Judgement(
            "an unknown issuer below a root of the service's",
            .answered(tls: .trusted(.leaf, .publicIssuer, .serviceRoot)), "undetermined tls.unknown-issuer"),
        Judgement(
            "an unknown issuer below a public root",
            .answered(tls: .trusted(.publicLeaf, .publicIssuer, .publicRoot)),
            "undetermined tls.unknown-issuer"),
        Judgement(
            "an issuer that this host alone trusts", .answered(tls: .trusted(.gatewayLeaf, .gateway)),
            "not-met tls.intercepted"),
        Judgement(
            "a trusted certificate that is its own issuer", .answered(tls: .trusted(.selfSigned)),
            "not-met tls.intercepted"),
        Judgement(
            "a name like the service's and another fingerprint",
            .answered(tls: .trusted(.leaf, impostor, .gateway)), "not-met tls.intercepted"),
        Judgement(
            "a gateway that this host does not trust", untrusted(.tlsUntrustedIssuer, .gatewayLeaf, .gateway),
            "not-met tls.untrusted-issuer"),
        Judgement(
            "a certificate that is its own issuer", untrusted(.tlsSelfSigned, .selfSigned),
            "not-met tls.self-signed"),
        Judgement(
            "an issuer of the service's whose root is not trusted here",
            untrusted(.tlsUntrustedIssuer, .leaf, .serviceIssuer),
            "undetermined tls.untrusted-issuer < endpoints.sign-in-reachable"),
        Judgement(
            "an expired certificate", untrusted(.tlsCertificateExpired, .leaf, .serviceIssuer),
            "undetermined tls.certificate-expired < endpoints.sign-in-reachable"),
        Judgement(
            "another name on a certificate of the service's",
            .failed(.tls, .tlsNameMismatch) { $0.tls = .genuine }, "met"),
        Judgement(
            "another name on a certificate of a gateway's",
            .failed(.tls, .tlsNameMismatch) { $0.tls = .trusted(.gatewayLeaf, .gateway) },
            "not-met tls.intercepted"),
        Judgement(
            "an answer that was cut off",
            .failed(.http, .httpTruncated) { $0.tls = .trusted(.gatewayLeaf, .gateway) },
            "not-met tls.intercepted"),
        Judgement(
            "no certificate", .failed(.tls, .tlsReset), "undetermined tls.reset < endpoints.sign-in-reachable"
        ),
        Judgement("no connection", .refused, "undetermined tcp.refused < endpoints.sign-in-reachable"),
        Judgement(
            "an answer without a certificate", .answered(tls: nil),
            "undetermined evidence.missing < endpoints.sign-in-reachable"),
        Judgement(
            "plain HTTP",
            Sample.facts([Sample.fact(Sample.endpoint(port: 80, scheme: .http), .direct, .answered())]), []),
        Judgement("nothing probed", FactSet(), []),
    ]

    private static let impostor: CertificateFact = {
        var certificate = CertificateFact.serviceIssuer
        certificate.sha1 = String(repeating: "B", count: 40)
        return certificate
    }()

    @Test(arguments: rows)
    func `judges whose certificate it was`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `names the issuer and the root that it saw`() throws {
        let row = Judgement("a gateway", .answered(tls: .trusted(.gatewayLeaf, .gateway)), "")
        let words = try row.words(of: check)
        #expect(words.contains("issued by \"Contoso Gateway CA\" under \"Contoso Gateway CA\""))
    }

    @Test
    func `an issuer that the configuration names counts as the service's`() {
        var references = References.sample
        references.knownIssuers.insert(CertificateFact.gateway.sha1)
        let facts = Judgement("a gateway", .answered(tls: .trusted(.gatewayLeaf, .gateway)), "").facts
        #expect(check.evaluate(Evidence(facts: facts, references: references)).map(\.outline) == ["met"])
    }
}
