import Model
import StrictYAML

extension CatalogueLoader {
    /// What the values mean that sources list for a device.
    mutating func listedValues() -> SourceKnowledge {
        let keys = [
            "source", "platforms", "processors", "editions", "revisions", "machine", "managed-by", "agents",
            "management-types", "trust",
        ]
        return read("tenant/listed-values.yml", keys: keys) { file in
            _ = file.source()
            for key in keys where !file.has(key) { file.complain("\"\(key)\" is missing") }
            var knowledge = SourceKnowledge()
            Self.systems(&file, &knowledge)
            Self.states(&file, &knowledge)
            knowledge.managers = Self.managers(&file, "managed-by")
            knowledge.agents = Self.managers(&file, "agents")
            knowledge.managementTypes = Self.managers(&file, "management-types")
            return knowledge
        } ?? SourceKnowledge()
    }

    private static func systems(_ file: inout Mapping, _ knowledge: inout SourceKnowledge) {
        let platforms = values(&file, "platforms", ["name", "family", "role", "title"]) { entry in
            (
                entry.text("name").lowercased(),
                SourceKnowledge.Platform(
                    family: entry.text("family"),
                    role: entry.optional("role") { $0.choice(PlatformKnowledge.Role.self) },
                    title: entry.text("title"))
            )
        }
        knowledge.platforms = Dictionary(platforms) { first, _ in first }
        let processors = values(&file, "processors", ["name", "architecture"]) { entry in
            (entry.text("name").lowercased(), entry.text("architecture"))
        }
        knowledge.processors = Dictionary(processors) { first, _ in first }
        let editions = values(&file, "editions", ["name", "edition"]) { entry in
            (entry.text("name").lowercased(), entry.text("edition"))
        }
        knowledge.editions = Dictionary(editions) { first, _ in first }
        let branches = values(&file, "revisions", ["branch", "builds"]) { entry in
            (entry.required("branch") { $0.int() } ?? 0, Set(entry.each("builds") { $0.int() } ?? []))
        }
        knowledge.branches = Dictionary(branches) { first, _ in first }
    }

    private static func states(_ file: inout Mapping, _ knowledge: inout SourceKnowledge) {
        func list(_ entry: inout Mapping, _ key: String) -> Set<String> {
            Set((entry.required(key) { $0.strings() } ?? []).map { $0.lowercased() })
        }
        let machineKeys = [
            "source", "onboarded", "not-onboarded", "healthy", "unhealthy", "success", "failure",
        ]
        _ = file.mapping("machine", keys: machineKeys) { entry in
            _ = entry.source()
            knowledge.onboarded = list(&entry, "onboarded")
            knowledge.notOnboarded = list(&entry, "not-onboarded")
            knowledge.healthy = list(&entry, "healthy")
            knowledge.unhealthy = list(&entry, "unhealthy")
            knowledge.success = list(&entry, "success")
            knowledge.failure = list(&entry, "failure")
        }
        _ = file.mapping("trust", keys: ["source", "joined", "not-joined"]) { entry in
            _ = entry.source()
            knowledge.joinedTrusts = list(&entry, "joined")
            knowledge.otherTrusts = list(&entry, "not-joined")
        }
    }

    private static func managers(_ file: inout Mapping, _ key: String) -> [String: SourceKnowledge.Manager] {
        let found = values(&file, key, ["name", "plane", "co-managed"]) { entry in
            let choice = entry.required("plane") { $0.choice(ListedPlane.self) }
            return (
                entry.text("name").lowercased(),
                SourceKnowledge.Manager(
                    plane: choice?.plane,
                    isCoManaged: entry.optional("co-managed") { $0.bool() } ?? false)
            )
        }
        return Dictionary(found) { first, _ in first }
    }

    private static func values<T>(
        _ file: inout Mapping, _ key: String, _ keys: [String], _ read: (inout Mapping) -> T
    ) -> [T] {
        file.mapping(key, keys: ["source", "values"]) { list in
            _ = list.source()
            return list.mappings("values", keys: keys) { read(&$0) }
        } ?? []
    }
}

private enum ListedPlane: String, CaseIterable {
    case defender, intune, nobody
    case configurationManager = "configuration-manager"

    var plane: ControlPlaneKnowledge.Plane? {
        switch self {
        case .defender: .defender
        case .intune: .intune
        case .configurationManager: .configurationManager
        case .nobody: nil
        }
    }
}
