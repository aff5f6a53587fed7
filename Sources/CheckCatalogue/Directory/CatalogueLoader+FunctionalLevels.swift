import Model
import StrictYAML

extension CatalogueLoader {
    mutating func functionalLevels() -> FunctionalLevels {
        let minimum = "minimum-controller-level"
        let keys = ["source", "levels", minimum, minimum + "-source"]
        return read("directory/functional-levels.yml", keys: keys) { file in
            _ = (file.source(), file.source(minimum + "-source"))
            var taken: Set<String> = []
            let found = file.mappings("levels", keys: ["level", "name"]) {
                entry -> (level: Int, name: String)? in
                let name = entry.text("name")
                guard let level = entry.required("level", { $0.int() }) else { return nil }
                if level < 0 { entry.complain("\(level) is no level", at: "level") }
                entry.complainOfRepetition(of: "\(level)", at: "level", &taken)
                return (level, name)
            }
            var levels = FunctionalLevels()
            levels.names = Dictionary(found.map { ($0.level, $0.name) }) { first, _ in first }
            levels.minimumController = file.required(minimum) { $0.int() }
            if let least = levels.minimumController, levels.names[least] == nil {
                file.complain("there is no level \(least) in the list", at: minimum)
            }
            return levels
        } ?? FunctionalLevels()
    }
}
