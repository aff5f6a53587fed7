import Model
import SampleFacts
import Testing

@testable import Checks

struct TLSVersionCheckTests {
    private let check = TLSVersionCheck()

    private static func negotiated(_ version: TLSVersion?) -> Probe {
        var tls = TLSFact.genuine
        tls.version = version
        return .answered(tls: tls)
    }

    static let rows: [Judgement] = [
        Judgement("TLS 1.3", negotiated(.tls13), "met"),
        Judgement("TLS 1.2", negotiated(.tls12), "met"),
        Judgement("TLS 1.1", negotiated(.tls11), "not-met tls.protocol-version"),
        Judgement("TLS 1.0", negotiated(.tls10), "not-met tls.protocol-version"),
        Judgement(
            "no version in common", .failed(.tls, .tlsProtocolVersion), "not-met tls.protocol-version"),
        Judgement(
            "a version that is not known", negotiated(nil),
            "undetermined evidence.missing < endpoints.sign-in-reachable"),
        Judgement(
            "a handshake that did not end", .failed(.tls, .tlsTimeout) { $0.tls = TLSFact() },
            "undetermined tls.timeout < endpoints.sign-in-reachable"),
        Judgement("no handshake", .refused, "undetermined tcp.refused < endpoints.sign-in-reachable"),
        Judgement(
            "an answer that was cut off", .failed(.http, .httpTruncated) { $0.tls = .genuine }, "met"),
        Judgement(
            "plain HTTP",
            Sample.facts([Sample.fact(Sample.endpoint(port: 80, scheme: .http), .direct, .answered())]), []),
        Judgement("nothing probed", FactSet(), []),
    ]

    @Test(arguments: rows)
    func `judges the version that was settled on`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test(arguments: [(TLSVersion.tls12, "TLSv1.2"), (.tls10, "login.example: negotiated TLSv1")])
    func `names the version`(version: TLSVersion, words: String) throws {
        #expect(try Judgement("a version", Self.negotiated(version), "").words(of: check) == words)
    }
}
