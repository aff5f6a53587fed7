import FoundationEssentials
import Model

/// What the forms of a report say of the baseline, in the same words.
extension BaselineOutcome {
    private static let maximumGroups = 10

    /// The day on which the baseline was taken, as UTC has it.
    private var day: String { String(run.startedAt.ISO8601Format().prefix { $0 != "T" }) }

    /// What it comes to, behind the verdict: `no worse than the baseline of 2026-11-20`.
    var words: String {
        switch conclusion {
        case .noWorse: "no worse than the baseline of \(day)"
        case .worse: "worse than the baseline of \(day)"
        case .undetermined where isNothingSeen:
            "and nothing was seen to hold against the baseline of \(day)"
        case .undetermined: "and less could be told than by the baseline of \(day)"
        }
    }

    /// What it rests on that the run is worse, or not, in one sentence.
    var sentence: String {
        let (results, devices) = counting
        let worse = self.results.count { $0.change == .worse }
        let parts = [
            results == 1 ? "1 result" : results > 1 ? "\(results) results" : nil,
            devices == 1 ? "1 device" : devices > 1 ? "\(devices) devices" : nil,
        ].compactMap(\.self)
        let rest = worse - results
        let mild = rest > 0 ? "; \(rest) more worse in what does not count" : ""
        let what =
            isNothingSeen
            ? "nothing could be told by this one"
            : parts.isEmpty ? "nothing that counts is worse" : "\(parts.joined(separator: " and ")) worse"
        return "Held against the run of \(run.startedAt.ISO8601Format()) from \(run.host): \(what)\(mild)"
    }

    /// Each thing that is worse in a line, those that count first, and what makes the comparison less sure.
    var details: [String] {
        var lines: [String] = []
        for isCounting in [true, false] {
            let groups = ResultChangeGroup.groups(
                of: results.filter { ($0.counts ?? false) == isCounting }, .worse)
            lines += groups.prefix(Self.maximumGroups).map { group in
                let first = group.first
                let way = ComparisonWords.transition(first.from?.status, first.to?.status)
                let subjects = first.subject.kind == .environment ? "" : ": \(group.subjects)"
                let reasons = ComparisonWords.reasons(came: first.came, gone: [])
                return "\(way): \(first.title)\(subjects)\(reasons)"
            }
            if groups.count > Self.maximumGroups {
                lines.append(
                    "and \(groups.count - Self.maximumGroups) more checks; the JSON report has them all")
            }
        }
        let groups = devices?.groups ?? []
        lines += groups.prefix(Self.maximumGroups).map { group in
            let noun = group.count == 1 ? "device" : "devices"
            let cause = group.cause.map { "; \($0)" } ?? ""
            return "\(group.count) \(noun): \(group.verdicts)\(cause), \(group.exampleWords)"
        }
        let more = groups.count - Self.maximumGroups + (devices?.moreGroups ?? 0)
        if more > 0 { lines.append("and \(more) more groups of devices") }
        return lines + doubts.map { "less sure: \($0.message)" }
    }

    /// What became of a result, in the words of SARIF (section 3.27.24).
    func state(of result: Report.Result) -> String {
        let own = results.first {
            $0.check == result.check && $0.subject == result.subject && $0.to?.status == result.status
        }
        guard let own else { return "unchanged" }
        // Only what is amiss is a result there.
        let before = own.from?.status.weight ?? 0
        return before >= Status.waived.weight ? "updated" : "new"
    }
}
