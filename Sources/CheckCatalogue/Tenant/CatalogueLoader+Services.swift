import Model
import StrictYAML

extension CatalogueLoader {
    /// What the tenant's services say of it as a whole, and what it means.
    mutating func readServices(_ knowledge: inout TenantKnowledge) {
        let keys = ["source", "connector", "authority", "synchronization", "enforcement-scope"]
        let found = read("tenant/services.yml", keys: keys) { file in
            _ = file.source()
            for key in keys.dropFirst() where !file.has(key) { file.complain("\"\(key)\" is missing") }
            var found = TenantKnowledge()
            let connectorKeys = ["source", "id", "alive", "dead", "quiet-after"]
            found.connector =
                file.mapping("connector", keys: connectorKeys) { Self.connector(&$0) } ?? .init()
            _ = file.mapping("authority", keys: ["source", "fitting", "other"]) { entry in
                _ = entry.source()
                var taken: Set<String> = []
                found.authority.fitting = entry.lowered("fitting", &taken)
                found.authority.other = entry.lowered("other", &taken)
            }
            _ = file.mapping("synchronization", keys: ["source", "old-after"]) { entry in
                _ = entry.source()
                found.syncOldAfter = entry.required("old-after") { $0.duration() } ?? 0
            }
            _ = file.mapping("enforcement-scope", keys: ["source", "attested-for"]) { entry in
                _ = entry.source()
                found.attestedFor = entry.required("attested-for") { $0.duration() } ?? 0
            }
            return found
        }
        guard var found else { return }
        (found.licences, found.policies) = (knowledge.licences, knowledge.policies)
        knowledge = found
    }

    private static func connector(_ entry: inout Mapping) -> TenantKnowledge.Connector? {
        _ = entry.source()
        var connector = TenantKnowledge.Connector()
        var (ids, states): (Set<String>, Set<String>) = ([], [])
        connector.id = entry.identifier("id", &ids)
        connector.alive = entry.lowered("alive", &states)
        connector.dead = entry.lowered("dead", &states)
        connector.quietAfter = entry.required("quiet-after") { $0.duration() } ?? 0
        return connector
    }
}
