import CCurl

/// An easy handle, freed when it goes.
@safe struct EasyHandle: ~Copyable {
    let raw: UnsafeMutableRawPointer

    init() throws(CurlError) {
        guard let raw = unsafe curl_easy_init() else { throw .outOfMemory }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe curl_easy_cleanup(raw) }

    func set(_ option: CURLoption, _ value: Int, _ name: String) throws(CurlError) {
        try Self.check(unsafe mp_easy_setopt_long(raw, option, value), name)
    }

    func set(_ option: CURLoption, _ value: String?, _ name: String) throws(CurlError) {
        try Self.check(unsafe mp_easy_setopt_string(raw, option, value), name)
    }

    static func check(_ code: CURLcode, _ name: String) throws(CurlError) {
        guard code == CURLE_OK else { throw .option(name: name, code: code.rawValue) }
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe mp_easy_getinfo_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    /// A time that libcurl gives in microseconds, in seconds; absent where it is 0.
    func seconds(_ info: CURLINFO) -> Double? {
        var value: curl_off_t = 0
        guard unsafe mp_easy_getinfo_offset(raw, info, &value) == CURLE_OK, value > 0 else { return nil }
        return Double(value) / 1e6
    }

    func string(_ info: CURLINFO) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe mp_easy_getinfo_string(raw, info, &value) == CURLE_OK, let value = unsafe value else {
            return nil
        }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}

/// A list of strings in libcurl's form, freed when it goes.
@safe struct StringList: ~Copyable {
    private(set) var raw: UnsafeMutablePointer<curl_slist>?

    init(_ strings: [String]) {
        unsafe raw = nil
        for string in strings { unsafe raw = curl_slist_append(raw, string) }
    }

    deinit { unsafe curl_slist_free_all(raw) }
}

/// A request with the handle that carries it out, on the engine's thread.
@safe final class Transfer {
    let handle: EasyHandle
    let recorder: TransferRecorder
    private let headers: StringList
    private let resolve: StringList
    private let connectTo: StringList
    /// Where libcurl writes what went wrong.
    private let words: UnsafeMutablePointer<CChar>

    init(_ request: TransferRequest, trust: TrustStore) throws(CurlError) {
        handle = try EasyHandle()
        recorder = TransferRecorder(request: request, trust: trust)
        headers = StringList(request.headers.map { "\($0.name): \($0.value)" })
        resolve = StringList(request.resolve)
        connectTo = StringList(request.connectTo)
        unsafe words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try EasyHandle.check(
            unsafe mp_easy_setopt_pointer(handle.raw, CURLOPT_ERRORBUFFER, words), "ERRORBUFFER")
        try configure(request)
        try install()
    }

    deinit {
        unsafe _ = mp_easy_setopt_pointer(handle.raw, CURLOPT_ERRORBUFFER, nil)
        unsafe words.deallocate()
    }

    private func configure(_ request: TransferRequest) throws(CurlError) {
        try handle.set(CURLOPT_URL, request.url, "URL")
        try handle.set(CURLOPT_PROTOCOLS_STR, "http,https", "PROTOCOLS_STR")
        try handle.set(CURLOPT_USERAGENT, request.userAgent, "USERAGENT")
        // An empty proxy keeps libcurl from reading the environment; so does NOPROXY for what we decided ourselves.
        try handle.set(CURLOPT_PROXY, request.proxy ?? "", "PROXY")
        try handle.set(CURLOPT_NOPROXY, "", "NOPROXY")
        try handle.set(CURLOPT_TIMEOUT_MS, max(1, request.timeout), "TIMEOUT_MS")
        let connecting = max(1, min(request.connectTimeout ?? request.timeout, request.timeout))
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, connecting, "CONNECTTIMEOUT_MS")
        try handle.set(CURLOPT_QUICK_EXIT, 1, "QUICK_EXIT")
        try handle.set(CURLOPT_NOSIGNAL, 1, "NOSIGNAL")
        try handle.set(CURLOPT_FRESH_CONNECT, request.reusesConnection ? 0 : 1, "FRESH_CONNECT")
        try handle.set(CURLOPT_FORBID_REUSE, request.reusesConnection ? 0 : 1, "FORBID_REUSE")
        try handle.set(CURLOPT_SSL_SESSIONID_CACHE, 0, "SSL_SESSIONID_CACHE")
        try handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1), "HTTP_VERSION")
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2), "SSLVERSION")
        let encodings = request.acceptsCompression ? "gzip" : nil
        try handle.set(CURLOPT_ACCEPT_ENCODING, encodings, "ACCEPT_ENCODING")
        if request.reusesConnection { try handle.set(CURLOPT_BUFFERSIZE, 256 << 10, "BUFFERSIZE") }
        if let body = request.body { try post(body) }
        // Trust is decided by the store that the context callback sets.
        try handle.set(CURLOPT_CAINFO, nil, "CAINFO")
        try handle.set(CURLOPT_CAPATH, nil, "CAPATH")
        try handle.set(CURLOPT_CONNECT_ONLY, request.connectOnly ? 1 : 0, "CONNECT_ONLY")
        try EasyHandle.check(
            unsafe mp_easy_setopt_list(handle.raw, CURLOPT_HTTPHEADER, headers.raw), "HTTPHEADER")
        try EasyHandle.check(unsafe mp_easy_setopt_list(handle.raw, CURLOPT_RESOLVE, resolve.raw), "RESOLVE")
        try EasyHandle.check(
            unsafe mp_easy_setopt_list(handle.raw, CURLOPT_CONNECT_TO, connectTo.raw), "CONNECT_TO")
    }

    private func post(_ body: [UInt8]) throws(CurlError) {
        try handle.set(CURLOPT_POSTFIELDSIZE, body.count, "POSTFIELDSIZE")
        var bytes = body
        // Copied, as many bytes as the size says, so that size has to be set first.
        let code = unsafe bytes.withUnsafeMutableBytes {
            unsafe mp_easy_setopt_pointer(handle.raw, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
        }
        try EasyHandle.check(code, "COPYPOSTFIELDS")
    }

    private func install() throws(CurlError) {
        let context = unsafe Unmanaged.passUnretained(recorder).toOpaque()
        for option in [
            CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_SSL_CTX_DATA, CURLOPT_PREREQDATA,
            CURLOPT_DEBUGDATA,
        ] {
            try EasyHandle.check(unsafe mp_easy_setopt_pointer(handle.raw, option, context), "callback data")
        }
        try EasyHandle.check(
            unsafe mp_easy_setopt_data(handle.raw, CURLOPT_HEADERFUNCTION) { data, size, count, context in
                guard let recorder = unsafe TransferRecorder.from(context) else { return 0 }
                let bytes = unsafe UnsafeRawBufferPointer(start: data, count: size * count)
                return unsafe recorder.take(header: Array(bytes)) ? size * count : 0
            }, "HEADERFUNCTION")
        try EasyHandle.check(
            unsafe mp_easy_setopt_data(handle.raw, CURLOPT_WRITEFUNCTION) { data, size, count, context in
                guard let recorder = unsafe TransferRecorder.from(context) else { return 0 }
                let bytes = unsafe UnsafeRawBufferPointer(start: data, count: size * count)
                return unsafe recorder.take(body: bytes) ? size * count : 0
            }, "WRITEFUNCTION")
        try EasyHandle.check(
            unsafe mp_easy_setopt_ssl_ctx(handle.raw) { _, context, recorder in
                guard let context = unsafe context, let recorder = unsafe TransferRecorder.from(recorder)
                else {
                    return CURLE_ABORTED_BY_CALLBACK
                }
                unsafe recorder.prepare(OpaquePointer(context))
                return CURLE_OK
            }, "SSL_CTX_FUNCTION")
        try EasyHandle.check(
            unsafe mp_easy_setopt_prereq(handle.raw) { recorder, _, _, _, _ in
                if let recorder = unsafe TransferRecorder.from(recorder), !recorder.request.connectOnly {
                    recorder.outcome.moments.requestSent = recorder.elapsed
                }
                return CURL_PREREQFUNC_OK
            }, "PREREQFUNCTION")
        guard recorder.request.proxy != nil else { return }
        // Only here is it told that CONNECT went out, which is what tells a dead proxy from a silent one.
        try handle.set(CURLOPT_VERBOSE, 1, "VERBOSE")
        try EasyHandle.check(
            unsafe mp_easy_setopt_debug(handle.raw) { _, kind, _, _, recorder in
                if kind == CURLINFO_HEADER_OUT, let recorder = unsafe TransferRecorder.from(recorder),
                    recorder.outcome.moments.tunnelRequested == nil,
                    recorder.outcome.moments.requestSent == nil
                {
                    recorder.outcome.moments.tunnelRequested = recorder.elapsed
                }
                return 0
            }, "DEBUGFUNCTION")
    }

    /// Reads what libcurl knows of a transfer that ended with `code`.
    func finish(_ code: CURLcode) -> TransferOutcome {
        var outcome = recorder.outcome
        outcome.curlCode = Int32(code.rawValue)
        unsafe outcome.message = String(cString: words)
        outcome.osError = handle.long(CURLINFO_OS_ERRNO)
        outcome.remoteAddress = handle.string(CURLINFO_PRIMARY_IP)
        outcome.remotePort = handle.long(CURLINFO_PRIMARY_PORT)
        outcome.tunnel.status = handle.long(CURLINFO_HTTP_CONNECTCODE)
        outcome.http.status =
            recorder.outcome.moments.requestSent == nil ? 0 : handle.long(CURLINFO_RESPONSE_CODE)
        outcome.moments.connected = handle.seconds(CURLINFO_CONNECT_TIME_T)
        outcome.moments.tunnelEstablished =
            outcome.moments.tunnelRequested == nil
            ? nil : outcome.moments.tlsStarted ?? outcome.moments.requestSent
        outcome.moments.finished = recorder.elapsed
        return outcome
    }
}
