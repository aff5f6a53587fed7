/// The names of a bundle's entries, of which no two are one on a system that does not tell case apart.
struct BundleNames {
    private var files: Set<String> = [BundleName.manifest]
    private var folders: Set<String> = []
    /// How often a name was wanted, so that a thousand files of one name do not take a million tries.
    private var wanted: [String: Int] = [:]

    /// A safe name like the one that is wanted, which nothing else has.
    mutating func take(_ wantedName: String) -> String {
        let base = apart(BundleName.safe(wantedName))
        let baseKey = Self.key(base)
        var (name, key) = (base, baseKey)
        if isTaken(key) {
            var number = wanted[baseKey, default: 1]
            repeat {
                number += 1
                name = BundleName.numbered(base, number)
                key = Self.key(name)
            } while isTaken(key)
            wanted[baseKey] = number
        }
        files.insert(key)
        if !isInKnownFolder(name) { folders.formUnion(Self.folders(of: name)) }
        return name
    }

    private func isTaken(_ key: String) -> Bool {
        files.contains(key) || folders.contains(key)
    }

    /// Whether the folder of a name is a folder already, so that no file has its name or that of a folder around it.
    private func isInKnownFolder(_ name: String) -> Bool {
        guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
        return folders.contains(Self.key(String(name[..<slash])))
    }

    /// The name with a number at each folder whose name a file has.
    private func apart(_ name: String) -> String {
        if isInKnownFolder(name) { return name }
        var parts = name.split(separator: "/")
        guard let last = parts.popLast(), !parts.isEmpty else { return name }
        var folder = ""
        for part in parts {
            let wanted = folder.isEmpty ? String(part) : "\(folder)/\(part)"
            folder = wanted
            var number = 1
            while files.contains(Self.key(folder)) {
                number += 1
                folder = BundleName.numbered(wanted, number)
            }
        }
        return BundleName.safe("\(folder)/\(last)")
    }

    private static func folders(of name: String) -> [String] {
        let parts = key(name).split(separator: "/")
        return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: "/") }
    }

    private static func key(_ name: String) -> String {
        name.lowercased()
    }
}
