import FoundationEssentials
import StrictYAML

/// Finds the catalogue's files.
struct Lister {
    let folder: URL
    private(set) var diagnostics = Diagnostics()

    init(folder: URL) {
        self.folder = folder
    }

    /// The YAML files of a folder, by name.
    mutating func files(in name: String, prefix: String = "") -> [String] {
        let path = folder.appending(path: name).path
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasSuffix(".yml") && $0.hasPrefix(prefix) }.sorted().map { "\(name)/\($0)" }
        } catch {
            diagnostics.add(
                .init(file: "\(folder.lastPathComponent)/\(name)", line: nil, message: "cannot be listed"))
            return []
        }
    }
}
