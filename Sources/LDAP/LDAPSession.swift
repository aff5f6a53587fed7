import CLDAP

/// A connection to a directory server, TLS included where it was asked for.
///
/// All calls block, each of them until the session's deadline at the latest, so use it on a thread of its own. After an error
/// that is not the server's answer the session is of no more use.
@safe package struct LDAPSession: ~Copyable {
    let raw: OpaquePointer
    let wire: Wire
    let gate = Gate()
    let server: LDAPServer

    private init(taking raw: OpaquePointer, wire: Wire, server: LDAPServer) {
        unsafe self.raw = unsafe raw
        self.wire = wire
        self.server = server
    }

    deinit {
        wire.leave()
        unsafe ldap_unbind_ext(raw, nil, nil)
    }

    /// Connects, and brings TLS up.
    ///
    /// - Throws: ``LDAPError`` of the step `tcp`, `startTLS` or `tls`. When the certificate is at fault, a second connection
    ///   that sends nothing but a handshake has found out what is wrong with it.
    package static func open(_ server: LDAPServer, trust: LDAPTrust, limits: LDAPLimits) throws(LDAPError)
        -> LDAPSession
    {
        try LDAPLibrary.await(limits)
        let session = try connect(server, limits: limits)
        guard server.security != .none else { return session }
        try session.startTLS()
        let authorities = try TrustFile(trust)
        do throws(LDAPError) {
            try session.secure(verifying: authorities)
        } catch {
            guard case .tls(.handshakeFailed) = error.kind else { throw error }
            throw Self.certificateFault(of: server, limits: limits) ?? error
        }
        return session
    }

    static func connect(_ server: LDAPServer, limits: LDAPLimits) throws(LDAPError) -> LDAPSession {
        guard let url = url(of: server) else {
            throw LDAPError(.tcp, .unreachable, diagnostic: "not a host name: \(server.host)")
        }
        let wire = try Wire.connect(to: server.address ?? server.host, port: server.port, limits: limits)
        var handle: OpaquePointer?
        let status = unsafe ldap_init_fd(wire.descriptor, LDAP_PROTO_EXT, url, &handle)
        guard status == LDAP_SUCCESS, let raw = unsafe handle else {
            throw LDAPError(.tcp, .other(code: status), resultCode: status)
        }
        let session = unsafe LDAPSession(taking: raw, wire: wire, server: server)
        try session.configure(limits)
        return session
    }

    /// The URL that libldap takes the server's name from, for TLS and SASL; nil for a name that would not survive in it.
    private static func url(of server: LDAPServer) -> String? {
        let isPlain = server.host.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard isPlain, !server.host.isEmpty else { return nil }
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        // Also for LDAPS: TLS is brought up here and not by libldap.
        return "ldap://\(host):\(server.port)"
    }

    private func configure(_ limits: LDAPLimits) throws(LDAPError) {
        var sockbuf: OpaquePointer?
        guard unsafe mp_ldap_get_sockbuf(raw, &sockbuf) == LDAP_OPT_SUCCESS, let sockbuf = unsafe sockbuf,
            unsafe LayerFunctions.wire.add(wire, to: sockbuf, level: LBER_SBIOD_LEVEL_PROVIDER),
            unsafe LayerFunctions.gate.add(gate, to: sockbuf, level: LayerFunctions.topLevel),
            unsafe mp_sockbuf_set_length(sockbuf, LBER_SB_OPT_SET_MAX_INCOMING, UInt(limits.maximumMessage))
                == 1,
            unsafe mp_ldap_set_int(raw, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3) == LDAP_OPT_SUCCESS,
            unsafe mp_ldap_set_off(raw, LDAP_OPT_REFERRALS) == LDAP_OPT_SUCCESS,
            // The host as it was given is the service's name in Kerberos, not what its address is called.
            unsafe mp_ldap_set_on(raw, LDAP_OPT_X_SASL_NOCANON) == LDAP_OPT_SUCCESS
        else { throw LDAPError(.tcp, .other(code: LDAP_LOCAL_ERROR), resultCode: LDAP_LOCAL_ERROR) }
    }
}
