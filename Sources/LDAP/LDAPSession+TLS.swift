import CLDAP
package import Curl
import Glibc

/// What TLS a session has.
package struct LDAPSecurity: Sendable, Equatable {
    /// GnuTLS's name for it, such as `TLS1.3`.
    package var version: String
    package var cipher: String
    package var certificate: Certificate?
}

extension LDAPSession {
    /// What TLS this session has; nil without TLS.
    package var security: LDAPSecurity? {
        guard server.security != .none, let version = text(of: LDAP_OPT_X_TLS_VERSION) else { return nil }
        return LDAPSecurity(
            version: version, cipher: text(of: LDAP_OPT_X_TLS_CIPHER) ?? "",
            certificate: peerCertificate.flatMap { Certificate(der: $0) })
    }

    private var peerCertificate: [UInt8]? {
        var value = unsafe berval()
        guard unsafe mp_ldap_get_bytes(raw, LDAP_OPT_X_TLS_PEERCERT, &value) == LDAP_OPT_SUCCESS,
            unsafe value.bv_val != nil
        else { return nil }
        defer { unsafe ber_memfree(value.bv_val) }
        return unsafe value.bytes
    }

    /// Asks a server of StartTLS whether it will; does nothing for others.
    func startTLS() throws(LDAPError) {
        guard server.security == .startTLS else { return }
        var request: Int32 = 0
        guard
            unsafe ldap_extended_operation(raw, LDAP_EXOP_START_TLS, nil, nil, nil, &request) == LDAP_SUCCESS
        else { throw failure(.startTLS) }
        let message = unsafe try receive(request, .startTLS)
        defer { unsafe _ = ldap_msgfree(message) }
        let answer = unsafe try answer(in: message, .startTLS)
        guard answer.code == LDAP_SUCCESS else { throw answer.error(.startTLS) }
    }

    /// GnuTLS's words for TLS 1.2 and later.
    private static let protocols = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

    /// Shakes hands; one of the `authorities` must have signed the certificate, for this server's name.
    func secure(verifying authorities: borrowing TrustFile) throws(LDAPError) {
        try setUp(LDAP_OPT_X_TLS_HARD, authorities.path)
        try shakeHands()
    }

    private func secureWithoutVerifying() throws(LDAPError) {
        try setUp(LDAP_OPT_X_TLS_NEVER, nil)
        try shakeHands()
    }

    private func setUp(_ demand: Int32, _ authorities: String?) throws(LDAPError) {
        guard unsafe mp_ldap_set_int(raw, LDAP_OPT_X_TLS_REQUIRE_CERT, demand) == LDAP_OPT_SUCCESS,
            unsafe mp_ldap_set_string(raw, LDAP_OPT_X_TLS_CACERTFILE, authorities) == LDAP_OPT_SUCCESS,
            unsafe mp_ldap_set_string(raw, LDAP_OPT_X_TLS_CIPHER_SUITE, Self.protocols) == LDAP_OPT_SUCCESS,
            unsafe mp_ldap_set_int(raw, LDAP_OPT_X_TLS_NEWCTX, 0) == LDAP_OPT_SUCCESS
        else { throw LDAPError(.tls, .trustUnreadable, diagnostic: "GnuTLS cannot read the authorities") }
    }

    private func shakeHands() throws(LDAPError) {
        try refuseHaste(.tls)
        wire.watchOpening()
        let status = unsafe ldap_install_tls(raw)
        guard status != LDAP_SUCCESS else {
            wire.noteProgress()
            return
        }
        throw LDAPError(.tls, handshakeFault(diagnostic), resultCode: status, diagnostic: diagnostic)
    }

    /// Refuses bytes that came before a protection began and would count as protected by it.
    func refuseHaste(_ step: LDAPError.Step) throws(LDAPError) {
        guard gate.isEmpty else {
            throw LDAPError(step, .protocolError, diagnostic: "data in the clear where protection begins")
        }
    }

    /// Reads how a handshake failed from what the peer sent first; libldap keeps only words.
    private func handshakeFault(_ said: String) -> LDAPError.Kind {
        if wire.failure == .cancelled { return .cancelled }
        if let first = wire.opening.first, first != TLSRecordType.handshake, first != TLSRecordType.alert {
            return .tls(.notTLS)
        }
        if wire.failure == .timeout { return .tls(.timeout) }
        if wire.opening.first == TLSRecordType.alert, wire.opening.count >= 7 {
            return .tls(
                wire.opening[6] == TLSRecordType.protocolVersionAlert ? .protocolVersion : .handshakeFailed)
        }
        if said.contains("unsupported version") { return .tls(.protocolVersion) }
        return wire.failure == nil ? .tls(.handshakeFailed) : .tls(.reset)
    }

    private enum TLSRecordType {
        static let alert: UInt8 = 21
        static let handshake: UInt8 = 22
        static let protocolVersionAlert: UInt8 = 70
    }

    /// Finds out by a second connection what is wrong with a certificate; nil when the fault is not there.
    static func certificateFault(of server: LDAPServer, limits: LDAPLimits) -> LDAPError? {
        do throws(LDAPError) {
            let session = try connect(server, limits: limits)
            try session.startTLS()
            try session.secureWithoutVerifying()
            guard let encoded = session.peerCertificate, let certificate = Certificate(der: encoded) else {
                return nil
            }
            let fault = certificate.fault(for: server.host, encoded: encoded)
            return LDAPError(.tls, .tls(fault), certificate: certificate)
        } catch {
            // Out of time, or no handshake even so: what the first connection said stands.
            return nil
        }
    }
}

extension Certificate {
    /// The likeliest fault of a certificate that was not accepted: its dates, its name, its issuer, in this order.
    fileprivate func fault(for host: String, encoded: [UInt8]) -> TLSFault {
        let now = Int64(time(nil))
        if let notAfter, notAfter < now { return .expired }
        if let notBefore, notBefore > now { return .notYetValid }
        if !Certificate.isIssued(for: host, encoded: encoded) { return .nameMismatch }
        return isSelfIssued ? .selfSigned : .untrustedIssuer
    }
}
