import FoundationEssentials
import StrictYAML

/// Finds the catalogue's files.
struct Lister {
    private let folder: URL
    private let root: String
    private(set) var diagnostics = Diagnostics()

    init(folder: URL) {
        self.folder = folder
        root = folder.path
    }

    /// The YAML files of a folder, by name.
    mutating func files(in name: String, prefix: String = "") -> [String] {
        let path = "\(root)/\(name)"
        guard let names = FileBytes.names(in: path) else {
            if FileManager.default.fileExists(atPath: path) {
                diagnostics.add(
                    .init(
                        file: "\(folder.lastPathComponent)/\(name)", line: nil, message: "cannot be listed"))
            }
            return []
        }
        return names.filter { $0.hasSuffix(".yml") && $0.hasPrefix(prefix) }.sorted().map { "\(name)/\($0)" }
    }
}
