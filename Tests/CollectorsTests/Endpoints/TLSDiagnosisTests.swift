import FoundationEssentials
import Model
import Testing

@testable import Collectors
@testable import Curl

/// Why a handshake died.
struct TLSDiagnosisTests {
    typealias Row = DiagnosisTests.Row

    /// A handshake in which verification met these faults.
    private static func verified(_ errors: Int32..., code: Int32 = 60) -> TransferOutcome {
        .handshake(code) {
            $0.sent = [.sample()]
            $0.built = [.sample()]
            $0.verifyErrors = errors
        }
    }

    static let certificates: [Row] = [
        Row("the issuer is not found", verified(20), "tls tls.untrusted-issuer"),
        Row("the issuer is not found, and so nothing verifies", verified(20, 21), "tls tls.untrusted-issuer"),
        Row("self-signed in the chain", verified(19), "tls tls.untrusted-issuer"),
        Row("its own issuer", verified(18), "tls tls.self-signed"),
        Row("its own issuer, and expired", verified(10, 18), "tls tls.self-signed"),
        Row("untrusted and expired", verified(10, 20), "tls tls.untrusted-issuer"),
        Row("expired", verified(10), "tls tls.certificate-expired"),
        Row("not yet valid", verified(9), "tls tls.certificate-not-yet-valid"),
        Row("expired below one that is not yet valid", verified(9, 10), "tls tls.certificate-expired"),
        Row("a fault that has no code of its own", verified(26), "tls tls.handshake-failed"),
        Row("another name", .handshake(60) { $0.sent = [.sample()] }, "tls tls.name-mismatch"),
        Row("untrusted, and cut by the limit", verified(20, code: 28), "tls tls.untrusted-issuer"),
    ]

    static let handshakes: [Row] = [
        Row("silence", .handshake(28) { _ in }, "tls tls.timeout"),
        Row("a reset", .handshake { _ in }, "tls tls.reset"),
        Row(
            "an end in the middle",
            .handshake {
                $0.endOfFile = true
                $0.sslReason = 294
            }, "tls tls.reset"),
        Row("an alert on the version", .handshake { $0.alertReceived = 70 }, "tls tls.protocol-version"),
        Row("a version that is not offered", .handshake { $0.sslReason = 258 }, "tls tls.protocol-version"),
        Row("plain HTTP", .handshake { $0.sslReason = 267 }, "tls tls.not-tls"),
        Row("no TLS record", .handshake { $0.sslReason = 443 }, "tls tls.not-tls"),
        Row(
            "an alert, told in other words",
            .handshake {
                $0.alertReceived = 80
                $0.sslReason = 267
            }, "tls tls.handshake-failed"),
        Row("no cipher in common", .handshake { $0.alertReceived = 40 }, "tls tls.handshake-failed"),
        Row("an unknown name", .handshake { $0.alertReceived = 112 }, "tls tls.handshake-failed"),
        Row(
            "any other reason", .handshake(message: "bad signature") { $0.sslReason = 123 },
            "tls tls.handshake-failed"),
        Row("no record at all", .ended(35, in: .tls) { $0.tls = nil }, "tls tls.reset"),
    ]

    @Test(arguments: certificates + handshakes)
    func `tells why a handshake died`(row: Row) {
        #expect(row.failure?.outline == row.expected)
    }

    @Test
    func `names who issued a certificate, and under whom`() {
        let outcome = TransferOutcome.handshake(60) {
            $0.sent = [.sample("a.example", issuer: "Gateway CA")]
            $0.built = [
                .sample("a.example", issuer: "Gateway CA"), .sample("Gateway CA", issuer: "Corp Root"),
            ]
            $0.verifyErrors = [20]
        }
        let words =
            "the certificate was issued by \"Gateway CA\", under \"Corp Root\", which this host does not trust"
        #expect(Row("untrusted", outcome, "").failure?.detail == words)
    }

    @Test(arguments: [
        (["b.example"], "the certificate is for other names: b.example"),
        ([], "the certificate is for other names: cn.example"),
        (["a", "b", "c", "d", "e", "f"], "the certificate is for other names: a, b, c, d and 2 more"),
        (["x\u{1b}[2J"], "the certificate is for other names: x\\u{1b}[2J"),
    ])
    func `names what a certificate is for`(names: [String], words: String) {
        let outcome = TransferOutcome.handshake(60) { $0.sent = [.sample("cn.example", names: names)] }
        #expect(Row("another name", outcome, "").failure?.detail == words)
    }

    @Test(arguments: [
        (112, "the server ended the handshake with alert 112 (unrecognized name)"),
        (99, "the server ended the handshake with alert 99 (not named here)"),
    ])
    func `names an alert`(alert: Int32, words: String) {
        #expect(Row("an alert", .handshake { $0.alertReceived = alert }, "").failure?.detail == words)
    }

    @Test
    func `a hostile issuer is made printable and cut`() throws {
        let outcome = TransferOutcome.handshake(60) {
            $0.sent = [.sample(issuer: "\u{1b}]0;owned\u{7}" + String(repeating: "x", count: 5000))]
            $0.verifyErrors = [18]
        }
        let failure = try #require(Row("hostile", outcome, "").failure)
        #expect(failure.detail.hasPrefix("the certificate is its own issuer (\"\\u{1b}]0;owned\\u{7}xxx"))
        #expect(failure.detail.count < 250)
    }
}
