package import FoundationEssentials

/// A certificate, in the words that a report needs; all text is printable.
package struct CertificateFact: Codable, Sendable, Equatable {
    package var subject: String
    package var issuer: String
    /// The issuer's common name, else its organization, else the whole name.
    package var issuerName: String
    package var dnsNames: [String]
    package var notBefore: Date?
    package var notAfter: Date?
    package var sha1: String
    package var sha256: String
    package var selfIssued: Bool

    package init(
        subject: String, issuer: String, issuerName: String, dnsNames: [String] = [], notBefore: Date? = nil,
        notAfter: Date? = nil, sha1: String, sha256: String, selfIssued: Bool
    ) {
        self.subject = subject
        self.issuer = issuer
        self.issuerName = issuerName
        self.dnsNames = dnsNames
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.sha1 = sha1
        self.sha256 = sha256
        self.selfIssued = selfIssued
    }
}

/// TLS protocol versions, in their order.
package enum TLSVersion: String, Codable, Sendable, CaseIterable, Comparable {
    case tls10 = "TLSv1"
    case tls11 = "TLSv1.1"
    case tls12 = "TLSv1.2"
    case tls13 = "TLSv1.3"

    package static func < (left: TLSVersion, right: TLSVersion) -> Bool { left.rawValue < right.rawValue }
}

/// What a handshake showed, also where it failed.
package struct TLSFact: Codable, Sendable, Equatable {
    /// Absent when the handshake did not end, or ended in a version that is not known.
    package var version: TLSVersion?
    package var cipher: String?
    /// As the peer sent it, leaf first.
    package var chain: [CertificateFact]
    /// As it was built for verification, leaf first.
    package var verifiedChain: [CertificateFact]
    /// Whether this host trusts the chain, names aside.
    package var trusted: Bool
    package var handshakeFinished: Bool
    package var clientCertificateRequested: Bool

    package init(
        version: TLSVersion? = nil, cipher: String? = nil, chain: [CertificateFact] = [],
        verifiedChain: [CertificateFact] = [], trusted: Bool = false, handshakeFinished: Bool = false,
        clientCertificateRequested: Bool = false
    ) {
        self.version = version
        self.cipher = cipher
        self.chain = chain
        self.verifiedChain = verifiedChain
        self.trusted = trusted
        self.handshakeFinished = handshakeFinished
        self.clientCertificateRequested = clientCertificateRequested
    }
}
