/// What became of one result.
package struct ResultChange: Codable, Sendable, Equatable {
    /// Why it is as it is now, for a person.
    package struct Ground: Codable, Sendable, Equatable {
        package var code: ReasonCode
        package var message: String
        package var remedy: String?

        package init(_ reason: Reason) {
            code = reason.code
            message = reason.message
            remedy = reason.remedy
        }
    }

    package var change: Change
    package var check: CheckID
    package var title: String
    package var subject: Subject
    /// Absent where it was not there.
    package var from: Standing?
    /// Absent where it is not there any more.
    package var to: Standing?
    /// Reasons that are there now and were not.
    package var came: [ReasonCode]
    package var gone: [ReasonCode]
    /// At most ``maximumGrounds`` of the reasons that are there now.
    package var grounds: [Ground]
    /// Checks whose own result is the cause of what it is now.
    package var blockedBy: [CheckID]
    package var breaks: String
    package var remediation: String
    /// Whether it alone keeps a run from being as good as its baseline; absent where there is none.
    package var counts: Bool?

    package static let maximumGrounds = 5

    /// nil where nothing became of it.
    init?(from old: Report.Result?, to new: Report.Result?) {
        guard let told = new ?? old else { return nil }
        from = old?.standing
        to = new?.standing
        change = Change(from: from, to: to).leavingTimeAside(to, told.area)
        guard change != .same else { return nil }
        check = told.check
        title = told.title
        // A check that is skipped is so as a whole; what was looked at before has a name.
        subject = (new?.isLookedAt == false ? old ?? told : told).subject
        came = Standing.reasons(of: to, missingIn: from)
        gone = Standing.reasons(of: from, missingIn: to)
        grounds = (new?.reasons ?? []).prefix(Self.maximumGrounds).map(Ground.init)
        blockedBy = new?.blockedBy ?? []
        breaks = told.breaks
        remediation = told.remediation
    }
}

extension Change {
    /// What is noted of waivers comes of time that passes: nothing is worse about what they waive.
    fileprivate func leavingTimeAside(_ new: Standing?, _ area: Area) -> Change {
        self == .worse && area == .waivers && new?.status == .note ? .changed : self
    }
}

extension Report.Result {
    package var standing: Standing { Standing(status, severity, reasons: reasons.lazy.map(\.code)) }
}

extension ResultChange {
    /// What became of the results of a report: in the order of the new one, those that are gone behind their check's others.
    ///
    /// Results are the same where check and subject are; all devices are the same, whatever sources tell of them. Where several
    /// are the same, the worst are compared with the worst.
    static func all(from old: [Report.Result], to new: [Report.Result]) -> [ResultChange] {
        struct Key: Hashable {
            var check: CheckID
            var subject: Subject

            init(_ result: Report.Result) {
                check = result.check
                subject = result.subject
                if subject.kind == .devices, FactSet.deviceSubjects.contains(subject.name) {
                    subject.name = ""
                }
            }
        }

        // What was skipped stands for the whole check, whatever its subjects would have been.
        var skipped: [CheckID: Report.Result] = [:]
        for result in new where result.status == .skipped { skipped[result.check] = result }
        var before = Dictionary(grouping: old.filter(\.isLookedAt), by: Key.init)
        var after = Dictionary(grouping: new.filter(\.isLookedAt), by: Key.init)
        let order = (new + old).map(Key.init)
        var places: [CheckID: Int] = [:]
        for key in order where places[key.check] == nil { places[key.check] = places.count }
        var changes: [ResultChange] = []
        for key in order {
            let left = (before.removeValue(forKey: key) ?? []).worstFirst
            let right = (after.removeValue(forKey: key) ?? []).worstFirst
            for number in 0..<max(left.count, right.count) {
                let from = number < left.count ? left[number] : nil
                let to = number < right.count ? right[number] : skipped[key.check]
                if let change = ResultChange(from: from, to: to) { changes.append(change) }
            }
        }
        // Sorting is stable: within a check the order stays.
        return changes.sorted { (places[$0.check] ?? 0) < (places[$1.check] ?? 0) }
    }
}

extension Report.Result {
    fileprivate var isLookedAt: Bool { status != .skipped }
}

extension [Report.Result] {
    fileprivate var worstFirst: [Report.Result] {
        count < 2
            ? self
            : map { ($0, $0.standing) }.sorted { one, other in
                guard one.1.rank == other.1.rank else { return one.1.rank > other.1.rank }
                return one.1.reasons.map(\.rawValue).lexicographicallyPrecedes(
                    other.1.reasons.map(\.rawValue))
            }.map(\.0)
    }
}
