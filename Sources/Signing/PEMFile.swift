import COpenSSL

/// Certificates and keys between lines such as `-----BEGIN CERTIFICATE-----`.
enum PEMFile {
    private static let mark = Array("-----BEGIN ".utf8)
    private static let keyMark = Array("PRIVATE KEY-----".utf8)
    /// Of PKCS#8, and of a PKCS#1 key with its `Proc-Type` line.
    private static let encryptedMark = Array("ENCRYPTED".utf8)

    static func isPEM(_ file: [UInt8]) -> Bool { file.has(mark) }

    /// The private key of a file; whoever gets it frees it.
    @unsafe static func key(in file: [UInt8], passphrase: String?) throws(SigningError) -> OpaquePointer {
        guard file.has(mark), file.has(keyMark) else { throw .noKey }
        let isEncrypted = file.has(encryptedMark)
        if isEncrypted, passphrase?.isEmpty ?? true { throw .passphraseMissing }
        guard let memory = unsafe BIO_new_mem_buf(file, Int32(clamping: file.count)) else {
            throw .outOfMemory
        }
        defer { unsafe _ = BIO_free(memory) }
        // Without a passphrase OpenSSL would ask for one at the terminal.
        var text = Array((passphrase ?? "").utf8CString)
        let key = unsafe text.withUnsafeMutableBufferPointer { buffer in
            unsafe PEM_read_bio_PrivateKey(memory, nil, nil, buffer.baseAddress)
        }
        if let key = unsafe key { return unsafe key }
        throw isEncrypted ? .wrongPassphrase : .unreadableKey(reason: SigningCertificate.lastError())
    }

    /// The certificate that belongs to the key, which whoever gets it frees; nil where none of them does.
    @unsafe static func certificate(
        in file: [UInt8], of key: OpaquePointer
    ) throws(SigningError) -> OpaquePointer? {
        guard let memory = unsafe BIO_new_mem_buf(file, Int32(clamping: file.count)) else {
            unsafe EVP_PKEY_free(key)
            throw .outOfMemory
        }
        defer { unsafe _ = BIO_free(memory) }
        var count = 0
        while let certificate = unsafe PEM_read_bio_X509(memory, nil, nil, nil) {
            count += 1
            if unsafe X509_check_private_key(certificate, key) == 1 { return unsafe certificate }
            unsafe X509_free(certificate)
        }
        guard count > 0 else {
            unsafe EVP_PKEY_free(key)
            throw .noCertificate
        }
        return nil
    }
}

/// A certificate and its key in one file, most often encrypted.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc7292>
enum PKCS12File {
    static func open(_ file: [UInt8], passphrase: String?) throws(SigningError) -> SigningCertificate {
        guard let memory = unsafe BIO_new_mem_buf(file, Int32(clamping: file.count)) else {
            throw .outOfMemory
        }
        defer { unsafe _ = BIO_free(memory) }
        guard let store = unsafe d2i_PKCS12_bio(memory, nil) else { throw .notCertificates }
        defer { unsafe PKCS12_free(store) }
        let text = passphrase ?? ""
        guard unsafe PKCS12_verify_mac(store, text, Int32(clamping: text.utf8.count)) == 1 else {
            throw text.isEmpty ? .passphraseMissing : .wrongPassphrase
        }
        var key: OpaquePointer?
        var certificate: OpaquePointer?
        guard unsafe PKCS12_parse(store, text, &key, &certificate, nil) == 1 else {
            throw .unreadableKey(reason: SigningCertificate.lastError())
        }
        guard let key = unsafe key else {
            unsafe X509_free(certificate)
            throw .noKey
        }
        guard let certificate = unsafe certificate else {
            unsafe EVP_PKEY_free(key)
            throw .noCertificate
        }
        return try unsafe SigningCertificate.checked(certificate, key)
    }
}

extension [UInt8] {
    fileprivate func has(_ mark: [UInt8]) -> Bool { firstRange(of: mark) != nil }
}
