package import Model
package import StrictYAML

extension CatalogueLoader {
    /// Reads what is needed once the tenant's services were asked.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func tenant() throws(Diagnostics) -> TenantKnowledge {
        var loader = self
        var knowledge = TenantKnowledge()
        knowledge.licences = loader.licences()
        loader.readServices(&knowledge)
        knowledge.policies = loader.policies()
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return knowledge
    }
}

extension Mapping {
    /// A GUID, in lower case, that is not among those `taken` already.
    mutating func identifier(_ key: String, _ taken: inout Set<String>) -> String {
        let id = text(key)
        if !id.isEmpty, GUID(id)?.description != id {
            complain("expected a GUID in lower case, found \"\(id.prefix(60))\"", at: key)
        }
        complainOfRepetition(of: id, at: key, &taken)
        return id
    }

    /// Values in lower case, none of which is among those `taken` already.
    mutating func lowered(_ key: String, _ taken: inout Set<String>) -> Set<String> {
        let values = required(key) { $0.strings() } ?? []
        if has(key), values.isEmpty { complain("names no value", at: key) }
        for value in values { complainOfRepetition(of: value, at: key, &taken) }
        return Set(values.map { $0.lowercased() })
    }
}
