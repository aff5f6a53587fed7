/// What an archive may hold at most, with the archives in it.
package struct ArchiveLimits: Sendable, Equatable {
    package var entries = 10_000
    /// Bytes, unpacked.
    package var unpacked = 256 << 20
    /// How many times larger the whole may become by unpacking, once that is more than ``spared``.
    package var ratio = 500
    /// Bytes, unpacked, up to which the ratio does not matter.
    package var spared = 32 << 20
    /// Parts of an entry's path.
    package var depth = 16
    /// Bytes of an entry's path.
    package var path = 1024

    package init() {}
}

/// What of the limits is used up; shared by an archive and those in it, since a bomb may be made of many small ones.
package struct ArchiveBudget: Sendable {
    let limits: ArchiveLimits
    /// Bytes of the outermost archive.
    private let packed: Int
    private var entries = 0
    private var unpacked = 0

    /// An unused budget; `packed` is the size of the archive as it is stored, in bytes.
    package init(_ limits: ArchiveLimits, packed: Int) {
        self.limits = limits
        self.packed = packed
    }

    mutating func countEntry() throws(ArchiveError) {
        entries += 1
        guard entries <= limits.entries else {
            throw ArchiveError("holds more than \(limits.entries) entries", .refused)
        }
    }

    mutating func count(unpacked bytes: Int) throws(ArchiveError) {
        let (sum, overflow) = unpacked.addingReportingOverflow(max(0, bytes))
        unpacked = overflow ? .max : sum
        guard unpacked <= limits.unpacked else {
            throw ArchiveError("unpacks to more than \(limits.unpacked >> 20) MiB", .refused)
        }
        guard unpacked <= limits.spared || unpacked / limits.ratio <= packed else {
            throw ArchiveError("unpacks to more than \(limits.ratio) times its size", .refused)
        }
    }
}
