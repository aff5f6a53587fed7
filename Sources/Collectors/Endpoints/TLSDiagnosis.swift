import Curl
import Model

/// Why a transfer died between its connection and its request.
struct TLSDiagnosis {
    let outcome: TransferOutcome
    private let tls: TLSRecord

    init(outcome: TransferOutcome) {
        self.outcome = outcome
        tls = outcome.tls ?? TLSRecord()
    }

    func failure() -> Probe.Failure {
        if let failure = certificate() { return failure }
        if outcome.curlCode == CurlCode.peerFailedVerification {
            let names =
                tls.sent.first.map { $0.dnsNames.isEmpty ? [$0.subjectCommonName ?? "nothing"] : $0.dnsNames }
                ?? []
            let shown = names.prefix(4).map { $0.printable(limit: 80) }.joined(separator: ", ")
            let more = names.count > 4 ? " and \(names.count - 4) more" : ""
            return fail(.tlsNameMismatch, "the certificate is for other names: \(shown)\(more)")
        }
        if outcome.curlCode == CurlCode.operationTimedOut {
            return fail(.tlsTimeout, "the TLS handshake did not end in time")
        }
        if tls.alertReceived == TLSAlert.protocolVersion
            || tls.sslReason.map(SSLReason.protocolVersion.contains) == true
        {
            return fail(.tlsProtocolVersion, "the server speaks no TLS version from 1.2 on")
        }
        if tls.alertReceived == nil, tls.sslReason.map(SSLReason.notTLS.contains) == true {
            return fail(.tlsNotTLS, "the server answers with something that is not TLS")
        }
        if let alert = tls.alertReceived {
            return fail(
                .tlsHandshakeFailed,
                "the server ended the handshake with alert \(alert) (\(TLSAlert.words(alert)))")
        }
        if tls.endOfFile || tls.sslReason == nil {
            return fail(.tlsReset, "the connection was cut during the TLS handshake")
        }
        return fail(.tlsHandshakeFailed, "the TLS handshake failed (\(outcome.message.printable()))")
    }

    /// The worst that verification found; who issued a certificate matters more than when.
    private func certificate() -> Probe.Failure? {
        guard !tls.verifyErrors.isEmpty, let leaf = tls.sent.first ?? tls.built.first else { return nil }
        let errors = Set(tls.verifyErrors)
        let issuer = (leaf.issuerCommonName ?? leaf.issuerOrganization ?? leaf.issuer).printable(limit: 100)
        if errors.contains(VerifyError.selfSignedLeaf) {
            return fail(.tlsSelfSigned, "the certificate is its own issuer (\"\(issuer)\")")
        }
        if !errors.isDisjoint(with: VerifyError.untrusted) {
            let top = (tls.built.last ?? leaf)
            let end = (top.issuerCommonName ?? top.issuer).printable(limit: 100)
            let chain = end == issuer ? "" : ", under \"\(end)\""
            return fail(
                .tlsUntrustedIssuer,
                "the certificate was issued by \"\(issuer)\"\(chain), which this host does not trust")
        }
        if errors.contains(VerifyError.expired) {
            return fail(.tlsCertificateExpired, "a certificate of the chain has expired by this host's clock")
        }
        if errors.contains(VerifyError.notYetValid) {
            return fail(
                .tlsCertificateNotYetValid, "a certificate of the chain is not valid yet by this host's clock"
            )
        }
        let codes = tls.verifyErrors.map(String.init).joined(separator: ", ")
        return fail(.tlsHandshakeFailed, "the certificate does not verify (X509 error \(codes))")
    }

    private func fail(_ code: ReasonCode, _ detail: String) -> Probe.Failure {
        .init(.tls, code, detail)
    }
}
