import FoundationEssentials
import Model

/// What several formats say in the same words.
extension Report.Result {
    /// The subject with the way it was reached: `login.example (direct)`.
    var subjectWords: String { subject.words }

    /// Check and subject: `endpoints.sign-in-reachable: login.example (direct)`.
    var name: String {
        subject.kind == .environment ? check.rawValue : "\(check.rawValue): \(subjectWords)"
    }

    private static let maximumReasons = 20

    /// What was seen, in one line; why there is nothing to see, for a result that has neither reason nor ground.
    var ground: String {
        let told = reasons.prefix(Self.maximumReasons).map { "\($0.message) [\($0.code.rawValue)]" }
        let rest = reasons.count - told.count
        let parts = ([waiverWords ?? "", seen ?? ""] + told + [rest > 0 ? "and \(rest) more" : ""]).filter {
            !$0.isEmpty
        }
        guard parts.isEmpty else { return parts.joined(separator: "; ") }
        return blockedBy.isEmpty
            ? "" : "not judged because of \(blockedBy.map(\.rawValue).joined(separator: ", "))"
    }

    /// The code of each reason, once, in the order of the alphabet.
    var codes: [String] { Set(reasons.map(\.code.rawValue)).sorted() }

    /// What to do, each remedy once: those of the reasons, then the check's own.
    var remedies: [String] {
        (reasons.compactMap(\.remedy) + [remediation]).reduce(into: []) { remedies, remedy in
            if !remedy.isEmpty && !remedies.contains(remedy) { remedies.append(remedy) }
        }
    }
}

extension Subject {
    var words: String { via.map { "\(name) (\($0))" } ?? name }
}

extension Area {
    /// Where the report does not say how it is called.
    fileprivate var words: String {
        rawValue.prefix(1).uppercased() + rawValue.dropFirst().replacing("-", with: " ")
    }
}

extension Status {
    /// In lower case, as in the middle of a sentence.
    var words: String { self == .notApplicable ? "not applicable" : rawValue }
}

extension Report {
    /// Areas in the order of the report, each with its results; none of the results is missing.
    var resultsByArea: [(area: AreaCoverage, results: [Result])] {
        var coverage = areas
        for area in Area.allCases where !areas.contains(where: { $0.area == area }) {
            coverage.append(AreaCoverage(area: area, title: area.words, lookedAt: true, note: nil))
        }
        var seen: Set<Area> = []
        return coverage.compactMap { area in
            guard seen.insert(area.area).inserted else { return nil }
            return (area, results.filter { $0.area == area.area })
        }.filter { area, results in !results.isEmpty || areas.contains(area) }
    }

    /// How many results there are of each status, the worst first, those of which there is none left out.
    static func counts(_ results: [Result]) -> String {
        let tally = Dictionary(grouping: results, by: \.status).mapValues(\.count)
        let parts = Status.allCases.sorted { $0.weight > $1.weight }.compactMap { status in
            tally[status].map { "\($0) \(status.words)" }
        }
        return parts.isEmpty ? "no results" : parts.joined(separator: ", ")
    }

    /// The verdict with what it rests on: `NOT READY: 2 fail, 130 pass`.
    package var verdictSentence: String {
        let interruption =
            run.interrupted ? "; interrupted, what had not been seen by then is undetermined" : ""
        return "\(verdictWords): \(Self.counts(results))\(interruption)"
    }

    /// From where, when and by what it was looked: `requirement set current, cloud global, …`.
    var circumstances: String {
        let paths = run.paths.map { path in
            switch path {
            case .direct: "directly"
            case .proxy(let address): "through \(address)"
            }
        }
        let way = paths.isEmpty ? "" : ", \(paths.joined(separator: " and "))"
        let place = run.vantage.map { " (\($0))" } ?? ""
        return "requirement set \(run.requirementSet), cloud \(run.cloud); from \(run.host)\(place)\(way); "
            + run.startedAt.utc
    }
}

extension Report.Run {
    /// In seconds, with three decimals, never negative and never beyond a billion.
    var decimalDuration: String {
        let seconds = durationSeconds.isFinite ? min(max(durationSeconds, 0), 1e9) : 0
        let milliseconds = Int((seconds * 1000).rounded())
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
