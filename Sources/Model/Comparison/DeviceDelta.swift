/// What became of one check of a device.
package struct CheckChange: Codable, Sendable, Hashable {
    package var change: Change
    package var check: CheckID
    /// Absent where the check did not judge the device.
    package var from: Status?
    package var to: Status?
    /// Reasons that are there now and were not.
    package var came: [ReasonCode]
    package var gone: [ReasonCode]

    init(check: CheckID, from old: Standing?, to new: Standing?) {
        self.check = check
        change = Change(from: old, to: new)
        from = old?.status
        to = new?.status
        came = Standing.reasons(of: new, missingIn: old)
        gone = Standing.reasons(of: old, missingIn: new)
    }
}

/// What became of a device: the same for all devices of which both reports say the same.
struct DeviceDelta: Sendable, Hashable {
    var change: Change
    var from: Report.Device.Verdict?
    var to: Report.Device.Verdict?
    /// Those that changed; what to mend first comes first.
    var checks: [CheckChange]
    /// Of each of them, how bad it is now.
    private var ranks: [Int]

    /// - Parameters:
    ///   - old: What the old report says of it; nil where it does not know the device.
    ///   - new: The same of the new report.
    init(from old: Side?, to new: Side?) {
        from = old?.verdict
        to = new?.verdict
        let verdict = Change(from: from, to: to)
        let found = Self.checks(from: old, to: new)
        checks = found.map(\.change)
        ranks = found.map(\.rank)
        // What becomes of the checks of a device that is gone is clear.
        guard verdict != .vanished else {
            change = .vanished
            checks = []
            ranks = []
            return
        }
        // A note on a device that is new and ready is no trouble that it came with.
        let mild = from == nil ? Standing(.note, .note, reasons: []).rank : -1
        if verdict == .worse || found.contains(where: { $0.change.change == .worse && $0.rank > mild }) {
            change = .worse
        } else if verdict != .same {
            change = verdict
        } else {
            let changes = Set(checks.map(\.change))
            change =
                changes.isEmpty
                ? .same : [.better, .noLongerKnown].first(where: changes.contains) ?? .changed
        }
    }

    /// What a report says of a device, with what its checks count for there.
    struct Side {
        var verdict: Report.Device.Verdict
        var results: [Report.Device.Result]
        var severities: [CheckID: Severity]

        /// The worst of each check, in the order of the results.
        var standings: [(check: CheckID, standing: Standing)] {
            var list: [(check: CheckID, standing: Standing)] = []
            for result in results {
                let standing = Standing(
                    result.status, severities[result.check] ?? .fail, reasons: result.reasons.lazy.map(\.code)
                )
                if let place = list.firstIndex(where: { $0.check == result.check }) {
                    if standing.rank > list[place].standing.rank { list[place].standing = standing }
                } else {
                    list.append((result.check, standing))
                }
            }
            return list
        }
    }

    private static func checks(from old: Side?, to new: Side?) -> [(change: CheckChange, rank: Int)] {
        let before = old?.standings ?? []
        let after = new?.standings ?? []
        var changes = after.map { check, standing in
            let from = before.first { $0.check == check }?.standing
            return (change: CheckChange(check: check, from: from, to: standing), rank: standing.rank)
        }
        changes += before.filter { gone in !after.contains { $0.check == gone.check } }.map {
            (change: CheckChange(check: $0.check, from: $0.standing, to: nil), rank: 0)
        }
        return changes.filter { $0.change.change != .same }
    }

    /// The check that tells best why the device changed: of those that changed as the device did, the one that is worst now.
    var leading: CheckChange? {
        let own = checks.indices.filter { checks[$0].change == change }
        // The first of several that are as bad.
        let worst = own.max { (ranks[$0], -$0) < (ranks[$1], -$1) }
        return (worst ?? checks.indices.first).map { checks[$0] }
    }
}
