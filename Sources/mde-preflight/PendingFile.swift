import Foundation

/// A file that is written without a name, or beside its place, and put there when it is whole, so that it is never half there.
///
/// Something else than a regular file (a device, a pipe) is written to directly: it must not be replaced.
struct PendingFile {
    /// Links followed.
    let path: String
    /// What the user called it.
    private let name: String
    private let isReplaced: Bool
    private let isNameless: Bool
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
        isNameless = isReplaced && PreparedFile.canBeNameless(beside: self.path)
        guard isReplaced, !isNameless else { return }
        // Dropped at once, which leaves nothing.
        _ = try begun(.badInput)
    }

    /// Writes what `content` gives, and puts it in place when all of it is there.
    func commit(_ content: ByteSource) throws(Failure) {
        guard let prepared = try prepared(content) else { return try writeDirectly(content) }
        try commit(prepared)
    }

    /// Writes `data` and puts it in place.
    func commit(_ data: Data) throws(Failure) {
        try commit { sink in try sink(Array(data)[...]) }
    }

    /// Writes what `content` gives to the disk, and does not put it in place yet.
    ///
    /// - Returns: The file; nil where it is to be written to directly.
    func prepared(_ content: ByteSource) throws(Failure) -> PreparedFile? {
        guard isReplaced else { return nil }
        let file = try begun(.fault)
        try Descriptor.write(content, to: file.descriptor) { Self.failure(name, $0, .fault) }
        do throws(PreparedFile.Fault) {
            try file.settle()
        } catch {
            throw Self.failure(name, error.code, .fault)
        }
        return file
    }

    /// Puts a file in place that was prepared.
    func commit(_ prepared: consuming PreparedFile) throws(Failure) {
        do throws(PreparedFile.Fault) {
            try prepared.commit()
        } catch {
            throw Self.failure(name, error.code, .fault)
        }
    }

    private func begun(_ status: ExitStatus) throws(Failure) -> PreparedFile {
        do throws(PreparedFile.Fault) {
            return try PreparedFile.begin(path, mode: mode, isNameless: isNameless)
        } catch {
            throw Self.failure(name, error.code, status)
        }
    }

    private func writeDirectly(_ content: ByteSource) throws(Failure) {
        // A pipe that nobody reads would be waited for without end.
        let descriptor = Foundation.open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENXIO
                ? Self.failure(name, "nobody reads it", .fault) : Self.failure(name, errno, .fault)
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        defer { close(descriptor) }
        try Descriptor.write(content, to: descriptor) { code in
            code == EPIPE ? nil : Self.failure(name, code, .fault)
        }
    }

    private static func failure(_ path: String, _ code: Int32, _ status: ExitStatus = .badInput) -> Failure {
        failure(path, String(cString: strerror(code)).lowercased(), status)
    }

    private static func failure(_ path: String, _ reason: String, _ status: ExitStatus = .badInput) -> Failure
    {
        Failure(status, "cannot write \(path): \(reason)")
    }
}
