import COpenSSL

/// SHA-256 of bytes that come bit by bit.
///
/// Source: <https://csrc.nist.gov/pubs/fips/180-4/upd1/final>
@safe package struct Digest: ~Copyable {
    private let context: OpaquePointer

    @unsafe private init(taking context: OpaquePointer) {
        unsafe self.context = unsafe context
    }

    /// Begins a digest; nil where memory is short.
    package static func begin() -> Digest? {
        guard let context = unsafe EVP_MD_CTX_new() else { return nil }
        guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            unsafe EVP_MD_CTX_free(context)
            return nil
        }
        return unsafe Digest(taking: context)
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    package mutating func add(_ bytes: ArraySlice<UInt8>) {
        _ = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }

    /// The 32 bytes of the digest of all that was added.
    package consuming func finished() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.length)
        var length: UInt32 = 0
        _ = unsafe EVP_DigestFinal_ex(context, &bytes, &length)
        return bytes
    }

    package static let length = 32

    /// HMAC-SHA256, 32 bytes.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc2104>
    package static func authentication(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        var count: UInt32 = 0
        _ = unsafe HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &bytes, &count)
        return bytes
    }
}
