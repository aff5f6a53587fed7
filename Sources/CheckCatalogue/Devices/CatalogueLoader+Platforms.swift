import Model
import StrictYAML

extension CatalogueLoader {
    mutating func platforms() -> PlatformKnowledge {
        PlatformKnowledge()
    }
}
