import Archive
import DeviceEvidence
import FoundationEssentials
import Glibc
import Model

/// Some files of one folder, read in one go.
struct EvidenceUnit: Sendable {
    var folder: Int
    var files: Range<Int>

    /// Files of a folder full of archives are read by more than one thread, and each is a device.
    static let size = 32

    static func units(of folders: [ListedFolder]) -> [EvidenceUnit] {
        folders.indices.flatMap { folder in
            stride(from: 0, to: folders[folder].files.count, by: size).map { start in
                EvidenceUnit(folder: folder, files: start..<min(start + size, folders[folder].files.count))
            }
        }
    }

    struct Result: Sendable {
        var files: [ReadFile] = []
        var archives: [EvidenceNode] = []
        var fault: Unreadable?
    }
}

/// Reads files, one after the other, on one thread.
struct EvidenceFileReader {
    let limits: DeviceCollector.Limits
    let read: DeviceCollector.Read
    let isAbandoned: () -> Bool
    private var pool = TextPool()

    init(
        _ limits: DeviceCollector.Limits, _ read: @escaping DeviceCollector.Read,
        isAbandoned: @escaping () -> Bool
    ) {
        self.limits = limits
        self.read = read
        self.isAbandoned = isAbandoned
    }

    mutating func read(_ unit: EvidenceUnit, of folder: ListedFolder) -> EvidenceUnit.Result {
        var result = EvidenceUnit.Result()
        let path = folder.path.isEmpty ? [0x2f] : folder.path
        let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            result.fault = Unreadable(
                .evidenceUnreadable, "cannot be opened: \(FolderListing.words(errno))")
            return result
        }
        defer { close(descriptor) }
        for file in folder.files[unit.files] {
            guard !isAbandoned() else { break }
            read(file, in: descriptor, isPlace: folder.isFile, into: &result)
        }
        return result
    }

    /// Reads a file of a folder, or, where `isPlace`, the one that was named.
    private mutating func read(
        _ raw: [UInt8], in folder: Int32, isPlace: Bool, into result: inout EvidenceUnit.Result
    ) {
        let name = pool.shared(String(printing: raw))
        let isForeign = FileNature.isForeign(name)
        let descriptor = openat(
            folder, raw.map { CChar(bitPattern: $0) } + [0],
            O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            let code = errno
            result.add(failed(name, "cannot be opened: \(FolderListing.words(code))", nil))
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            result.add(failed(name, "is no regular file any more", nil))
            return
        }
        let modified = Self.date(status.st_mtim.tv_sec)
        guard !isForeign else {
            result.add(ReadFile(name, .other))
            return
        }
        let size = Int(status.st_size)
        guard let head = Self.bytes(descriptor, from: 0, min(size, ArchiveFormat.headLength)) else {
            result.add(failed(name, "cannot be read: \(FolderListing.words(errno))", modified))
            return
        }
        if FileNature.isBundle(head: head, descriptor, size) {
            // Of an earlier run, which the next one would take for more devices.
            if isPlace {
                result.archives.append(
                    Self.unread(
                        name, "is a support bundle of mde-preflight, which replay reads; it is no evidence")
                )
            } else {
                result.add(ReadFile(name, .other))
            }
        } else if let format = ArchiveFormat(head: head) {
            result.archives.append(archive(name, descriptor, size, format))
        } else if let format = FileNature.otherArchive(head: head) {
            result.archives.append(Self.unread(name, "is a \(format) archive; zip and tar are read"))
        } else if FileNature.isForeign(head: head) {
            result.add(ReadFile(name, .other))
        } else if size > limits.file {
            result.add(failed(name, tooLarge(size), modified))
        } else if let whole = size <= head.count ? head : Self.bytes(descriptor, from: 0, size) {
            let isShort = whole.count < size
            result.add(
                isShort
                    ? failed(name, "became shorter while it was read", modified)
                    : file(name, whole, modified))
        } else {
            result.add(failed(name, "cannot be read: \(FolderListing.words(errno))", modified))
        }
    }

    /// An archive of which nothing is known but what it is.
    static func unread(_ name: String, _ what: String) -> EvidenceNode {
        var node = EvidenceNode(name)
        node.isArchive = true
        node.faults = [Unreadable(.evidenceNotRecognised, what)]
        return node
    }

    private func tooLarge(_ size: Int) -> String {
        "has \(size) bytes, more than the \(limits.file >> 20) MiB that evidence has, and was not read"
    }

    /// A file that cannot be read: a fault where it might have been evidence.
    func failed(_ name: String, _ what: String, _ modified: Date?) -> ReadFile {
        guard FileNature.isNamedAsEvidence(name) || FileNature.isNamedAsArchive(name) else {
            return ReadFile(name, .other, fault: Unreadable(.evidenceUnreadable, what))
        }
        return ReadFile(name, .faulty, modified: modified, fault: Unreadable(.evidenceUnreadable, what))
    }

    /// A file that was read to its end.
    mutating func file(_ name: String, _ bytes: [UInt8], _ modified: Date?) -> ReadFile {
        let (kind, found) = read(bytes)
        guard kind != .unknown else {
            guard let fault = found.fault else { return ReadFile(name, .other) }
            return failed(name, fault.detail, modified)
        }
        var file = ReadFile(name, .evidence, modified: modified, fault: found.fault)
        file.kind = kind
        file.told = found.observedAt
        file.claims = pool.shared(found.claims)
        return file
    }

    /// Absent for what a packer without a clock writes.
    static func date(_ seconds: Int) -> Date? {
        // The first two days of 1980, where the time of FAT begins.
        seconds > 315_705_600 ? Date(timeIntervalSince1970: Double(seconds)) : nil
    }

    static func bytes(_ descriptor: Int32, from start: Int, _ count: Int) -> [UInt8]? {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, start + filled)
                if got < 0 && errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { break }
                filled += got
            }
        }
        return failed ? nil : bytes
    }
}

extension EvidenceUnit.Result {
    fileprivate mutating func add(_ file: ReadFile) {
        files.append(file)
    }
}
