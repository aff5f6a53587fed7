import CLDAP
import Glibc

/// A file that has a path, and no place on any disk.
enum MemoryFile {
    struct Handle {
        var descriptor: Int32
        var path: String { "/proc/self/fd/\(descriptor)" }
    }

    /// Returns nil when the system gives none; the caller closes the descriptor.
    static func make(named name: String, holding bytes: [UInt8]) -> Handle? {
        let descriptor = unsafe mp_memory_file(name)
        guard descriptor >= 0 else { return nil }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                close(descriptor)
                return nil
            }
            written += count
        }
        return Handle(descriptor: descriptor)
    }

    /// The bytes of a file, at most `limit` of them.
    ///
    /// - Returns: The bytes, or the errno of what went wrong.
    static func contents(of path: String, limit: Int) -> Result<[UInt8], SystemError> {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(SystemError(code: errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = unsafe read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .failure(SystemError(code: errno)) }
            if count == 0 { break }
            bytes += part.prefix(count)
        }
        return .success(bytes)
    }

    struct SystemError: Error {
        var code: Int32
        var words: String { unsafe strerror(code).map { unsafe String(cString: $0) } ?? "errno \(code)" }
    }
}
