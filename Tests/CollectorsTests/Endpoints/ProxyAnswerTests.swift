import Model
import Testing

@testable import Collectors
@testable import Curl

/// A proxy's answers: to CONNECT, and in the server's place.
struct ProxyAnswerTests {
    private static func tunnel(_ status: Int, _ headers: [(String, String)] = []) -> TransferOutcome.Tunnel {
        TransferOutcome.tunnel(status, 56, headers).tunnel
    }

    @Test
    func `no answer is no fact`() {
        #expect(TunnelReader.fact(Self.tunnel(0)) == nil)
    }

    @Test
    func `schemes and the proxy's own words are kept`() {
        let headers = [
            ("Proxy-Authenticate", "Negotiate"), ("proxy-authenticate", "Basic realm=\"x\""),
            ("Server", "squid"),
            ("X-Squid-Error", "ERR_CACHE_ACCESS_DENIED 0"),
        ]
        let fact = TunnelFact(
            status: 407, schemes: ["Negotiate", "Basic"], explanation: "ERR_CACHE_ACCESS_DENIED 0")
        #expect(TunnelReader.fact(Self.tunnel(407, headers)) == fact)
    }

    @Test
    func `hostile words are made printable and cut`() {
        let long = String(repeating: "x", count: 10_000)
        let fact = TunnelReader.fact(
            Self.tunnel(407, [("Proxy-Authenticate", "\u{1b}[2J"), ("Proxy-Status", "\u{9b}" + long)]))
        #expect(fact?.schemes == ["\\u{1b}[2J"])
        #expect(fact?.explanation?.hasPrefix("\\u{9b}xxx") == true)
        #expect((fact?.explanation ?? "").count < 150)
    }

    private static let marks = ProxyMarks(headers: ["x-squid-error"], servers: ["squid", "tinyproxy"])

    @Test(
        arguments: [
            (HTTPFact(status: 407), "proxy proxy.authentication-required"),
            (HTTPFact(status: 403, headers: ["x-squid-error": "ERR"]), "proxy proxy.denied"),
            (HTTPFact(status: 403, headers: ["server": "Squid/5.7"]), "proxy proxy.denied"),
            (HTTPFact(status: 503, headers: ["server": "squid"]), "proxy proxy.target-unreachable"),
            (HTTPFact(status: 500, headers: ["server": "tinyproxy/1.11"]), "proxy proxy.target-unreachable"),
            (HTTPFact(status: 403, headers: ["server": "Microsoft-IIS/10.0"]), nil),
            (HTTPFact(status: 403), nil),
            (HTTPFact(status: 503), nil), (HTTPFact(status: 200, headers: ["x-squid-error": "ERR"]), nil),
            (HTTPFact(status: 404, headers: ["server": "squid"]), nil),
            (HTTPFact(status: 200, headers: ["via": "1.1 squid"]), nil),
        ] as [(HTTPFact, String?)])
    func `an answer that is the proxy's own is told from the server's`(answer: HTTPFact, expected: String?) {
        #expect(Self.marks.failure(answer)?.outline == expected)
    }
}
