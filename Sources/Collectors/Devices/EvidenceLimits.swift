package import Archive
import DeviceEvidence
import Model

extension DeviceCollector {
    /// What is read at most.
    package struct Limits: Sendable {
        /// Bytes of one file.
        package var file = 16 << 20
        /// Bytes of an archive that lies in another one.
        package var nestedArchive = 64 << 20
        /// Bytes of an archive as it is stored.
        package var archiveFile = 1 << 30
        package var archive = ArchiveLimits()
        /// Folders below a place.
        package var depth = 32
        /// Folders, and so devices, of all places.
        package var folders = 200_000
        /// Files of all places.
        package var files = 2_000_000
        /// Files of one device that are read.
        package var deviceFiles = 10_000
        /// Files of one device that are named for a fault alone.
        package var faults = 50

        package init() {}
    }

    /// How one file is read; ``EvidenceReading/read(_:)`` but in tests.
    typealias Read = @Sendable ([UInt8]) -> (kind: EvidenceFile.Kind, found: EvidenceFindings)
}
