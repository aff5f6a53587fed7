import Model
import StrictYAML

extension CatalogueLoader {
    mutating func federation() -> FederationKnowledge {
        read("directory/federation.yml", keys: ["source", "realm", "endpoints"]) { file in
            _ = file.source()
            var knowledge = FederationKnowledge()
            if !file.has("realm") { file.complain("\"realm\" is missing") }
            knowledge.realm = file.mapping("realm", keys: Self.realmKeys, Self.realm) ?? .init()
            let keys = ["kind", "path", "needed", "intranet-only", "why", "source"]
            var taken: Set<String> = []
            knowledge.endpoints = file.mappings("endpoints", keys: keys) { Self.endpoint(&$0, &taken) }
            if file.has("endpoints"), !knowledge.endpoints.contains(where: \.needed) {
                file.complain("none of them is needed", at: "endpoints")
            }
            for (kind, endpoints) in Dictionary(grouping: knowledge.endpoints, by: \.kind)
            where Set(endpoints.map(\.needed)).count > 1 {
                file.complain("\"\(kind)\" is needed here and not needed there", at: "endpoints")
            }
            return knowledge
        } ?? FederationKnowledge()
    }

    private static let realmKeys = [
        "source", "path", "account-type", "managed", "federated", "unknown", "protocol", "metadata",
    ]

    private static func realm(_ entry: inout Mapping) -> FederationKnowledge.Realm? {
        _ = entry.source()
        var realm = FederationKnowledge.Realm()
        realm.path = path(&entry)
        if !realm.path.isEmpty, realm.path.ranges(of: "{user}").count != 1 {
            entry.complain("expected the placeholder {user}, once", at: "path")
        }
        realm.accountType = entry.text("account-type")
        var taken: Set<String> = []
        realm.managed = value(&entry, "managed", &taken)
        realm.federated = value(&entry, "federated", &taken)
        realm.unknown = value(&entry, "unknown", &taken)
        realm.federationProtocol = entry.text("protocol")
        realm.metadata = entry.text("metadata")
        return realm
    }

    private static func endpoint(_ entry: inout Mapping, _ taken: inout Set<String>)
        -> FederationKnowledge.Endpoint?
    {
        _ = entry.source()
        let path = path(&entry)
        entry.complainOfRepetition(of: path, at: "path", &taken)
        return .init(
            kind: entry.text("kind"), path: path,
            needed: entry.required("needed") { $0.bool() } ?? false,
            intranetOnly: entry.required("intranet-only") { $0.bool() } ?? false, why: entry.text("why"))
    }

    private static func value(_ entry: inout Mapping, _ key: String, _ taken: inout Set<String>) -> String {
        let value = entry.text(key)
        entry.complainOfRepetition(of: value, at: key, &taken)
        return value
    }

    private static func path(_ entry: inout Mapping) -> String {
        let path = entry.text("path")
        if !path.isEmpty, !path.hasPrefix("/") || !path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) {
            entry.complain("expected a path such as /test, in ASCII and without spaces", at: "path")
        }
        return path
    }
}
