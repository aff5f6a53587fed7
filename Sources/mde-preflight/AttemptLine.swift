import Model
import Reporting

/// What is said of one attempt of a run that waits: a log that is silent for ten minutes looks like a hang.
struct AttemptLine {
    /// From 1.
    let number: Int
    let report: Report
    /// Since the program started.
    let elapsed: Duration
    /// How long is still waited after the pause; nil where there is no further attempt.
    let left: Duration?

    var text: String {
        var parts = ["attempt \(number), after \(elapsed.components.seconds) s: \(report.verdictSentence)"]
        let inTheWay = inTheWay
        if !inTheWay.isEmpty { parts.append("in the way: \(inTheWay)") }
        if let left {
            let pause = RunOptions.pause.components.seconds
            parts.append("again in \(pause) s, for at most \(max(0, left.components.seconds)) s more")
        }
        return parts.joined(separator: "; ")
    }

    private static let shown = 3

    /// The checks that decide, each with the codes of its reasons.
    private var inTheWay: String {
        let gate = GateResults(of: report)
        var order: [CheckID] = []
        var codes: [CheckID: Set<String>] = [:]
        // What another check's failure explains is not in the way itself.
        for result in report.results where gate.contains(result) && result.blockedBy.isEmpty {
            if codes[result.check] == nil { order.append(result.check) }
            codes[result.check, default: []].formUnion(result.reasons.map(\.code.rawValue))
        }
        let told = order.prefix(Self.shown).map { check in
            let list = (codes[check] ?? []).sorted().joined(separator: ", ")
            return list.isEmpty ? check.rawValue : "\(check.rawValue) [\(list)]"
        }
        let rest = order.count - told.count
        return (told + (rest > 0 ? ["\(rest) more"] : [])).joined(separator: ", ")
    }
}
