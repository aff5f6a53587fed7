import Glibc

/// One file with all authorities that are trusted, since libldap takes one.
struct TrustFile: ~Copyable {
    private let handle: MemoryFile.Handle

    var path: String { handle.path }

    deinit { close(handle.descriptor) }

    /// Where systems keep the bundle of their authorities; the first that is there counts.
    private static let bundles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]
    private static let limit = 64 << 20

    init(_ trust: LDAPTrust) throws(LDAPError) {
        var bytes: [UInt8] = []
        for path in Self.bundles {
            if case .success(let bundle) = MemoryFile.contents(of: path, limit: Self.limit) {
                bytes = bundle
                break
            }
        }
        if let path = trust.caFile {
            switch MemoryFile.contents(of: path, limit: Self.limit) {
            case .success(let more): bytes += [UInt8(ascii: "\n")] + more
            case .failure(let error):
                throw LDAPError(
                    .tls, .trustUnreadable, resultCode: error.code, diagnostic: "\(path): \(error.words)")
            }
        }
        guard let handle = MemoryFile.make(named: "authorities.pem", holding: bytes) else {
            throw LDAPError(.tls, .trustUnreadable, resultCode: errno, diagnostic: "no memory file")
        }
        self.handle = handle
    }
}
