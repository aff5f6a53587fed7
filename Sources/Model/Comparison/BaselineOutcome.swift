/// How a run stands beside an earlier one that it was to be no worse than.
package struct BaselineOutcome: Codable, Sendable, Equatable {
    package enum Conclusion: String, Codable, Sendable {
        case noWorse = "no-worse"
        case worse
        /// What counts could be told before and cannot be told now, or nothing could be told at all.
        case undetermined
    }

    package struct Devices: Codable, Sendable, Equatable {
        /// Devices by what became of them; each change is there, also with 0.
        package var counts: [String: Int]
        /// Devices that alone keep the run from being as good as its baseline.
        package var counting: Int
        /// Of those that are worse: the largest first.
        package var groups: [DeviceChangeGroup]
        package var moreGroups: Int
    }

    /// The earlier run.
    package var run: ComparedReport
    package var conclusion: Conclusion
    package var doubts: [ComparisonDoubt]
    /// Results that are not as they were, each with whether it counts.
    package var results: [ResultChange]
    /// Absent where neither run has devices.
    package var devices: Devices?

    /// How many results and devices are worse, and count.
    package var counting: (results: Int, devices: Int) {
        (results.count { $0.counts == true }, devices?.counting ?? 0)
    }

    /// Whether the run could tell nothing at all, which no baseline excuses.
    package var isNothingSeen: Bool { conclusion == .undetermined && counting == (0, 0) }
}

extension Report {
    /// The report with how it stands beside an earlier one, by which its exit status is computed.
    ///
    /// Results and verdict stay as they are. Only what is worse, and would keep a run from being ready, counts.
    package func held(against baseline: Report) -> Report {
        let comparison = ReportComparison(from: baseline, to: self, tool: tool)
        let judge = Weights(self, baseline)
        var results = comparison.results
        for index in results.indices { results[index].counts = judge.weight(of: results[index]) != nil }
        var weights = Set(results.compactMap(judge.weight))
        var devices: BaselineOutcome.Devices?
        if let compared = comparison.devices {
            let counted = judge.weights(of: compared.items)
            weights.formUnion(counted.weights)
            let worse = compared.groups.filter { $0.change == .worse }
            let shown = worse.prefix(BaselineOutcome.maximumGroups)
            devices = .init(
                counts: compared.counts, counting: counted.count, groups: Array(shown),
                moreGroups: worse.count - shown.count)
        }
        // Where nothing was seen, nothing was seen to be no worse.
        let isAnythingSeen = self.results.contains { $0.area != .waivers && $0.status.isSeen }
        let conclusion: BaselineOutcome.Conclusion =
            weights.contains(.certain)
            ? .worse : weights.isEmpty && isAnythingSeen ? .noWorse : .undetermined
        var report = self
        report.summary.hold(
            against: BaselineOutcome(
                run: comparison.old, conclusion: conclusion, doubts: comparison.doubts, results: results,
                devices: devices),
            failOn: run.failOn, interrupted: run.interrupted)
        return report
    }
}

extension BaselineOutcome {
    /// Groups beyond this many are counted only.
    fileprivate static let maximumGroups = 100
}

extension Status {
    /// Whether something was looked at, and what it is like could be told.
    fileprivate var isSeen: Bool {
        switch self {
        case .pass, .fail, .warning, .note, .waived: true
        case .undetermined, .skipped, .notApplicable: false
        }
    }
}

/// What counts of what is worse.
private struct Weights {
    enum Weight {
        case certain
        /// It is not known to be wrong.
        case doubtful
    }

    private struct Key: Hashable {
        var check: CheckID
        var subject: Subject
        var status: Status

        init(_ check: CheckID, _ subject: Subject, _ status: Status) {
            self.check = check
            self.subject = subject
            self.status = status
        }
    }

    private let threshold: Severity
    /// The results that keep the run from being ready.
    private let decisive: Set<Key>
    private let severities: [CheckID: Severity]

    init(_ report: Report, _ baseline: Report) {
        threshold = report.run.failOn.threshold
        let rule = DecisiveResults(of: report.results, failOn: report.run.failOn)
        decisive = Set(report.results.filter(rule.contains).map { Key($0.check, $0.subject, $0.status) })
        severities = report.severities.merging(baseline.severities) { own, _ in own }
    }

    /// nil for what is not worse or does not count.
    func weight(of result: ResultChange) -> Weight? {
        guard result.change == .worse else { return nil }
        guard let to = result.to, to.isLookedAt else {
            return (severities[result.check] ?? .fail) >= threshold ? .doubtful : nil
        }
        guard decisive.contains(Key(result.check, result.subject, to.status)) else { return nil }
        return to.status == .undetermined ? .doubtful : .certain
    }

    /// How many devices are worse in what counts, and how they are.
    func weights(of devices: DeviceChanges) -> (count: Int, weights: Set<Weight>) {
        let known = devices.deltas.map(weight)
        var (count, weights): (Int, Set<Weight>) = (0, [])
        for row in devices.rows {
            guard let weight = known[Int(row.delta)] else { continue }
            count += 1
            weights.insert(weight)
        }
        return (count, weights)
    }

    private func weight(of delta: DeviceDelta) -> Weight? {
        guard delta.change == .worse else { return nil }
        let worse = delta.checks.filter { $0.change == .worse }
        // Where no check is worse, the verdict alone is: something does not judge the device any more.
        guard !worse.isEmpty else { return delta.to == .undetermined ? .doubtful : .certain }
        let weights = Set(worse.compactMap(weight))
        return weights.contains(.certain) ? .certain : weights.first
    }

    private func weight(of check: CheckChange) -> Weight? {
        let counts = (severities[check.check] ?? .fail) >= threshold
        switch check.to {
        case .fail: return .certain
        case .warning: return threshold <= .warning ? .certain : nil
        case .undetermined, .skipped, nil: return counts ? .doubtful : nil
        case .pass, .note, .notApplicable, .waived: return nil
        }
    }
}
