import CLDAP

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
        case .ended, nil: break
        }
        guard wire.failure == nil, gate.failure == nil else { return wire.error(step) }
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
            guard let cookie = unsafe Self.cookie(in: control.pointee.ldctl_value.bytes) else {
                throw LDAPError(step, .protocolError, diagnostic: "the paged results control cannot be read")
            }
            answer.cookie = cookie
        }
        return answer
    }

    /// Reads the value of a paged results control (RFC 2696); nil when it is none.
    ///
    /// libldap's own reader ends the process over a value that is absent or empty.
    private static func cookie(in value: [UInt8]) -> [UInt8]? {
        var reader = ElementReader(rest: value[...])
        guard var content = reader.element(0x30), content.element(0x02) != nil,
            let cookie = content.element(0x04)
        else { return nil }
        return Array(cookie.rest)
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
