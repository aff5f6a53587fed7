import CCurl

/// libcurl itself.
package enum CurlLibrary {
    /// Its release, such as `7.88.1`, and that of the TLS library that it uses; this loads it.
    ///
    /// Asked once: libcurl writes its answer into one record of its own at each call.
    package static let versions: (curl: String?, tls: String?) = {
        guard let info = unsafe mp_version_info() else { return (nil, nil) }
        let curl = unsafe info.pointee.version.map { unsafe String(cString: $0) }
        return (curl, unsafe info.pointee.ssl_version.map { unsafe String(cString: $0) })
    }()
}
