import Model
import StrictYAML

/// What is a secret in evidence and in messages.
extension CatalogueLoader {
    mutating func secrets() -> RedactionKnowledge.Secrets {
        let keys = ["source", "harmless-values", "names", "shapes", "blocks", "commands", "settings"]
        return read("redaction/secrets.yml", keys: keys) { file in
            _ = file.source()
            var secrets = RedactionKnowledge.Secrets()
            secrets.harmlessValues = Self.words(&file, "harmless-values", spaced: true)
            var taken: Set<String> = []
            let nameKeys = [
                "name", "what", "extent", "whole", "minimum", "hexadecimal", "query", "except", "folders",
            ]
            secrets.names = file.mappings("names", keys: nameKeys) { entry in
                let name = entry.text("name").lowercased()
                let isOfQuery = entry.optional("query") { $0.bool() } ?? false
                let isWhole = entry.optional("whole") { $0.bool() } ?? false
                // One name may need more in other places than in an address, or than by itself.
                let mark = isOfQuery ? "?" : isWhole ? "^" : ""
                entry.complainOfRepetition(of: mark + name, at: "name", &taken)
                if name.utf8.count < 2 { entry.complain("is too short to be found", at: "name") }
                return .init(
                    name: name, what: entry.text("what"),
                    extent: entry.optional("extent") { $0.choice(RedactionKnowledge.Name.Extent.self) }
                        ?? .value,
                    isWhole: isWhole,
                    minimum: entry.optional("minimum") { $0.int() } ?? 1,
                    isHexadecimal: entry.optional("hexadecimal") { $0.bool() } ?? false,
                    isOfQuery: isOfQuery,
                    except: entry.each("except") { $0.text()?.lowercased() } ?? [],
                    folders: entry.each("folders") { $0.text() } ?? [])
            }
            let shapeKeys = ["begins", "what", "alphabet", "before", "minimum", "exact", "source"]
            secrets.shapes = file.mappings("shapes", keys: shapeKeys) { entry in
                _ = entry.source()
                // With a space at its end, which the text of a key would lose.
                let begins = entry.required("begins") { $0.text() } ?? ""
                if begins.utf8.count < 3 { entry.complain("is too short to be found", at: "begins") }
                guard
                    let alphabet = entry.required(
                        "alphabet", { $0.choice(RedactionKnowledge.Shape.Alphabet.self) })
                else { return nil }
                return .init(
                    begins: begins, what: entry.text("what"), alphabet: alphabet,
                    before: entry.optional("before") { $0.int() } ?? 0,
                    minimum: entry.required("minimum") { $0.int() } ?? 1,
                    isExact: entry.optional("exact") { $0.bool() } ?? false)
            }
            secrets.blocks = file.mappings("blocks", keys: ["begins", "contains", "ends", "what", "source"]) {
                entry in
                _ = entry.source()
                return .init(
                    begins: entry.required("begins") { $0.text() } ?? "",
                    contains: entry.optional("contains") { $0.text() } ?? "",
                    ends: entry.required("ends") { $0.text() } ?? "", what: entry.text("what"))
            }
            secrets.commands = file.mappings(
                "commands",
                keys: ["command", "what", "options", "joined", "scripts", "position", "behind", "source"]
            ) {
                entry in
                _ = entry.source()
                return .init(
                    command: entry.text("command"), what: entry.text("what"),
                    options: entry.each("options") { $0.text() } ?? [],
                    joined: entry.each("joined") { $0.text() } ?? [],
                    scripts: entry.each("scripts") { $0.text() } ?? [],
                    position: entry.optional("position") { $0.int() },
                    behind: entry.optional("behind") { $0.text() } ?? "")
            }
            secrets.settings = file.mappings("settings", keys: ["name", "value", "command", "source"]) {
                entry in
                _ = entry.source()
                return .init(
                    name: entry.text("name").lowercased(),
                    value: entry.optional("value") { $0.text()?.lowercased() } ?? "",
                    isCommand: entry.optional("command") { $0.bool() } ?? false)
            }
            return secrets
        } ?? .init()
    }
}
