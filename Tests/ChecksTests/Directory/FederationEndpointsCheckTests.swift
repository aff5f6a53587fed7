import Model
import SampleFacts
import Testing

@testable import Checks

struct FederationEndpointsCheckTests {
    private let check = FederationEndpointsCheck()
    private static let mex = "https://sts.example/adfs/services/trust/mex"

    private static func endpoint(
        _ kind: String = "windowstransport", version: String = "13", status: Int? = 401,
        failing failure: ReasonCode? = nil
    ) -> FederationFact.Endpoint {
        let address = "https://sts.example/adfs/services/trust/\(version)/\(kind)"
        return .init(
            kind: kind, address: address, status: failure == nil ? status : nil,
            failure: failure.map { Unreadable($0, "\(address): it failed") })
    }

    private static func facts(
        _ realm: Observation<FederationFact.Realm>, _ metadata: Observation<FederationFact.Metadata> = .absent
    ) -> FactSet {
        var facts = FactSet()
        facts.federation = [
            FederationFact(
                domain: "contoso.com", observedAt: Sample.moment, realm: realm, metadata: metadata)
        ]
        return facts
    }

    private static func row(
        _ name: String, _ realm: Observation<FederationFact.Realm>, _ outline: String
    ) -> Judgement {
        Judgement(name, facts(realm), [outline])
    }

    private static let federated = FederationFact.Realm(
        account: .federated, federationProtocol: "WSTrust", metadataURL: mex)

    private static func row(
        _ name: String, _ endpoints: [FederationFact.Endpoint], others: [String] = [], _ outline: String
    ) -> Judgement {
        let metadata = FederationFact.Metadata(endpoints: endpoints, otherAddresses: others)
        return Judgement(name, facts(.present(federated), .present(metadata)), [outline])
    }

    static let rows: [Judgement] = [
        row("a managed domain", .present(.init(account: .managed)), "not-applicable"),
        row(
            "an unknown domain", .present(.init(account: .unknown)), "undetermined federation.unknown-domain"),
        row("nothing known", .absent, "undetermined evidence.missing"),
        row(
            "no answer", .unreadable(Unreadable(.httpTimeout, "no answer")), "undetermined http.timeout"),
        row("no metadata", .present(federated), "undetermined federation.metadata-unreadable"),
        Judgement(
            "metadata that cannot be read",
            facts(.present(federated), .unreadable(Unreadable(.federationMetadataUnreadable, "no XML"))),
            ["undetermined federation.metadata-unreadable"]),
        row("version 13", [endpoint()], "met"),
        row("version 2005", [endpoint(version: "2005")], "met"),
        row("one of two that answers", [endpoint(failing: .tcpRefused), endpoint(version: "2005")], "met"),
        row(
            "one of two that was not reached in time", [endpoint(failing: .deadlineExceeded), endpoint()],
            "met"),
        row("a bad request", [endpoint(status: 400)], "met"),
        row("an answer", [endpoint(status: 200)], "met"),
        row("another kind alone", [endpoint("usernamemixed")], "not-met federation.endpoint-missing"),
        row(
            "another kind, and other addresses", [endpoint("usernamemixed")],
            others: ["https://sts.example/x"],
            "not-met federation.endpoint-missing"),
        row("nothing listed", [], "not-met federation.endpoint-missing"),
        row(
            "another product's paths", [], others: ["https://sts.example/idp/sts.wst"],
            "undetermined evidence.inconclusive"),
        row("one that is refused", [endpoint(failing: .tcpRefused)], "not-met tcp.refused"),
        row(
            "two that are dead",
            [endpoint(failing: .tcpRefused), endpoint(version: "2005", failing: .dnsNoSuchName)],
            "not-met tcp.refused dns.no-such-name"),
        row("one that is switched off", [endpoint(status: 404)], "not-met http.unexpected-status"),
        row("a service that is down", [endpoint(status: 503)], "not-met http.unexpected-status"),
        row("a redirection", [endpoint(status: 302)], "undetermined http.redirected-elsewhere"),
        row("a portal", [endpoint(status: 511)], "undetermined http.captive-portal"),
        row(
            "an authority of the customer's own", [endpoint(failing: .tlsUntrustedIssuer)],
            "undetermined tls.untrusted-issuer"),
        row("a wrong certificate", [endpoint(failing: .tlsNameMismatch)], "not-met tls.name-mismatch"),
        row("a proxy that refuses", [endpoint(failing: .proxyDenied)], "undetermined proxy.denied"),
        row("no time left", [endpoint(failing: .deadlineExceeded)], "undetermined deadline.exceeded"),
        row("not asked", [endpoint(status: nil)], "undetermined evidence.missing"),
        row(
            "one that is dead and one that there was no time for",
            [endpoint(failing: .tcpRefused), endpoint(version: "2005", failing: .deadlineExceeded)],
            "undetermined deadline.exceeded"),
    ]

    @Test(arguments: rows)
    func `judges what the federation server offers`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `what is met names the address, and what is not listed`() throws {
        #expect(
            try Self.row("", [Self.endpoint(), Self.endpoint("usernamemixed")], "").words(of: check)
                == "windowstransport answers at https://sts.example/adfs/services/trust/13/windowstransport (status 401); not listed: certificatemixed"
        )
    }

    @Test
    func `what is missing names the metadata`() throws {
        #expect(
            try Self.row("", [], "").words(of: check)
                == "contoso.com: the metadata at \(Self.mex) lists no windowstransport")
    }

    @Test
    func `nothing is met where the catalogue knows no endpoint, or nothing was asked`() {
        let evidence = Evidence(facts: Self.row("", [Self.endpoint()], "").facts, references: References())
        #expect(check.evaluate(evidence).map(\.outline) == ["undetermined evidence.missing"])
        #expect(Judgement("", FactSet(), []).findings(of: check).isEmpty)
    }
}
