import CArchive

/// libarchive itself.
package enum ArchiveLibrary {
    /// Its release, such as `libarchive 3.6.2`; this loads it.
    package static var version: String? {
        unsafe archive_version_string().map { unsafe String(cString: $0) }
    }
}
