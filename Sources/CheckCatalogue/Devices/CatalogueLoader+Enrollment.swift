import Model
import StrictYAML

extension CatalogueLoader {
    mutating func enrollment() -> EnrollmentKnowledge {
        let keys = ["source", "sources", "check-in", "statuses"]
        var found =
            read("onboarding/enrollment-status.yml", keys: keys) { file in
                _ = file.source()
                var knowledge = EnrollmentKnowledge()
                var ids: Set<String> = []
                let sources = file.mappings("sources", keys: ["id", "name", "source"]) {
                    entry -> (String, String)? in
                    _ = entry.source()
                    let id = entry.text("id")
                    entry.complainOfRepetition(of: id, at: "id", &ids)
                    return (id, entry.text("name"))
                }
                if !file.has("check-in") { file.complain("\"check-in\" is missing") }
                _ = file.mapping("check-in", keys: ["every", "quiet-after", "source"]) { entry in
                    _ = entry.source()
                    knowledge.checkInEvery = entry.required("every") { $0.duration() } ?? 0
                    knowledge.quietAfter = entry.required("quiet-after") { $0.duration() }
                }
                let names = Dictionary(sources) { first, _ in first }
                var codes: Set<String> = []
                let statusKeys = ["code", "contested", "words", "next", "meanings"]
                let statuses = file.mappings("statuses", keys: statusKeys) {
                    Self.status(&$0, names, &codes)
                }
                knowledge.statuses = Dictionary(statuses.map { ($0.code, $0) }) { first, _ in first }
                return knowledge
            } ?? EnrollmentKnowledge()
        found.machines = machineStates()
        return found
    }

    private static func status(
        _ entry: inout Mapping, _ sources: [String: String], _ codes: inout Set<String>
    ) -> EnrollmentKnowledge.Status? {
        let words = entry.text("words")
        let next = entry.text("next")
        let isContested = entry.optional("contested") { $0.bool() } ?? false
        let meanings = entry.mappings("meanings", keys: ["from", "says", "means"]) {
            meaning -> EnrollmentKnowledge.Meaning? in
            let from = meaning.text("from")
            if !from.isEmpty, sources[from] == nil {
                meaning.complain("there is no source \"\(from.prefix(60))\"", at: "from")
            }
            let says = meaning.text("says")
            guard let means = meaning.required("means", { $0.choice(EnrollmentKnowledge.State.self) }) else {
                return nil
            }
            return .init(source: sources[from] ?? from, says: says, means: means)
        }
        if meanings.isEmpty { entry.complain("no source gives a meaning", at: "meanings") }
        guard let code = entry.required("code", { $0.int() }) else { return nil }
        entry.complainOfRepetition(of: "\(code)", at: "code", &codes)
        let status = EnrollmentKnowledge.Status(
            code: code, words: words, next: next, isContested: isContested, meanings: meanings)
        if !isContested, !meanings.isEmpty, status.state == nil {
            entry.complain("its sources contradict each other; mark it as contested", at: "meanings")
        }
        return status
    }
}
