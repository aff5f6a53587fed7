import CCurl
import COpenSSL
import Glibc

/// Collects what libcurl's and OpenSSL's callbacks tell of one transfer; used on the engine's thread only.
final class TransferRecorder {
    var outcome = TransferOutcome()
    let trust: TrustStore
    let request: TransferRequest
    /// What the callbacks of this transfer's connection find; it may have to outlive the transfer.
    let relay = TransferRelay()
    private let began = TransferRecorder.now()
    private var headerBytes = 0

    init(request: TransferRequest, trust: TrustStore) {
        self.request = request
        self.trust = trust
        relay.recorder = self
    }

    /// Whether a connection was made for it whose callbacks have the relay.
    var hasPreparedConnection: Bool { outcome.tls != nil }

    var elapsed: Double { Self.now() - began }

    /// Seconds of the monotonic clock.
    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @unsafe static func from(_ pointer: UnsafeMutableRawPointer?) -> TransferRecorder? {
        unsafe pointer.map { unsafe Unmanaged<TransferRecorder>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Whether a header that arrives now is the proxy's, in answer to CONNECT.
    private var isTunnelling: Bool {
        request.proxy != nil && outcome.moments.tlsStarted == nil && outcome.moments.requestSent == nil
    }

    /// - Returns: false once the headers are longer than the request allows.
    func take(header line: [UInt8]) -> Bool {
        headerBytes += line.count
        guard headerBytes <= request.maximumHeaders else {
            outcome.http.headerLimitReached = true
            return false
        }
        if isTunnelling {
            Self.add(line, to: &outcome.tunnel.headers)
        } else {
            if outcome.moments.firstByte == nil { outcome.moments.firstByte = elapsed }
            if line.starts(with: Array("HTTP/".utf8)) { outcome.http.headers.removeAll() }
            Self.add(line, to: &outcome.http.headers)
        }
        return true
    }

    /// - Returns: false once the body is longer than the request allows.
    func take(body: some Collection<UInt8>) -> Bool {
        let room = request.maximumBody - outcome.http.body.count
        outcome.http.body.append(contentsOf: body.prefix(room))
        guard body.count <= room else {
            outcome.http.bodyLimitReached = true
            return false
        }
        return true
    }

    private static func add(_ line: [UInt8], to fields: inout [TransferOutcome.HeaderField]) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let space: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }
        var value = Array(line[line.index(after: colon)...].drop(while: space))
        while let last = value.last, space(last) { value.removeLast() }
        fields.append(.init(name: Array(line[..<colon]), value: value))
    }
}

// MARK: - OpenSSL

extension TransferRecorder {
    /// Sets the trust store and the callbacks of a context that libcurl has just made.
    func prepare(_ context: OpaquePointer) {
        outcome.moments.tlsStarted = elapsed
        outcome.tls = TLSRecord()
        ERR_clear_error()
        unsafe SSL_CTX_set1_cert_store(context, trust.raw)
        let relay = unsafe Unmanaged.passUnretained(relay).toOpaque()
        _ = unsafe mp_ctx_set_app_data(context, relay)
        unsafe SSL_CTX_set_info_callback(context) { ssl, event, value in
            guard let ssl = unsafe ssl else { return }
            unsafe TransferRelay.recorder(mp_ssl_app_data(ssl))?.note(event: event, value: value, of: ssl)
        }
        unsafe SSL_CTX_set_client_cert_cb(context) { ssl, _, _ in
            if let ssl = unsafe ssl {
                unsafe TransferRelay.recorder(mp_ssl_app_data(ssl))?.outcome.tls?
                    .clientCertificateRequested = true
            }
            return 0
        }
        unsafe SSL_CTX_set_cert_verify_callback(
            context,
            { store, relay in
                guard let store = unsafe store, let recorder = unsafe TransferRelay.recorder(relay) else {
                    return 0
                }
                return unsafe recorder.verify(store)
            }, relay)
    }

    private func note(event: Int32, value: Int32, of ssl: OpaquePointer) {
        if event & SSL_CB_HANDSHAKE_DONE != 0, outcome.moments.tlsFinished == nil {
            outcome.moments.tlsFinished = elapsed
            outcome.tls?.handshakeFinished = true
            outcome.tls?.version = unsafe SSL_get_version(ssl).map { unsafe String(cString: $0) }
            outcome.tls?.cipher = unsafe SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)).map {
                unsafe String(cString: $0)
            }
        }
        if event & SSL_CB_ALERT != 0 {
            let description = value & 0xff
            // close_notify (0) is no complaint.
            guard description != 0 else { return }
            if event & SSL_CB_READ != 0 {
                outcome.tls?.alertReceived = description
            } else {
                outcome.tls?.alertSent = description
            }
        }
        if event & SSL_CB_EXIT != 0, value <= 0 { noteError() }
    }

    /// Reads OpenSSL's error queue before libcurl empties it.
    private func noteError() {
        let error = ERR_peek_error()
        guard error != 0, mp_error_library(error) == UInt(ERR_LIB_SSL) else { return }
        let reason = mp_error_reason(error)
        outcome.tls?.sslReason = Int(reason)
        if reason == UInt(SSL_R_UNEXPECTED_EOF_WHILE_READING) { outcome.tls?.endOfFile = true }
    }

    /// Verifies the chain to its end, noting every fault instead of stopping at the first.
    private func verify(_ store: OpaquePointer) -> Int32 {
        unsafe X509_STORE_CTX_set_verify_cb(store) { ok, store in
            guard ok == 0, let store = unsafe store else { return 1 }
            let ssl = unsafe mp_store_ctx_ssl(store)
            let code = unsafe X509_STORE_CTX_get_error(store)
            unsafe TransferRelay.recorder(mp_ssl_app_data(ssl))?.outcome.tls?.verifyErrors.append(code)
            return 1
        }
        let completed = unsafe X509_verify_cert(store)
        let sent = unsafe Certificate.list(X509_STORE_CTX_get0_untrusted(store))
        outcome.tls?.sent = sent
        unsafe outcome.tls?.built = Certificate.list(X509_STORE_CTX_get0_chain(store), known: sent)
        let errors = outcome.tls?.verifyErrors ?? []
        guard completed == 1, errors.isEmpty else {
            if errors.isEmpty { outcome.tls?.verifyErrors.append(X509_V_ERR_UNSPECIFIED) }
            unsafe X509_STORE_CTX_set_error(store, errors.first ?? X509_V_ERR_UNSPECIFIED)
            return 0
        }
        return 1
    }
}
