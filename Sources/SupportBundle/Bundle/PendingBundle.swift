import Glibc
import Model

/// A file that is written and read back before it has its name, and that is gone when it is dropped.
///
/// Where the file system can, it has no name at all until then, so that nothing is left even of a process that is killed;
/// elsewhere it stands beside its place, with `.partial.` in its name.
struct PendingBundle: ~Copyable {
    /// What the user called it, printable.
    let name: String
    let descriptor: Int32
    /// Links followed.
    private let path: String
    private var temporary: String?

    /// Begins a file; `nameless` is whether it may be one without a name.
    ///
    /// - Throws: ``BundleError`` that names the file and why it cannot be written.
    static func create(at path: String, nameless: Bool = true) throws(BundleError) -> PendingBundle {
        let name = path.printable(limit: 1000)
        let place = try resolved(path, name)
        if nameless, let descriptor = Self.nameless(beside: place) {
            return PendingBundle(name: name, descriptor: descriptor, path: place, temporary: nil)
        }
        while true {
            let temporary = Self.temporary(beside: place)
            let descriptor = Glibc.open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else {
                if errno == EEXIST { continue }
                throw failure(.place, name, SystemFault(code: errno).words)
            }
            fchmod(descriptor, 0o600)
            return PendingBundle(name: name, descriptor: descriptor, path: place, temporary: temporary)
        }
    }

    private init(name: String, descriptor: Int32, path: String, temporary: String?) {
        self.name = name
        self.descriptor = descriptor
        self.path = path
        self.temporary = temporary
    }

    deinit {
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    /// The file once more, open for reading at its start.
    ///
    /// - Returns: A descriptor of the caller's, with a place in the file of its own.
    func reopened() throws(SystemFault) -> Int32 {
        let opened = Glibc.open(temporary ?? Self.link(to: descriptor), O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw SystemFault(code: errno) }
        return opened
    }

    /// Puts the file in its place.
    consuming func commit() throws(BundleError) {
        // A full disk may show only here.
        guard fsync(descriptor) == 0 else { throw failure() }
        if let reason = Self.hindrance(path) { throw Self.failure(.writing, name, reason) }
        if temporary == nil { temporary = try linked() }
        guard let source = temporary, rename(source, path) == 0 else { throw failure() }
        temporary = nil
    }

    /// Gives the file a name beside its place.
    private borrowing func linked() throws(BundleError) -> String {
        while true {
            let temporary = Self.temporary(beside: path)
            if Self.give(temporary, to: descriptor) { return temporary }
            guard errno == EEXIST else { throw failure() }
        }
    }

    private borrowing func failure() -> BundleError {
        Self.failure(.writing, name, SystemFault(code: errno).words)
    }

    private static func failure(_ cause: BundleError.Cause, _ name: String, _ reason: String) -> BundleError {
        BundleError(cause, "cannot write \(name): \(reason)")
    }
}

extension PendingBundle {
    /// The path with its links followed.
    ///
    /// - Throws: ``BundleError`` where something is there that must not be replaced.
    private static func resolved(_ path: String, _ name: String) throws(BundleError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw failure(.place, name, "this is no path")
        }
        if let reason = hindrance(path) { throw failure(.place, name, reason) }
        if let existing = realpath(path) {
            guard access(existing, W_OK) == 0 else {
                throw failure(.place, name, SystemFault(code: errno).words)
            }
            return existing
        }
        guard errno == ENOENT, !path.hasSuffix("/") else {
            throw failure(.place, name, SystemFault(code: errno).words)
        }
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw failure(.place, name, "it is a link to a file that is not there")
        }
        let parts = parts(of: path)
        guard let folder = realpath(parts.folder) else {
            throw failure(.place, name, SystemFault(code: errno).words)
        }
        return folder == "/" ? "/\(parts.file)" : "\(folder)/\(parts.file)"
    }

    /// Why what stands at a path must not be replaced; nil where it may, or where nothing is there.
    private static func hindrance(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFDIR: return "it is a directory"
        default: return "it is no regular file, and a bundle is read back before it gets its name"
        }
    }

    /// A file without a name that can be given one; nil where the file system or the system has no such thing.
    ///
    /// Source: <https://man7.org/linux/man-pages/man2/open.2.html>, O_TMPFILE
    private static func nameless(beside place: String) -> Int32? {
        // Whether it can get a name shows only when it is tried, and to find out in the end would be too late.
        guard let trial = opened(beside: place) else { return nil }
        defer { close(trial) }
        let name = temporary(beside: place)
        guard give(name, to: trial) else { return nil }
        unlink(name)
        return opened(beside: place)
    }

    private static func opened(beside place: String) -> Int32? {
        // The headers compose the flag in a way that is not imported.
        let flags = O_RDWR | O_CLOEXEC | O_DIRECTORY | 0o20_000_000
        let descriptor = Glibc.open(parts(of: place).folder, flags, 0o600)
        guard descriptor >= 0 else { return nil }
        fchmod(descriptor, 0o600)
        return descriptor
    }

    private static func give(_ name: String, to descriptor: Int32) -> Bool {
        linkat(AT_FDCWD, link(to: descriptor), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }

    private static func link(to descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

    /// A name beside the place that tells what it is for, however long the name in place is.
    private static func temporary(beside place: String) -> String {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return "\(parts(of: place).folder)/mde-preflight-bundle.partial.\(number)"
    }

    private static func parts(of path: String) -> (folder: String, file: String) {
        guard let slash = path.utf8.lastIndex(of: 0x2f) else { return (".", path) }
        let folder = String(path[..<slash])
        return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
    }

    private static func realpath(_ path: String) -> String? {
        guard let found = Glibc.realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
