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

// MARK: - Answers

extension LDAPSession {
    /// Waits for the next message that answers a request.
    ///
    /// - Returns: The message, for the caller to free.
    @unsafe func receive(_ request: Int32, _ step: LDAPError.Step) throws(LDAPError) -> OpaquePointer {
        var message: OpaquePointer?
        let type = unsafe ldap_result(raw, request, LDAP_MSG_ONE, nil, &message)
        guard type > 0, let message = unsafe message else { throw failure(step) }
        wire.noteProgress()
        return unsafe message
    }

    /// Why the last call failed without an answer of the server.
    func failure(_ step: LDAPError.Step) -> LDAPError {
        switch gate.failure {
        case .malformed: return LDAPError(step, .protocolError, diagnostic: "what came is no LDAP")
        case .farewell(let code, let said):
            let kind: LDAPError.Kind =
                code == LDAP_SUCCESS ? .unavailable : .init(resultCode: code, diagnostic: said)
            return LDAPError(step, kind, resultCode: code, diagnostic: said)
        case nil: break
        }
        guard wire.failure == nil else { return wire.error(step) }
        var code: Int32 = 0
        unsafe _ = mp_ldap_get_int(raw, LDAP_OPT_RESULT_CODE, &code)
        let said = diagnostic
        return LDAPError(
            step, .init(resultCode: code, diagnostic: said), resultCode: code, diagnostic: said)
    }

    /// What the server or libldap said last.
    var diagnostic: String { text(of: LDAP_OPT_DIAGNOSTIC_MESSAGE) ?? "" }

    func text(of option: Int32) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe mp_ldap_get_string(raw, option, &value) == LDAP_OPT_SUCCESS, let value = unsafe value
        else {
            return nil
        }
        defer { unsafe ldap_memfree(value) }
        return unsafe String(cString: value)
    }

    /// A final answer, taken apart.
    struct Answer {
        var code: Int32
        var diagnostic: String
        var referrals: [String] = []
        /// Of the paged results control; nil when the answer has none.
        var cookie: [UInt8]?

        func error(_ step: LDAPError.Step) -> LDAPError {
            LDAPError(
                step, .init(resultCode: code, diagnostic: diagnostic, referrals: referrals), resultCode: code,
                diagnostic: diagnostic)
        }
    }

    /// Reads a final answer.
    @unsafe func answer(in message: OpaquePointer, _ step: LDAPError.Step) throws(LDAPError) -> Answer {
        var code: Int32 = 0
        var said: UnsafeMutablePointer<CChar>?
        var referrals: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        var controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
        let status = unsafe ldap_parse_result(raw, message, &code, nil, &said, &referrals, &controls, 0)
        defer {
            unsafe ldap_memfree(said)
            unsafe ldap_memvfree(
                UnsafeMutableRawPointer(referrals)?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self))
            unsafe ldap_controls_free(controls)
        }
        guard status == LDAP_SUCCESS else { throw failure(step) }
        var answer = Answer(code: code, diagnostic: unsafe said.map { unsafe String(cString: $0) } ?? "")
        answer.referrals = unsafe Self.strings(referrals)
        if let control = unsafe ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil) {
            // libldap ends the process over a control that has no value.
            guard unsafe control.pointee.ldctl_value.bv_val != nil else {
                throw LDAPError(step, .protocolError, diagnostic: "the paged results control is empty")
            }
            var estimate: Int32 = 0
            var cookie = unsafe berval()
            guard unsafe ldap_parse_pageresponse_control(raw, control, &estimate, &cookie) == LDAP_SUCCESS
            else {
                throw LDAPError(step, .protocolError, diagnostic: "the paged results control cannot be read")
            }
            defer { unsafe ber_memfree(cookie.bv_val) }
            answer.cookie = unsafe cookie.bytes
        }
        return answer
    }

    /// How many referrals are kept, and how long one may be.
    static let maximumReferrals = 1000
    static let maximumReferral = 4096

    @unsafe static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        var strings: [String] = []
        var next = unsafe list
        while strings.count < maximumReferrals, let item = unsafe next?.pointee {
            strings.append(
                String(decoding: unsafe String(cString: item).utf8.prefix(maximumReferral), as: UTF8.self))
            unsafe next = next?.successor()
        }
        return strings
    }
}

extension berval {
    @unsafe var buffer: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: bv_val, count: Int(bv_len))
    }
    @unsafe var bytes: [UInt8] { unsafe bv_val == nil ? [] : Array(buffer) }
}
