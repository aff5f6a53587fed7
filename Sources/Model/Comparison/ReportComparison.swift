/// What became of one run's answer in another: what is worse, better, came and went.
///
/// The facts are not compared; neither are sentences, which change with every run.
package struct ReportComparison: Sendable, Equatable {
    package static let format = "mde-preflight.diff/1"

    /// What compares.
    package var tool: Report.Tool
    package var old: ComparedReport
    package var new: ComparedReport
    package var doubts: [ComparisonDoubt]
    /// Those that are not as they were: in the order of the new report.
    package var results: [ResultChange]
    /// Absent where neither report has devices.
    package var devices: DeviceComparison?

    package init(from old: Report, to new: Report, tool: Report.Tool) {
        self.tool = tool
        self.old = ComparedReport(old)
        self.new = ComparedReport(new)
        doubts = ComparisonDoubt.all(between: old, and: new)
        results = ResultChange.all(from: old.results, to: new.results)
        guard old.devices != nil || new.devices != nil else { return }
        let devices = DeviceComparison(from: old, to: new)
        self.devices = devices
        guard devices.ambiguous > 0 else { return }
        let names = devices.ambiguousNames.map { $0.printable(limit: 60) }.joined(separator: ", ")
        doubts.append(
            .init(
                .ambiguousNames,
                "\(devices.ambiguous) devices have no id, and share their name with others (\(names)); "
                    + "those that do worst were compared with those that did worst"))
    }

    /// How many results became this.
    package func count(of change: Change) -> Int { results.count { $0.change == change } }

    package var isWorse: Bool { count(of: .worse) > 0 || (devices?.count(of: .worse) ?? 0) > 0 }

    /// What became of it all, in one word.
    package var change: Change {
        if isWorse { return .worse }
        let changes = Set(results.map(\.change))
        let isBetter = changes.contains(.better) || (devices?.count(of: .better) ?? 0) > 0
        if isBetter { return .better }
        return changes.isEmpty && (devices?.items.isEmpty ?? true) ? .same : .changed
    }

    /// 1 where anything is worse.
    package var exitStatus: Int { isWorse ? 1 : 0 }
}
