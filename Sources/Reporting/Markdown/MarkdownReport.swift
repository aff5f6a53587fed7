package import Model

/// The report as Markdown, for the summary of a job: verdict first, a table of areas, what is wrong and what to do, the fleet.
///
/// A summary may be at most a megabyte; what would make it longer is counted and left out.
///
/// Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary>
package struct MarkdownReport {
    let report: Report
    private var lines: [String] = []
    private var size = 0
    private static let maximumSize = 900_000
    private static let maximumReasons = 10

    package static func render(_ report: Report) -> [UInt8] {
        var markdown = MarkdownReport(report: report.madePrintable())
        markdown.document()
        return Array((markdown.lines.joined(separator: "\n") + "\n").utf8)
    }

    private init(report: Report) {
        self.report = report
    }

    mutating func add(_ line: String = "") {
        lines.append(line)
        size += line.utf8.count + 1
    }

    private mutating func document() {
        let groups = ResultGroup.groups(of: report.results)
        verdict()
        areas()
        section(
            "What is wrong",
            of: groups.filter { $0.isAmiss && $0.status != .undetermined && $0.status != .waived })
        section("What could not be told", of: groups.filter { $0.isAmiss && $0.status == .undetermined })
        section("What is waived", of: groups.filter { $0.isAmiss && $0.status == .waived })
        fleet()
        everything(groups)
        colophon()
    }

    // MARK: - Parts

    private mutating func verdict() {
        let mark =
            switch report.summary.verdict {
            case .ready: "\u{2705}"
            case .notReady: "\u{274c}"
            case .undetermined: "\u{2754}"
            }
        add("# \(mark) \(report.verdictWords)")
        add()
        if let baseline = report.summary.baseline {
            add("\(MarkdownText.prose(baseline.sentence)).")
            add()
            for detail in baseline.details { add("- \(MarkdownText.prose(detail))") }
            if !baseline.details.isEmpty { add() }
        }
        if report.run.interrupted {
            add("**Interrupted**: what had not been seen by then is undetermined.")
            add()
        }
        add("\(MarkdownText.prose(report.tool.name)), \(Report.counts(report.results)).")
        if let cause = CommonCause.sentence(report.facts.endpoints) {
            add()
            add("**\(MarkdownText.prose(cause))**")
        }
        add()
    }

    private mutating func areas() {
        let statuses = Status.allCases.sorted { $0.weight > $1.weight }
        let shown = statuses.filter { status in report.results.contains { $0.status == status } }
        add("| \((["Area"] + shown.map(\.words)).joined(separator: " | ")) | |")
        add("|---|\(String(repeating: "--:|", count: shown.count))---|")
        for (area, results) in report.resultsByArea {
            let counts = shown.map { status in
                let count = results.count { $0.status == status }
                return count == 0 ? "" : String(count)
            }
            let note = area.lookedAt ? "" : "not looked at\(area.note.map { ": \($0)" } ?? "")"
            let cells = [MarkdownText.prose(area.title)] + counts + [MarkdownText.prose(note)]
            add("| \(cells.joined(separator: " | ")) |")
        }
        add()
    }

    private mutating func section(_ title: String, of groups: [ResultGroup]) {
        guard !groups.isEmpty else { return }
        add("## \(title)")
        add()
        for (number, group) in groups.sorted(by: { $0.status.weight > $1.status.weight }).enumerated() {
            guard size < Self.maximumSize else {
                add("- and \(groups.count - number) more checks; the JSON report has them")
                break
            }
            show(group)
        }
        add()
    }

    private mutating func show(_ group: ResultGroup) {
        let count = group.counting.map { " (\($0))" } ?? ""
        let check = MarkdownText.code(group.check.rawValue)
        add("- **\(group.status.words)**: \(MarkdownText.prose(group.first.title))\(count) \(check)")
        let shown = group.shown.isEmpty ? group.results : group.shown
        waivers(group)
        let reasons = shown.flatMap { result in result.reasons.map { (result, $0) } }
        for (result, reason) in reasons.prefix(Self.maximumReasons) {
            let name = result.subject.name
            let subject =
                reason.message.contains(name) || result.subject.kind == .environment
                ? "" : "\(MarkdownText.code(name)): "
            add(
                "  - \(subject)\(MarkdownText.prose(reason.message)) \(MarkdownText.code(reason.code.rawValue))"
            )
        }
        if reasons.count > Self.maximumReasons { add("  - and \(reasons.count - Self.maximumReasons) more") }
        whereabouts(shown.compactMap(\.fleet))
        add("  - **breaks** \(MarkdownText.prose(group.first.breaks))")
        let remedies = shown.flatMap(\.remedies).reduce(into: [String]()) { all, remedy in
            if all.count < 3 && !all.contains(remedy) { all.append(remedy) }
        }
        for remedy in remedies { add("  - **do** \(MarkdownText.prose(remedy))") }
        add("  - **see** \(Self.link(group.first.source))")
    }

    /// What of a check is waived, by whom and until when.
    private mutating func waivers(_ group: ResultGroup) {
        let waived = group.waived
        for result in waived.prefix(Self.maximumReasons) {
            let subject =
                result.subject.kind == .environment ? "" : "\(MarkdownText.code(result.subject.name)): "
            add("  - \(subject)**\(MarkdownText.prose(result.waiverWords ?? ""))**")
        }
        let more = waived.count - Self.maximumReasons
        if more > 0 { add("  - and \(more) more that are waived") }
    }

    private mutating func whereabouts(_ fleets: [FleetSummary]) {
        for group in fleets.flatMap(\.groups).prefix(5) {
            let doubt = group.verdict == .undetermined ? " could not be told" : ""
            let place = group.name.isEmpty ? "no container" : MarkdownText.code(group.name)
            add(
                "  - \(group.count) of \(group.total) in \(place)\(doubt) \(MarkdownText.code(group.code.rawValue))"
            )
        }
        let more = fleets.reduce(0) { $0 + $1.groups.count + $1.moreGroups } - 5
        if more > 0 { add("  - and \(more) more containers") }
    }

    private mutating func everything(_ groups: [ResultGroup]) {
        guard !groups.isEmpty else { return }
        add("<details><summary>All \(groups.count) checks</summary>")
        add()
        add("| Status | Check | |")
        add("|---|---|---|")
        for (number, group) in groups.enumerated() {
            guard size < Self.maximumSize else {
                add("| | and \(groups.count - number) more; the JSON report has them | |")
                break
            }
            let title = MarkdownText.prose(group.first.title)
            let counts =
                group.results.count == 1 ? group.results[0].status.words : Report.counts(group.results)
            add("| \(counts) | \(title) | \(MarkdownText.code(group.check.rawValue)) |")
        }
        add()
        add("</details>")
        add()
    }

    private mutating func colophon() {
        for other in report.otherRequirementSets {
            add("Under requirement set \(MarkdownText.prose(other.name)): \(other.verdictWords).")
            add()
        }
        add(
            "Looked by \(MarkdownText.prose("\(report.tool.name) \(report.tool.version)")): \(MarkdownText.prose(report.circumstances))."
        )
    }

    /// An address as a link that shows where it goes; what is no plain address as text.
    private static func link(_ text: String) -> String {
        text.webAddress.map { "<\($0)>" } ?? MarkdownText.prose(text)
    }
}

extension ResultGroup {
    /// Whether a reader must mind it and finds it said nowhere else.
    var isAmiss: Bool { !isFolded && status.weight >= Status.waived.weight }
}
