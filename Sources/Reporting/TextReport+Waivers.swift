import Model

/// What somebody accepts.
extension TextReport {
    private var shownWaivers: Int { detail == .verbose ? .max : 3 }

    /// A check of which nothing is amiss that is not waived: by whom and until when, and what is behind it.
    mutating func tellWaived(_ group: ResultGroup) {
        waivers(of: group)
        let waived = group.waived
        let reasons = waived.flatMap(\.reasons)
        for reason in reasons.prefix(shownWaivers) {
            add("seen", "\(reason.message) [\(reason.code.rawValue)]")
        }
        let more = reasons.count - min(reasons.count, shownWaivers)
        if more > 0 { add("", "and \(more) more; --verbose or the JSON report has them all") }
        guard detail == .verbose else { return }
        whereabouts(of: waived)
        add("breaks", group.first.breaks)
        for remedy in waived.flatMap(\.remedies).reduce(
            into: [String](),
            { all, remedy in
                if all.count < 3 && !all.contains(remedy) { all.append(remedy) }
            })
        { add("do", remedy) }
        add("see", group.first.source)
        let others = group.results.filter { $0.waiver == nil }
        if !others.isEmpty { grounds(of: others) }
    }

    /// What of a check is waived, those of the same waivers together.
    mutating func waivers(of group: ResultGroup) {
        var told: [(words: String, subjects: [String])] = []
        for result in group.waived {
            let words = result.labelledWaiverWords ?? ""
            if let index = told.firstIndex(where: { $0.words == words }) {
                told[index].subjects.append(result.subject.name)
            } else {
                told.append((words, [result.subject.name]))
            }
        }
        for (words, subjects) in told.prefix(shownWaivers) {
            let isAll = subjects.count == group.results.count
            let more = subjects.count > 1 ? " and \(subjects.count - 1) more" : ""
            add("waived", isAll ? words : "\(subjects[0])\(more): \(words)")
        }
        let more = told.count - min(told.count, shownWaivers)
        if more > 0 { add("", "and \(more) more that are waived; --verbose or the JSON report has them all") }
    }
}
