import CSimdJSON

/// simdjson itself.
package enum ParserLibrary {
    /// The release that this was compiled with, such as `3.0.1`.
    package static var version: String? {
        unsafe simd_json_version().map { unsafe String(cString: $0) }
    }
}
