import CArchive
import Glibc

/// An archive that is read once, from its first entry to its last, in memory alone.
///
/// It reads zip and tar, the latter as it is or packed with gzip, bzip2, xz or zstd: no other of libarchive's formats,
/// and none of its filters that run programs.
///
/// Source: <https://github.com/libarchive/libarchive/wiki/ManPageArchiveRead3>
@safe package struct ArchiveReader: ~Copyable {
    private let raw: OpaquePointer
    private let format: ArchiveFormat
    private let locale: locale_t?
    /// What libarchive reads from, where that is memory.
    private let memory: UnsafeMutableRawPointer?
    private var current: OpaquePointer?
    private var name = ""
    /// What is left of an entry that was not read to its end: a tar unpacks it all the same.
    private var unread = 0

    private init(_ format: ArchiveFormat, copying bytes: [UInt8]?) throws(ArchiveError) {
        guard let raw = unsafe archive_read_new() else {
            throw ArchiveError("cannot be read: out of memory")
        }
        unsafe self.raw = unsafe raw
        self.format = format
        // Without it, libarchive drops every name that is not ASCII.
        unsafe locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
        unsafe memory = bytes.map { unsafe malloc(max(1, $0.count)) } ?? nil
        if let bytes, let memory = unsafe memory {
            unsafe bytes.withUnsafeBytes { source in
                guard let start = source.baseAddress else { return }
                unsafe memcpy(memory, start, source.count)
            }
        }
    }

    deinit {
        unsafe archive_read_free(raw)
        if let locale = unsafe locale { unsafe freelocale(locale) }
        unsafe free(memory)
    }

    /// Opens an archive that is a file, open for reading at its start; it stays open, and the caller's.
    package static func open(
        descriptor: Int32, _ format: ArchiveFormat, _ limits: ArchiveLimits
    ) throws(ArchiveError) -> ArchiveReader {
        if format == .zip { try ZipDirectory.check(descriptor: descriptor, limits) }
        let reader = try ArchiveReader(format, copying: nil)
        try reader.support()
        try reader.inLocale { () throws(ArchiveError) in
            try reader.check(unsafe archive_read_open_fd(reader.raw, descriptor, 65_536))
        }
        return reader
    }

    /// Opens an archive that is in memory.
    package static func open(
        _ bytes: [UInt8], _ format: ArchiveFormat, _ limits: ArchiveLimits
    ) throws(ArchiveError) -> ArchiveReader {
        if format == .zip { try ZipDirectory.check(bytes, limits) }
        let reader = try ArchiveReader(format, copying: bytes)
        guard let memory = unsafe reader.memory else {
            throw ArchiveError("cannot be read: out of memory")
        }
        try reader.support()
        try reader.inLocale { () throws(ArchiveError) in
            try reader.check(unsafe archive_read_open_memory(reader.raw, memory, bytes.count))
        }
        return reader
    }

    private borrowing func support() throws(ArchiveError) {
        switch format {
        case .emptyZip: throw ArchiveError("is an empty archive")
        case .zip: try check(unsafe archive_read_support_format_zip_seekable(raw))
        case .tar(let packing):
            try check(unsafe archive_read_support_format_tar(raw))
            // Left to itself, libarchive unpacks what it has unpacked again, 25 times over.
            try check(unsafe archive_read_append_filter(raw, packing.filter))
        }
    }

    private borrowing func check(_ status: Int32) throws(ArchiveError) {
        guard status == ARCHIVE_OK else { throw ArchiveError("cannot be opened: \(words)") }
    }

    /// What libarchive says of its last fault.
    private var words: String {
        guard let text = unsafe archive_error_string(raw) else { return "no reason is given" }
        var words = unsafe String(cString: text)
        // Some of libarchive's texts end as lines do.
        while words.last?.isNewline == true { words.removeLast() }
        return words
    }

    private borrowing func inLocale<T>(_ body: () throws(ArchiveError) -> T) throws(ArchiveError) -> T {
        guard let locale = unsafe locale else { return try body() }
        let before = unsafe uselocale(locale)
        defer { _ = unsafe uselocale(before) }
        return try body()
    }
}

extension ArchiveReader {
    /// Bytes up to which what an archive states of a size is believed: most entries are read at once.
    private static let spared = 1 << 16

    /// Goes on to the next entry.
    ///
    /// - Returns: The entry, or nil behind the last one.
    /// - Throws: ``ArchiveError`` where the archive is damaged, over a limit, or holds what no device's would.
    package mutating func next(_ budget: inout ArchiveBudget) throws(ArchiveError) -> ArchiveEntry? {
        if case .tar = format { try budget.count(unpacked: unread) }
        unread = 0
        var entry: OpaquePointer?
        let status = try inLocale { unsafe archive_read_next_header(raw, &entry) }
        guard status != ARCHIVE_EOF else { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry = unsafe entry else {
            throw ArchiveError("is damaged or cut short\(behind): \(words)")
        }
        unsafe current = unsafe entry
        try budget.countEntry()
        guard let path = unsafe path(of: entry) else {
            throw ArchiveError("holds an entry whose name cannot be read\(behind)", .refused)
        }
        name = String(decoding: path, as: UTF8.self)
        let parts = try ArchiveEntry.parts(of: path, budget.limits)
        let isFolder = try unsafe kind(of: entry)
        let size = unsafe archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
        unread = max(0, size ?? 0)
        return unsafe ArchiveEntry(
            parts: parts, isFolder: isFolder, size: size,
            modified: archive_entry_mtime_is_set(entry) != 0 ? archive_entry_mtime(entry) : nil)
    }

    /// Reads on in the entry.
    ///
    /// - Returns: At most `limit` bytes, which is positive; fewer only at the end of the entry.
    /// - Throws: ``ArchiveError`` where the entry or the archive is damaged, or over a limit.
    package mutating func read(upTo limit: Int, _ budget: inout ArchiveBudget) throws(ArchiveError) -> [UInt8]
    {
        var failure: Int = 0
        let handle = unsafe raw
        // What an archive states of a size may be a lie, so that the memory grows with what there is.
        var bytes: [UInt8] = []
        while bytes.count < limit, failure == 0 {
            let believed = max(Self.spared, min(bytes.count * 3, 1 << 20))
            let wanted = min(limit - bytes.count, believed, max(unread, 4096))
            let part = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                let got = unsafe archive_read_data(handle, buffer.baseAddress, wanted)
                count = max(0, got)
                if got < 0 { failure = got }
            }
            if part.isEmpty { break }
            unread = max(0, unread - part.count)
            try budget.count(unpacked: part.count)
            if bytes.isEmpty { bytes = part } else { bytes += part }
        }
        guard failure == 0 else {
            throw ArchiveError(
                "is damaged or cut short: \(words)", failure == Int(ARCHIVE_FATAL) ? .rest : .entry)
        }
        return bytes
    }

    private var behind: String { name.isEmpty ? "" : " behind \(name.prefix(200))" }

    @unsafe private func path(of entry: OpaquePointer) -> [UInt8]? {
        guard let path = unsafe archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry) else {
            return nil
        }
        return unsafe Array(UnsafeRawBufferPointer(start: path, count: strlen(path)))
    }

    /// Whether it is a folder; what is neither a folder nor a file is refused.
    @unsafe private func kind(of entry: OpaquePointer) throws(ArchiveError) -> Bool {
        let shown = name.prefix(200)
        guard unsafe archive_entry_hardlink(entry) == nil, unsafe archive_entry_symlink(entry) == nil else {
            throw ArchiveError("holds a link: \(shown)", .refused)
        }
        guard unsafe archive_entry_is_encrypted(entry) == 0 else {
            throw ArchiveError("is encrypted: \(shown)", .refused)
        }
        switch unsafe archive_entry_filetype(entry) {
        case S_IFDIR: return true
        case S_IFREG, 0: return false
        case S_IFLNK: throw ArchiveError("holds a link: \(shown)", .refused)
        default: throw ArchiveError("holds what is no file: \(shown)", .refused)
        }
    }
}

extension ArchiveFormat.Packing {
    /// As libarchive numbers it.
    fileprivate var filter: Int32 {
        switch self {
        case .none: ARCHIVE_FILTER_NONE
        case .gzip: ARCHIVE_FILTER_GZIP
        case .bzip2: ARCHIVE_FILTER_BZIP2
        case .xz: ARCHIVE_FILTER_XZ
        case .zstd: ARCHIVE_FILTER_ZSTD
        }
    }
}
