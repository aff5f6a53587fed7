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
    /// What could not be told stands for trouble of this severity.
    var severity: Severity

    private enum CodingKeys: String, CodingKey {
        case change, check, from, to, came, gone
    }

    init(check: CheckID, from old: Standing?, to new: Standing?) {
        self.check = check
        change = Change(from: old, to: new)
        from = old?.status
        to = new?.status
        came = Standing.reasons(of: new, missingIn: old)
        gone = Standing.reasons(of: old, missingIn: new)
        severity = (new ?? old)?.severity ?? .fail
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        change = try container.decode(Change.self, forKey: .change)
        check = try container.decode(CheckID.self, forKey: .check)
        from = try container.decodeIfPresent(Status.self, forKey: .from)
        to = try container.decodeIfPresent(Status.self, forKey: .to)
        came = try container.decode([ReasonCode].self, forKey: .came)
        gone = try container.decode([ReasonCode].self, forKey: .gone)
        severity = .fail
    }

    /// How bad it is now.
    var rank: Int { to.map { Standing($0, severity, reasons: []).rank } ?? 0 }
}

/// What became of a device: the same for all devices of which both reports say the same.
struct DeviceDelta: Sendable, Hashable {
    var change: Change
    var from: Report.Device.Verdict?
    var to: Report.Device.Verdict?
    /// Those that changed; what to mend first comes first.
    var checks: [CheckChange]

    /// - Parameters:
    ///   - old: What the old report says of it; nil where it does not know the device.
    ///   - new: The same of the new report.
    init(from old: Side?, to new: Side?) {
        from = old?.verdict
        to = new?.verdict
        let verdict = Change(from: from, to: to)
        checks = old == nil && new == nil ? [] : Self.checks(from: old, to: new)
        // What becomes of the checks of a device that is gone is clear.
        guard verdict != .vanished else {
            change = .vanished
            checks = []
            return
        }
        if verdict == .worse || checks.contains(where: { $0.change == .worse }) {
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

    private static func checks(from old: Side?, to new: Side?) -> [CheckChange] {
        let before = old?.standings ?? []
        let after = new?.standings ?? []
        var changes = after.map { check, standing in
            CheckChange(
                check: check, from: before.first { $0.check == check }?.standing, to: standing)
        }
        changes += before.filter { gone in !after.contains { $0.check == gone.check } }.map {
            CheckChange(check: $0.check, from: $0.standing, to: nil)
        }
        return changes.filter { $0.change != .same }
    }

    /// The check that tells best why the device changed: of those that changed as the device did, the one that is worst now.
    var leading: CheckChange? {
        var best: CheckChange?
        for check in checks where check.change == change || (best == nil && change == .changed) {
            if let known = best, known.rank >= check.rank { continue }
            best = check
        }
        return best ?? checks.first
    }
}
