import CAres

/// c-ares itself.
package enum ResolverLibrary {
    /// Its release, such as `1.18.1`.
    package static var version: String? {
        unsafe ares_version(nil).map { unsafe String(cString: $0) }
    }
}
