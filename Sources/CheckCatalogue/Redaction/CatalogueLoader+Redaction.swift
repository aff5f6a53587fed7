package import Model
package import StrictYAML

/// What a support bundle must not hold, and what it may.
extension CatalogueLoader {
    /// Reads what is needed once a support bundle is made.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func redaction() throws(Diagnostics) -> RedactionKnowledge {
        var loader = self
        var knowledge = RedactionKnowledge()
        knowledge.secrets = loader.secrets()
        loader.readLabels(&knowledge)
        loader.readVocabulary(&knowledge)
        knowledge.entities = loader.entities()
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        knowledge.publicWords = Self.words(of: try publicNames())
        return knowledge
    }

    private static func words(of names: PublicNames) -> Set<String> {
        let texts = [
            names.hosts, names.domains, names.suffixes, names.labels, names.containers, names.segments,
            names.words, names.extensions,
        ]
        let words = texts.joined().flatMap { $0.split { !$0.isLetter && !$0.isNumber } }
        return Set(words.map { $0.lowercased() })
    }

    private mutating func readLabels(_ knowledge: inout RedactionKnowledge) {
        let found = read("redaction/labels.yml", keys: ["source", "empty-values", "labels"]) { file in
            _ = file.source()
            var labels: [String: RedactionKnowledge.LabelledKind] = [:]
            var taken: Set<String> = []
            _ = file.mappings("labels", keys: ["kind", "names"]) { entry -> Bool? in
                guard let kind = entry.required("kind", { $0.choice(RedactionKnowledge.LabelledKind.self) })
                else {
                    return nil
                }
                for name in entry.each("names", { $0.string() }) ?? [] {
                    entry.complainOfRepetition(of: name.lowercased(), at: "names", &taken)
                    labels[name.lowercased()] = kind
                }
                return true
            }
            return (labels, Self.words(&file, "empty-values", spaced: true))
        }
        (knowledge.labels, knowledge.emptyValues) = found ?? ([:], [])
    }

    private mutating func readVocabulary(_ knowledge: inout RedactionKnowledge) {
        let lists: KeyValuePairs<String, WritableKeyPath<RedactionKnowledge, Set<String>>> = [
            "evidence": \.vocabulary, "numbered": \.numbered, "unnumbered": \.unnumbered, "codes": \.codes,
            "sentences": \.sentences,
        ]
        _ = read("redaction/vocabulary.yml", keys: ["source"] + lists.map(\.key)) { file in
            _ = file.source()
            for (key, list) in lists {
                let words = Self.words(&file, key)
                for word in words.sorted() where !word.allSatisfy({ $0.isLetter || $0.isNumber }) {
                    file.complain("\"\(word)\" is no word of letters and digits", at: key)
                }
                knowledge[keyPath: list] = words
            }
            return true
        }
    }

    private mutating func entities() -> [String: Unicode.Scalar] {
        read("redaction/search.yml", keys: ["source", "entities"]) { file in
            _ = file.source()
            var entities: [String: Unicode.Scalar] = [:]
            for pair in file.text("entities").split(whereSeparator: \.isWhitespace) {
                let parts = pair.split(separator: "=")
                guard parts.count == 2, let value = UInt32(parts[1], radix: 16),
                    let scalar = Unicode.Scalar(value)
                else {
                    file.complain(
                        "\"\(pair)\" is no name, equals sign and hexadecimal number", at: "entities")
                    continue
                }
                entities[String(parts[0])] = scalar
            }
            return entities
        } ?? [:]
    }

    /// Words of a text, lower case; where they are `spaced`, an underscore is a space.
    static func words(_ file: inout Mapping, _ key: String, spaced: Bool = false) -> Set<String> {
        let words = file.text(key).split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        return Set(spaced ? words.flatMap { [$0, $0.replacing("_", with: " ")] } : words)
    }
}
