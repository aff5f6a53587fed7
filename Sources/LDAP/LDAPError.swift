package import Curl

/// How an exchange with a directory server ended badly, and in which step.
package struct LDAPError: Error, Sendable, Equatable, CustomStringConvertible {
    package var step: Step
    package var kind: Kind
    /// The server's result code, libldap's own when negative, or the system's errno in the step `tcp`; 0 when there is none.
    package var resultCode: Int32
    /// What the server or the library said, cut at ``maximumDiagnostic`` bytes; not printable as it is.
    package var diagnostic: String
    /// The server's certificate, when TLS failed because of it.
    package var certificate: Certificate?

    package static let maximumDiagnostic = 2048

    package enum Step: String, Sendable, CaseIterable {
        case tcp
        case startTLS = "start-tls"
        case tls, bind, search
    }

    package enum Kind: Sendable, Equatable {
        case refused
        case unreachable
        /// The deadline passed.
        case timeout
        /// The server reset or closed the connection.
        case reset
        case tls(TLSFault)
        /// The host's authorities or the file of further ones cannot be used.
        case trustUnreadable
        /// `adSubcode` is what Active Directory says in its own number (0x52e is a wrong name or password).
        case invalidCredentials(adSubcode: UInt32?)
        /// The server wants signing or TLS.
        case strongAuthRequired
        case confidentialityRequired
        /// The server wants the bind tied to the TLS channel, and it was not.
        case channelBindingRequired
        case insufficientAccess
        case noSuchObject
        case sizeLimit
        case adminLimit
        case timeLimit
        /// The answer is to be had elsewhere; the addresses are the server's own words.
        case referral([String])
        case busy
        case unavailable
        /// The server answers only those who have bound.
        case bindNeeded
        case operationsError
        case kerberos(KerberosFault)
        /// What came is not LDAP, or breaks its rules, or is longer than allowed.
        case protocolError
        case cancelled
        case other(code: Int32)
    }

    package init(
        _ step: Step, _ kind: Kind, resultCode: Int32 = 0, diagnostic: String = "",
        certificate: Certificate? = nil
    ) {
        self.step = step
        self.kind = kind
        self.resultCode = resultCode
        self.diagnostic =
            diagnostic.utf8.count <= Self.maximumDiagnostic
            ? diagnostic
            : String(decoding: diagnostic.utf8.prefix(Self.maximumDiagnostic), as: UTF8.self)
        self.certificate = certificate
    }

    package var description: String {
        let said = diagnostic.isEmpty ? "" : ": \(diagnostic)"
        let code = resultCode == 0 ? "" : " (code \(resultCode))"
        return "\(step.rawValue): \(kind)\(code)\(said)"
    }
}

/// Which way a TLS handshake failed.
package enum TLSFault: Sendable, Equatable {
    case expired
    case notYetValid
    case nameMismatch
    /// The certificate is its own issuer.
    case selfSigned
    /// Its issuer is none of those that are trusted, or a certificate above it is at fault.
    case untrustedIssuer
    /// What came is no TLS.
    case notTLS
    case protocolVersion
    case handshakeFailed
    /// The server reset or closed the connection during the handshake.
    case reset
    /// The server fell silent during the handshake.
    case timeout
}

/// Why Kerberos had nothing to show.
package enum KerberosFault: Sendable, Equatable {
    case noCredentials
    case expiredTicket
    case clockSkew
    /// The KDC does not know `ldap/host`.
    case unknownService
    case kdcUnreachable
    /// SASL has no GSSAPI plug-in on this host.
    case noMechanism
    /// The library's own words.
    case other(String)
}
