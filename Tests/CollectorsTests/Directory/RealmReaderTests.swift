import Model
import SampleFacts
import Testing

@testable import Collectors

struct RealmReaderTests {
    private static let reader = RealmReader(
        knowledge: RealCatalogue.directory.federation.realm, host: "login.example")

    private static func read(_ body: String, status: Int = 200, kind: HTTPFact.Body = .json)
        -> Observation<FederationFact.Realm>
    {
        reader.realm(HTTPFact(status: status, body: kind), Array(body.utf8))
    }

    @Test(
        arguments: [
            (#"{"account_type":"Managed"}"#, .init(account: .managed)),
            (#"{"account_type":"UNKNOWN","ver":1.0}"#, .init(account: .unknown)),
            (
                #"{"account_type":"federated","federation_protocol":"WSTrust","federation_metadata_url":"https://a/b"}"#,
                .init(account: .federated, federationProtocol: "WSTrust", metadataURL: "https://a/b")
            ),
            (#"{"account_type":"Federated","federation_metadata_url":null}"#, .init(account: .federated)),
            (
                #"{"account_type":"Federated","federation_protocol":"\u001b[31m"}"#,
                .init(account: .federated, federationProtocol: "\\u{1b}[31m")
            ),
        ] as [(String, FederationFact.Realm)])
    func `a realm is read`(body: String, expected: FederationFact.Realm) {
        #expect(Self.read(body) == .present(expected))
    }

    @Test(arguments: [
        ("", 200, HTTPFact.Body.empty, ReasonCode.httpNotGenuine), ("{}", 200, .json, .httpNotGenuine),
        ("[]", 200, .json, .httpNotGenuine), (#"{"account_type":1}"#, 200, .json, .httpNotGenuine),
        (#"{"account_type":"Guest"}"#, 200, .json, .httpNotGenuine),
        (#"{"account_type":"Managed""#, 200, .json, .httpNotGenuine),
        (#"{"account_type":"Managed"}"#, 404, .json, .httpUnexpectedStatus),
        (#"{"account_type":"Managed"}"#, 302, .json, .httpRedirectedElsewhere),
        ("<html>", 200, .html, .httpCaptivePortal), ("<html>", 503, .html, .httpCaptivePortal),
        ("<html>", 302, .html, .httpRedirectedElsewhere),
    ])
    func `what is no realm is told`(body: String, status: Int, kind: HTTPFact.Body, code: ReasonCode) {
        guard case .unreadable(let why) = Self.read(body, status: status, kind: kind) else {
            Issue.record("it was read")
            return
        }
        #expect(why.code == code)
        #expect(why.detail.hasPrefix("login.example: "))
    }

    @Test
    func `a long address of the metadata is kept whole`() {
        let url = "https://sts.example/" + String(repeating: "a", count: 1_000)
        let realm = Self.read(#"{"account_type":"Federated","federation_metadata_url":"\#(url)"}"#).value
        #expect(realm?.metadataURL == url)
    }
}
