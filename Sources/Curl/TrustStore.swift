import CCurl
import COpenSSL
import Glibc

/// The certification authorities that a transfer trusts: this host's, and those the configuration adds.
///
/// It is opened once for a run: libcurl by itself reads the host's bundle again for every connection.
// X509_STORE counts its references and locks itself, so it may be shared between threads.
@safe package final class TrustStore: @unchecked Sendable {
    let raw: OpaquePointer

    private init(taking raw: OpaquePointer) {
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe X509_STORE_free(raw) }

    /// Opens the host's trust store, looking certificates up by subject where the host has a hashed directory.
    ///
    /// `files` are PEM files of further roots, each with at least one certificate. Throws
    /// ``CurlError/trustFile(path:reason:)`` for one that cannot be read.
    package static func open(adding files: [String]) throws(CurlError) -> TrustStore {
        guard let raw = unsafe X509_STORE_new() else { throw .outOfMemory }
        let store = unsafe TrustStore(taking: raw)
        try store.addHostRoots()
        for file in files {
            ERR_clear_error()
            guard unsafe X509_STORE_load_file(raw, file) == 1 else {
                throw .trustFile(path: file, reason: Self.lastError())
            }
        }
        return store
    }

    private func addHostRoots() throws(CurlError) {
        let version = unsafe mp_version_info()
        if let path = unsafe version?.pointee.capath.map({ unsafe String(cString: $0) }), Self.isHashed(path)
        {
            guard unsafe X509_STORE_load_path(raw, path) == 1 else {
                throw .trustFile(path: path, reason: Self.lastError())
            }
            return
        }
        let path = unsafe version?.pointee.cainfo ?? X509_get_default_cert_file()
        guard let path = unsafe path.map({ unsafe String(cString: $0) }), unsafe access(path, R_OK) == 0
        else { return }
        guard unsafe X509_STORE_load_file(raw, path) == 1 else {
            throw .trustFile(path: path, reason: Self.lastError())
        }
    }

    private static func isHashed(_ path: String) -> Bool {
        guard let directory = unsafe opendir(path) else { return false }
        defer { unsafe _ = closedir(directory) }
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
                unsafe $0.prefix { $0 != 0 }.suffix(2) == [46, 48]
            }
            if name { return true }
        }
        return false
    }

    /// The SHA-1 fingerprints of the certificates of a PEM file, in its order; upper-case hexadecimal.
    ///
    /// - Throws: ``CurlError/trustFile(path:reason:)`` when there is none in it.
    package static func fingerprints(inFile path: String) throws(CurlError) -> [String] {
        ERR_clear_error()
        guard let bio = unsafe BIO_new_file(path, "r") else {
            throw .trustFile(path: path, reason: lastError())
        }
        defer { unsafe _ = BIO_free(bio) }
        var found: [String] = []
        while let raw = unsafe PEM_read_bio_X509(bio, nil, nil, nil) {
            defer { unsafe X509_free(raw) }
            unsafe found.append(Certificate.digest(of: raw, with: EVP_sha1()))
        }
        guard !found.isEmpty else { throw .trustFile(path: path, reason: "no certificate in PEM form in it") }
        ERR_clear_error()
        return found
    }

    private static func lastError() -> String {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard code != 0, let text = unsafe ERR_reason_error_string(code) else {
            return "no certificate in PEM form in it"
        }
        return unsafe String(cString: text)
    }
}
