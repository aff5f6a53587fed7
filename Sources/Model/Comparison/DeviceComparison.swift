/// What became of the devices of a report.
package struct DeviceComparison: Sendable, Equatable {
    /// Groups beyond this many are counted only.
    package static let maximumGroups = 1000

    /// Devices by what became of them; each change is there, also with 0.
    package private(set) var counts = Dictionary(
        uniqueKeysWithValues: Change.allCases.map { ($0.rawValue, 0) })
    /// The worst first, then those whose verdict changed, then the largest; each device is in one of them.
    package private(set) var groups: [DeviceChangeGroup] = []
    package private(set) var moreGroups = 0
    /// Devices that only their name could tell apart, and several have it.
    package private(set) var ambiguous = 0
    package private(set) var ambiguousNames: [String] = []
    /// One for each device that is not as it was.
    package private(set) var items: DeviceChanges

    package func count(of change: Change) -> Int { counts[change.rawValue] ?? 0 }

    init(from old: Report, to new: Report) {
        let (before, after) = (old.devices ?? .init(), new.devices ?? .init())
        items = DeviceChanges(old: before, new: after)
        let join = DeviceJoin(before, after)
        ambiguous = join.ambiguous
        ambiguousNames = join.ambiguousNames
        var deltas = KnownDeltas(before, after, old.severities, new.severities)
        for pair in join.pairs {
            let delta = deltas.number(of: pair)
            let change = deltas.list[delta].change
            counts[change.rawValue, default: 0] += 1
            if change != .same { items.append(pair, delta: delta) }
        }
        items.deltas = deltas.list
        group()
        for index in groups.indices where groups[index].change == .worse {
            groups[index].remediation = groups[index].because.flatMap(new.remedy)
        }
    }

    private mutating func group() {
        var places: [DeviceChangeGroup.Key: Int] = [:]
        // Devices of one delta are of one group.
        let keys = items.deltas.map(DeviceChangeGroup.Key.init)
        var known = [Int](repeating: -1, count: keys.count)
        for row in items.rows {
            let delta = Int(row.delta)
            if known[delta] < 0 {
                if let place = places[keys[delta]] {
                    known[delta] = place
                } else {
                    known[delta] = groups.count
                    places[keys[delta]] = groups.count
                    groups.append(DeviceChangeGroup(keys[delta]))
                }
            }
            groups[known[delta]].count += 1
            if groups[known[delta]].examples.count < DeviceChangeGroup.maximumExamples {
                groups[known[delta]].examples.append(items.name(of: row))
            }
        }
        groups.sort { $0.order.lexicographicallyPrecedes($1.order) }
        moreGroups = max(0, groups.count - Self.maximumGroups)
        groups.removeLast(moreGroups)
    }
}

extension Change {
    /// What a reader must see first.
    package var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Report {
    /// What to do about a check that changed: the word on its reason, where there is one.
    fileprivate func remedy(of check: CheckChange) -> String? {
        let own = results.filter { $0.check == check.check }
        let reasons = own.lazy.flatMap(\.reasons).filter { check.came.contains($0.code) }
        let remedy = reasons.compactMap(\.remedy).first ?? own.first?.remediation
        return remedy.flatMap { $0.isEmpty ? nil : $0 }
    }

    var severities: [CheckID: Severity] {
        Dictionary(results.map { ($0.check, $0.severity) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Devices of which the same became, for the same reason.
package struct DeviceChangeGroup: Codable, Sendable, Equatable {
    package static let maximumExamples = 3

    struct Key: Hashable {
        var change: Change
        var from: Report.Device.Verdict?
        var to: Report.Device.Verdict?
        var because: CheckChange?

        init(_ delta: DeviceDelta) {
            change = delta.change
            from = delta.from
            to = delta.to
            because = delta.change == .same ? nil : delta.leading
        }
    }

    package var change: Change
    /// Absent where the device was not there.
    package var from: Report.Device.Verdict?
    package var to: Report.Device.Verdict?
    /// The check that tells best why; absent where none changed.
    package var because: CheckChange?
    package var count = 0
    /// Names, in the order of the new report.
    package var examples: [String] = []
    /// What to do about it; there where something is worse.
    package var remediation: String?

    fileprivate var order: [Int] { [change.order, from == to ? 1 : 0, -count] }

    init(_ key: Key) {
        change = key.change
        from = key.from
        to = key.to
        because = key.because
    }
}

/// What became of pairs of results, each kind of pair judged once: of very many devices the same is said.
private struct KnownDeltas {
    private struct Key: Hashable {
        var old: UInt64
        var new: UInt64
        var isOld: Bool
        var isNew: Bool
        var verdicts: Int
    }

    private(set) var list: [DeviceDelta] = []
    private var known: [Key: Int] = [:]
    private let old: Report.Devices
    private let new: Report.Devices
    private let oldSeverities: [CheckID: Severity]
    private let newSeverities: [CheckID: Severity]

    init(
        _ old: Report.Devices, _ new: Report.Devices, _ oldSeverities: [CheckID: Severity],
        _ newSeverities: [CheckID: Severity]
    ) {
        self.old = old
        self.new = new
        self.oldSeverities = oldSeverities
        self.newSeverities = newSeverities
    }

    mutating func number(of pair: DeviceJoin.Pair) -> Int {
        let before = pair.old >= 0 ? Int(pair.old) : nil
        let after = pair.new >= 0 ? Int(pair.new) : nil
        let key = Key(
            old: before.map(old.group) ?? 0, new: after.map(new.group) ?? 0, isOld: before != nil,
            isNew: after != nil,
            verdicts: (before.map { old.verdict(at: $0).number } ?? 9) * 10
                + (after.map { new.verdict(at: $0).number } ?? 9))
        if let number = known[key] { return number }
        list.append(
            DeviceDelta(
                from: before.map {
                    .init(
                        verdict: old.verdict(at: $0), results: old.results(at: $0), severities: oldSeverities)
                },
                to: after.map {
                    .init(
                        verdict: new.verdict(at: $0), results: new.results(at: $0), severities: newSeverities)
                }))
        known[key] = list.count - 1
        return list.count - 1
    }
}
