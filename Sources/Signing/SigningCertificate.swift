import COpenSSL

/// A certificate with its private key, which signs for whoever the certificate is registered for.
// Both are only read once they are open, and OpenSSL counts their references with atomic operations.
@safe package struct SigningCertificate: ~Copyable, @unchecked Sendable {
    let certificate: OpaquePointer
    let key: OpaquePointer

    @unsafe init(takingCertificate certificate: OpaquePointer, key: OpaquePointer) {
        unsafe self.certificate = unsafe certificate
        unsafe self.key = unsafe key
    }

    deinit {
        unsafe X509_free(certificate)
        unsafe EVP_PKEY_free(key)
    }

    /// Opens a certificate and its key, from PEM or from PKCS#12.
    ///
    /// `file` holds what was in a PEM file, of whose certificates the key's own is taken, or in a PKCS#12 file; `keyFile` what
    /// was in a PEM file with the key (PKCS#8, also encrypted, or PKCS#1), where that is not in `file`. `passphrase` is that
    /// of the key or of the PKCS#12 file; one for a key that is not encrypted does no harm. A certificate that has expired is
    /// opened all the same.
    package static func open(
        _ file: [UInt8], key keyFile: [UInt8]? = nil, passphrase: String? = nil
    ) throws(SigningError) -> SigningCertificate {
        guard !file.isEmpty else { throw .notCertificates }
        ERR_clear_error()
        defer { ERR_clear_error() }
        if keyFile == nil, !PEMFile.isPEM(file) {
            return try PKCS12File.open(file, passphrase: passphrase)
        }
        let key = unsafe try PEMFile.key(in: keyFile ?? file, passphrase: passphrase)
        guard let certificate = unsafe try PEMFile.certificate(in: file, of: key) else {
            unsafe EVP_PKEY_free(key)
            throw .keyMismatch
        }
        return try unsafe checked(certificate, key)
    }

    private static let leastBits = 2048

    /// Takes both over, also where it throws.
    @unsafe static func checked(
        _ certificate: OpaquePointer, _ key: OpaquePointer
    ) throws(SigningError) -> SigningCertificate {
        let pair = unsafe SigningCertificate(takingCertificate: certificate, key: key)
        guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else { throw .notRSA }
        guard unsafe X509_check_private_key(certificate, key) == 1 else { throw .keyMismatch }
        let bits = unsafe Int(EVP_PKEY_get_bits(key))
        guard bits >= leastBits else { throw .weakKey(bits: bits) }
        return pair
    }

    static func lastError() -> String {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard code != 0, let text = unsafe ERR_reason_error_string(code) else { return "no reason given" }
        return unsafe String(cString: text)
    }
}

// MARK: - Signing

extension SigningCertificate {
    /// Signs with RSASSA-PSS, SHA-256, MGF1 with SHA-256 and a salt of 32 bytes: PS256.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc7518#section-3.5>
    package borrowing func sign(_ bytes: [UInt8]) throws(SigningError) -> [UInt8] {
        ERR_clear_error()
        guard let context = unsafe EVP_MD_CTX_new() else { throw .outOfMemory }
        defer { unsafe EVP_MD_CTX_free(context) }
        // It is the digest context's own, and goes with it.
        var options: OpaquePointer?
        guard unsafe EVP_DigestSignInit(context, &options, EVP_sha256(), nil, key) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(options, Self.saltLength) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) == 1
        else { throw .refused(reason: Self.lastError()) }
        var length = 0
        guard unsafe EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1 else {
            throw .refused(reason: Self.lastError())
        }
        var signature = [UInt8](repeating: 0, count: length)
        guard unsafe EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else {
            throw .refused(reason: Self.lastError())
        }
        return Array(signature.prefix(length))
    }

    private static let saltLength: Int32 = 32

    /// SHA-256 of the certificate in DER: 32 bytes.
    package var thumbprint: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard unsafe X509_digest(certificate, EVP_sha256(), &bytes, &length) == 1 else { return [] }
        return Array(bytes.prefix(Int(length)))
    }

    /// Seconds since 1970; nil where the certificate's own date cannot be read.
    package var notBefore: Int64? { unsafe Self.seconds(X509_get0_notBefore(certificate)) }
    package var notAfter: Int64? { unsafe Self.seconds(X509_get0_notAfter(certificate)) }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        guard let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
        defer { unsafe ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard let time = unsafe time, unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else {
            return nil
        }
        return Int64(days) * 86_400 + Int64(seconds)
    }
}
