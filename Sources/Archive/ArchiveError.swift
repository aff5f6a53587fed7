/// Why an archive, or an entry of it, cannot be read.
package struct ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whether what is wrong ends the reading of the whole archive.
    package enum Extent: Sendable, Equatable {
        /// This entry alone; the next one can be read.
        case entry
        /// Damaged or cut short here: what was read before it stands, nothing behind it can be read.
        case rest
        /// Built as none of a device would be: nothing of it is to be used.
        case refused
    }

    package let extent: Extent
    /// To stand behind the archive's name, or behind that of the entry.
    package let description: String

    package init(_ description: String, _ extent: Extent = .rest) {
        self.description = description
        self.extent = extent
    }
}
