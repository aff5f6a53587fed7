import Curl
import Model

/// Tells, from libcurl's and OpenSSL's numbers, in which phase a transfer died and why.
///
/// The numbers alone do not tell the phase: a refused proxy and a refused target are both CURLE_COULDNT_CONNECT. What the
/// transfer is known to have done (asked for a tunnel, begun TLS, sent its request) does.
struct Diagnosis {
    let outcome: TransferOutcome
    let isTLS: Bool
    let viaProxy: Bool
    /// Whether the limit that ended the transfer was the run's and not the endpoint's own.
    let cutByDeadline: Bool

    /// nil when an HTTP answer came whole.
    func failure() -> Probe.Failure? {
        if outcome.cancelled { return .init(phase, .runInterrupted, "interrupted") }
        if let failure = certificateDemand { return failure }
        guard outcome.curlCode != CurlCode.ok else { return nil }
        if outcome.curlCode == CurlCode.operationTimedOut && cutByDeadline {
            return .init(
                phase, .deadlineExceeded, "no end in sight when the run's deadline came (\(waitingFor))")
        }
        switch phase {
        case .plan, .name, .tcp: return viaProxy ? proxyConnection() : connection()
        case .proxy: return tunnel()
        case .tls: return TLSDiagnosis(outcome: outcome).failure()
        case .http: return http()
        }
    }

    var phase: Phase {
        if outcome.moments.requestSent != nil { return .http }
        if outcome.moments.tlsStarted != nil { return .tls }
        return outcome.moments.tunnelRequested != nil ? .proxy : .tcp
    }

    private var waitingFor: String {
        switch phase {
        case .plan, .name: "resolving the name"
        case .tcp: viaProxy ? "connecting to the proxy" : "connecting"
        case .proxy: "waiting for the proxy's answer"
        case .tls: "in the TLS handshake"
        case .http: "waiting for the answer"
        }
    }

    private var seconds: String { "\((outcome.moments.finished * 10).rounded() / 10) s" }

    private func connection() -> Probe.Failure {
        switch (outcome.curlCode, Int32(outcome.osError)) {
        case (CurlCode.couldntResolveHost, _):
            return .init(.name, .dnsServerFailure, "the name of the redirection could not be resolved")
        case (CurlCode.operationTimedOut, _), (_, SystemError.timedOut):
            return .init(.tcp, .tcpTimeout, "no answer to the connection attempt within \(seconds)")
        case (_, SystemError.refused): return .init(.tcp, .tcpRefused, "the connection was refused")
        case (_, SystemError.reset):
            return .init(.tcp, .tcpReset, "the connection was reset as soon as it was made")
        default:
            let error = SystemError.words(Int32(outcome.osError))
            return .init(.tcp, .tcpUnreachable, "the connection could not be made (\(error))")
        }
    }

    private func proxyConnection() -> Probe.Failure {
        switch (outcome.curlCode, Int32(outcome.osError)) {
        case (CurlCode.couldntResolveProxy, _):
            return .init(.proxy, .proxyNameNotResolved, "the proxy's name could not be resolved")
        case (CurlCode.operationTimedOut, _), (_, SystemError.timedOut):
            return .init(
                .proxy, .proxyTimeout, "the proxy did not answer the connection attempt within \(seconds)")
        default:
            let error = SystemError.words(Int32(outcome.osError))
            return .init(.proxy, .proxyUnreachable, "no connection to the proxy (\(error))")
        }
    }

    private func tunnel() -> Probe.Failure {
        let said = TunnelReader.explanation(outcome.tunnel).map { "; it says: \($0)" } ?? ""
        if outcome.http.headerLimitReached {
            return .init(.proxy, .proxyProtocolError, "the proxy's answer to CONNECT has no end")
        }
        switch outcome.tunnel.status {
        case 407:
            return .init(
                .proxy, .proxyAuthenticationRequired, "the proxy demands a sign-in (status 407)\(said)")
        case 403:
            return .init(.proxy, .proxyDenied, "the proxy refuses to connect there (status 403)\(said)")
        // 500 is what tinyproxy says of a name that it cannot resolve.
        case 500, 502, 503, 504:
            let status = outcome.tunnel.status
            return .init(
                .proxy, .proxyTargetUnreachable, "the proxy cannot get there (status \(status))\(said)")
        case 0 where outcome.curlCode == CurlCode.operationTimedOut:
            return .init(.proxy, .proxyTimeout, "the proxy did not answer CONNECT within \(seconds)")
        case 0:
            return .init(.proxy, .proxyProtocolError, "the proxy gave no intelligible answer to CONNECT")
        default:
            let status = outcome.tunnel.status
            return .init(
                .proxy, .proxyProtocolError, "the proxy answered CONNECT with status \(status)\(said)")
        }
    }

    private func http() -> Probe.Failure {
        let answered = outcome.http.status != 0
        if outcome.http.bodyLimitReached {
            return .init(.http, .httpTooLarge, "the body is larger than any answer of the service")
        }
        if outcome.http.headerLimitReached {
            return .init(.http, .httpTooLarge, "the headers are larger than any answer of the service")
        }
        // Without a tunnel it is the proxy that was asked.
        if viaProxy && !isTLS && !answered && outcome.moments.tunnelRequested == nil {
            return outcome.curlCode == CurlCode.operationTimedOut
                ? .init(.proxy, .proxyTimeout, "the proxy did not answer the request within \(seconds)")
                : .init(.proxy, .proxyProtocolError, "the proxy gave no intelligible answer to the request")
        }
        let broken = [CurlCode.sendError, CurlCode.receiveError].contains(outcome.curlCode)
        switch outcome.curlCode {
        case CurlCode.operationTimedOut:
            let what = answered ? "the answer was not complete" : "no answer to the request"
            return .init(.http, .httpTimeout, "\(what) within \(seconds)")
        case CurlCode.partialFile:
            return .init(.http, .httpTruncated, "the connection ended before the announced length")
        case CurlCode.gotNothing:
            return .init(.http, .httpReset, "the connection was closed without an answer")
        case _ where broken && answered && outcome.endedEarly:
            return .init(.http, .httpTruncated, "the connection ended in the middle of the answer")
        case _ where broken && (outcome.wasReset || outcome.endedEarly):
            return .init(.http, .httpReset, "the connection was reset before the answer was complete")
        default:
            return .init(
                .http, .httpProtocolError, "the answer is not valid HTTP (\(outcome.message.printable()))")
        }
    }

    /// Demands for a client certificate show as an alert in the handshake, after it (TLS 1.3), or as a status.
    private var certificateDemand: Probe.Failure? {
        guard let tls = outcome.tls else { return nil }
        let alert = tls.alertReceived
        let demanded =
            alert == TLSAlert.certificateRequired
            || (tls.clientCertificateRequested && alert.map(TLSAlert.aboutCertificates.contains) == true)
        if demanded {
            return .init(
                .tls, .tlsClientCertificateRequired,
                "the server ends the handshake because no client certificate came")
        }
        guard tls.clientCertificateRequested, [400, 495, 496].contains(outcome.http.status) else {
            return nil
        }
        return .init(
            .tls, .tlsClientCertificateRequired,
            "the server asks for a client certificate (status \(outcome.http.status))")
    }
}
