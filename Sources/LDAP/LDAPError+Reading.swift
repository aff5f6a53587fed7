import CLDAP

extension LDAPError.Kind {
    /// Reads a result code and what was said with it.
    ///
    /// Sources: RFC 4511 appendix A; for the words of Active Directory
    /// <https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/> and
    /// <https://learn.microsoft.com/troubleshoot/windows-server/active-directory/ldap-error-49-invalid-credentials>.
    package init(resultCode: Int32, diagnostic: String, referrals: [String] = []) {
        switch resultCode {
        case LDAP_OPERATIONS_ERROR:
            self = Self.asksForBind(diagnostic) ? .bindNeeded : .operationsError
        case LDAP_PROTOCOL_ERROR: self = .protocolError
        case LDAP_TIMELIMIT_EXCEEDED: self = .timeLimit
        case LDAP_SIZELIMIT_EXCEEDED: self = .sizeLimit
        case LDAP_STRONG_AUTH_REQUIRED: self = .strongAuthRequired
        case LDAP_REFERRAL, LDAP_PARTIAL_RESULTS: self = .referral(referrals)
        case LDAP_ADMINLIMIT_EXCEEDED: self = .adminLimit
        case LDAP_CONFIDENTIALITY_REQUIRED: self = .confidentialityRequired
        case LDAP_NO_SUCH_OBJECT: self = .noSuchObject
        case LDAP_INVALID_CREDENTIALS:
            self =
                Self.hasBadBinding(diagnostic)
                ? .channelBindingRequired
                : .invalidCredentials(adSubcode: Self.activeDirectorySubcode(in: diagnostic))
        case LDAP_INSUFFICIENT_ACCESS: self = .insufficientAccess
        case LDAP_BUSY: self = .busy
        case LDAP_UNAVAILABLE: self = .unavailable
        case LDAP_SERVER_DOWN, LDAP_DECODING_ERROR, LDAP_NO_RESULTS_RETURNED: self = .protocolError
        case LDAP_TIMEOUT: self = .timeout
        // A failure that libldap itself has no number for.
        case LDAP_SUCCESS: self = .protocolError
        default: self = .other(code: resultCode)
        }
    }

    /// The hexadecimal number after "data": `…AcceptSecurityContext error, data 52e, v4563`.
    package static func activeDirectorySubcode(in diagnostic: String) -> UInt32? {
        guard let start = end(of: ", data ", in: Array(diagnostic.utf8)) else { return nil }
        let digits = diagnostic.utf8.dropFirst(start).prefix {
            (48...57).contains($0) || (97...102).contains($0 | 32)
        }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// SEC_E_BAD_BINDINGS.
    private static func hasBadBinding(_ diagnostic: String) -> Bool {
        end(of: "80090346", in: Array(diagnostic.utf8)) != nil
    }

    /// Active Directory's wording, its number (ERROR_NOT_AUTHENTICATED), and Samba's wording.
    private static func asksForBind(_ diagnostic: String) -> Bool {
        let bytes = Array(diagnostic.utf8)
        return ["successful bind must be completed", "000004DC", "without authentication"].contains {
            end(of: $0, in: bytes) != nil
        }
    }

    /// Where the first occurrence of `text` ends.
    private static func end(of text: String, in bytes: [UInt8]) -> Int? {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        return (0...(bytes.count - wanted.count)).first {
            bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }.map { $0 + wanted.count }
    }
}

extension KerberosFault {
    /// Reads what SASL says of a failed step; nil when it is not about Kerberos.
    ///
    /// The wordings are those of MIT Kerberos 1.20, which has no numbers to offer through SASL.
    package init?(saslDetail detail: String) {
        let known: [(KerberosFault, [String])] = [
            (.expiredTicket, ["Ticket expired", "credentials have expired", "ticket has expired"]),
            (.clockSkew, ["Clock skew too great", "Ticket not yet valid"]),
            (.unknownService, ["not found in Kerberos database"]),
            (.kdcUnreachable, ["Cannot contact any KDC", "Cannot find KDC", "Cannot resolve"]),
            (
                .noCredentials,
                [
                    "No Kerberos credentials available", "No credentials cache found",
                    "Can't find client principal",
                    "Matching credential not found", "Credentials cache file",
                    "Credential cache is empty", "Bad format in credentials cache",
                ]
            ),
            (.noMechanism, ["No worthy mechs found", "no mechanism available"]),
        ]
        for (fault, wordings) in known where wordings.contains(where: { detail.contains($0) }) {
            // Of an absent client the KDC says the same as of an absent service.
            if fault == .unknownService, detail.contains("Client ") { break }
            self = fault
            return
        }
        guard detail.contains("GSSAPI") || detail.contains("Kerberos") else { return nil }
        self = .other(detail)
    }
}
