import FoundationEssentials
import Glibc

// Numbers of the libraries and protocols below, as their own documents give them; only those that are told apart.

/// libcurl's CURLcode. Source: <https://curl.se/libcurl/c/libcurl-errors.html>
enum CurlCode {
    static let ok: Int32 = 0
    static let couldntResolveProxy: Int32 = 5
    static let couldntResolveHost: Int32 = 6
    static let partialFile: Int32 = 18
    static let operationTimedOut: Int32 = 28
    static let gotNothing: Int32 = 52
    static let sendError: Int32 = 55
    static let receiveError: Int32 = 56
    static let peerFailedVerification: Int32 = 60
}

/// errno.
enum SystemError {
    static let refused = ECONNREFUSED
    static let reset = ECONNRESET
    static let timedOut = ETIMEDOUT
    static let noRoute: Set<Int32> = [ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT]

    static func words(_ code: Int32) -> String {
        code == 0 ? "no system error given" : String(cString: strerror(code)).lowercased()
    }
}

/// TLS alert descriptions. Source: <https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml>
enum TLSAlert {
    static let protocolVersion: Int32 = 70
    static let certificateRequired: Int32 = 116
    /// handshake_failure, no_certificate, bad_ to unknown_certificate, unknown_ca, access_denied.
    static let aboutCertificates: Set<Int32> = [40, 41, 42, 43, 44, 45, 46, 48, 49]

    static func words(_ alert: Int32) -> String {
        let names: [Int32: String] = [
            10: "unexpected message", 20: "bad record MAC", 22: "record overflow", 40: "handshake failure",
            47: "illegal parameter", 49: "access denied", 50: "decode error", 51: "decrypt error",
            71: "insufficient security", 80: "internal error", 90: "user cancelled", 112: "unrecognized name",
            120: "no application protocol",
        ]
        return names[alert] ?? "not named here"
    }
}

/// OpenSSL's reasons in the library SSL.
///
/// Source: `openssl/sslerr.h`, version 3.0.
enum SSLReason {
    /// unsupported protocol, wrong SSL version, no protocols available, TLS v1 alert protocol version.
    static let protocolVersion: Set<Int> = [258, 266, 191, 1070]
    /// wrong version number, packet length too long, HTTP request, HTTPS proxy request, bad record type, unexpected message.
    static let notTLS: Set<Int> = [267, 198, 156, 155, 443, 244]
}

/// OpenSSL's X509_V_ERR. Source: <https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/>
enum VerifyError {
    static let notYetValid: Int32 = 9
    static let expired: Int32 = 10
    static let selfSignedLeaf: Int32 = 18
    /// Issuer not found, self-signed in chain, issuer not found locally, leaf not verifiable, untrusted, rejected.
    static let untrusted: Set<Int32> = [2, 19, 20, 21, 27, 28]
}
