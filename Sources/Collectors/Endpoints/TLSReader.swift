import Curl
import FoundationEssentials
import Model

/// Turns what a handshake showed into a fact whose text is fit to print.
enum TLSReader {
    /// A longer chain than this is no chain that the service sends.
    private static let maximumChain = 10

    static func fact(_ record: TLSRecord) -> TLSFact {
        TLSFact(
            version: record.version.flatMap(TLSVersion.init(rawValue:)), cipher: record.cipher,
            chain: record.sent.prefix(maximumChain).map(certificate),
            verifiedChain: record.built.prefix(maximumChain).map(certificate),
            trusted: !record.built.isEmpty && record.verifyErrors.isEmpty,
            handshakeFinished: record.handshakeFinished,
            clientCertificateRequested: record.clientCertificateRequested)
    }

    private static func certificate(_ certificate: Certificate) -> CertificateFact {
        CertificateFact(
            subject: certificate.subject.printable(), issuer: certificate.issuer.printable(),
            issuerName: (certificate.issuerCommonName ?? certificate.issuerOrganization ?? certificate.issuer)
                .printable(limit: 100),
            dnsNames: certificate.dnsNames.prefix(20).map { $0.printable(limit: 100) },
            notBefore: certificate.notBefore.map { Date(timeIntervalSince1970: Double($0)) },
            notAfter: certificate.notAfter.map { Date(timeIntervalSince1970: Double($0)) },
            sha1: certificate.sha1, sha256: certificate.sha256, selfIssued: certificate.isSelfIssued)
    }
}
