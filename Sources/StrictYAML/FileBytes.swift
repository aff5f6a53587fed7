import Glibc

/// Reading small files whole; Foundation's way costs several times as much, and a catalogue has many.
package enum FileBytes {
    /// Why a file could not be read.
    package enum Fault: Error, Equatable {
        case missing, isDirectory, unreadable
        /// Longer than the limit.
        case tooLong
    }

    /// Reads a regular file of at most `limit` bytes.
    ///
    /// A pipe or a device is not waited for.
    package static func read(_ path: String, limit: Int) throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .isDirectory
        default: throw .unreadable
        }
        guard status.st_size <= limit else { throw .tooLong }
        var isBroken = false
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, filled in
            while filled < buffer.count {
                let count = Glibc.read(
                    descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
                if count < 0 && errno == EINTR { continue }
                isBroken = count < 0
                // At its end too soon, it has become shorter meanwhile.
                guard count > 0 else { return }
                filled += count
            }
        }
        guard !isBroken else { throw .unreadable }
        return bytes
    }

    /// The names in a folder, in no order; nil where it cannot be listed.
    package static func names(in folder: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
