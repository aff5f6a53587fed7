/// What libcurl or OpenSSL refused to set up.
///
/// A transfer that ended badly is not an error: it is a ``TransferOutcome``.
package enum CurlError: Error, Equatable, CustomStringConvertible {
    case outOfMemory
    /// An option that this libcurl does not take.
    case option(name: String, code: UInt32)
    /// A file of trusted certificates that could not be read; `reason` is OpenSSL's own words.
    case trustFile(path: String, reason: String)

    package var description: String {
        switch self {
        case .outOfMemory: "libcurl could not allocate a handle"
        case .option(let name, let code): "libcurl refused option \(name) (code \(code))"
        case .trustFile(let path, let reason): "\(path): cannot read certificates: \(reason)"
        }
    }
}
