import Model

extension Report {
    /// What the report says in its summary that its own results do not come to; nil where both agree.
    ///
    /// A summary that was edited would be believed by whoever gates on it. Devices are counted where they are listed.
    var contradiction: String? {
        var own = Summary(results, failOn: run.failOn, interrupted: run.interrupted)
        if let baseline = summary.baseline {
            own.hold(against: baseline, failOn: run.failOn, interrupted: run.interrupted)
        }
        if summary.verdict != own.verdict {
            let (told, found) = (summary.verdict.rawValue, own.verdict.rawValue)
            return "summary.verdict is \(told), and its results come to \(found)"
        }
        for (status, count) in own.counts.sorted(by: { $0.key < $1.key })
        where summary.counts[status, default: 0] != count {
            let told = summary.counts[status, default: 0]
            return "summary.counts has \(told) of \(status), and there are \(count) among its results"
        }
        if let baseline = summary.baseline, baseline.conclusion == .noWorse, baseline.counting != (0, 0) {
            return "summary.baseline is no worse, and lists what is"
        }
        if summary.exitStatus != own.exitStatus {
            return "summary.exitStatus is \(summary.exitStatus), and its results come to \(own.exitStatus)"
        }
        guard let devices, !devices.isEmpty else { return nil }
        let (told, listed) = (devices.counts, devices.listedCounts)
        return told.sorted { $0.key < $1.key }.first { listed[$0.key] != $0.value }.map {
            "devices.counts has \($0.value) that are \($0.key), and lists \(listed[$0.key, default: 0])"
        }
    }
}
