import Model
import StrictYAML

extension CatalogueLoader {
    mutating func directory() -> DirectoryKnowledge {
        var knowledge = DirectoryKnowledge()
        knowledge.bindErrors = bindErrors()
        knowledge.functionalLevels = functionalLevels()
        knowledge.registrationPoint = registrationPlace()
        knowledge.federation = federation()
        return knowledge
    }
}

extension Mapping {
    /// Complains of a value that is among those `taken` already, else adds it to them; case does not count.
    mutating func complainOfRepetition(of value: String, at key: String, _ taken: inout Set<String>) {
        if !value.isEmpty && !taken.insert(value.lowercased()).inserted {
            complain("\"\(value.prefix(100))\" is there twice", at: key)
        }
    }
}
