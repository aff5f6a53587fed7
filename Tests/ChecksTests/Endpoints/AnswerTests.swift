import Model
import SampleFacts
import Testing

@testable import Checks

/// Who answered, told from the answer alone.
struct AnswerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var http: HTTPFact
        var expectation: Model.Expectation
        /// The reason's code, else `genuine`, `anonymous` or `wrong status`.
        var expected: String

        init(_ name: String, _ http: HTTPFact, _ expectation: Model.Expectation, _ expected: String) {
            testDescription = name
            self.http = http
            self.expectation = expectation
            self.expected = expected
        }
    }

    private static let json = Model.Expectation.answer(
        body: .json, members: ["issuer": "https://login.example/*"], headers: ["x-ms-request-id"])

    private static func answer(
        _ status: Int = 200, _ issuer: String? = "https://login.example/common",
        headers: [String: String] = ["x-ms-request-id": "1"], body: HTTPFact.Body = .json
    ) -> HTTPFact {
        HTTPFact(
            status: status, headers: headers, body: body, jsonMembers: issuer.map { ["issuer": $0] } ?? [:])
    }

    static let rows: [Row] = [
        Row("the service's own", answer(), json, "genuine"),
        Row("nothing that tells the service", HTTPFact(status: 200), .answer([]), "anonymous"),
        Row("the right status and no more", HTTPFact(status: 200), .answer([200]), "anonymous"),
        Row("another status", answer(404), json, "wrong status"),
        Row("another of several statuses", HTTPFact(status: 503), .answer([200, 404]), "wrong status"),
        Row("a portal's own status", HTTPFact(status: 511), .answer([]), "http.captive-portal"),
        Row("a page for JSON", answer(body: .html), json, "http.captive-portal"),
        Row(
            "a page for a file", HTTPFact(status: 200, body: .html), .answer([], body: .notHTML),
            "http.captive-portal"),
        Row(
            "a page with an error", HTTPFact(status: 404, body: .html), .answer([], body: .notHTML),
            "wrong status"),
        Row("a file", HTTPFact(status: 200, body: .binary), .answer([], body: .notHTML), "anonymous"),
        Row("text for JSON", answer(body: .text), json, "http.not-genuine"),
        Row("nothing for JSON", answer(body: .empty), json, "http.not-genuine"),
        Row("JSON for XML", answer(body: .json), .answer(body: .xml), "http.not-genuine"),
        Row("a member less", answer(200, nil), json, "http.not-genuine"),
        Row("a member altered", answer(200, "https://login.evil.example/common"), json, "http.not-genuine"),
        Row(
            "a member with more behind it", answer(200, "https://login.example/common/x"), json,
            "http.not-genuine"),
        Row(
            "a member with more before it", answer(200, "xhttps://login.example/common"), json,
            "http.not-genuine"),
        Row("a header less", answer(headers: [:]), json, "http.not-genuine"),
        Row(
            "a pattern that is none", answer(), .answer(body: .json, members: ["issuer": "("]),
            "http.not-genuine"),
        Row(
            "a redirect within the domain", HTTPFact(status: 302, redirectHost: "www.login.example"),
            .answer([]), "anonymous"),
        Row(
            "a redirect to another host of the plan", HTTPFact(status: 302, redirectHost: "other.test"),
            .answer([]), "anonymous"),
        Row(
            "a redirect elsewhere", HTTPFact(status: 302, redirectHost: "portal.test"), .answer([]),
            "http.redirected-elsewhere"),
        Row(
            "a redirect to a name that begins alike",
            HTTPFact(status: 302, redirectHost: "login.example.portal.test"),
            .answer([]), "http.redirected-elsewhere"),
    ]

    @Test(arguments: rows)
    func `tells who answered`(row: Row) {
        let endpoint = Sample.endpoint("login.example", expecting: row.expectation)
        let answer = Answer(row.http, of: endpoint, serviceHosts: ["login.example", "other.test"])
        #expect(Self.outline(answer) == row.expected)
    }

    @Test(arguments: [
        ("login.contoso.co.uk", "portal.hotel.co.uk"), ("login.corp.com.au", "guest.wifi.com.au"),
        ("10.20.30.40", "192.168.30.40"),
    ])
    func `a redirect into another organisation leads elsewhere`(host: String, target: String) {
        let http = HTTPFact(status: 302, redirectHost: target)
        let answer = Answer(http, of: Sample.endpoint(host, set: "additional"), serviceHosts: [])
        #expect(Self.outline(answer) == "http.redirected-elsewhere")
    }

    @Test
    func `says what was found instead`() {
        let http = HTTPFact(status: 200, body: .html, title: "Welcome, guest")
        let answer = Answer(http, of: Sample.endpoint(expecting: .answer(body: .json)), serviceHosts: [])
        let words = "a web page titled \"Welcome, guest\" comes instead of the service's own answer"
        #expect(answer == .notGenuine(.httpCaptivePortal, words))
    }

    @Test
    func `hosts that the user added are none of the service's`() {
        let added = Sample.endpoint("portal.test", id: "additional", set: "additional")
        let facts = Sample.facts([
            Sample.fact(Sample.endpoint(), .direct, .answered()), Sample.fact(added, .direct, .answered()),
        ])
        #expect(facts.serviceHosts == ["login.example"])
    }

    private static func outline(_ answer: Answer) -> String {
        switch answer {
        case .genuine: "genuine"
        case .anonymous: "anonymous"
        case .wrongStatus: "wrong status"
        case .notGenuine(let code, _): code.rawValue
        }
    }
}
