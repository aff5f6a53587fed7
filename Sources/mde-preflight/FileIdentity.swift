import Foundation

/// Which file a path leads to, however the path is written: through links, by another name of the same file, with `./`.
struct FileIdentity: Hashable {
    private let device: UInt
    private let number: UInt
    /// Within the folder that the numbers tell; nil for what is there itself.
    private let name: String?

    /// nil where neither the file nor its folder is there.
    init?(_ path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            (device, number, name) = (status.st_dev, status.st_ino, nil)
            return
        }
        let url = URL(filePath: path, directoryHint: .notDirectory)
        guard stat(url.deletingLastPathComponent().path, &status) == 0 else { return nil }
        (device, number, name) = (status.st_dev, status.st_ino, url.lastPathComponent)
    }

    /// What a descriptor reads or writes; nil where it is closed.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        (device, number, name) = (status.st_dev, status.st_ino, nil)
    }

    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether something is there that is not replaced by what is written, but written to, such as a device or a pipe.
    static func isStream(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    /// Whether whatever is written there is gone, so that any number may write it.
    static func isNowhere(_ path: String) -> Bool { FileIdentity(path) == FileIdentity("/dev/null") }

    /// Whether `path` leads to a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The folders around a file, which need not be there yet, links followed, the nearest first.
    static func folders(around path: String) -> [FileIdentity] {
        let parent = URL(filePath: path, directoryHint: .notDirectory).deletingLastPathComponent().path
        guard let found = resolved(path) ?? resolved(parent).map({ "\($0)/" }) else { return [] }
        var rest = found[...]
        var folders: [FileIdentity] = []
        while let slash = rest.lastIndex(of: "/"), rest.count > 1 {
            rest = rest[..<slash]
            if let folder = FileIdentity(rest.isEmpty ? "/" : String(rest)) { folders.append(folder) }
        }
        return folders
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
