import Curl
import LDAP
import Model

extension LDAPError {
    /// The error of a wait that was broken off because its own time was up.
    var asTimeout: LDAPError {
        var error = self
        if error.kind == .cancelled { error.kind = .timeout }
        return error
    }

    /// The error as the reason why something could not be read.
    ///
    /// `bindErrors` are words by Active Directory's own number, in lower-case hexadecimal digits.
    func reason(asking what: String, bindErrors: [String: String]) -> Unreadable {
        let said = diagnostic.isEmpty ? "" : " (\(diagnostic.printable(limit: 160)))"
        switch kind {
        case _ where step == .startTLS && resultCode > 0:
            return .init(
                .tlsHandshakeFailed,
                "\(what): the controller does not begin TLS; it may have no certificate\(said)")
        case .refused: return .init(.tcpRefused, "\(what): the connection was refused")
        case .unreachable: return .init(.tcpUnreachable, "\(what): there is no way to the host\(said)")
        case .reset where step == .tcp: return .init(.tcpReset, "\(what): the connection was reset")
        case .reset where step == .tls || step == .startTLS:
            return .init(.tlsReset, "\(what): the connection was closed during the handshake")
        case .reset: return .init(.ldapUnavailable, "\(what): the controller closed the connection")
        case .timeout: return timeout(what)
        case .tls(let fault): return fault.reason(what, certificate?.subject)
        case .trustUnreadable:
            return .init(.tlsUntrustedIssuer, "\(what): the authorities cannot be read\(said)")
        case .invalidCredentials(let code): return rejection(what, code, bindErrors)
        case .strongAuthRequired, .confidentialityRequired:
            return .init(
                .ldapStrongAuthenticationRequired,
                "\(what): the controller demands signing or encryption that this sign-in does not have\(said)"
            )
        case .channelBindingRequired:
            return .init(
                .ldapStrongAuthenticationRequired,
                "\(what): the controller wants the sign-in bound to the TLS connection (80090346)")
        case .insufficientAccess: return .init(.ldapInsufficientAccess, "\(what): access is denied\(said)")
        case .bindNeeded:
            return .init(.ldapInsufficientAccess, "\(what): the controller tells nothing without a sign-in")
        case .noSuchObject: return .init(.ldapNoSuchObject, "\(what): there is no such entry")
        case .sizeLimit, .adminLimit, .timeLimit:
            return .init(.ldapSizeLimit, "\(what): the controller stopped at a limit of its own\(said)")
        case .referral(let addresses):
            let where_ = addresses.first.map { " \($0.printable(limit: 100))" } ?? " another server"
            return .init(.ldapReferral, "\(what): the controller refers to\(where_), which is not followed")
        case .busy, .unavailable: return .init(.ldapUnavailable, "\(what): the controller is busy\(said)")
        case .kerberos(let fault): return fault.reason(what)
        case .cancelled: return .init(.runInterrupted, "\(what): interrupted")
        case .protocolError:
            return .init(.ldapProtocolError, "\(what): what came is no LDAP, or longer than allowed\(said)")
        case .operationsError, .other:
            return .init(.ldapProtocolError, "\(what): the answer is result \(resultCode)\(said)")
        }
    }

    private func timeout(_ what: String) -> Unreadable {
        switch step {
        case .tcp: .init(.tcpTimeout, "\(what): no answer to the connection attempt")
        case .tls, .startTLS: .init(.tlsTimeout, "\(what): no answer to the TLS handshake")
        case .bind, .search: .init(.ldapTimeout, "\(what): no answer in time")
        }
    }

    private func rejection(_ what: String, _ code: UInt32?, _ bindErrors: [String: String]) -> Unreadable {
        guard let code else {
            return .init(.ldapBindRejected, "\(what): the user name or the password is not accepted")
        }
        let number = String(code, radix: 16)
        let words = bindErrors[number] ?? "the sign-in is not accepted"
        return .init(.ldapBindRejected, "\(what): \(words) (data \(number))")
    }
}

extension TLSFault {
    fileprivate func reason(_ what: String, _ subject: String?) -> Unreadable {
        let whose = subject.map { " (\($0.printable(limit: 120)))" } ?? ""
        let (code, words): (ReasonCode, String) =
            switch self {
            case .expired: (.tlsCertificateExpired, "the certificate has expired\(whose)")
            case .notYetValid: (.tlsCertificateNotYetValid, "the certificate is not yet valid\(whose)")
            case .nameMismatch: (.tlsNameMismatch, "the certificate is for another name\(whose)")
            case .selfSigned: (.tlsSelfSigned, "the certificate is its own issuer\(whose)")
            case .untrustedIssuer: (.tlsUntrustedIssuer, "the certificate's issuer is not trusted\(whose)")
            case .notTLS: (.tlsNotTLS, "what answers does not speak TLS")
            case .protocolVersion: (.tlsProtocolVersion, "no common version of TLS")
            case .handshakeFailed: (.tlsHandshakeFailed, "the TLS handshake failed")
            case .reset: (.tlsReset, "the connection was closed during the TLS handshake")
            case .timeout: (.tlsTimeout, "no answer to the TLS handshake")
            }
        return .init(code, "\(what): \(words)")
    }
}

extension KerberosFault {
    fileprivate func reason(_ what: String) -> Unreadable {
        let (code, words): (ReasonCode, String) =
            switch self {
            case .noCredentials: (.kerberosNoCredentials, "there is no Kerberos ticket")
            case .expiredTicket: (.kerberosNoCredentials, "the Kerberos ticket has expired")
            case .clockSkew: (.kerberosClockSkew, "the clocks are too far apart for Kerberos")
            case .unknownService:
                (.kerberosUnknownService, "Kerberos does not know the controller by this name")
            case .kdcUnreachable: (.kerberosFailed, "no key distribution centre answers")
            case .noMechanism:
                (.kerberosFailed, "this host lacks the GSSAPI module of SASL (libsasl2-modules-gssapi-mit)")
            case .other(let text): (.kerberosFailed, text.printable(limit: 160))
            }
        return .init(code, "\(what): \(words)")
    }
}
