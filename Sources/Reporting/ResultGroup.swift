import Model

/// The results of one check, as the text report shows them: one line, and what is behind it.
struct ResultGroup {
    var check: CheckID
    var results: [Report.Result]
    /// Checks of which nothing is amiss but what is waived.
    var waivedChecks: Set<CheckID> = []

    /// Groups in the order of the report.
    ///
    /// What another check's failure is the cause of is said there, unless that failure is waived: then nothing else says
    /// it. `all` are the results among which the causes are.
    static func groups(of results: [Report.Result], among all: [Report.Result]? = nil) -> [ResultGroup] {
        let waived = Set((all ?? results).filter { $0.status == .waived }.map(\.check))
        let amiss = Set((all ?? results).filter { $0.status.canBeWaived }.map(\.check))
        var groups: [ResultGroup] = []
        for result in results {
            if groups.last?.check == result.check {
                groups[groups.count - 1].results.append(result)
            } else {
                groups.append(
                    ResultGroup(
                        check: result.check, results: [result], waivedChecks: waived.subtracting(amiss)))
            }
        }
        return groups
    }

    var first: Report.Result { results[0] }

    /// Those that stand for themselves, not for another check's failure.
    var own: [Report.Result] { results.filter(isOwn) }

    func isOwn(_ result: Report.Result) -> Bool {
        result.status == .waived || result.blockedBy.allSatisfy(waivedChecks.contains)
    }

    /// Those of which anything is waived.
    var waived: [Report.Result] { results.filter { $0.waiver != nil } }

    /// The worst status, other checks' failures left aside where there is anything else to say.
    var status: Status {
        // Asked for often, so that results are looked at where they are, without copying them.
        let hasOwn = results.contains(where: isOwn)
        var worst = Status.skipped
        for result in results where !hasOwn || isOwn(result) {
            if result.status.weight > worst.weight { worst = result.status }
        }
        return worst
    }

    /// Whether all there is to say is said at another check.
    var isFolded: Bool {
        let count = results.count(where: isOwn)
        return count == 0 || (status.weight < Status.waived.weight && results.count > count)
    }

    /// Those with the group's status.
    var shown: [Report.Result] {
        // Found once: each call looks at all results.
        let status = status
        return own.filter { $0.status == status }
    }

    /// How many of the subjects are meant, where there are several; of a fleet also how many of its devices.
    var counting: String? {
        let shown = shown
        let subjects = results.count > 1 ? "\(shown.count) of \(results.count)" : nil
        guard results.contains(where: { $0.subject.kind == .devices }) else { return subjects }
        let fleets = shown.compactMap(\.fleet)
        let domains = subjects.map { "\($0) domains" }
        guard !fleets.isEmpty else { return domains }
        let total = fleets.reduce(0) { $0 + $1.total }
        guard total > 0 || status != .notApplicable else { return domains }
        let meant =
            switch status {
            case .undetermined: fleets.reduce(0) { $0 + $1.count(of: .undetermined) }
            case .fail, .warning, .note: fleets.reduce(0) { $0 + $1.count(of: .notMet) }
            case .pass, .notApplicable, .skipped, .waived: total
            }
        let devices = "\(meant == total ? "" : "\(meant) of ")\(total) \(total == 1 ? "device" : "devices")"
        return [devices, domains].compactMap(\.self).joined(separator: ", ")
    }
}
