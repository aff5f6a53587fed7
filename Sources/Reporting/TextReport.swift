import FoundationEssentials
package import Model

/// The report for a person: one line a check, and under what is not right what was seen, what it breaks and what to do.
package struct TextReport {
    package enum Detail: Sendable {
        case quiet, normal, verbose
    }

    let report: Report
    let detail: Detail
    private let colour: Bool
    let layout: TextLayout
    private var lines: [String] = []
    /// What to do is said once of a very large fleet.
    private var remediesSaid: Set<String> = []

    /// Reasons shown under one check, unless everything is asked for.
    private static let maximumReasons = 5
    private static let maximumBriefReasons = 2
    private static let labelWidth = 8
    private static let indent = 6

    /// Renders `report`.
    ///
    /// Only words longer than `width` columns go beyond it; the text ends with a line feed.
    package static func render(
        _ report: Report, detail: Detail = .normal, colour: Bool = false, width: Int = 80
    ) -> String {
        var text = TextReport(
            report: report.madePrintable(), detail: detail, colour: colour, layout: TextLayout(width: width))
        if detail != .quiet {
            text.header()
            text.areas()
            text.picture()
        }
        text.summary()
        return text.lines.joined(separator: "\n") + "\n"
    }

    private init(report: Report, detail: Detail, colour: Bool, layout: TextLayout) {
        self.report = report
        self.detail = detail
        self.colour = colour
        self.layout = layout
    }

    mutating func add(_ text: String = "", _ tone: Tone = .plain) {
        lines.append(text.toned(tone, colour: colour))
    }

    mutating func add(_ label: String, _ text: String, labelTone: Tone = .faint) {
        let laidOut = layout.hanging(label, text, indent: Self.indent, labelWidth: Self.labelWidth)
        for (number, line) in laidOut.enumerated() {
            let margin = line.prefix(Self.indent + Self.labelWidth)
            lines.append(
                number == 0
                    ? String(margin).toned(labelTone, colour: colour) + line.dropFirst(margin.count) : line)
        }
    }
}

// MARK: - Parts

extension TextReport {
    private mutating func header() {
        let run = report.run
        add("\(report.tool.name) \(report.tool.version): security settings management preflight", .heading)
        let paths = run.paths.map { path -> String in
            switch path {
            case .direct: "directly"
            case .proxy(let address): "through \(address)"
            }
        }
        let place = run.vantage.map { " (\($0))" } ?? ""
        let way = paths.isEmpty ? "" : ", \(paths.joined(separator: " and "))"
        for line in layout.wrap(
            "Requirement set \(run.requirementSet), cloud \(run.cloud); probed from \(run.host)\(place)\(way); "
                + run.startedAt.utc, indent: 0)
        {
            add(line, .faint)
        }
        for line in layout.wrap(CommonCause.sentence(report.facts.endpoints) ?? "", indent: 0)
        where !line.isEmpty {
            add(line, .caution)
        }
        if run.interrupted { add("INTERRUPTED: what had not been seen by then is undetermined.", .caution) }
    }

    private mutating func areas() {
        let groups = ResultGroup.groups(of: report.results)
        // Everything there is, also what has nothing to be looked at.
        for area in detail == .verbose ? report.resultsByArea.map(\.area) : report.areas {
            let inArea = groups.filter { $0.first.area == area.area }
            guard !inArea.isEmpty else { continue }
            add()
            add(area.title, .heading)
            guard area.lookedAt || detail == .verbose else {
                addSkipped(area.note ?? "")
                continue
            }
            for group in inArea where detail == .verbose || !(group.isFolded || group.status == .skipped) {
                show(group)
            }
            if detail != .verbose { skipped(inArea.filter { $0.status == .skipped }) }
        }
    }

    /// One line for all checks that were skipped on the same grounds.
    private mutating func skipped(_ groups: [ResultGroup]) {
        var counts: [(why: String, count: Int)] = []
        for why in groups.map({ $0.first.reasons.first?.message ?? "" }) {
            if let index = counts.firstIndex(where: { $0.why == why }) {
                counts[index].count += 1
            } else {
                counts.append((why, 1))
            }
        }
        for (why, count) in counts {
            addSkipped("\(count) \(count == 1 ? "check" : "checks"): \(why)")
        }
    }

    private mutating func addSkipped(_ text: String) {
        let head = "  \(Self.mark(.skipped)) \("skipped".padded(to: 13)) "
        for (number, line) in layout.wrap(text, indent: head.count).enumerated() {
            add(number == 0 ? head + line : String(repeating: " ", count: head.count) + line, .faint)
        }
    }

    private mutating func show(_ group: ResultGroup) {
        let status = group.status
        let title = "\(group.first.title)\(group.counting.map { " (\($0))" } ?? "")"
        let head = "  \(Self.mark(status)) \(Self.word(status).padded(to: 13)) "
        for (number, line) in layout.wrap(title, indent: head.count).enumerated() {
            lines.append(
                number == 0
                    ? head.toned(Self.tone(status), colour: colour) + line
                    : String(repeating: " ", count: head.count) + line)
        }
        switch status {
        case .fail, .warning, .note, .undetermined:
            explain(group)
            if detail == .verbose {
                grounds(of: group.results.filter { $0.status != status || !group.isOwn($0) })
            }
        case .waived: tellWaived(group)
        case .notApplicable, .skipped, .pass: if detail == .verbose { grounds(of: group.results) }
        }
        if detail == .verbose { add("check", group.check.rawValue) }
    }

    mutating func grounds(of results: [Report.Result]) {
        for result in results {
            let said = result.seen ?? result.reasons.map(\.message).joined(separator: "; ")
            let subject = result.subject.kind == .environment ? "" : "\(result.subject.name): "
            add("seen", subject + said)
        }
    }

    /// Whether a check of devices is told in few lines, since the picture of the fleet tells the rest.
    private func isBrief(_ group: ResultGroup) -> Bool {
        detail != .verbose && report.fleet != nil && group.first.subject.kind == .devices
    }

    /// Whether the fleet is so large that of each check nobody wants more than how many devices it holds up.
    var isTerse: Bool { detail != .verbose && report.fleet.map { $0.devices > Self.largeFleet } ?? false }

    private static let largeFleet = 10_000

    private mutating func explainBriefly(_ reasons: [Reason], _ group: ResultGroup) {
        guard !isTerse else {
            let parts = reasons.prefix(Self.maximumBriefReasons).map { reason in
                "\(reason.message.prefix { $0.isNumber }) [\(reason.code.rawValue)]"
            }
            add("seen", parts.joined(separator: ", "))
            return
        }
        for reason in reasons.prefix(Self.maximumBriefReasons) {
            add("seen", "\(reason.message) [\(reason.code.rawValue)]")
        }
        let more = reasons.count - Self.maximumBriefReasons
        if more > 0 { add("", "and \(more) more; --verbose has all that it says") }
        let remedy = reasons.lazy.compactMap(\.remedy).first
        add("do", remedy ?? group.first.remediation)
    }

    private mutating func explain(_ group: ResultGroup) {
        let shown = group.shown.isEmpty ? group.results : group.shown
        let reasons = shown.flatMap { result in result.reasons.map { $0.naming(result, of: group) } }
        guard !isBrief(group) else {
            waivers(of: group)
            return explainBriefly(reasons, group)
        }
        let limit =
            detail == .verbose
            ? reasons.count : isTerse ? 1 : Self.maximumReasons
        waivers(of: group)
        for reason in reasons.prefix(limit) {
            add("seen", "\(reason.message) [\(reason.code.rawValue)]")
        }
        if reasons.count > limit {
            add("", "and \(reasons.count - limit) more; --verbose or the JSON report has them all")
        }
        whereabouts(of: shown)
        if detail != .verbose { lesserTroubles(of: group) }
        guard !isTerse else {
            let remedy = reasons.lazy.compactMap(\.remedy).first ?? group.first.remediation
            if remediesSaid.insert(remedy).inserted { add("do", remedy) }
            return consequences(of: group)
        }
        add("breaks", group.first.breaks)
        var remedies: [String] = []
        for remedy in reasons.compactMap(\.remedy) where !remedies.contains(remedy) {
            remedies.append(remedy)
        }
        for remedy in remedies.prefix(3) { add("do", remedy) }
        if remedies.isEmpty || (group.status != .undetermined && !remedies.contains(group.first.remediation))
        {
            add("do", group.first.remediation)
        }
        add("see", group.first.source)
        consequences(of: group)
    }

    /// The checks that could not be made because of this one.
    private mutating func consequences(of group: ResultGroup) {
        var blocked: [String] = []
        for result in report.results where result.blockedBy.contains(group.check) {
            if !blocked.contains(result.check.rawValue) { blocked.append(result.check.rawValue) }
        }
        guard !blocked.isEmpty else { return }
        add("also", "not judged because of this: \(blocked.joined(separator: ", "))")
    }

    private mutating func summary() {
        let summary = report.summary
        if detail != .quiet {
            add()
            add("Summary", .heading)
        }
        let parts = Status.allCases.compactMap { status -> String? in
            let count = summary.counts[status.rawValue] ?? 0
            return count == 0 ? nil : "\(count) \(Self.word(status).lowercased())"
        }
        let looked = report.areas.filter { $0.lookedAt && $0.area != .waivers }.map { $0.title.lowercased() }
        let missing = report.areas.filter { !$0.lookedAt }
        let scope =
            missing.isEmpty || summary.verdict != .ready
            ? "" : ", as far as was looked: \(judgedChecks) checks, in \(looked.joined(separator: " and "))"
        let margin = detail == .quiet ? "" : "  "
        for line in layout.wrap("\(report.verdictWords)\(scope)", indent: margin.count) {
            add(margin + line, Self.tone(summary.verdict))
        }
        guard detail != .quiet else { return }
        if let baseline = summary.baseline { self.baseline(baseline) }
        for line in layout.wrap(parts.joined(separator: ", "), indent: 2) { add("  " + line) }
        devices()
        if !missing.isEmpty {
            let names = missing.map {
                "\($0.title.lowercased())\($0.note == Self.uncovered(missing) ? "" : " (\($0.note ?? "skipped"))")"
            }
            let note = Self.uncovered(missing).map { " (others: \($0))" } ?? ""
            for line in layout.wrap("Not looked at: \(names.joined(separator: ", "))\(note)", indent: 2) {
                add("  " + line)
            }
        }
        for other in report.otherRequirementSets { comparison(with: other) }
        add("  Exit status \(summary.exitStatus)", .faint)
    }

    private mutating func baseline(_ baseline: BaselineOutcome) {
        for line in layout.wrap(baseline.sentence, indent: 2) { add("  " + line) }
        for detail in baseline.details {
            for (number, line) in layout.wrap(detail, indent: 6).enumerated() {
                add((number == 0 ? "    - " : "      ") + line)
            }
        }
    }

    /// How many checks were judged, of how many: `11 of 16`.
    private var judgedChecks: String {
        let groups = ResultGroup.groups(of: report.results)
        return "\(groups.count { $0.status != .skipped }) of \(groups.count)"
    }

    /// The note that most of the areas share, if any do.
    private static func uncovered(_ areas: [Report.AreaCoverage]) -> String? {
        let notes = areas.compactMap(\.note)
        return notes.first { note in notes.count(where: { $0 == note }) > 2 }
    }

    private mutating func comparison(with other: Report.OtherRequirementSet) {
        let verdict = other.verdictWords
        let same = other.differences.isEmpty ? ", with every check counting the same" : ""
        for line in layout.wrap("Under requirement set \(other.name): \(verdict)\(same)", indent: 2) {
            add("  " + line)
        }
        var said: Set<CheckID> = []
        for difference in other.differences where said.insert(difference.check).inserted {
            add(
                "    \(difference.check): \(difference.otherStatus.rawValue) instead of \(difference.status.rawValue)"
            )
        }
    }
}

extension Reason {
    /// The reason with its subject, where several domains stand together and the message names none.
    fileprivate func naming(_ result: Report.Result, of group: ResultGroup) -> Reason {
        guard result.fleet != nil, group.results.count > 1 else { return self }
        var reason = self
        reason.message = "\(result.subject.name): \(message)"
        return reason
    }
}
