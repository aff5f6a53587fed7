import Glibc
import Synchronization

/// A file that stays open for as long as something refers to it, and is read by one at a time.
final class BundleFile: Sendable {
    let size: Int
    private let descriptor: Mutex<Int32>

    /// - Throws: ``BundleFault`` where it cannot be opened, or is no regular file.
    init(_ path: String) throws(BundleFault) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw BundleFault("is no path") }
        // A pipe must not be waited for.
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else {
            throw BundleFault("cannot be read: \(SystemFault(code: errno).words)")
        }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw BundleFault(
                status.st_mode & S_IFMT == S_IFDIR ? "is a directory" : "is no regular file")
        }
        size = Int(status.st_size)
        descriptor = Mutex(opened)
    }

    deinit {
        descriptor.withLock { _ = close($0) }
    }

    /// Gives the descriptor, at the file's start.
    func read<T>(_ body: (Int32) throws -> T) throws -> T {
        try descriptor.withLock { descriptor in
            guard lseek(descriptor, 0, SEEK_SET) == 0 else {
                throw BundleFault("cannot be read: \(SystemFault(code: errno).words)")
            }
            return try body(descriptor)
        }
    }

    static func size(of descriptor: Int32) -> Int? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
    }
}
