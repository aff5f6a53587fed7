import Glibc

/// A regular file that stays open, and so the same one, while parts of it are read.
final class OpenFile: Sendable {
    private let descriptor: CInt
    private let size: Int

    /// Nil where there is no regular file that may be read; a pipe or a device is not waited for.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
        size = status.st_size
    }

    deinit { close(descriptor) }

    /// A part of the file; nil where that cannot be had in full.
    func read(_ range: Range<Int>) -> [UInt8]? {
        guard range.upperBound <= size else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < buffer.count {
                let count = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled,
                    range.lowerBound + filled)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                filled += count
            }
        }
        return bytes.count == range.count ? bytes : nil
    }
}
