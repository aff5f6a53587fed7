/// Which results a verdict rests on: those that are not right, or could not be told, and count for enough.
package struct DecisiveResults: Sendable {
    private let severities: [CheckID: Severity]
    private let threshold: Severity

    package init(of results: [Report.Result], failOn: FailOn) {
        severities = Dictionary(results.map { ($0.check, $0.severity) }) { first, _ in first }
        threshold = failOn.threshold
    }

    /// Whether `result` alone keeps the run from being ready.
    package func contains(_ result: Report.Result) -> Bool {
        switch result.status {
        case .fail, .warning, .undetermined: weight(result) >= threshold
        case .pass, .note, .notApplicable, .skipped, .waived: false
        }
    }

    /// What a result counts for: where another check's failure is the cause, no more than that one.
    private func weight(_ result: Report.Result) -> Severity {
        let causes = result.blockedBy.compactMap { severities[$0] }
        return causes.max().map { min($0, result.severity) } ?? result.severity
    }
}
