import Foundation

/// A file that is written beside its place and renamed into it, so that it is never half there.
///
/// Something else than a regular file (a device, a pipe) is written to directly: it must not be replaced.
struct PendingFile {
    /// Links followed.
    let path: String
    /// What the user called it.
    private let name: String
    private let isReplaced: Bool
    private let mode: mode_t

    /// Finds out whether `path` can be written, and leaves everything as it is.
    ///
    /// Where it is confidential, nobody but its owner may read it.
    ///
    /// - Throws: ``Failure`` that names the file and why.
    init(_ path: String, isConfidential: Bool = false) throws(Failure) {
        name = path
        var own = stat()
        var status = stat()
        let exists = stat(path, &status) == 0
        if !exists && lstat(path, &own) == 0 {
            throw Self.failure(path, "is a link to a file that is not there")
        }
        self.path = URL(filePath: path).resolvingSymlinksInPath().path
        if exists && status.st_mode & S_IFMT == S_IFDIR { throw Self.failure(path, "is a directory") }
        isReplaced = !exists || status.st_mode & S_IFMT == S_IFREG
        let mask = umask(0)
        umask(mask)
        mode = isConfidential ? 0o600 : exists ? status.st_mode & 0o777 : 0o666 & ~mask
        if exists && access(self.path, W_OK) != 0 { throw Self.failure(path, errno) }
        guard isReplaced else { return }
        let (descriptor, temporary) = try open()
        close(descriptor)
        unlink(temporary)
    }

    /// Writes what `content` gives, and puts it in place when all of it is there.
    func commit(_ content: ByteSource) throws(Failure) {
        guard isReplaced else { return try writeDirectly(content) }
        let (descriptor, temporary) = try open()
        do throws(Failure) {
            try Descriptor.write(content, to: descriptor) { Self.failure(name, $0, .fault) }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        // A full disk may show only here.
        guard fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw Self.failure(name, code, .fault)
        }
    }

    /// Writes `data` and puts it in place.
    func commit(_ data: Data) throws(Failure) {
        try commit { sink in try sink(Array(data)[...]) }
    }

    private func writeDirectly(_ content: ByteSource) throws(Failure) {
        let descriptor = Foundation.open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(name, errno, .fault) }
        defer { close(descriptor) }
        try Descriptor.write(content, to: descriptor) { code in
            code == EPIPE ? nil : Self.failure(name, code, .fault)
        }
    }

    /// A new file beside the place.
    private func open() throws(Failure) -> (descriptor: Int32, temporary: String) {
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Self.failure(name, errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        fchmod(descriptor, mode)
        return (
            descriptor, String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
    }

    private static func failure(_ path: String, _ code: Int32, _ status: ExitStatus = .badInput) -> Failure {
        failure(path, String(cString: strerror(code)).lowercased(), status)
    }

    private static func failure(_ path: String, _ reason: String, _ status: ExitStatus = .badInput) -> Failure
    {
        Failure(status, "cannot write \(path): \(reason)")
    }
}
