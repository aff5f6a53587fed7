/// Which results keep a run's exit status from being 0.
///
/// Without a baseline they are those on which the verdict rests. Beside a baseline they are those of them that are worse
/// than there; what fails as it did is no business of the gate, though it stays in the report.
package struct GateResults: Sendable {
    private struct Key: Hashable {
        var check: CheckID
        var subject: Subject
    }

    private let decisive: DecisiveResults
    /// Absent where there is no baseline.
    private let worse: Set<Key>?

    package init(of report: Report) {
        decisive = DecisiveResults(of: report.results, failOn: report.run.failOn)
        worse = report.summary.baseline.flatMap { baseline in
            if baseline.isNothingSeen { return nil }
            return Set(
                baseline.results.filter { $0.counts == true }.map {
                    Key(check: $0.check, subject: $0.subject)
                })
        }
    }

    package func contains(_ result: Report.Result) -> Bool {
        decisive.contains(result)
            && worse?.contains(Key(check: result.check, subject: result.subject)) ?? true
    }

    /// Whether it would keep the run from being ready, and is no worse than it was.
    package func isKnown(_ result: Report.Result) -> Bool { decisive.contains(result) && !contains(result) }
}

extension Report {
    /// What the run comes to for who goes by its exit status: the verdict, or what the baseline makes of it.
    package var gate: Summary.Conclusion {
        guard let baseline = summary.baseline, !run.interrupted else { return summary.verdict }
        return switch baseline.conclusion {
        case .noWorse: .ready
        case .worse: .notReady
        case .undetermined: summary.exitStatus == 1 ? .notReady : .undetermined
        }
    }
}
