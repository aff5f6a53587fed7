import Model
import StrictYAML

extension CatalogueLoader {
    mutating func enrollment() -> EnrollmentKnowledge {
        EnrollmentKnowledge()
    }
}
