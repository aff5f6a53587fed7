/// How a transfer went, phase by phase, in libcurl's and OpenSSL's own numbers.
///
/// Nothing here is a judgement: a refused connection is as good an outcome as a 200.
package struct TransferOutcome: Sendable {
    /// libcurl's CURLcode; 0 is a completed transfer.
    package var curlCode: Int32 = 0
    /// `errno` of the last failed socket call, 0 if none.
    package var osError: Int = 0
    /// libcurl's own words, empty after success.
    package var message = ""
    package var cancelled = false
    package var remoteAddress: String?
    package var remotePort: Int = 0
    /// Moments in seconds since the transfer began.
    package var moments = Moments()
    package var tunnel = Tunnel()
    package var tls: TLSRecord?
    package var http = HTTPRecord()

    package struct Moments: Sendable, Equatable {
        package var tunnelRequested: Double?
        package var tunnelEstablished: Double?
        package var tlsStarted: Double?
        package var tlsFinished: Double?
        package var requestSent: Double?
        package var firstByte: Double?
        package var finished: Double = 0
        /// libcurl's own CONNECT_TIME, absent where it says 0.
        package var connected: Double?
    }

    /// The answer of a proxy to CONNECT.
    package struct Tunnel: Sendable, Equatable {
        package var status: Int = 0
        package var headers: [HeaderField] = []
    }

    package struct HTTPRecord: Sendable, Equatable {
        package var status: Int = 0
        package var headers: [HeaderField] = []
        package var body: [UInt8] = []
        package var bodyLimitReached = false
        package var headerLimitReached = false
    }

    /// A receive or send ended by a reset, as far as can be told: OpenSSL's reads leave their errno in words only.
    package var wasReset: Bool {
        osError == 104 || osError == 32 || message.contains("errno 104") || message.contains("errno 32")
    }

    /// The peer closed the connection without TLS's closing message.
    package var endedEarly: Bool { tls?.endOfFile == true || message.contains("unexpected eof") }

    /// A header line, its bytes as they came (obsolete 8-bit text is not UTF-8).
    package struct HeaderField: Sendable, Equatable {
        package var name: [UInt8]
        package var value: [UInt8]
    }
}

/// What a TLS handshake showed, also where it failed.
package struct TLSRecord: Sendable, Equatable {
    /// Such as `TLSv1.3`; absent when the handshake did not end.
    package var version: String?
    package var cipher: String?
    /// The chain as the peer sent it, leaf first.
    package var sent: [Certificate] = []
    /// The chain as it was built for verification, leaf first, up to a root if one was found.
    package var built: [Certificate] = []
    /// Each X509_V_ERR code that verification met, in order.
    package var verifyErrors: [Int32] = []
    package var alertReceived: Int32?
    package var alertSent: Int32?
    /// OpenSSL's reason code from the library `ERR_LIB_SSL`, if it gave one.
    package var sslReason: Int?
    /// The peer closed the connection in the middle of the handshake.
    package var endOfFile = false
    package var clientCertificateRequested = false
    package var handshakeFinished = false

    package init() {}
}
