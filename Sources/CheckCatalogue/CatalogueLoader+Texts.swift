import Glibc
import Model
import StrictYAML

extension CatalogueLoader {
    /// The edition, by which people tell catalogues apart; editions are in the order of their days.
    mutating func version() -> String {
        let found = read("catalogue.yml", keys: ["version"]) { file in
            let text = file.text("version")
            if !text.isEmpty, !Self.isDay(text) {
                file.complain(
                    "expected a day such as 2026-11-26, found \"\(text.printable(limit: 40))\"", at: "version"
                )
            }
            return text
        }
        return found ?? ""
    }

    /// By the C library, since Foundation would load calendars for it, in each run.
    private static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.allSatisfy { (48...57).contains($0) } ? Int32($0) : nil }
        guard parts.map(\.utf8.count) == [4, 2, 2], numbers.count == 3 else { return false }
        var fields = tm()
        (fields.tm_year, fields.tm_mon, fields.tm_mday) = (numbers[0] - 1900, numbers[1] - 1, numbers[2])
        // A day that there is not would become another one.
        return timegm(&fields) != -1 && fields.tm_mon == numbers[1] - 1 && fields.tm_mday == numbers[2]
    }

    mutating func areas() -> [AreaDescription] {
        let found = read("areas.yml", keys: ["areas"]) { file in
            let all = file.mappings("areas", keys: ["id", "title", "about", "given-by", "source"]) {
                entry -> AreaDescription? in
                _ = entry.source()
                guard let area = entry.required("id", { $0.choice(Area.self) }) else { return nil }
                return AreaDescription(
                    area: area, title: entry.text("title"), about: entry.text("about"),
                    givenBy: entry.text("given-by"))
            }
            for area in Area.allCases where all.count(where: { $0.area == area }) != 1 {
                file.complain("area \"\(area.rawValue)\" must be described once", at: "areas")
            }
            return all
        }
        return found ?? []
    }

    mutating func check(_ name: String) -> CheckDescription? {
        let stem = Self.stem(name)
        let keys = ["id", "title", "why", "breaks", "judged", "remedy", "source"]
        guard let area = CheckID(stem).area else { return nil }
        return read(name, keys: keys) { file in
            CheckDescription(
                id: CheckID(Self.id(&file, stem)), area: area, title: file.text("title"),
                why: file.text("why"),
                breaks: file.text("breaks"),
                judged: file.text("judged"), remedy: file.text("remedy"), source: file.source())
        }
    }

    mutating func reasons() -> [ReasonCode: ReasonDescription] {
        let found = read("reasons.yml", keys: ["reasons"]) { file in
            let all = file.mappings("reasons", keys: ["code", "title", "means", "remedy", "source"]) {
                entry -> ReasonDescription? in
                let source = entry.source()
                guard let code = entry.required("code", { $0.choice(ReasonCode.self) }) else { return nil }
                return ReasonDescription(
                    code: code, title: entry.text("title"), means: entry.text("means"),
                    remedy: entry.text("remedy"),
                    source: source)
            }
            let counts = all.reduce(into: [:]) { $0[$1.code, default: 0] += 1 }
            for code in ReasonCode.allCases where counts[code] != 1 {
                file.complain("\"\(code.rawValue)\" must be explained once", at: "reasons")
            }
            return all
        }
        return Dictionary((found ?? []).map { ($0.code, $0) }) { first, _ in first }
    }

    mutating func requirementSet(_ name: String) -> RequirementSet? {
        let checks = checkIDs
        return read(name, keys: ["id", "title", "about", "source", "checks", "always"]) { file in
            var severities: [CheckID: Severity] = [:]
            for (key, value) in file.required("checks", { $0.entries() }) ?? [] {
                var value = value
                if !checks.contains(CheckID(key)) {
                    value.complain(
                        "no check has this id\(suggestion(for: key, among: checks.map(\.rawValue)))")
                }
                severities[CheckID(key)] = value.choice(Severity.self)
                file.add(value.diagnostics)
            }
            for id in checks.sorted() where severities[id] == nil {
                file.complain("says nothing of check \"\(id)\"", at: "checks")
            }
            let always = file.each("always") { value -> CheckID? in
                guard let id = value.string() else { return nil }
                if !checks.contains(CheckID(id)) {
                    value.complain(
                        "no check has this id\(suggestion(for: id, among: checks.map(\.rawValue)))")
                }
                return CheckID(id)
            }
            return RequirementSet(
                name: Self.id(&file, Self.stem(name)), title: file.text("title"), about: file.text("about"),
                source: file.source(),
                severities: severities, always: Set(always ?? []))
        }
    }
}
