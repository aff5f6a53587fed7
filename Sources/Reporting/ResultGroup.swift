import Model

/// The results of one check, as the text report shows them: one line, and what is behind it.
struct ResultGroup {
    var check: CheckID
    var results: [Report.Result]

    /// Groups in the order of the report.
    static func groups(of results: [Report.Result]) -> [ResultGroup] {
        var groups: [ResultGroup] = []
        for result in results {
            if groups.last?.check == result.check {
                groups[groups.count - 1].results.append(result)
            } else {
                groups.append(ResultGroup(check: result.check, results: [result]))
            }
        }
        return groups
    }

    var first: Report.Result { results[0] }

    /// Those that stand for themselves, not for another check's failure.
    var own: [Report.Result] { results.filter(\.blockedBy.isEmpty) }

    /// The worst status, other checks' failures left aside where there is anything else to say.
    var status: Status {
        let shown = own.isEmpty ? results : own
        return shown.map(\.status).max { $0.weight < $1.weight } ?? .skipped
    }

    /// Whether all there is to say is said at another check.
    var isFolded: Bool { own.isEmpty || (status.weight < Status.note.weight && results.count > own.count) }

    /// Those with the group's status.
    var shown: [Report.Result] {
        // Found once: each call looks at all results.
        let status = status
        return own.filter { $0.status == status }
    }
}
