import Foundation
import Model
import SampleFacts
import Testing

@testable import Collectors

@Suite struct SignInAnswerTests {
    private static func access() throws -> TenantAccess { try RealCatalogue.loadTenantAccess() }

    private static func refusal(_ code: Int, _ words: String = "No.") -> [UInt8] {
        Array(
            #"{"error":"invalid_client","error_description":"AADSTS\#(code): \#(words)\r\nTrace ID: 1"}"#.utf8
        )
    }

    @Test(arguments: [
        (7_000_215, "the client secret is wrong"), (7_000_222, "the client secret has expired"),
        (700_027, "signature was not accepted"), (700_016, "no such application in the tenant"),
        (700_024, "clocks"), (90_002, "no such tenant"), (65_001, "consented"), (50_034, "does not exist"),
        (53_003, "conditional access"), (500_011, "without Defender for Endpoint"), (7_000_112, "disabled"),
        (700_030, "certificate is invalid"),
    ])
    func `tells a code in words and says what to do`(code: Int, words: String) throws {
        let answer = try #require(SignInAnswer(Self.refusal(code)))
        let text = try Self.access().words(of: answer, hiding: [])
        #expect(text.hasPrefix("AADSTS\(code): "))
        #expect(text.contains(words))
        #expect(text.contains("It says: "))
        #expect(!text.contains("Trace"))
    }

    @Test func `tells a code that nobody knows as it is`() throws {
        let answer = try #require(SignInAnswer(Self.refusal(123_456)))
        #expect(
            try Self.access().words(of: answer, hiding: []) == #"AADSTS123456; it says: "AADSTS123456: No.""#)
    }

    @Test func `hides a secret that the service repeats, and what could steer a terminal`() throws {
        let body = Self.refusal(7_000_215, #"Invalid secret 'p@ss' \u001b[31m"#)
        let answer = try #require(SignInAnswer(body))
        let text = try Self.access().words(of: answer, hiding: [Secret("p@ss")])
        #expect(!text.contains("p@ss"))
        #expect(!text.contains("\u{1b}"))
    }

    @Test(arguments: [
        #"{"access_token":"a.b.c","expires_in":3599}"#, #"{"access_token":"a.b.c","expires_in":"3599"}"#,
        #"{"access_token":"a.b.c","expires_in":3599,"error":null,"error_codes":"none","ext":{}}"#,
    ])
    func `reads a token and how long it lasts`(body: String) throws {
        let moment = Date(timeIntervalSince1970: 0)
        let token = try #require(SignInAnswer(Array(body.utf8))?.token(receivedAt: moment))
        #expect(token.secret == Secret("a.b.c"))
        #expect(token.expires == Date(timeIntervalSince1970: 3599))
    }

    @Test(arguments: [
        #"{"access_token":""}"#, #"{"access_token":"a b"}"#, #"{"access_token":"a\r\nX: y"}"#,
        #"{"access_token":7}"#,
        "{}", "[]",
    ])
    func `takes nothing for a token that does not fit in a header`(body: String) {
        #expect(SignInAnswer(Array(body.utf8))?.token(receivedAt: Date()) == nil)
    }

    @Test(arguments: [1e300, -1e300, -1, 1e18])
    func `bears lives without measure`(life: Double) {
        let body = #"{"access_token":"a","expires_in":\#(life)}"#
        let token = SignInAnswer(Array(body.utf8))?.token(receivedAt: Date(timeIntervalSince1970: 0))
        #expect(token != nil)
        #expect(token?.expires.map { $0.timeIntervalSince1970 <= 90 * 86_400 } ?? true)
    }

    @Test func `a secret shows itself nowhere`() {
        let token = AccessToken(secret: Secret("tell-nobody"), expires: nil)
        var dumped = ""
        dump(token, to: &dumped)
        #expect(!"\(token) \(String(reflecting: token)) \(dumped)".contains("tell-nobody"))
    }
}

@Suite struct TokenClaimsTests {
    private static func token(_ claims: String) -> Secret {
        Secret(
            "\(ClientAssertion.base64URL(Array(#"{"alg":"none"}"#.utf8))).\(ClientAssertion.base64URL(Array(claims.utf8))).sig"
        )
    }

    private static func source(_ claims: String) -> GivenTokens {
        var access = TenantAccess()
        access.applications = [.graph: "00000003-0000-0000-c000-000000000000"]
        let hosts = TenantAccess.Hosts(
            signIn: "login", graph: "graph.microsoft.com", defender: nil, defenderResource: nil)
        return GivenTokens(
            tokens: [.graph: token(claims)], expectation: TokenExpectation(access, hosts, tenant: "t1"),
            now: { Date(timeIntervalSince1970: 1000) })
    }

    @Test(arguments: [
        #"{"aud":"https://graph.microsoft.com","tid":"T1","exp":2000}"#,
        #"{"aud":"https://graph.microsoft.com/"}"#,
        #"{"aud":"00000003-0000-0000-c000-000000000000","exp":1e300}"#, "{}", "no JSON",
    ])
    func `gives a token that may be good to the service`(claims: String) async throws {
        #expect(try await Self.source(claims).token(for: .graph).secret == Self.token(claims))
    }

    @Test(arguments: [
        (#"{"exp":900}"#, "expired at 1970-01-01T00:15:00Z"),
        (#"{"aud":"https://management.azure.com"}"#, "is for another service, https://management.azure.com"),
        (#"{"tid":"t2"}"#, "is of tenant t2, not of t1"),
    ])
    func `says what is wrong with a token without sending it`(claims: String, words: String) async {
        let fault = await #expect(throws: ServiceFault.self) {
            try await Self.source(claims).token(for: .graph)
        }
        #expect(fault?.kind == .service(.signInRejected))
        #expect(fault?.detail.contains(words) == true, "\(fault?.detail ?? "")")
    }

    @Test func `says that a service's token is missing`() async {
        let fault = await #expect(throws: ServiceFault.self) {
            try await Self.source("{}").token(for: .defender)
        }
        #expect(fault?.detail == "no token for the Defender for Endpoint API is given")
    }
}
