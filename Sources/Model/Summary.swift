/// From where on a result makes the run "not ready".
package enum FailOn: String, Codable, Sendable, CaseIterable {
    case fail, warning, undetermined

    /// The mildest severity that counts.
    package var threshold: Severity { self == .warning ? .warning : .fail }
}

/// The one conclusion of a run, from all its results.
package struct Summary: Codable, Sendable, Equatable {
    package enum Conclusion: String, Codable, Sendable {
        case ready
        case notReady = "not-ready"
        case undetermined
    }

    package var verdict: Conclusion
    /// By status; every status is there, also with 0.
    package var counts: [String: Int]
    package var exitStatus: Int
    /// How the run stands beside the one that it was to be no worse than; absent where there was none.
    package var baseline: BaselineOutcome?

    /// Concludes from all results; when the run was broken off, the verdict is never `ready`.
    package init(_ results: [Report.Result], failOn: FailOn, interrupted: Bool) {
        var counts = Dictionary(uniqueKeysWithValues: Status.allCases.map { ($0.rawValue, 0) })
        for result in results { counts[result.status.rawValue, default: 0] += 1 }
        self.counts = counts
        verdict = Self.conclude(results, failOn: failOn)
        if interrupted && verdict == .ready { verdict = .undetermined }
        exitStatus = interrupted ? 130 : Self.exitStatus(verdict, failOn: failOn)
    }

    /// Takes the exit status from how the run stands beside an earlier one; the verdict stays.
    package mutating func hold(against baseline: BaselineOutcome, failOn: FailOn, interrupted: Bool) {
        self.baseline = baseline
        guard !interrupted else { return }
        let standing: Conclusion =
            switch baseline.conclusion {
            case .noWorse: .ready
            case .worse: .notReady
            case .undetermined: .undetermined
            }
        exitStatus = Self.exitStatus(standing, failOn: failOn)
    }

    private static func conclude(_ results: [Report.Result], failOn: FailOn) -> Conclusion {
        let decisive = DecisiveResults(of: results, failOn: failOn)
        let counting = results.filter(decisive.contains)
        if counting.contains(where: { $0.status != .undetermined }) { return .notReady }
        if !counting.isEmpty { return .undetermined }
        // Nothing seen is not the same as nothing wrong, and sound waivers are nothing that was seen.
        return results.contains { $0.status == .pass && $0.area != .waivers } ? .ready : .undetermined
    }

    private static func exitStatus(_ verdict: Conclusion, failOn: FailOn) -> Int {
        switch verdict {
        case .ready: 0
        case .notReady: 1
        case .undetermined: failOn == .undetermined ? 1 : 2
        }
    }
}
