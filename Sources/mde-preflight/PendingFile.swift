import Foundation

/// A file that is written beside its place and renamed into it, so that it is never half there.
///
/// Something else than a regular file (a device, a pipe) is written to directly: it must not be replaced.
struct PendingFile {
    private let path: String
    private let temporary: String?
    private let descriptor: Int32

    /// Finds out whether `path` can be written, and leaves it alone.
    ///
    /// - Throws: ``Failure`` that names the file and why.
    init(_ path: String) throws(Failure) {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists && status.st_mode & S_IFMT == S_IFDIR { throw Self.failure(path, "is a directory") }
        if exists && status.st_mode & S_IFMT != S_IFREG {
            self.path = target
            temporary = nil
            descriptor = open(target, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else { throw Self.failure(path, errno) }
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
            return
        }
        if exists && access(target, W_OK) != 0 { throw Self.failure(path, errno) }
        var name = Array("\(target).XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.path = target
        self.descriptor = descriptor
        temporary = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let mask = umask(0)
        umask(mask)
        fchmod(descriptor, exists ? status.st_mode & 0o777 : 0o666 & ~mask)
    }

    /// Writes `data` and puts it in place.
    func commit(_ data: Data) throws(Failure) {
        if let code = Descriptor.write(data, to: descriptor), temporary != nil || code != EPIPE {
            discard()
            throw Self.failure(path, code, .fault)
        }
        guard let temporary else {
            close(descriptor)
            return
        }
        // A full disk may show only here.
        guard fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw Self.failure(path, code, .fault)
        }
    }

    func discard() {
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    private static func failure(_ path: String, _ code: Int32, _ status: ExitStatus = .badInput) -> Failure {
        failure(path, String(cString: strerror(code)).lowercased(), status)
    }

    private static func failure(_ path: String, _ reason: String, _ status: ExitStatus = .badInput) -> Failure
    {
        Failure(status, "cannot write \(path): \(reason)")
    }
}
