import CLDAP

extension LDAPSession {
    /// Says who we are.
    ///
    /// Kerberos gets the server's ``LDAPServer/host`` as the name of the service. Without TLS it signs and seals what
    /// follows, and fails with a server that cannot; over TLS it does neither, as Active Directory demands.
    ///
    /// - Throws: ``LDAPError`` of the step `bind`.
    package func bind(_ credentials: LDAPCredentials) throws(LDAPError) {
        switch credentials {
        case .anonymous: try bindSimply("", "")
        case .simple(let name, let password):
            // RFC 4513, 5.1.2: a name without a password would count as anonymous, and the bind as done.
            guard !password.isEmpty, !name.isEmpty, !name.utf8.contains(0) else {
                throw LDAPError(
                    .bind, .invalidCredentials(adSubcode: nil), diagnostic: "no name or no password")
            }
            try bindSimply(name, password)
        case .gssapi: try bindWithKerberos()
        }
    }

    /// How strongly SASL protects what follows: 0 not at all, 1 against changes, more with as many bits.
    package var protection: Int {
        var strength: ber_len_t = 0
        unsafe _ = mp_ldap_get_length(raw, LDAP_OPT_X_SASL_SSF, &strength)
        return Int(strength)
    }

    private func bindSimply(_ name: String, _ password: String) throws(LDAPError) {
        var request: Int32 = 0
        var secret = Array(password.utf8CString)
        let status = unsafe secret.withUnsafeMutableBufferPointer { secret in
            var value = unsafe berval(bv_len: UInt(secret.count - 1), bv_val: secret.baseAddress)
            return unsafe ldap_sasl_bind(raw, name, nil, &value, nil, nil, &request)
        }
        guard status == LDAP_SUCCESS else { throw failure(.bind) }
        let message = unsafe try receive(request, .bind)
        defer { unsafe _ = ldap_msgfree(message) }
        let answer = unsafe try answer(in: message, .bind)
        guard answer.code == LDAP_SUCCESS else { throw answer.error(.bind) }
    }

    private func bindWithKerberos() throws(LDAPError) {
        let properties = server.security == .none ? "minssf=1" : "maxssf=0"
        guard unsafe mp_ldap_set_string(raw, LDAP_OPT_X_SASL_SECPROPS, properties) == LDAP_OPT_SUCCESS,
            unsafe mp_ldap_set_int(raw, LDAP_OPT_X_SASL_CBINDING, LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT)
                == LDAP_OPT_SUCCESS
        else { throw failure(.bind) }
        var mechanism: UnsafePointer<CChar>?
        var message: OpaquePointer?
        defer { unsafe _ = ldap_msgfree(message) }
        while true {
            var request: Int32 = 0
            let status = unsafe ldap_sasl_interactive_bind(
                raw, nil, "GSSAPI", nil, nil, UInt32(LDAP_SASL_QUIET), answerNothing, nil, message,
                &mechanism,
                &request)
            guard status != LDAP_SUCCESS else { return try refuseHaste(.bind) }
            guard status == LDAP_SASL_BIND_IN_PROGRESS else { throw unsafe kerberosFailure(status, message) }
            unsafe _ = ldap_msgfree(message)
            unsafe message = nil
            unsafe message = try receive(request, .bind)
        }
    }

    // The server's answer, when there is one, says more than SASL, which has not looked at it.
    private func kerberosFailure(_ status: Int32, _ message: OpaquePointer?) -> LDAPError {
        guard wire.failure == nil, gate.failure == nil else { return failure(.bind) }
        if status > 0, let message = unsafe message, let answer = try? unsafe answer(in: message, .bind),
            answer.code != LDAP_SASL_BIND_IN_PROGRESS, answer.code != LDAP_SUCCESS
        {
            return answer.error(.bind)
        }
        let said = diagnostic
        guard let fault = KerberosFault(saslDetail: said) else { return failure(.bind) }
        return LDAPError(.bind, .kerberos(fault), resultCode: status, diagnostic: said)
    }
}

/// What SASL would like to ask a person is left to its defaults.
private func answerNothing(
    _: OpaquePointer?, _: UInt32, _: UnsafeMutableRawPointer?, _ questions: UnsafeMutableRawPointer?
) -> Int32 {
    var next = unsafe questions?.assumingMemoryBound(to: sasl_interact_t.self)
    while let question = unsafe next, unsafe question.pointee.id != UInt(SASL_CB_LIST_END) {
        unsafe question.pointee.result = UnsafeRawPointer(nothing.bytes)
        unsafe question.pointee.len = 0
        unsafe next = question.successor()
    }
    return LDAP_SUCCESS
}

// An empty C string that is there for ever.
@safe private struct Nothing: @unchecked Sendable {
    let bytes: UnsafeMutablePointer<CChar>

    init() {
        unsafe bytes = .allocate(capacity: 1)
        unsafe bytes.initialize(to: 0)
    }
}

private let nothing = Nothing()
