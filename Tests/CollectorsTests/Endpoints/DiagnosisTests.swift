import Model
import Testing

@testable import Collectors
@testable import Curl

/// In which phase a transfer died and why, from libcurl's and OpenSSL's numbers.
struct DiagnosisTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var outcome: TransferOutcome
        var viaProxy: Bool
        var cut: Bool
        /// `phase code`; nil where nothing failed.
        var expected: String?

        init(
            _ name: String, _ outcome: TransferOutcome, proxy: Bool = false, cut: Bool = false,
            _ expected: String?
        ) {
            testDescription = name
            self.outcome = outcome
            viaProxy = proxy
            self.cut = cut
            self.expected = expected
        }

        var failure: Probe.Failure? {
            Diagnosis(outcome: outcome, isTLS: true, viaProxy: viaProxy, cutByDeadline: cut).failure()
        }
    }

    static let connections: [Row] = [
        Row("refused", .ended(7, in: .tcp, os: 111), "tcp tcp.refused"),
        Row("reset", .ended(7, in: .tcp, os: 104), "tcp tcp.reset"),
        Row("silence, by libcurl's limit", .ended(28, in: .tcp), "tcp tcp.timeout"),
        Row("silence, by the kernel's", .ended(7, in: .tcp, os: 110), "tcp tcp.timeout"),
        Row("no route to the host", .ended(7, in: .tcp, os: 113), "tcp tcp.unreachable"),
        Row("no route to the network", .ended(7, in: .tcp, os: 101), "tcp tcp.unreachable"),
        Row("no reason given", .ended(7, in: .tcp), "tcp tcp.unreachable"),
        Row("a redirection's name", .ended(6, in: .tcp), "name dns.server-failure"),
        Row("the run's deadline", .ended(28, in: .tcp), cut: true, "tcp deadline.exceeded"),
        Row("refused when the deadline was near", .ended(7, in: .tcp, os: 111), cut: true, "tcp tcp.refused"),
        Row("an interrupt", .ended(42, in: .tcp) { $0.cancelled = true }, "tcp run.interrupted"),
        Row(
            "an interrupt in the answer", .answer(0, status: 200) { $0.cancelled = true },
            "http run.interrupted"),
    ]

    static let proxies: [Row] = [
        Row("a refusing proxy", .ended(7, in: .tcp, os: 111), proxy: true, "proxy proxy.unreachable"),
        Row("an unroutable proxy", .ended(7, in: .tcp, os: 113), proxy: true, "proxy proxy.unreachable"),
        Row("a resetting proxy", .ended(7, in: .tcp, os: 104), proxy: true, "proxy proxy.unreachable"),
        Row("a dropping proxy", .ended(28, in: .tcp), proxy: true, "proxy proxy.timeout"),
        Row(
            "a dropping proxy, by the kernel's limit", .ended(7, in: .tcp, os: 110), proxy: true,
            "proxy proxy.timeout"),
        Row("a proxy without a name", .ended(5, in: .tcp), proxy: true, "proxy proxy.name-not-resolved"),
        Row("a silent proxy", .tunnel(0, 28), proxy: true, "proxy proxy.timeout"),
        Row("a proxy that closes", .tunnel(0), proxy: true, "proxy proxy.protocol-error"),
        Row("407", .tunnel(407), proxy: true, "proxy proxy.authentication-required"),
        Row("403", .tunnel(403), proxy: true, "proxy proxy.denied"),
        Row("500", .tunnel(500), proxy: true, "proxy proxy.target-unreachable"),
        Row("502", .tunnel(502), proxy: true, "proxy proxy.target-unreachable"),
        Row("503", .tunnel(503), proxy: true, "proxy proxy.target-unreachable"),
        Row("504", .tunnel(504), proxy: true, "proxy proxy.target-unreachable"),
        Row("405", .tunnel(405), proxy: true, "proxy proxy.protocol-error"),
        Row("302", .tunnel(302), proxy: true, "proxy proxy.protocol-error"),
        Row(
            "headers without end",
            .ended(23, in: .proxy) {
                $0.tunnel.status = 403
                $0.http.headerLimitReached = true
            }, proxy: true, "proxy proxy.protocol-error"),
        Row(
            "the run's deadline at the proxy", .tunnel(0, 28), proxy: true, cut: true,
            "proxy deadline.exceeded"),
        Row(
            "an untrusted certificate behind the proxy",
            .handshake(60) {
                $0.sent = [.sample()]
                $0.verifyErrors = [20]
            }, proxy: true, "tls tls.untrusted-issuer"),
        Row("a reset answer behind the proxy", .answer(56, os: 104), proxy: true, "http http.reset"),
    ]

    static let answers: [Row] = [
        Row("an answer", .answer(0, status: 200), nil),
        Row("no answer in time", .answer(28), "http http.timeout"),
        Row("half an answer in time", .answer(28, status: 200), "http http.timeout"),
        Row("the run's deadline", .answer(28, status: 200), cut: true, "http deadline.exceeded"),
        Row("closed without an answer", .answer(52), "http http.reset"),
        Row("reset without an answer", .answer(56, os: 104), "http http.reset"),
        Row("reset while sending", .answer(55, os: 32), "http http.reset"),
        Row(
            "reset, in OpenSSL's words",
            .answer(56, message: "OpenSSL SSL_read: Connection reset by peer, errno 104"), "http http.reset"),
        Row("ended before the announced length", .answer(18, status: 200), "http http.truncated"),
        Row(
            "ended rudely in the body", .answer(56, status: 200) { $0.tls?.endOfFile = true },
            "http http.truncated"),
        Row(
            "ended rudely before the answer", .answer(56, message: "unexpected eof while reading"),
            "http http.reset"),
        Row(
            "a body without end", .answer(23, status: 200) { $0.http.bodyLimitReached = true },
            "http http.too-large"),
        Row("headers without end", .answer(23) { $0.http.headerLimitReached = true }, "http http.too-large"),
        Row(
            "nonsense", .answer(1, message: "Received HTTP/0.9 when not allowed"), "http http.protocol-error"),
        Row(
            "a bad chunk", .answer(56, status: 200, message: "Illegal or missing hexadecimal sequence"),
            "http http.protocol-error"),
    ]

    static let certificateDemands: [Row] = [
        Row(
            "the alert of TLS 1.3", .answer(56) { $0.tls?.alertReceived = 116 },
            "tls tls.client-certificate-required"),
        Row(
            "an alert of TLS 1.2 after a request",
            .handshake {
                $0.clientCertificateRequested = true
                $0.alertReceived = 40
            }, "tls tls.client-certificate-required"),
        Row(
            "the same alert without a request", .handshake { $0.alertReceived = 40 },
            "tls tls.handshake-failed"),
        Row(
            "a status after a request", .answer(0, status: 400) { $0.tls?.clientCertificateRequested = true },
            "tls tls.client-certificate-required"),
        Row("the same status without a request", .answer(0, status: 400), nil),
        Row(
            "a request that did not matter",
            .answer(0, status: 200) { $0.tls?.clientCertificateRequested = true }, nil),
    ]

    @Test(arguments: connections + proxies + answers + certificateDemands)
    func `tells the phase and the cause`(row: Row) {
        #expect(row.failure?.outline == row.expected)
    }

    @Test(arguments: proxies)
    func `what the proxy did is never said of the target, nor the other way round`(row: Row) throws {
        let failure = try #require(row.failure)
        let prefix = failure.code.rawValue.prefix { $0 != "." }
        #expect(failure.code == .deadlineExceeded || failure.phase.rawValue == prefix)
    }

    @Test(arguments: [
        (Row("silence", .ended(28, in: .tcp), ""), "no answer to the connection attempt within 1.3 s"),
        (
            Row("no route", .ended(7, in: .tcp, os: 113), ""),
            "the connection could not be made (no route to host)"
        ),
        (
            Row("no reason", .ended(7, in: .tcp), ""),
            "the connection could not be made (no system error given)"
        ),
        (
            Row(
                "a proxy that explains", .tunnel(403, 56, [("X-Squid-Error", "ERR_ACCESS_DENIED 0")]),
                proxy: true, ""),
            "the proxy refuses to connect there (status 403); it says: ERR_ACCESS_DENIED 0"
        ),
        (
            Row(
                "a proxy that steers terminals", .tunnel(403, 56, [("Proxy-Status", "a\u{1b}[2J")]),
                proxy: true, ""),
            "the proxy refuses to connect there (status 403); it says: a\\u{1b}[2J"
        ),
        (
            Row("the deadline", .ended(28, in: .tls), cut: true, ""),
            "no end in sight when the run's deadline came (in the TLS handshake)"
        ),
        (Row("half an answer", .answer(28, status: 200), ""), "the answer was not complete within 1.3 s"),
    ])
    func `says what was seen`(row: Row, words: String) {
        #expect(row.failure?.detail == words)
    }

    @Test
    func `libcurl's own words are made printable`() throws {
        let outcome = TransferOutcome.answer(
            1, message: "bad \u{1b}[31m" + String(repeating: "x", count: 10_000))
        let failure = try #require(Row("hostile", outcome, "").failure)
        #expect(!failure.detail.unicodeScalars.contains("\u{1b}"))
        #expect(failure.detail.count < 400)
    }
}
