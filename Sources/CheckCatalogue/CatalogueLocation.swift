package import FoundationEssentials

/// Where the catalogue is looked for.
package struct CatalogueLocation: Sendable {
    /// Directories in the order in which they are tried.
    package var candidates: [URL]

    /// - Parameters:
    ///   - chosen: What `--catalogue` or `MDE_PREFLIGHT_CATALOGUE` says; then nothing else is tried.
    ///   - executable: The running program, links resolved.
    package init(chosen: String?, executable: URL) {
        if let chosen {
            candidates = [URL(filePath: chosen, directoryHint: .isDirectory)]
            return
        }
        let folder = executable.deletingLastPathComponent()
        candidates = [
            folder.deletingLastPathComponent().appending(path: "share/mde-preflight/checks"),
            folder.appending(path: "checks"),
            // Where the package manager puts the folder beside a program that it has built.
            folder.appending(path: "mde-preflight-tool_CheckCatalogue.resources/checks"),
        ]
    }

    /// The first candidate that holds a catalogue.
    package func find() -> URL? {
        candidates.first {
            FileManager.default.fileExists(atPath: $0.appending(path: "requirement-sets").path)
        }
    }
}
