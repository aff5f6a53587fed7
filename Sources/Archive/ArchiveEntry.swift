/// A file or folder in an archive, whose path stays within it.
package struct ArchiveEntry: Sendable, Equatable {
    /// Folders and the entry's own name, as the archive has them; no part is empty, `.` or `..`.
    package var parts: [String]
    package var isFolder: Bool
    /// Bytes, unpacked, as the archive states them; absent where it does not.
    package var size: Int?
    /// Seconds since 1970, as the archive states them.
    package var modified: Int?
}

extension ArchiveEntry {
    /// The parts of a path, which Windows may have written with backslashes.
    ///
    /// - Throws: ``ArchiveError`` where it leads, or might lead, out of the folder that the archive stands for.
    static func parts(of path: [UInt8], _ limits: ArchiveLimits) throws(ArchiveError) -> [String] {
        let shown = String(decoding: path.prefix(200), as: UTF8.self)
        guard path.count <= limits.path else {
            throw ArchiveError("holds an entry with a path of \(path.count) bytes: \(shown)…", .refused)
        }
        guard path.first != 0x2f, path.first != 0x5c else {
            throw ArchiveError("holds an entry with an absolute path: \(shown)", .refused)
        }
        let pieces = path.split { $0 == 0x2f || $0 == 0x5c }
        // A drive, or a stream of a file.
        if let first = pieces.first, first.count >= 2, first[first.startIndex + 1] == 0x3a {
            throw ArchiveError("holds an entry with an absolute path: \(shown)", .refused)
        }
        guard !pieces.contains(where: { $0.elementsEqual([0x2e, 0x2e]) }) else {
            throw ArchiveError("holds an entry that leads outside: \(shown)", .refused)
        }
        let parts = pieces.filter { !$0.elementsEqual([0x2e]) }
        guard parts.count <= limits.depth else {
            throw ArchiveError("holds an entry more than \(limits.depth) folders deep: \(shown)", .refused)
        }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}
