import Collectors

/// What this program runs on.
enum ToolLibraries {
    /// Releases by name.
    static var versions: [String: String] {
        LibraryVersions.all.merging(["Swift": "\(_SwiftStdlibVersion.current)"]) { first, _ in first }
    }
}
