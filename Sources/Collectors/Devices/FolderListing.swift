import Glibc
import Model

/// A folder as it was found, before anything in it was read.
struct ListedFolder: Sendable {
    /// Absolute; bytes, since a file system's names are not always text.
    var path: [UInt8]
    /// Printable.
    var name: String
    /// Names of regular files, in their order.
    var files: [[UInt8]] = []
    /// Numbers in the list of folders, in the order of the names.
    var children: [Int] = []
    /// Symbolic links to folders or nowhere, and those called like archives, each of which may lead to a device.
    var links: [String] = []
    /// Those to files that are called like evidence.
    var fileLinks: [String] = []
    /// What is neither a file, a folder nor a link, such as a pipe.
    var specials: [String] = []
    var fault: Unreadable?
    /// Whether it stands for its one file alone.
    var isFile = false
}

/// Lists the folders below the places, without opening a file; links are not followed, but for a place itself.
struct FolderListing {
    private(set) var folders: [ListedFolder] = []
    private var fileCount = 0
    private var seen: Set<Identity> = []
    private let limits: DeviceCollector.Limits
    private let isOver: () -> Bool

    private struct Identity: Hashable {
        var device: dev_t
        var number: ino_t
    }

    init(_ limits: DeviceCollector.Limits, isOver: @escaping () -> Bool) {
        self.limits = limits
        self.isOver = isOver
    }

    /// Lists one place.
    ///
    /// - Returns: The number of its folder; nil where an earlier place holds it already.
    mutating func list(_ path: String, name: String) -> Int? {
        guard let resolved = realpath(path, nil) else {
            return add(faulty: name, "cannot be opened: \(Self.words(errno))")
        }
        defer { free(resolved) }
        let real = Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
        var status = stat()
        guard stat(resolved, &status) == 0 else {
            return add(faulty: name, "cannot be opened: \(Self.words(errno))")
        }
        guard seen.insert(Identity(device: status.st_dev, number: status.st_ino)).inserted else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            folders.append(ListedFolder(path: real, name: name))
            let index = folders.count - 1
            let descriptor = open(resolved, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            let fault = errno
            walk(descriptor, fault, index, depth: 0)
            return index
        case S_IFREG:
            let cut = real.lastIndex(of: 0x2f) ?? 0
            var folder = ListedFolder(path: Array(real[..<cut]), name: name)
            folder.files = [Array(real[(cut + 1)...])]
            folder.isFile = true
            folders.append(folder)
            return folders.count - 1
        default: return add(faulty: name, "is neither a folder nor a file")
        }
    }

    private mutating func add(faulty name: String, _ what: String) -> Int {
        var folder = ListedFolder(path: [], name: name)
        folder.fault = Unreadable(.evidenceUnreadable, what)
        folders.append(folder)
        return folders.count - 1
    }

    private mutating func walk(_ descriptor: Int32, _ openFault: Int32, _ index: Int, depth: Int) {
        guard descriptor >= 0, let stream = fdopendir(descriptor) else {
            if descriptor >= 0 { close(descriptor) }
            folders[index].fault = Unreadable(
                .evidenceUnreadable, "cannot be listed: \(Self.words(openFault))")
            return
        }
        defer { closedir(stream) }
        var below: [[UInt8]] = []
        var files: [[UInt8]] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = Self.name(of: entry)
            if name == [0x2e] || name == [0x2e, 0x2e] { continue }
            switch Self.type(entry, descriptor, name) {
            case S_IFREG: files.append(name)
            case S_IFDIR:
                if !FileNature.isClutter(String(decoding: name, as: UTF8.self)) { below.append(name) }
            case S_IFLNK: note(link: name, descriptor, index)
            default: folders[index].specials.append(String(printing: name))
            }
            errno = 0
            guard files.count + below.count + fileCount <= limits.files else {
                folders[index].fault = Unreadable(
                    .evidenceRefused, "was not listed to its end: more than \(limits.files) files")
                break
            }
        }
        if errno != 0 {
            folders[index].fault = Unreadable(
                .evidenceUnreadable, "cannot be listed to its end: \(Self.words(errno))")
        }
        files.sort { $0.lexicographicallyPrecedes($1) }
        below.sort { $0.lexicographicallyPrecedes($1) }
        fileCount += files.count
        folders[index].links.sort()
        folders[index].fileLinks.sort()
        folders[index].specials.sort()
        folders[index].files = files
        for name in below { enter(name, descriptor, index, depth: depth + 1) }
    }

    private mutating func enter(_ name: [UInt8], _ parent: Int32, _ index: Int, depth: Int) {
        let shown = String(printing: name)
        let stop: Unreadable? =
            if isOver() {
                Unreadable(
                    .deadlineExceeded, "\(shown) and what follows it was not listed before the run's deadline"
                )
            } else if folders.count >= limits.folders {
                Unreadable(
                    .evidenceRefused,
                    "\(shown) and what follows it was left out: more than \(limits.folders) folders")
            } else if fileCount >= limits.files {
                Unreadable(
                    .evidenceRefused,
                    "\(shown) and what follows it was left out: more than \(limits.files) files")
            } else {
                nil
            }
        if let stop {
            if folders[index].fault == nil { folders[index].fault = stop }
            return
        }
        var folder = ListedFolder(path: folders[index].path + [0x2f] + name, name: shown)
        guard depth <= limits.depth else {
            folder.fault = Unreadable(
                .evidenceRefused, "lies more than \(limits.depth) folders deep, and was not looked into")
            append(folder, below: index)
            return
        }
        let descriptor = openat(
            parent, name.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        let fault = errno
        var status = stat()
        if descriptor >= 0, fstat(descriptor, &status) == 0,
            !seen.insert(Identity(device: status.st_dev, number: status.st_ino)).inserted
        {
            close(descriptor)
            return
        }
        append(folder, below: index)
        walk(descriptor, fault, folders.count - 1, depth: depth)
    }

    private mutating func append(_ folder: ListedFolder, below parent: Int) {
        folders.append(folder)
        folders[parent].children.append(folders.count - 1)
    }

    /// Keeps a link that may stand for devices: one to a folder, to itself, or called like an archive.
    private mutating func note(link name: [UInt8], _ folder: Int32, _ index: Int) {
        let shown = String(printing: name)
        guard !FileNature.isClutter(shown) else { return }
        var status = stat()
        let isThere = fstatat(folder, name.map { CChar(bitPattern: $0) } + [0], &status, 0) == 0
        let isLoop = !isThere && errno == ELOOP
        let isFolder = isThere && status.st_mode & S_IFMT == S_IFDIR
        let isEvidence = FileNature.isNamedAsEvidence(shown)
        // What leads nowhere may have been a folder.
        if isLoop || isFolder || FileNature.isNamedAsArchive(shown) || isEvidence && !isThere {
            folders[index].links.append(shown)
        } else if isEvidence {
            folders[index].fileLinks.append(shown)
        }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafePointer(to: &entry.pointee.d_name) { field in
            let bytes = UnsafeRawPointer(field)
            return Array(
                UnsafeRawBufferPointer(start: bytes, count: strlen(bytes.assumingMemoryBound(to: CChar.self)))
            )
        }
    }

    private static func type(_ entry: UnsafeMutablePointer<dirent>, _ folder: Int32, _ name: [UInt8])
        -> mode_t
    {
        switch Int(entry.pointee.d_type) {
        case Int(DT_REG): return S_IFREG
        case Int(DT_DIR): return S_IFDIR
        case Int(DT_LNK): return S_IFLNK
        case Int(DT_UNKNOWN):
            var status = stat()
            let path = name.map { CChar(bitPattern: $0) } + [0]
            return fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_mode & S_IFMT : 0
        default: return 0
        }
    }

    static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
