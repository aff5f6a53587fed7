import Model
import StrictYAML

extension CatalogueLoader {
    mutating func platforms() -> PlatformKnowledge {
        var knowledge = PlatformKnowledge()
        knowledge.updates = updates()
        systems(&knowledge)
        knowledge.listed = listedSystems(knowledge)
        for set in requirementSetNames { knowledge.rules[set] = rules(set, knowledge) }
        return knowledge
    }

    // MARK: - Updates

    private mutating func updates() -> [Int: PlatformKnowledge.Updates] {
        let found = read("platforms/builds.yml", keys: ["source", "builds"]) { file in
            _ = file.source()
            var taken: Set<String> = []
            return file.mappings("builds", keys: ["build", "source", "updates"]) {
                entry -> (Int, PlatformKnowledge.Updates)? in
                _ = entry.source()
                let build = entry.required("build") { $0.int() } ?? 0
                entry.complainOfRepetition(of: "\(build)", at: "build", &taken)
                let lines = entry.required("updates") { Self.updates(&$0) }
                return (build, .init(revisions: lines ?? [:]))
            }
        }
        return Dictionary(found ?? []) { first, _ in first }
    }

    /// Revisions by update, from lines such as `1320 KB5006738 2021-10 preview`.
    private static func updates(_ value: inout Value) -> [Int: Int] {
        guard let text = value.string() else { return [:] }
        var revisions: [Int: Int] = [:]
        var last = -1
        for (number, line) in text.utf8.split(separator: 10).enumerated() {
            guard let update = UpdateLine(line) else {
                let form = "a revision, an update or -, a month, and preview, out-of-band or nothing"
                let shown = String(decoding: line.prefix(60), as: UTF8.self)
                value.complain("expected \(form), found \"\(shown)\"", linesBelow: number + 1)
                continue
            }
            if update.revision <= last {
                value.complain(
                    "revision \(update.revision) does not come after \(last)", linesBelow: number + 1)
            }
            last = max(last, update.revision)
            guard let name = update.number else { continue }
            if revisions.updateValue(update.revision, forKey: name) != nil {
                value.complain("KB\(name) is there twice", linesBelow: number + 1)
            }
        }
        if last < 0 { value.complain("names no revision") }
        return revisions
    }

    // MARK: - Systems

    private static let systemKeys = [
        "source", "systems", "roles", "editions", "multi-session-names", "multi-session-source", "agent",
        "distributions",
    ]

    private mutating func systems(_ knowledge: inout PlatformKnowledge) {
        let found = read("platforms/systems.yml", keys: Self.systemKeys) { file in
            var knowledge = PlatformKnowledge()
            _ = (file.source(), file.source("multi-session-source"))
            var taken: Set<String> = []
            knowledge.systems = file.mappings("systems", keys: ["build", "role", "name"]) { entry in
                let build = entry.required("build") { $0.int() } ?? 0
                let role = entry.required("role") { $0.choice(PlatformKnowledge.Role.self) } ?? .client
                entry.complainOfRepetition(of: "\(build) \(role.rawValue)", at: "build", &taken)
                return .init(build: build, role: role, name: entry.text("name"))
            }
            if !file.has("roles") { file.complain("\"roles\" is missing") }
            knowledge.roles = file.mapping("roles", keys: Self.roleKeys, Self.roles) ?? .init()
            var ids: Set<String> = []
            knowledge.editions = file.mappings(
                "editions", keys: ["ids", "name", "role", "standing", "source"]
            ) { Self.edition(&$0, &ids) }
            knowledge.multiSessionNames = file.required("multi-session-names") { $0.strings() } ?? []
            if !file.has("agent") { file.complain("\"agent\" is missing") }
            knowledge.agent = file.mapping("agent", keys: Self.agentKeys, Self.agent) ?? .init()
            if !file.has("distributions") { file.complain("\"distributions\" is missing") }
            knowledge.distributions =
                file.mapping("distributions", keys: ["source", "names"]) { entry in
                    _ = entry.source()
                    return entry.mappings("names", keys: ["family", "name", "from", "except"]) {
                        Self.distribution(&$0)
                    }
                } ?? []
            return knowledge
        }
        guard var found else { return }
        found.updates = knowledge.updates
        knowledge = found
    }

    private static let roleKeys = [
        "source", "product-types", "domain-controller", "installation-types", "server-core", "names",
    ]

    private static func roles(_ entry: inout Mapping) -> PlatformKnowledge.Roles? {
        _ = entry.source()
        var roles = PlatformKnowledge.Roles()
        for (key, role) in byWord(&entry, "product-types") {
            guard let number = Int(key) else {
                entry.complain("expected numbers, found \"\(key.prefix(60))\"", at: "product-types")
                continue
            }
            roles.productTypes[number] = role
        }
        roles.domainController = entry.required("domain-controller") { $0.int() } ?? 0
        if roles.productTypes[roles.domainController] != .server {
            entry.complain("is no product type of a server", at: "domain-controller")
        }
        for (key, role) in byWord(&entry, "installation-types") {
            roles.installationTypes[key.lowercased()] = role
        }
        roles.serverCore = entry.text("server-core").lowercased()
        if roles.installationTypes[roles.serverCore] != .server {
            entry.complain("is no installation type of a server", at: "server-core")
        }
        roles.names = byWord(&entry, "names").map { .init(part: $0.0, role: $0.1) }
        return roles
    }

    private static func byWord(_ entry: inout Mapping, _ key: String) -> [(String, PlatformKnowledge.Role)] {
        (entry.required(key) { $0.entries() } ?? []).compactMap { word, value in
            var value = value
            let role = value.choice(PlatformKnowledge.Role.self)
            entry.add(value.diagnostics)
            return role.map { (word, $0) }
        }
    }

    private static func edition(_ entry: inout Mapping, _ taken: inout Set<String>)
        -> PlatformKnowledge.Edition?
    {
        _ = entry.source()
        let ids = entry.required("ids") { $0.strings() } ?? []
        for id in ids { entry.complainOfRepetition(of: id, at: "ids", &taken) }
        guard let role = entry.required("role", { $0.choice(PlatformKnowledge.Role.self) }),
            let standing = entry.required(
                "standing", { $0.choice(PlatformKnowledge.Edition.Standing.self) })
        else { return nil }
        return .init(
            ids: Set(ids.map { $0.lowercased() }), name: entry.text("name"), role: role, standing: standing)
    }

    private static let agentKeys = [
        "source", "service", "legacy-service", "product-prefixes", "version-prefix",
    ]

    private static func agent(_ entry: inout Mapping) -> PlatformKnowledge.Agent? {
        _ = entry.source()
        var agent = PlatformKnowledge.Agent()
        agent.service = entry.text("service").lowercased()
        agent.legacyService = entry.text("legacy-service").lowercased()
        agent.productPrefixes = entry.required("product-prefixes") { $0.strings() } ?? []
        agent.versionPrefix = entry.text("version-prefix")
        return agent
    }

    private static func distribution(_ entry: inout Mapping) -> PlatformKnowledge.Distribution? {
        let (family, name) = (entry.text("family"), entry.required("name") { $0.string() })
        guard let from = version(&entry, "from"), let name else { return nil }
        let exceptions = entry.optional("except") { $0.strings() } ?? []
        return .init(family: family, name: name, from: from, exceptions: exceptions)
    }

    static func version(_ entry: inout Mapping, _ key: String) -> DottedVersion? {
        let text = entry.text(key)
        guard !text.isEmpty else { return nil }
        guard let version = DottedVersion(text) else {
            entry.complain("expected numbers joined by dots, found \"\(text.prefix(60))\"", at: key)
            return nil
        }
        return version
    }
}
