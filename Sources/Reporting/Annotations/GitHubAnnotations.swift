package import Model

/// The report as workflow commands of GitHub Actions: an annotation for the verdict and for each check that is not right,
/// the worst first, since only the first few of a step are shown; then a fold of the log with every result, a line each.
///
/// What keeps the exit status from being 0 is an error. What is not met or could not be told and counts for less, or is no
/// worse than a baseline, is a warning, notes and what is waived are notices.
///
/// Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
package enum GitHubAnnotations {
    private enum Level: String {
        case error, warning, notice

        var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .notice: 2
            }
        }
    }

    package static func render(_ report: Report) -> [UInt8] {
        let report = report.madePrintable()
        var lines = [
            command(verdict(report), report.tool.name, "\(report.verdictSentence)\n\(report.circumstances)")
        ]
        for area in report.areas where !area.lookedAt {
            let why = area.note.map { ": \($0)" } ?? ""
            lines.append(line("not looked at: \(area.title.lowercased())\(why)"))
        }
        lines += annotations(report)
        lines.append("::group::All \(report.results.count) results")
        for result in report.results {
            lines.append(
                line(
                    "\(result.status.words): \(result.name)\(result.ground.isEmpty ? "" : ": \(result.ground)")"
                ))
        }
        lines.append("::endgroup::")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func verdict(_ report: Report) -> Level {
        switch report.gate {
        case .ready: .notice
        case .notReady, .undetermined: .error
        }
    }

    private static func annotations(_ report: Report) -> [String] {
        let gate = GateResults(of: report)
        let found = ResultGroup.groups(of: report.results).filter(\.isAmiss).map { group in
            (level: level(group, gate), group: group)
        }
        return found.enumerated().sorted {
            ($0.element.level.rank, $0.offset) < ($1.element.level.rank, $1.offset)
        }.map { _, found in annotation(found.level, found.group) }
    }

    private static func level(_ group: ResultGroup, _ gate: GateResults) -> Level {
        if group.results.contains(where: gate.contains) { return .error }
        switch group.status {
        case .fail, .warning, .undetermined: return .warning
        case .note, .waived, .pass, .notApplicable, .skipped: return .notice
        }
    }

    private static let maximumReasons = 10

    private static func annotation(_ level: Level, _ group: ResultGroup) -> String {
        let shown = group.shown.isEmpty ? group.results : group.shown
        let reasons = shown.flatMap { result in
            result.reasons.map { "\(result.subjectWords): \($0.message) [\($0.code.rawValue)]" }
        }
        let waived = group.waived.prefix(maximumReasons).map { result in
            "\(result.subjectWords): \(result.waiverWords ?? "")"
        }
        var lines = waived + reasons.prefix(maximumReasons)
        if reasons.count > maximumReasons { lines.append("and \(reasons.count - maximumReasons) more") }
        lines.append("Breaks: \(group.first.breaks)")
        lines += shown.flatMap(\.remedies).reduce(into: [String]()) { all, remedy in
            if all.count < 3 && !all.contains(remedy) { all.append(remedy) }
        }.map { "Do: \($0)" }
        lines.append("See: \(group.first.source)")
        let count = group.counting.map { " (\($0))" } ?? ""
        return command(
            level, "\(group.status.words): \(group.first.title)\(count) [\(group.check)]",
            lines.joined(separator: "\n"))
    }

    private static func command(_ level: Level, _ title: String, _ message: String) -> String {
        let title = data(title).replacing(":", with: "%3A").replacing(",", with: "%2C")
        return "::\(level.rawValue) title=\(title)::\(data(message))"
    }

    private static func data(_ text: String) -> String {
        line(text).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// The text without what the runner takes for a command of its older form anywhere in a line.
    private static func line(_ text: String) -> String { text.replacing("##[", with: "##\\u{5b}") }
}
