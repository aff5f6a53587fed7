import Model
import StrictYAML

extension CatalogueLoader {
    private typealias Knowledge = ControlPlaneKnowledge

    mutating func controlPlane() -> ControlPlaneKnowledge {
        let keys = [
            "source", "providers", "not-started", "externally-managed", "declared-configuration-blocked",
            "product-types", "co-management", "agents",
        ]
        var found =
            read("control-plane/providers.yml", keys: keys) { file in
                _ = file.source()
                var knowledge = Knowledge()
                var ids: Set<String> = []
                let providerKeys = ["id", "plane", "name", "types", "hosts", "source"]
                knowledge.providers = file.mappings("providers", keys: providerKeys) {
                    Self.provider(&$0, &ids)
                }
                for role in Knowledge.Provider.Role.allCases
                where !knowledge.providers.contains(where: { $0.role == role }) {
                    file.complain("none of them is \"\(role.rawValue)\"", at: "providers")
                }
                knowledge.notStarted = file.required("not-started") { $0.int() } ?? 0
                knowledge.externallyManaged = file.required("externally-managed") { $0.int() }
                knowledge.declaredConfigurationBlocked = file.required("declared-configuration-blocked") {
                    $0.int()
                }
                for key in keys.suffix(3) where !file.has(key) { file.complain("\"\(key)\" is missing") }
                _ = file.mapping("product-types", keys: ["source", "types"]) { entry in
                    _ = entry.source()
                    knowledge.productTypes = entry.mappings("types", keys: ["type", "status", "planes"]) {
                        Self.productType(&$0)
                    }
                }
                let bitKeys = ["source", "enabled", "endpoint-protection", "bits"]
                knowledge.coManagement =
                    file.mapping("co-management", keys: bitKeys) { Self.coManagement(&$0) } ?? .init()
                _ = file.mapping("agents", keys: ["source", "defender", "ambiguous"]) { entry in
                    _ = entry.source()
                    let defender = entry.required("defender") { $0.strings() } ?? []
                    let ambiguous = entry.required("ambiguous") { $0.strings() } ?? []
                    knowledge.agents.defender = Set(defender.map { $0.lowercased() })
                    knowledge.agents.ambiguous = Set(ambiguous.map { $0.lowercased() })
                }
                return knowledge
            } ?? Knowledge()
        listedManagers(&found)
        return found
    }

    private static func provider(_ entry: inout Mapping, _ ids: inout Set<String>) -> Knowledge.Provider? {
        _ = entry.source()
        let id = entry.text("id")
        entry.complainOfRepetition(of: id, at: "id", &ids)
        let name = entry.text("name")
        let types = entry.required("types") { $0.list() }.map { _ in
            entry.each("types") { $0.int() } ?? []
        }
        let hosts = entry.optional("hosts") { $0.strings() } ?? []
        for host in hosts where host != host.lowercased() || host.contains(where: { "/: ".contains($0) }) {
            entry.complain("expected the end of a host name in lower case, found \"\(host)\"", at: "hosts")
        }
        guard let role = entry.required("plane", { $0.choice(Knowledge.Provider.Role.self) }) else {
            return nil
        }
        return .init(id: id, role: role, name: name, types: Set(types ?? []), hosts: hosts)
    }

    private static func productType(_ entry: inout Mapping) -> Knowledge.ProductType? {
        let planes = entry.each("planes") { $0.choice(Knowledge.Plane.self) } ?? []
        if planes.isEmpty { entry.complain("names no plane") }
        let status = entry.optional("status") { $0.int() }
        guard let type = entry.required("type", { $0.int() }) else { return nil }
        return .init(type: type, status: status, planes: Set(planes))
    }

    private static func coManagement(_ entry: inout Mapping) -> Knowledge.CoManagement? {
        _ = entry.source()
        var found = Knowledge.CoManagement()
        found.enabled = entry.required("enabled") { $0.int() } ?? 0
        found.endpointProtection = entry.required("endpoint-protection") { $0.int() } ?? 0
        var taken: Set<String> = []
        found.bits = entry.mappings("bits", keys: ["bit", "words"]) { bit -> Knowledge.CoManagement.Bit? in
            let words = bit.text("words")
            guard let number = bit.required("bit", { $0.int() }) else { return nil }
            if number <= 0 || number & (number - 1) != 0 {
                bit.complain("\(number) is no power of two", at: "bit")
            }
            bit.complainOfRepetition(of: "\(number)", at: "bit", &taken)
            return .init(bit: number, words: words)
        }.sorted { $0.bit < $1.bit }
        for (key, bit) in [("enabled", found.enabled), ("endpoint-protection", found.endpointProtection)]
        where !found.bits.contains(where: { $0.bit == bit }) {
            entry.complain("there is no bit \(bit) in the list", at: key)
        }
        return found
    }
}
