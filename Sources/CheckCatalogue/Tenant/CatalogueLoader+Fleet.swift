import Model
import StrictYAML

extension CatalogueLoader {
    /// Systems that are not judged, lower case.
    mutating func otherSystems() -> [String] {
        read("tenant/fleet.yml", keys: ["source", "other-systems"]) { file in
            _ = file.source()
            return (file.required("other-systems") { $0.strings() } ?? []).map { $0.lowercased() }
        } ?? []
    }
}
