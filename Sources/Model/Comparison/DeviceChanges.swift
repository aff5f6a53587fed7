/// What became of one device.
package struct DeviceChange: Sendable, Equatable {
    package var name: String
    /// As the new report has them; of one that is gone, as the old one has.
    package var ids: Report.Device.IDs
    package var change: Change
    package var from: Report.Device.Verdict?
    package var to: Report.Device.Verdict?
    /// Checks that changed; what to mend first comes first.
    package var checks: [CheckChange]
}

/// The devices that are not as they were, of which there may be a hundred thousand: kept as numbers, given out one by one.
package struct DeviceChanges: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var pair: DeviceJoin.Pair
        var delta: Int32
    }

    private let old: Report.Devices
    private let new: Report.Devices
    private(set) var rows: [Row] = []
    var deltas: [DeviceDelta] = []

    init(old: Report.Devices, new: Report.Devices) {
        self.old = old
        self.new = new
    }

    mutating func append(_ pair: DeviceJoin.Pair, delta: Int) {
        rows.append(Row(pair: pair, delta: Int32(delta)))
    }

    func name(of row: Row) -> String { owner(of: row).name }

    private func owner(of row: Row) -> (name: String, ids: Report.Device.IDs) {
        row.pair.new >= 0 ? new.owner(at: Int(row.pair.new)) : old.owner(at: Int(row.pair.old))
    }

    /// Which checks changed, by a number that devices with the same share.
    package func kind(at position: Int) -> Int { Int(rows[position].delta) }
}

extension DeviceChanges: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }

    package subscript(position: Int) -> DeviceChange {
        let row = rows[position]
        let (name, ids) = owner(of: row)
        let delta = deltas[Int(row.delta)]
        return DeviceChange(
            name: name, ids: ids, change: delta.change, from: delta.from, to: delta.to, checks: delta.checks)
    }
}
