/// Why a certificate and its key cannot be used for signing.
package enum SigningError: Error, Equatable, Sendable, CustomStringConvertible {
    case noCertificate
    case noKey
    /// The key, or the PKCS#12 file, is encrypted, and no passphrase was given.
    case passphraseMissing
    case wrongPassphrase
    /// What is neither PEM nor PKCS#12.
    case notCertificates
    /// OpenSSL's own words.
    case unreadableKey(reason: String)
    case keyMismatch
    case notRSA
    /// An RSA key that Entra ID does not take; `bits` is its length.
    case weakKey(bits: Int)
    case outOfMemory
    /// OpenSSL refused to sign; its own words.
    case refused(reason: String)

    /// Whether it is about the key, where that is in a file of its own.
    package var isAboutKey: Bool {
        switch self {
        case .noKey, .passphraseMissing, .wrongPassphrase, .unreadableKey, .keyMismatch, .notRSA, .weakKey:
            true
        case .noCertificate, .notCertificates, .outOfMemory, .refused: false
        }
    }

    package var description: String {
        switch self {
        case .noCertificate: "holds no certificate in PEM form"
        case .noKey: "holds no private key in PEM form"
        case .passphraseMissing: "is encrypted, and no passphrase is given"
        case .wrongPassphrase: "cannot be decrypted: the passphrase is wrong"
        case .notCertificates: "is neither PEM nor PKCS#12"
        case .unreadableKey(let reason): "holds a private key that OpenSSL cannot read (\(reason))"
        case .keyMismatch: "holds a private key that is not the certificate's"
        case .notRSA: "holds a key that is not RSA, which Entra ID needs"
        case .weakKey(let bits): "holds an RSA key of \(bits) bits; 2048 are the least"
        case .outOfMemory: "cannot be used: OpenSSL could not allocate memory"
        case .refused(let reason): "cannot be used for signing (\(reason))"
        }
    }
}
