import FoundationEssentials
import Model
import SampleFacts
import Testing

@testable import Collectors
@testable import Curl

/// An HTTP answer, reduced to what identifies who sent it.
struct AnswerReaderTests {
    private static let received = Date(timeIntervalSince1970: 784_111_777)

    private static func read(
        _ body: String = "", status: Int = 200, headers: [(String, String)] = [],
        expecting: Model.Expectation = .init(),
        host: String = "login.example", scheme: Endpoint.Scheme = .https
    ) -> HTTPFact {
        read(
            [UInt8](body.utf8), status: status, headers: headers, expecting: expecting, host: host,
            scheme: scheme)
    }

    private static func read(
        _ body: [UInt8], status: Int = 200, headers: [(String, String)] = [],
        expecting: Model.Expectation = .init(),
        host: String = "login.example", scheme: Endpoint.Scheme = .https
    ) -> HTTPFact {
        var record = TransferOutcome.HTTPRecord()
        record.status = status
        record.body = body
        record.headers = headers.map { .init(name: [UInt8]($0.0.utf8), value: [UInt8]($0.1.utf8)) }
        let endpoint = Sample.endpoint(host, scheme: scheme, expecting: expecting)
        return AnswerReader(endpoint: endpoint, receivedAt: received).fact(record)
    }

    @Test(arguments: [
        ("", "", HTTPFact.Body.empty), ("{}", "", .json), (" \r\n[1]", "text/html", .json),
        ("{\"a\": \"<html>\"}", "", .json),
        ("<html><body>", "", .html), ("  <!DOCTYPE HTML>\n<p>", "", .html),
        ("<p>Sign in", "text/html; charset=x", .html),
        ("<?xml version='1.0'?><a/>", "", .xml), ("<a/>", "application/json", .xml),
        ("hello", "text/plain", .text),
        ("hello", "TEXT/HTML", .html), ("hel\u{0}lo", "", .binary), ("Grüße", "", .text),
        ("\u{feff}{\"a\": 1}", "application/json", .json), ("\u{feff}<html>", "", .html),
        ("\u{feff}<?xml version='1.0'?><a/>", "", .xml),
    ])
    func `a body is told by its bytes first`(body: String, type: String, kind: HTTPFact.Body) {
        #expect(Self.read(body, headers: type.isEmpty ? [] : [("Content-Type", type)]).body == kind)
    }

    @Test
    func `bytes that are no text are binary`() {
        #expect(Self.read([0x30, 0x82, 0xff, 0xfe]).body == .binary)
        #expect(Self.read([0x30, 0x82, 0xff, 0xfe]).bodyBytes == 4)
    }

    @Test(
        arguments: [
            ("<html><title>Sign in</title>", "Sign in"),
            ("<html><TITLE lang=de>\n  Sign\n  in  </TITLE>", "Sign in"),
            ("<html><title></title>", nil), ("<html>no title", nil), ("<html><title>never closed", nil),
            ("{\"title\": \"<title>x</title>\"}", nil),
            ("<html><title>\u{1b}[2J\u{202e}x</title>", "\\u{1b}[2J\\u{202e}x"),
        ] as [(String, String?)])
    func `a page's title is read`(body: String, title: String?) {
        #expect(Self.read(body).title == title)
    }

    @Test
    func `a title of kilobytes is cut`() throws {
        let title = try #require(
            Self.read("<html><title>\(String(repeating: "x", count: 50_000))</title>").title)
        #expect(title.count < 140)
    }

    @Test
    func `headers that identify somebody are kept, others are not`() {
        let fact = Self.read(
            headers: [
                ("Server", "nginx"), ("Set-Cookie", "secret=1"), ("Authorization", "Bearer x"),
                ("X-Known", "1"), ("X-Other", "2"),
                ("Via", "1.1 a"), ("via", "1.1 b"), ("X-MS-Request-ID", "1"),
            ], expecting: .answer(headers: ["x-known"]))
        #expect(
            fact.headers == [
                "server": "nginx", "x-known": "1", "via": "1.1 a, 1.1 b", "x-ms-request-id": "1",
            ])
    }

    @Test
    func `hostile headers are made printable and cut`() {
        let fact = Self.read(headers: [
            ("Server", "a\u{1b}]0;x\u{7}\u{9b}"), ("Via", String(repeating: "y", count: 100_000)),
        ])
        #expect(fact.headers["server"] == "a\\u{1b}]0;x\\u{7}\\u{9b}")
        #expect((fact.headers["via"] ?? "").count < 340)
        let bytes = TransferOutcome.HeaderField(name: [UInt8]("server".utf8), value: [0xff, 0x41])
        var record = TransferOutcome.HTTPRecord()
        record.headers = [bytes]
        let answer = AnswerReader(endpoint: Sample.endpoint(), receivedAt: Self.received).fact(record)
        #expect(answer.headers["server"] == "\u{fffd}A")
    }

    @Test(
        arguments: [
            (302, "https://portal.example/login", "portal.example"),
            (301, "http://Portal.Example:8080/", "portal.example"),
            (307, "//portal.example/x", "portal.example"), (302, "/login", "login.example"),
            (302, "https://login.example@portal.example/", "portal.example"),
            (302, "https://192.0.2.1/x", "192.0.2.1"),
            (302, "https://portal.example/a b", "portal.example"), (302, "relative", nil), (302, "", nil),
            (200, "https://portal.example/", nil), (404, "https://portal.example/", nil),
        ] as [(Int, String, String?)])
    func `a redirect's host is read`(status: Int, location: String, host: String?) {
        #expect(Self.read(status: status, headers: [("Location", location)]).redirectHost == host)
    }

    @Test
    func `only strings that are asked for are kept of JSON, with the error if there is one`() {
        let body = """
            {"issuer": "https://a", "deep": {"er": {"claim": "x"}}, "secret": "s", "number": 1, "error": "e",
             "error_description": "d\\u001b[2J", "list": ["x"]}
            """
        let expectation = Model.Expectation.answer(
            members: [
                "issuer": ".*", "deep.er.claim": ".*", "number": ".*", "list": ".*", "absent": ".*",
                "deep": ".*",
            ])
        let expected = [
            "issuer": "https://a", "deep.er.claim": "x", "error": "e", "error_description": "d\\u{1b}[2J",
        ]
        #expect(Self.read(body, expecting: expectation).jsonMembers == expected)
        #expect(
            Self.read(body, expecting: .answer(tenantClaim: "issuer")).jsonMembers["issuer"] == "https://a")
        #expect(Self.read(body).jsonMembers == [:])
    }

    @Test(arguments: ["{\"issuer\": \"https://a", "[\"issuer\"]", "null", "{\"issuer\": null}", "\u{0}"])
    func `JSON that is cut short or of another shape has no members`(body: String) {
        #expect(Self.read(body, expecting: .answer(tenantClaim: "issuer")).jsonMembers == [:])
    }

    @Test
    func `JSON nested without end has no members`() {
        let body = String(repeating: "[", count: 100_000)
        #expect(Self.read(body, expecting: .answer(tenantClaim: "issuer")).jsonMembers == [:])
    }

    @Test(
        arguments: [
            (["Date": "Sun, 06 Nov 1994 08:49:37 GMT"], 0), (["Date": "Sun, 06 Nov 1994 08:59:37 GMT"], 600),
            (["Date": "Sun, 06 Nov 1994 08:39:37 GMT"], -600),
            (["Date": "Sun, 06 Nov 1994 08:59:37 GMT", "Age": "0"], 600),
            (["Date": "Sun, 06 Nov 1994 08:39:37 GMT", "Age": "600"], nil), (["Date": "yesterday"], nil),
            ([:], nil),
        ] as [([String: String], Double?)])
    func `the service's clock is compared with this host's`(headers: [String: String], offset: Double?) {
        #expect(Self.read(headers: headers.map { ($0.key, $0.value) }).clockOffset == offset)
    }
}
