import Model
import StrictYAML

/// What the lists of Active Directory, Entra ID, Intune and Defender for Endpoint say of devices.
extension CatalogueLoader {
    // MARK: - Systems

    mutating func listedSystems(_ platforms: PlatformKnowledge) -> ListedSystems {
        let keys = [
            "source", "platforms", "names", "processors", "architectures", "editions", "sensor-bases",
        ]
        return read("platforms/listed-systems.yml", keys: keys) { file in
            _ = file.source()
            var listed = ListedSystems()
            for key in keys.dropFirst(2) where !file.has(key) { file.complain("\"\(key)\" is missing") }
            var values: Set<String> = []
            let platformKeys = ["value", "family", "role", "multi-session", "builds"]
            let entries = file.mappings("platforms", keys: platformKeys) {
                entry -> (String, ListedSystems.Platform)? in
                let value = entry.text("value").lowercased()
                entry.complainOfRepetition(of: value, at: "value", &values)
                let role = entry.optional("role") { $0.choice(PlatformKnowledge.Role.self) }
                let isMultiSession = entry.optional("multi-session") { $0.bool() } ?? false
                return (
                    value,
                    .init(
                        family: entry.text("family"), role: role, isMultiSession: isMultiSession,
                        builds: Self.builds(&entry))
                )
            }
            listed.platforms = Dictionary(entries) { first, _ in first }
            listed.names =
                file.mapping("names", keys: ["source", "list"]) { entry in
                    _ = entry.source()
                    return entry.mappings("list", keys: ["begins", "family", "role", "builds"]) { name in
                        let role = name.optional("role") { $0.choice(PlatformKnowledge.Role.self) }
                        return .init(
                            begins: name.text("begins"), family: name.text("family"), role: role,
                            builds: Self.builds(&name))
                    }
                } ?? []
            let processors: [(String, String)] =
                file.mapping("processors", keys: ["source", "list"]) { entry in
                    _ = entry.source()
                    return entry.mappings("list", keys: ["value", "architecture"]) {
                        processor -> (String, String)? in
                        (processor.text("value").lowercased(), processor.text("architecture"))
                    }
                } ?? []
            listed.processors = Dictionary(processors) { first, _ in first }
            let widths: [(String, Set<String>)] =
                file.mapping("architectures", keys: ["source", "list"]) { entry in
                    _ = entry.source()
                    return entry.mappings("list", keys: ["value", "of"]) { width -> (String, Set<String>)? in
                        (width.text("value").lowercased(), Set(width.each("of") { $0.text() } ?? []))
                    }
                } ?? []
            listed.architectures = Dictionary(widths) { first, _ in first }
            _ = file.mapping("editions", keys: ["source", "client", "server"]) { entry in
                _ = entry.source()
                for role in PlatformKnowledge.Role.allCases {
                    listed.editions[role] = Self.editions(&entry, role, platforms)
                }
            }
            _ = file.mapping("sensor-bases", keys: ["source", "list"]) { entry in
                _ = entry.source()
                var taken: Set<String> = []
                let bases = entry.mappings("list", keys: ["base", "builds"]) { base -> (Int, Set<Int>)? in
                    let builds = base.each("builds") { $0.int() } ?? []
                    if builds.isEmpty { base.complain("names no build", at: "builds") }
                    guard let number = base.required("base", { $0.int() }) else { return nil }
                    base.complainOfRepetition(of: "\(number)", at: "base", &taken)
                    return (number, Set(builds))
                }
                listed.sensorBases = Dictionary(bases) { first, _ in first }
            }
            return listed
        } ?? ListedSystems()
    }

    /// The first build and the last; nil where they are not given.
    private static func builds(_ entry: inout Mapping) -> ClosedRange<Int>? {
        guard entry.has("builds") else { return nil }
        let ends = entry.each("builds") { $0.int() } ?? []
        guard ends.count == 2, ends[0] <= ends[1] else {
            entry.complain("is not the first build and the last", at: "builds")
            return nil
        }
        return ends[0]...ends[1]
    }

    private static func editions(
        _ entry: inout Mapping, _ role: PlatformKnowledge.Role, _ platforms: PlatformKnowledge
    ) -> [String: String] {
        var found: [String: String] = [:]
        for (words, value) in entry.required(role.rawValue, { $0.entries() }) ?? [] {
            var value = value
            let id = value.text() ?? ""
            entry.add(value.diagnostics)
            let isKnown = platforms.editions.contains { $0.role == role && $0.ids.contains(id.lowercased()) }
            if !id.isEmpty, !isKnown {
                entry.complain(
                    "systems.yml knows no edition \"\(id.prefix(60))\" of a \(role.rawValue)",
                    at: role.rawValue)
            }
            found[words.lowercased()] = id.lowercased()
        }
        return found
    }

    // MARK: - States of machines

    mutating func machineStates() -> MachineStates {
        let keys = ["source", "onboarding", "health", "management"]
        return read("onboarding/machine-states.yml", keys: keys) { file in
            _ = file.source()
            var states = MachineStates()
            states.onboarding = Self.choices(&file, "onboarding")
            states.health = Self.choices(&file, "health")
            states.management = Self.choices(&file, "management")
            return states
        } ?? MachineStates()
    }

    /// Meanings by value, lower case.
    static func choices<T: RawRepresentable & CaseIterable>(_ entry: inout Mapping, _ key: String)
        -> [String: T] where T.RawValue == String
    {
        var found: [String: T] = [:]
        for (word, value) in entry.required(key, { $0.entries() }) ?? [] {
            var value = value
            found[word.lowercased()] = value.choice(T.self)
            entry.add(value.diagnostics)
        }
        return found
    }

    // MARK: - Managers

    mutating func listedManagers(_ knowledge: inout ControlPlaneKnowledge) {
        let found = read("control-plane/listed-managers.yml", keys: ["source", "agents", "managers"]) {
            file -> ([String: ControlPlaneKnowledge.ListedAgent], [String: ControlPlaneKnowledge.ListedAgent])
            in
            _ = file.source()
            if !file.has("managers") { file.complain("\"managers\" is missing") }
            let agents = Self.managers(&file, "agents")
            let managers = file.mapping("managers", keys: ["source", "list"]) { entry in
                _ = entry.source()
                return Self.managers(&entry, "list")
            }
            return (agents, managers ?? [:])
        }
        knowledge.listedAgents = found?.0 ?? [:]
        knowledge.managers = found?.1 ?? [:]
    }

    private static func managers(_ entry: inout Mapping, _ key: String)
        -> [String: ControlPlaneKnowledge.ListedAgent]
    {
        var values: Set<String> = []
        let entries = entry.mappings(key, keys: ["value", "planes", "silent", "words"]) {
            manager -> (String, ControlPlaneKnowledge.ListedAgent)? in
            let value = manager.text("value").lowercased()
            manager.complainOfRepetition(of: value, at: "value", &values)
            let planes =
                manager.has("planes")
                ? manager.each("planes") { $0.choice(ControlPlaneKnowledge.Plane.self) } ?? [] : []
            let isSilent = manager.optional("silent") { $0.bool() } ?? false
            if isSilent, !planes.isEmpty { manager.complain("is silent, and names planes", at: "planes") }
            return (value, .init(planes: Set(planes), isSilent: isSilent, words: manager.text("words")))
        }
        return Dictionary(entries) { first, _ in first }
    }
}
