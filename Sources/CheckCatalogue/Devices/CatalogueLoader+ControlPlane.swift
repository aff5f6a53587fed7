import Model
import StrictYAML

extension CatalogueLoader {
    mutating func controlPlane() -> ControlPlaneKnowledge {
        ControlPlaneKnowledge()
    }
}
