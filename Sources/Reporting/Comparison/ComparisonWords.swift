import FoundationEssentials
import Model

/// What the forms of a comparison that people read say in the same words.
extension Change {
    /// `3 worse`, `1 no longer known`.
    var words: String {
        switch self {
        case .noLongerKnown: "no longer known"
        case .same: "as before"
        case .worse, .better, .appeared, .vanished, .waived, .changed: rawValue
        }
    }

    var tone: Tone {
        switch self {
        case .worse: .bad
        case .better: .good
        case .noLongerKnown: .doubt
        case .waived: .caution
        case .appeared, .vanished, .changed: .plain
        case .same: .faint
        }
    }
}

enum ComparisonWords {
    /// From one status to another: `pass → fail`.
    static func transition(_ from: Status?, _ to: Status?) -> String {
        func words(_ status: Status?) -> String {
            guard let status else { return "not there" }
            return status == .skipped ? "not looked at" : status.words
        }
        return from == to ? "still \(words(to))" : "\(words(from)) → \(words(to))"
    }

    /// ` [tag.missing] instead of [tag.unknown]`; nothing where no reason came or went.
    static func reasons(came: [ReasonCode], gone: [ReasonCode]) -> String {
        func list(_ codes: [ReasonCode]) -> String {
            "[\(codes.prefix(4).map(\.rawValue).joined(separator: ", "))]"
        }
        switch (came.isEmpty, gone.isEmpty) {
        case (true, true): return ""
        case (false, true): return " \(list(came))"
        case (true, false): return ", \(list(gone)) gone"
        case (false, false): return " \(list(came)) instead of \(list(gone))"
        }
    }
}

extension Report.Device.Verdict {
    var words: String {
        switch self {
        case .ready: "ready"
        case .notReady: "not ready"
        case .undetermined: "could not be told"
        case .managedElsewhere: "managed elsewhere"
        }
    }
}

extension DeviceChangeGroup {
    /// `ready → not ready`, `new, not ready`.
    var verdicts: String {
        switch (from, to) {
        case (let from?, let to?): from == to ? "still \(to.words)" : "\(from.words) → \(to.words)"
        case (nil, let to?): "new, \(to.words)"
        case (let from?, nil): "gone, \(from.words) before"
        case (nil, nil): ""
        }
    }

    /// The check that tells best why, with the reasons that came or went.
    var cause: String? {
        because.map { check in
            "\(check.check.rawValue.printable(limit: 100)): \(ComparisonWords.transition(check.from, check.to))\(check.reasons)"
        }
    }

    /// At most three names.
    var exampleWords: String {
        let names = examples.map { $0.printable(limit: 100) }.joined(separator: ", ")
        return "e.g. \(names)"
    }
}

extension CheckChange {
    fileprivate var reasons: String { ComparisonWords.reasons(came: came, gone: gone) }
}

/// Results of one check of which the same became.
struct ResultChangeGroup {
    var changes: [ResultChange]

    var first: ResultChange { changes[0] }

    /// In the order in which a reader must see them, those of one check that became alike together.
    static func groups(of changes: [ResultChange], _ wanted: Change) -> [ResultChangeGroup] {
        var groups: [ResultChangeGroup] = []
        for change in changes where change.change == wanted {
            if let place = groups.firstIndex(where: { $0.first.isAlike(change) }) {
                groups[place].changes.append(change)
            } else {
                groups.append(ResultChangeGroup(changes: [change]))
            }
        }
        return groups.sorted { $0.weight > $1.weight }
    }

    /// Whether other checks' failures are all there is to say.
    var isFolded: Bool { changes.allSatisfy { !$0.blockedBy.isEmpty } }

    private var weight: Int { first.to?.status.weight ?? 0 }

    /// At most three subjects.
    var subjects: String {
        let names = changes.prefix(3).map(\.subject.words).joined(separator: ", ")
        return changes.count > 3 ? "\(names) and \(changes.count - 3) more" : names
    }

    /// What to do, the word on what was seen before the check's own.
    var remedies: [String] {
        let own = changes.prefix(20).flatMap { $0.grounds.compactMap(\.remedy) } + [first.remediation]
        return own.reduce(into: [String]()) { list, remedy in
            if !remedy.isEmpty && !list.contains(remedy) { list.append(remedy) }
        }
    }

    /// What was seen: at most three sentences.
    var grounds: [String] {
        changes.lazy.flatMap(\.grounds).map { "\($0.message) [\($0.code.rawValue)]" }.prefix(3).map { $0 }
    }
}

extension ResultChange {
    fileprivate func isAlike(_ other: ResultChange) -> Bool {
        check == other.check && from?.status == other.from?.status && to?.status == other.to?.status
            // Of what is well again nobody asks for what reason it was not.
            && (change == .better || (came == other.came && gone == other.gone))
    }

    /// Whether nobody looks any more.
    var isUnseen: Bool { !(to?.isLookedAt ?? false) }

    /// What to do where nobody looks any more at what was good.
    static let lookAgain =
        "See that it is looked at again: what was good may not be so now. If it is not there any more, take a new report to "
        + "compare with."

    /// With every text made fit for a terminal; a saved report may hold anything.
    var madePrintable: ResultChange {
        var change = self
        change.check = CheckID(check.rawValue.line(100))
        change.blockedBy = blockedBy.map { CheckID($0.rawValue.line(100)) }
        change.title = title.line(200)
        change.subject.name = subject.name.line(300)
        change.subject.via = subject.via?.line(60)
        change.breaks = breaks.line(1000)
        change.remediation = remediation.line(1500)
        for index in grounds.indices {
            change.grounds[index].message = grounds[index].message.line(500)
            change.grounds[index].remedy = grounds[index].remedy?.line(1500)
        }
        return change
    }
}

extension ComparedReport {
    /// `2026-11-20T04:30:11Z: NOT READY (exit status 1), requirement set classic, …`.
    var sentence: String {
        let place = vantage.map { " (\($0.printable(limit: 100)))" } ?? ""
        let count = devices?.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        let fleet = count.map { $0 == 1 ? ", 1 device" : ", \($0) devices" } ?? ""
        let edition = catalogue.map { ", catalogue of \($0.version.printable(limit: 40))" } ?? ""
        return
            "\(startedAt.ISO8601Format()): \(TextReport.words(verdict)) (exit status \(exitStatus)), requirement set "
            + "\(requirementSet.printable(limit: 60)), cloud \(cloud.printable(limit: 60))\(fleet); from "
            + "\(host.printable(limit: 255))\(place), by \(tool.name.printable(limit: 60)) \(tool.version.printable(limit: 60))\(edition)"
    }
}

extension ReportComparison {
    /// `2 worse, 1 better`.
    var resultCounts: String { Self.words { count(of: $0) } }

    var deviceCounts: String? { devices.map { devices in Self.words { devices.count(of: $0) } } }

    private static func words(_ count: (Change) -> Int) -> String {
        let parts = Change.allCases.compactMap { change in
            count(change) == 0 ? nil : "\(count(change)) \(change.words)"
        }
        return parts.isEmpty ? "none changed" : parts.joined(separator: ", ")
    }

    var conclusion: String {
        switch change {
        case .worse: "WORSE"
        case .better: "BETTER"
        case .same: "NO CHANGE"
        default: "CHANGED, no worse"
        }
    }
}
