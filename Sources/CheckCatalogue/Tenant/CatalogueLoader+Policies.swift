import Model
import StrictYAML

extension CatalogueLoader {
    /// Which policies security settings management carries out, and which of their settings merge.
    mutating func policies() -> TenantKnowledge.Policies {
        read("policy/families.yml", keys: ["source", "technology", "families", "merging"]) { file in
            _ = file.source()
            var policies = TenantKnowledge.Policies()
            policies.technology = file.text("technology").lowercased()
            var ids: Set<String> = []
            let families = file.mappings("families", keys: ["id", "title", "source"]) {
                entry -> (String, String)? in
                _ = entry.source()
                let id = entry.text("id")
                entry.complainOfRepetition(of: id, at: "id", &ids)
                return (id.lowercased(), entry.text("title"))
            }
            if file.has("families"), families.isEmpty { file.complain("names no family", at: "families") }
            policies.families = Dictionary(families) { first, _ in first }
            var parts: Set<String> = []
            policies.merging = file.mappings("merging", keys: ["part", "source"]) { entry -> String? in
                _ = entry.source()
                let part = entry.text("part")
                // A short part would make settings merge that do not.
                if !part.isEmpty, part.utf8.count < 12 || part != part.lowercased() {
                    entry.complain(
                        "expected 12 or more characters in lower case, found \"\(part.prefix(60))\"",
                        at: "part")
                }
                entry.complainOfRepetition(of: part, at: "part", &parts)
                return part
            }
            return policies
        } ?? TenantKnowledge.Policies()
    }
}
