import Model
import StrictYAML

extension CatalogueLoader {
    private static let ruleKeys = [
        "id", "source", "domain-controllers", "language-modes-refused", "language-modes-ordinary", "systems",
        "agents",
    ]

    mutating func rules(_ set: String, _ knowledge: PlatformKnowledge) -> PlatformKnowledge.Rules? {
        read("platforms/\(set).yml", keys: Self.ruleKeys) { file in
            _ = (Self.id(&file, set), file.source())
            var rules = PlatformKnowledge.Rules()
            rules.domainControllers =
                file.required("domain-controllers") {
                    $0.choice(PlatformKnowledge.Rules.ControllerPolicy.self)
                }
                ?? .notSupported
            let modes = file.optional("language-modes-refused") { $0.strings() } ?? []
            rules.refusedLanguageModes = Set(modes.map { $0.lowercased() })
            let ordinary = file.optional("language-modes-ordinary") { $0.strings() } ?? []
            rules.ordinaryLanguageModes = Set(ordinary.map { $0.lowercased() })
            var taken: Set<String> = []
            rules.systems = file.mappings("systems", keys: Self.supportedKeys) {
                Self.supported(&$0, knowledge, &taken)
            }
            let keys = ["family", "minimum", "needs-board-vendor", "source"]
            rules.agents = file.mappings("agents", required: false, keys: keys) { entry in
                _ = entry.source()
                let family = entry.text("family")
                guard let minimum = Self.version(&entry, "minimum") else { return nil }
                return .init(
                    family: family, minimum: minimum,
                    needsBoardVendor: entry.optional("needs-board-vendor") { $0.bool() } ?? false)
            }
            return rules
        }
    }

    private static let supportedKeys = [
        "name", "role", "builds", "floor", "architectures", "server-core", "unified-agent", "sensor", "doubt",
        "source",
    ]

    private static func supported(
        _ entry: inout Mapping, _ knowledge: PlatformKnowledge, _ taken: inout Set<String>
    ) -> PlatformKnowledge.Supported? {
        _ = entry.source()
        let name = entry.text("name")
        guard let role = entry.required("role", { $0.choice(PlatformKnowledge.Role.self) }) else {
            return nil
        }
        if !entry.has("builds") { entry.complain("\"builds\" is missing") }
        let builds = entry.each("builds") { $0.int() } ?? []
        for build in builds {
            entry.complainOfRepetition(of: "\(build) \(role.rawValue)", at: "builds", &taken)
            if knowledge.system(build, role) == nil {
                entry.complain("systems.yml knows no \(role.rawValue) of build \(build)", at: "builds")
            }
        }
        var system = PlatformKnowledge.Supported(name: name, role: role, builds: Set(builds))
        system.floor = entry.mapping("floor", keys: ["revision", "update", "date"]) {
            floor(&$0, builds, knowledge)
        }
        system.architectures = Set(
            (entry.optional("architectures") { $0.strings() } ?? []).map { $0.lowercased() })
        if let core = entry.optional(
            "server-core", { $0.choice(PlatformKnowledge.Supported.CorePolicy.self) })
        {
            system.serverCore = core
        } else if role == .server, !entry.has("server-core") {
            entry.complain("\"server-core\" is missing")
        }
        system.needsUnifiedAgent = entry.optional("unified-agent") { $0.bool() } ?? false
        system.sensor = entry.mapping("sensor", keys: ["minimum", "update", "inbox"]) { sensor in
            let update = sensor.text("update")
            guard let minimum = version(&sensor, "minimum") else { return nil }
            return .init(
                minimum: minimum, update: update, isInbox: sensor.optional("inbox") { $0.bool() } ?? false)
        }
        system.doubt = entry.string("doubt")
        return system
    }

    /// The table of updates must say the same as the floor, as far as it knows the update.
    private static func floor(_ entry: inout Mapping, _ builds: [Int], _ knowledge: PlatformKnowledge)
        -> PlatformKnowledge.Floor?
    {
        let (update, date) = (entry.text("update"), entry.text("date"))
        guard let revision = entry.required("revision", { $0.int() }) else { return nil }
        let known = builds.compactMap { knowledge.updates[$0]?.revisions[Int(update.dropFirst(2)) ?? 0] }
        if !update.hasPrefix("KB") || known.isEmpty {
            entry.complain("builds.yml has no \"\(update.prefix(60))\" for these builds", at: "update")
        } else if let other = known.first(where: { $0 != revision }) {
            entry.complain("builds.yml says that \(update) brings revision \(other)", at: "revision")
        }
        return .init(revision: revision, update: update, date: date)
    }
}
