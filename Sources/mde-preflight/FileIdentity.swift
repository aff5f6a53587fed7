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

    /// Whether `path` is a regular file that is there.
    static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether `path` leads to a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The folders around a file, links followed, the nearest first.
    static func folders(around path: String) -> [FileIdentity] {
        guard let found = realpath(path, nil) else { return [] }
        defer { free(found) }
        var rest = String(cString: found)[...]
        var folders: [FileIdentity] = []
        while let slash = rest.lastIndex(of: "/"), rest.count > 1 {
            rest = rest[..<slash]
            if let folder = FileIdentity(rest.isEmpty ? "/" : String(rest)) { folders.append(folder) }
        }
        return folders
    }
}
