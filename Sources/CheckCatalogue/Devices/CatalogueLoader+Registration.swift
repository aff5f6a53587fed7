import Model
import StrictYAML

extension CatalogueLoader {
    mutating func registration() -> RegistrationKnowledge {
        RegistrationKnowledge()
    }
}
