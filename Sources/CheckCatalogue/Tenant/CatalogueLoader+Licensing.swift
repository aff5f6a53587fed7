import Model
import StrictYAML

extension CatalogueLoader {
    private typealias Standing = TenantKnowledge.Standing

    mutating func licences() -> TenantKnowledge.Licences {
        let keys = [
            "source", "plans", "products", "user-licence-needed-under", "capabilities", "provisioning",
            "audiences",
        ]
        let sets = Set(requirementSetNames)
        return read("licensing/plans.yml", keys: keys) { file in
            _ = file.source()
            for key in keys.suffix(4) where !file.has(key) { file.complain("\"\(key)\" is missing") }
            var licences = TenantKnowledge.Licences()
            var ids: Set<String> = []
            let planKeys = ["id", "name", "title", "defender", "opens-node", "source"]
            licences.plans = file.mappings("plans", keys: planKeys) { Self.plan(&$0, &ids) }
            if !licences.plans.contains(where: \.isDefender) {
                file.complain("none of them counts as a licence of Defender for Endpoint", at: "plans")
            }
            let products = file.mappings("products", keys: ["id", "title", "for"]) {
                Self.product(&$0, &ids)
            }
            licences.products = Dictionary(products) { first, _ in first }
            _ = file.mapping("user-licence-needed-under", keys: ["sets", "source"]) { entry in
                _ = entry.source()
                let names = entry.required("sets") { $0.strings() } ?? []
                for name in names where !sets.contains(name) {
                    entry.complain("there is no requirement set \"\(name.prefix(60))\"", at: "sets")
                }
                licences.setsWithUserLicence = Set(names)
            }
            licences.capabilities = Self.standings(&file, "capabilities")
            licences.provisioning = Self.standings(&file, "provisioning")
            _ = file.mapping("audiences", keys: ["source", "users", "others"]) { entry in
                _ = entry.source()
                var taken: Set<String> = []
                for value in entry.lowered("users", &taken) { licences.audiences[value] = true }
                for value in entry.lowered("others", &taken) { licences.audiences[value] = false }
            }
            return licences
        } ?? TenantKnowledge.Licences()
    }

    private static func plan(_ entry: inout Mapping, _ ids: inout Set<String>) -> TenantKnowledge.Plan? {
        _ = entry.source()
        let plan = TenantKnowledge.Plan(
            id: entry.identifier("id", &ids), name: entry.text("name"), title: entry.text("title"),
            isDefender: entry.required("defender") { $0.bool() } ?? false,
            opensNode: entry.required("opens-node") { $0.bool() } ?? false)
        if entry.has("defender"), entry.has("opens-node"), !plan.isDefender, !plan.opensNode {
            entry.complain("neither counts as a licence nor opens the node")
        }
        return plan
    }

    private enum Audience: String, CaseIterable {
        case users, servers
    }

    private static func product(
        _ entry: inout Mapping, _ ids: inout Set<String>
    ) -> (String, TenantKnowledge.Product)? {
        let id = entry.identifier("id", &ids)
        let title = entry.text("title")
        guard let audience = entry.required("for", { $0.choice(Audience.self) }) else { return nil }
        return (id, .init(title: title, isForServers: audience == .servers))
    }

    /// What the values of a status mean, by the value in lower case.
    private static func standings(_ file: inout Mapping, _ key: String) -> [String: Standing] {
        var standings: [String: Standing] = [:]
        _ = file.mapping(key, keys: ["source", "values"]) { entry in
            _ = entry.source()
            var taken: Set<String> = []
            for (name, value) in entry.required("values", { $0.entries() }) ?? [] {
                var value = value
                entry.complainOfRepetition(of: name, at: "values", &taken)
                standings[name.lowercased()] = value.choice(Standing.self)
                entry.add(value.diagnostics)
            }
            if entry.has("values"), !standings.values.contains(.usable) {
                entry.complain("none of them is usable", at: "values")
            }
        }
        return standings
    }
}
