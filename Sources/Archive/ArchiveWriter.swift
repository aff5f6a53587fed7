import CArchive
import Glibc

/// A zip archive that is written entry by entry to an open file.
///
/// The same entries in the same order give the same bytes with the same libarchive and zlib, on every host, in every
/// locale and time zone: times are left out, since a zip archive holds them in local time (programs show the first of 1980);
/// owners are zero, and only the owner may read.
///
/// Source: <https://github.com/libarchive/libarchive/wiki/ManPageArchiveWrite3>
@safe package struct ArchiveWriter: ~Copyable {
    private let raw: OpaquePointer
    private let locale: locale_t
    /// What is still to come of the entry; absent where its size was not told.
    private var left: Int?
    private var isInEntry = false

    private init() throws(ArchiveError) {
        // Without it, a name that is not ASCII has the bytes that the host's own locale gives it.
        guard let locale = unsafe newlocale(1 << LC_CTYPE, "C.UTF-8", nil) else {
            throw ArchiveError("cannot be written: this system has no locale C.UTF-8")
        }
        guard let raw = unsafe archive_write_new() else {
            unsafe freelocale(locale)
            throw ArchiveError("cannot be written: out of memory")
        }
        unsafe self.raw = unsafe raw
        unsafe self.locale = unsafe locale
    }

    deinit {
        // Otherwise what is dropped would be ended as if it were complete.
        unsafe archive_write_fail(raw)
        unsafe archive_write_free(raw)
        unsafe freelocale(locale)
    }

    /// Begins an archive.
    ///
    /// - Parameters:
    ///   - descriptor: Open for writing, at the place where the archive begins; it stays open, and the caller's.
    ///   - level: Of deflate, from 1 (fast) to 9 (small).
    /// - Returns: An archive without an entry.
    /// - Throws: ``ArchiveError`` where memory is short, or this system has no locale C.UTF-8.
    package static func open(descriptor: Int32, level: Int) throws(ArchiveError) -> ArchiveWriter {
        let writer = try ArchiveWriter()
        try writer.check(unsafe archive_write_set_format_zip(writer.raw))
        try writer.check(unsafe archive_write_set_options(writer.raw, "zip:compression-level=\(level)"))
        try writer.check(unsafe archive_write_set_bytes_per_block(writer.raw, 1 << 16))
        // Not filled up to a whole block.
        try writer.check(unsafe archive_write_set_bytes_in_last_block(writer.raw, 1))
        try writer.check(unsafe archive_write_open_fd(writer.raw, descriptor))
        return writer
    }

    /// Begins an entry, whose bytes are to follow.
    ///
    /// - Parameters:
    ///   - name: Relative, with slashes between its parts.
    ///   - size: Bytes, where that is known; ``end()`` fails when fewer came.
    /// - Throws: ``ArchiveError`` where the file cannot take more.
    package mutating func begin(_ name: String, size: Int?) throws(ArchiveError) {
        guard let entry = unsafe archive_entry_new() else {
            throw ArchiveError("cannot be written: out of memory")
        }
        defer { unsafe archive_entry_free(entry) }
        unsafe archive_entry_set_pathname(entry, name)
        unsafe archive_entry_set_mode(entry, S_IFREG | 0o600)
        if let size { unsafe archive_entry_set_size(entry, Int64(size)) }
        let before = unsafe uselocale(locale)
        defer { _ = unsafe uselocale(before) }
        try check(unsafe archive_write_header(raw, entry))
        left = size
        isInEntry = true
    }

    /// Adds to the entry.
    ///
    /// - Throws: ``ArchiveError`` where the file cannot take more, or the entry is longer than was told.
    package mutating func write(_ bytes: ArraySlice<UInt8>) throws(ArchiveError) {
        guard isInEntry else { throw ArchiveError("cannot be written: no entry was begun") }
        if let known = left {
            guard bytes.count <= known else {
                throw ArchiveError("cannot be written: an entry is longer than was told")
            }
            left = known - bytes.count
        }
        var done = 0
        while done < bytes.count {
            let rest = bytes[(bytes.startIndex + done)...]
            let count = unsafe rest.withUnsafeBytes {
                unsafe archive_write_data(raw, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw failure() }
            done += count
        }
    }

    /// Ends the entry.
    package mutating func end() throws(ArchiveError) {
        guard left ?? 0 == 0 else {
            throw ArchiveError("cannot be written: an entry is shorter than was told")
        }
        try check(unsafe archive_write_finish_entry(raw))
        isInEntry = false
    }

    /// Writes the list of entries, which ends the archive.
    package consuming func close() throws(ArchiveError) {
        try check(unsafe archive_write_close(raw))
    }

    private borrowing func check(_ status: Int32) throws(ArchiveError) {
        guard status == ARCHIVE_OK else { throw failure() }
    }

    /// What libarchive, or the system under it, says of the last fault.
    private borrowing func failure() -> ArchiveError {
        let code = unsafe archive_errno(raw)
        guard code <= 0 else {
            return ArchiveError("cannot be written: \(unsafe String(cString: strerror(code)).lowercased())")
        }
        guard let text = unsafe archive_error_string(raw) else {
            return ArchiveError("cannot be written: no reason is given")
        }
        return ArchiveError("cannot be written: \(unsafe String(cString: text))")
    }
}

/// The library that reads and writes archives.
package enum ArchiveLibrary {
    /// Its version and those of the libraries under it, such as `libarchive 3.6.2 zlib/1.2.13`.
    ///
    /// Asked once: libarchive writes the text into one buffer of its own at each call, which two threads would do at a time.
    package static let version: String = {
        guard let text = unsafe archive_version_details() else { return "libarchive" }
        return unsafe String(cString: text)
    }()
}
