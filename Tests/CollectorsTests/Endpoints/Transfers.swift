import Model
import SampleFacts

@testable import Collectors
@testable import Curl

/// Outcomes of transfers, made by hand.
extension TransferOutcome {
    /// A transfer that ended with `code` after it had got as far as `phase`.
    static func ended(
        _ code: Int32, in phase: Phase, os: Int = 0, message: String = "",
        _ change: (inout TransferOutcome) -> Void = { _ in }
    ) -> TransferOutcome {
        var outcome = TransferOutcome()
        outcome.curlCode = code
        outcome.osError = os
        outcome.message = message
        outcome.moments.finished = 1.26
        if phase == .proxy { outcome.moments.tunnelRequested = 0.1 }
        if [.tls, .http].contains(phase) {
            outcome.moments.tlsStarted = 0.2
            outcome.tls = TLSRecord()
        }
        if phase == .http {
            outcome.moments.requestSent = 0.3
            outcome.tls?.handshakeFinished = true
        }
        change(&outcome)
        return outcome
    }

    static func handshake(_ code: Int32 = 35, message: String = "", _ change: (inout TLSRecord) -> Void)
        -> TransferOutcome
    {
        ended(code, in: .tls, message: message) { outcome in
            var record = TLSRecord()
            change(&record)
            outcome.tls = record
        }
    }

    static func answer(
        _ code: Int32, status: Int = 0, os: Int = 0, message: String = "",
        _ change: (inout TransferOutcome) -> Void = { _ in }
    ) -> TransferOutcome {
        ended(code, in: .http, os: os, message: message) {
            $0.http.status = status
            change(&$0)
        }
    }

    static func tunnel(_ status: Int, _ code: Int32 = 56, _ headers: [(String, String)] = [])
        -> TransferOutcome
    {
        ended(code, in: .proxy) {
            $0.tunnel.status = status
            $0.tunnel.headers = headers.map { .init(name: [UInt8]($0.0.utf8), value: [UInt8]($0.1.utf8)) }
        }
    }
}

extension Certificate {
    static func sample(
        _ name: String = "a.example", issuer: String = "An Issuer", names: [String] = ["a.example"]
    ) -> Certificate {
        Certificate(
            subject: "CN=\(name)", subjectCommonName: name, issuer: "CN=\(issuer)", issuerCommonName: issuer,
            issuerOrganization: nil, dnsNames: names, notBefore: 0, notAfter: 86_400, sha1: "A", sha256: "B",
            isSelfIssued: name == issuer)
    }
}

extension Probe.Failure {
    /// `phase code`.
    var outline: String { "\(phase.rawValue) \(code.rawValue)" }
}
