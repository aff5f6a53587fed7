import Model
import StrictYAML

extension CatalogueLoader {
    mutating func registration() -> RegistrationKnowledge {
        var knowledge = RegistrationKnowledge()
        readJoin(&knowledge)
        readJoinErrors(&knowledge)
        knowledge.managementTag =
            read("tagging/tag.yml", keys: ["source", "tag"]) { file in
                _ = file.source()
                return file.text("tag")
            } ?? ""
        return knowledge
    }

    private mutating func readJoin(_ knowledge: inout RegistrationKnowledge) {
        let keys = ["source", "authentication", "key-sign-test", "no-join-needed-under", "trust-types"]
        let sets = Set(requirementSetNames)
        let found = read("registration/join.yml", keys: keys) { file in
            _ = file.source()
            var join = RegistrationKnowledge()
            for key in keys.dropFirst() where !file.has(key) { file.complain("\"\(key)\" is missing") }
            _ = file.mapping("authentication", keys: ["good", "failed", "disabled"]) { entry in
                join.authentication = Self.outcome(&entry)
                join.disabled = entry.text("disabled")
            }
            _ = file.mapping("key-sign-test", keys: ["good", "failed"]) { entry in
                join.keySignTest = Self.outcome(&entry)
            }
            _ = file.mapping("no-join-needed-under", keys: ["sets", "source"]) { entry in
                _ = entry.source()
                let names = entry.required("sets") { $0.strings() } ?? []
                for name in names where !sets.contains(name) {
                    entry.complain("there is no requirement set \"\(name.prefix(60))\"", at: "sets")
                }
                join.setsWithoutJoin = Set(names)
            }
            _ = file.mapping("trust-types", keys: ["source", "values"]) { entry in
                _ = entry.source()
                join.trustTypes = Self.choices(&entry, "values")
            }
            return join
        }
        if let found { knowledge = found }
    }

    private static func outcome(_ entry: inout Mapping) -> RegistrationKnowledge.Outcome {
        var outcome = RegistrationKnowledge.Outcome()
        var taken: Set<String> = []
        outcome.good = entry.text("good")
        entry.complainOfRepetition(of: outcome.good, at: "good", &taken)
        outcome.failed = entry.text("failed")
        entry.complainOfRepetition(of: outcome.failed, at: "failed", &taken)
        return outcome
    }

    private mutating func readJoinErrors(_ knowledge: inout RegistrationKnowledge) {
        typealias JoinError = RegistrationKnowledge.JoinError
        let found = read("registration/join-errors.yml", keys: ["source", "phases", "errors"]) { file in
            _ = file.source()
            var phases: Set<String> = []
            let named = file.mappings("phases", keys: ["id", "words"]) { entry -> (String, String)? in
                let id = entry.text("id")
                entry.complainOfRepetition(of: id, at: "id", &phases)
                return (id, entry.text("words"))
            }
            var codes: Set<String> = []
            let errors = file.mappings("errors", keys: ["code", "name", "phases", "words", "source"]) {
                entry -> (String, JoinError)? in
                _ = entry.source()
                let code = entry.text("code")
                if !code.isEmpty, !code.isResultCode {
                    entry.complain(
                        "expected 0x and 8 hexadecimal digits in lower case, found \"\(code.prefix(60))\"",
                        at: "code")
                }
                entry.complainOfRepetition(of: code, at: "code", &codes)
                let of = entry.required("phases") { $0.strings() } ?? []
                for phase in of where !phases.contains(phase) {
                    entry.complain("there is no phase \"\(phase.prefix(60))\"", at: "phases")
                }
                return (code, JoinError(name: entry.string("name"), phases: of, words: entry.text("words")))
            }
            return (named, errors)
        }
        knowledge.phases = Dictionary(found?.0 ?? []) { first, _ in first }
        knowledge.errors = Dictionary(found?.1 ?? []) { first, _ in first }
    }
}

extension String {
    fileprivate var isResultCode: Bool {
        hasPrefix("0x") && utf8.count == 10
            && utf8.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
