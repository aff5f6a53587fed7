import Foundation

/// What a file is to hold, complete and on the disk, and not yet in its place; it is gone when it is dropped.
///
/// Where the file system can, it has no name until then, so that nothing is left even of a process that is killed.
struct PreparedFile: ~Copyable {
    /// Why a step failed, as the system says it.
    struct Fault: Error {
        var code: Int32
    }

    let descriptor: Int32
    /// Where it is to be, links followed.
    private let path: String
    private var temporary: String?

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: Where it is to be, links followed; a regular file there is replaced.
    ///   - mode: Who may read and write it.
    ///   - isNameless: Whether to begin one without a name, as ``canBeNameless(beside:)`` said.
    /// - Returns: An empty file.
    /// - Throws: ``Fault`` where there can be none.
    static func begin(_ path: String, mode: mode_t, isNameless: Bool) throws(Fault) -> PreparedFile {
        if isNameless {
            let descriptor = nameless(beside: path)
            guard descriptor >= 0 else { throw Fault(code: errno) }
            fchmod(descriptor, mode)
            return PreparedFile(descriptor: descriptor, path: path, temporary: nil)
        }
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Fault(code: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        fchmod(descriptor, mode)
        let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return PreparedFile(descriptor: descriptor, path: path, temporary: name)
    }

    /// Whether files without a name can be begun in the folder of a path, and given one; leaves nothing.
    static func canBeNameless(beside path: String) -> Bool {
        let descriptor = nameless(beside: path)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard let name = give(nameBeside: path, to: descriptor) else { return false }
        unlink(name)
        return true
    }

    private init(descriptor: Int32, path: String, temporary: String?) {
        self.descriptor = descriptor
        self.path = path
        self.temporary = temporary
    }

    deinit {
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    /// Makes sure that all of it is on the disk; a full one may show only here.
    borrowing func settle() throws(Fault) {
        guard fsync(descriptor) == 0 else { throw Fault(code: errno) }
    }

    /// Puts it in its place, in one step.
    consuming func commit() throws(Fault) {
        if temporary == nil {
            if Self.give(path, to: descriptor) { return }
            // What is there already is replaced by a name beside it.
            guard errno == EEXIST else { throw Fault(code: errno) }
            temporary = Self.give(nameBeside: path, to: descriptor)
        }
        guard let source = temporary, rename(source, path) == 0 else { throw Fault(code: errno) }
        temporary = nil
    }
}

extension PreparedFile {
    /// A descriptor, or -1 where the file system or the system has no such thing.
    ///
    /// Source: <https://man7.org/linux/man-pages/man2/open.2.html>, O_TMPFILE
    private static func nameless(beside path: String) -> Int32 {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        // The headers compose the flag in a way that is not imported.
        return open(folder, O_RDWR | O_CLOEXEC | O_DIRECTORY | 0o20_000_000, 0o600)
    }

    private static func give(_ name: String, to descriptor: Int32) -> Bool {
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }

    /// Gives a file a name that nothing has, beside a path; nil where that fails.
    private static func give(nameBeside path: String, to descriptor: Int32) -> String? {
        while true {
            let number = UInt64.random(in: .min ... .max)
            let name = "\(path).\(String(number, radix: 36))"
            if give(name, to: descriptor) { return name }
            guard errno == EEXIST else { return nil }
        }
    }
}
