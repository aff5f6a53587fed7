import Model
import TestSupport
import Testing

/// Each injected fault gives its own code, and no other.
struct FaultTests {
    @Test(arguments: faults)
    func `a fault is named for what it is`(fault: Fault) async throws {
        let lab = try Lab.shared()
        let report = try await Program.check(
            fault.configuration(lab), only: ["endpoints.additional-reachable"], ["--deadline", "120"])
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["\(fault.status) \(fault.code)"])
        #expect(report.verdict != "ready")
    }

    @Test func `every code of the network is proved by a fault`() {
        // Those that need a service, two hosts or a namespace of their own are proved in the other suites.
        let elsewhere: Set = [
            "tcp.reset", "tcp.unreachable", "tls.intercepted", "tls.unknown-issuer", "http.unexpected-status",
            "http.not-genuine",
        ]
        let proved = Set(Self.faults.map(\.code))
        let network = ReasonCode.allCases.map(\.rawValue).filter { code in
            ["dns.", "tcp.", "proxy.", "tls.", "http."].contains { code.hasPrefix($0) }
        }
        #expect(Set(network).subtracting(proved) == elsewhere)
        #expect(Self.faults.count >= 45)
    }

    @Test(arguments: [
        "healthy", "tls12-only", "many-names", "hostile-certificate", "no-date", "redirect-self", "http-500",
    ])
    func `an answering host is reached`(peer: String) async throws {
        let fault = Fault(peer, .server(peer), "")
        let report = try await Program.check(
            fault.configuration(Lab.shared()), only: ["endpoints.additional-reachable"])
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["pass"])
        #expect(report.exitStatus == 0)
    }

    @Test(arguments: ["squid", "squid-open"])
    func `a host is reached through a proxy that lets it through`(proxy: String) async throws {
        let fault = Fault(proxy, .proxy(proxy), "")
        let report = try await Program.check(
            fault.configuration(Lab.shared()), only: ["endpoints.additional-reachable"])
        #expect(report.outcome(of: "endpoints.additional-reachable") == ["pass"])
    }

    static let faults: [Fault] = dnsFaults + tcpFaults + proxyFaults + tlsFaults + httpFaults

    static let dnsFaults: [Fault] = [
        Fault("an absent name", .resolver("dns"), "dns.no-such-name"),
        Fault("a name without addresses", .resolver("dns", host: "noaddr.lab.test"), "dns.no-address"),
        Fault("a refusing resolver", .resolver("dns-refused"), "dns.server-failure"),
        Fault("a failing resolver", .resolver("dns-servfail"), "dns.server-failure"),
        Fault("a dead resolver", .resolver("refused"), "dns.server-failure"),
        Fault("a silent resolver", .resolver("dns-silent"), "dns.timeout"),
        Fault("a garbled answer", .resolver("dns-garbage"), "dns.timeout"),
        Fault("a sinkhole at 0.0.0.0", .resolver("dns-sinkhole"), "dns.sinkholed"),
        Fault("a sinkhole at loopback", .resolver("dns-sinkhole-loopback"), "dns.sinkholed"),
        Fault("a sinkhole for IPv4, silence for IPv6", .resolver("dns-only-a"), "dns.sinkholed"),
    ]

    static let tcpFaults: [Fault] = [
        Fault("a closed port", .server("refused"), "tcp.refused"),
        Fault("a port that drops", .server("tcp-blackhole"), "tcp.timeout"),
        Fault(
            "two families, both closed",
            .network(
                "  endpoints: [{host: a.lab.test, port: 1}]\n  resolve: ['a.lab.test:1:127.0.0.1,[::1]']\n"),
            "tcp.refused"),
    ]

    static let proxyFaults: [Fault] = [
        Fault(
            "a proxy whose name does not exist",
            .network(
                "  proxy: http://absent.lab.test:3128\n  name-servers: ['127.0.0.1:{port dns}']\n  endpoints: [{host: a.lab.test}]\n"
            ),
            "proxy.name-not-resolved"),
        Fault("a closed proxy", .proxy("proxy-refused"), "proxy.unreachable"),
        Fault("a proxy that drops", .proxy("tcp-blackhole"), "proxy.timeout"),
        Fault("a proxy that never answers", .proxy("proxy-silent"), "proxy.timeout"),
        Fault("a proxy that wants a password", .proxy("squid-auth"), "proxy.authentication-required"),
        Fault("a proxy that wants a ticket", .proxy("proxy-407-ntlm"), "proxy.authentication-required"),
        Fault("a proxy that denies", .proxy("proxy-403"), "proxy.denied"),
        Fault("a proxy that denies in hostile words", .proxy("proxy-hostile"), "proxy.denied"),
        Fault(
            "a target that the proxy cannot reach", .proxy("squid-open", target: "refused"),
            "proxy.target-unreachable"),
        Fault(
            "a name that squid cannot resolve",
            .network("  proxy: http://127.0.0.1:{port squid-open}\n  endpoints: [{host: absent.lab.test}]\n"),
            "proxy.target-unreachable"),
        Fault("a name that tinyproxy cannot resolve", .proxy("tinyproxy"), "proxy.target-unreachable"),
        Fault("a proxy that says 502", .proxy("proxy-502"), "proxy.target-unreachable"),
        Fault("a proxy that says 503", .proxy("proxy-503"), "proxy.target-unreachable"),
        Fault("a proxy that says 504", .proxy("proxy-504"), "proxy.target-unreachable"),
        Fault("a proxy that knows no CONNECT", .proxy("proxy-405"), "proxy.protocol-error"),
        Fault("a proxy that redirects", .proxy("proxy-302"), "proxy.protocol-error"),
        Fault("a proxy that talks nonsense", .proxy("proxy-garbage"), "proxy.protocol-error"),
        Fault("a proxy that closes", .proxy("proxy-close"), "proxy.protocol-error"),
        Fault("a proxy that resets", .proxy("proxy-reset"), "proxy.protocol-error"),
        Fault("a proxy without end", .proxy("proxy-huge"), "proxy.protocol-error"),
        Fault(
            "a plain request that the proxy denies", .plainHTTP("healthy-http", proxy: "squid-denying"),
            "proxy.denied"),
        Fault(
            "a plain request that wants a sign-in", .plainHTTP("healthy-http", proxy: "squid-auth"),
            "proxy.authentication-required"),
        Fault(
            "a plain request to a silent proxy", .plainHTTP("healthy-http", proxy: "proxy-silent"),
            "proxy.timeout"),
        Fault(
            "a plain request to a proxy that closes", .plainHTTP("healthy-http", proxy: "proxy-close"),
            "proxy.protocol-error"),
        Fault(
            "a plain request to a closed port", .plainHTTP("refused", proxy: "squid-open"),
            "proxy.target-unreachable"),
        Fault(
            "an expired certificate behind a proxy", .proxy("squid-open", target: "expired"),
            "tls.certificate-expired"),
        Fault(
            "an untrusted certificate behind a proxy", .proxy("squid-open", target: "untrusted"),
            "tls.untrusted-issuer"),
        Fault("a reset handshake behind a proxy", .proxy("squid-open", target: "tls-reset"), "tls.reset"),
        Fault("a silent server behind a proxy", .proxy("squid-open", target: "tls-silent"), "tls.timeout"),
        Fault("a silent service behind a proxy", .proxy("squid-open", target: "http-silent"), "http.timeout"),
        Fault("an inspecting proxy that is not trusted", .proxy("squid-bump"), "tls.untrusted-issuer"),
    ]

    static let tlsFaults: [Fault] = [
        Fault("a silent handshake", .server("tls-silent"), "tls.timeout"),
        Fault("half a handshake", .server("tls-half-hello"), "tls.timeout"),
        Fault("a reset handshake", .server("tls-reset"), "tls.reset"),
        Fault("a closed handshake", .server("tls-close"), "tls.reset"),
        Fault("plain HTTP", .server("plain-http-on-tls-port"), "tls.not-tls"),
        Fault("SSH", .server("ssh-banner"), "tls.not-tls"),
        Fault("random bytes", .server("garbage-tls"), "tls.not-tls"),
        Fault("TLS 1.0 only", .server("tls10-only"), "tls.protocol-version"),
        Fault("TLS 1.1 only", .server("tls11-only"), "tls.protocol-version"),
        Fault("no common cipher", .server("cipher-mismatch"), "tls.handshake-failed"),
        Fault("a handshake alert", .server("alert-handshake-failure"), "tls.handshake-failed"),
        Fault("an internal error alert", .server("alert-internal-error"), "tls.handshake-failed"),
        Fault("an unrecognized name alert", .server("sni-strict"), "tls.handshake-failed"),
        Fault("an expired certificate", .server("expired"), "tls.certificate-expired"),
        Fault("a certificate of the future", .server("not-yet-valid"), "tls.certificate-not-yet-valid"),
        Fault("another name", .server("wrong-name"), "tls.name-mismatch"),
        Fault("a self-signed certificate", .server("self-signed"), "tls.self-signed"),
        Fault("an unknown authority", .server("untrusted"), "tls.untrusted-issuer"),
        Fault("a missing intermediate", .server("missing-intermediate"), "tls.untrusted-issuer"),
        Fault(
            "a client certificate by alert, TLS 1.2", .server("client-certificate"),
            "tls.client-certificate-required"),
        Fault(
            "a client certificate by alert, TLS 1.3", .server("client-certificate-13"),
            "tls.client-certificate-required"),
        Fault(
            "a client certificate by page", .server("client-certificate-page"),
            "tls.client-certificate-required"),
    ]

    static let httpFaults: [Fault] = [
        Fault("no answer", .server("http-silent"), "http.timeout"),
        Fault("an answer by the byte", .server("http-slow"), "http.timeout"),
        Fault("a reset", .server("http-reset"), "http.reset"),
        Fault("a close", .server("http-close"), "http.reset"),
        Fault("a short body", .server("http-truncated"), "http.truncated"),
        Fault("a short body, rudely", .server("http-truncated-rudely"), "http.truncated"),
        Fault("a short chunk", .server("http-truncated-chunked"), "http.truncated"),
        Fault("nonsense", .server("http-garbage"), "http.protocol-error"),
        Fault("HTTP 0.9", .server("http-09"), "http.protocol-error"),
        Fault("a bad chunk", .server("http-bad-chunk"), "http.protocol-error"),
        Fault("endless headers", .server("http-huge-headers"), "http.too-large"),
        Fault("an endless body", .server("http-huge-body"), "http.too-large"),
        Fault(
            "a redirect to a portal", .server("redirect-portal"), "http.redirected-elsewhere", "undetermined"),
        Fault(
            "a redirect to a portal, plain", .plainHTTP("redirect-portal-http"), "http.redirected-elsewhere",
            "undetermined"),
        Fault("a portal that says so", .server("portal-511"), "http.captive-portal", "undetermined"),
    ]
}
