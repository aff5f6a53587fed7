package import Model

/// A comparison as Markdown, for a comment on a change: what is worse stands open, the rest folded.
///
/// Such a comment may have 65,536 characters; what would make it longer is counted and left out.
package struct ComparisonMarkdown {
    private let comparison: ReportComparison
    private var lines: [String] = []
    private var size = 0

    private static let maximumSize = 50_000
    private static let maximumGroups = 10
    private static let maximumCauses = 5

    package static func render(_ comparison: ReportComparison) -> [UInt8] {
        var markdown = ComparisonMarkdown(comparison: comparison)
        markdown.document()
        return Array((markdown.lines.joined(separator: "\n") + "\n").utf8)
    }

    private init(comparison: ReportComparison) {
        var comparison = comparison
        comparison.results = comparison.results.map(\.madePrintable)
        self.comparison = comparison
    }

    private mutating func add(_ line: String = "") {
        lines.append(line)
        size += line.utf8.count + 1
    }

    private mutating func document() {
        let mark =
            switch comparison.change {
            case .worse: "\u{274c}"
            case .better: "\u{2705}"
            default: "\u{2139}\u{fe0f}"
            }
        add("# \(mark) \(comparison.conclusion)")
        add()
        add("Results: \(comparison.resultCounts).\(comparison.deviceCounts.map { " Devices: \($0)." } ?? "")")
        add()
        if !comparison.doubts.isEmpty {
            add("**Compared all the same, but less sure:**")
            for doubt in comparison.doubts {
                add("- \(MarkdownText.prose(doubt.message.printable(limit: 500)))")
            }
            add()
        }
        for change in Change.allCases where change != .same { section(change) }
        add("Old: \(MarkdownText.prose(comparison.old.sentence)).")
        add()
        add("New: \(MarkdownText.prose(comparison.new.sentence)).")
    }

    private mutating func section(_ change: Change) {
        let results = ResultChangeGroup.groups(of: comparison.results, change)
        let devices = comparison.devices?.groups.filter { $0.change == change } ?? []
        guard !results.isEmpty || !devices.isEmpty else { return }
        let title = change.words.prefix(1).uppercased() + change.words.dropFirst()
        let counts = [
            comparison.count(of: change), comparison.devices?.count(of: change) ?? 0,
        ]
        let words = zip(counts, ["results", "devices"]).filter { $0.0 > 0 }.map { "\($0) \($1)" }
        if change == .worse {
            add("## \(title)")
        } else {
            add("<details><summary>\(title): \(words.joined(separator: ", "))</summary>")
        }
        add()
        let own = change == .worse ? results.filter { !$0.isFolded } : results
        for group in own.prefix(Self.maximumGroups) where size < Self.maximumSize { show(group, change) }
        rest(own.count - Self.maximumGroups, "checks")
        let folded = results.count - own.count
        if folded > 0 { add("- and \(folded) checks that could not be judged because of others") }
        show(devices)
        add()
        if change != .worse {
            add("</details>")
            add()
        }
    }

    private mutating func rest(_ number: Int, _ what: String) {
        if number > 0 { add("- and \(number) more \(what); the JSON form has them all") }
    }

    private mutating func show(_ group: ResultChangeGroup, _ change: Change) {
        let first = group.first
        let way = ComparisonWords.transition(first.from?.status, first.to?.status)
        let check = MarkdownText.code(first.check.rawValue)
        add("- **\(way)**: \(MarkdownText.prose(first.title)) \(check)")
        if first.subject.kind != .environment { add("  - **of** \(MarkdownText.prose(group.subjects))") }
        guard change != .better else { return }
        for ground in group.grounds { add("  - \(MarkdownText.prose(ground))") }
        guard change == .worse else { return }
        guard !first.isUnseen else { return add("  - **do** \(ResultChange.lookAgain)") }
        add("  - **breaks** \(MarkdownText.prose(first.breaks))")
        for remedy in group.remedies.prefix(2) { add("  - **do** \(MarkdownText.prose(remedy))") }
    }

    private mutating func show(_ groups: [DeviceChangeGroup]) {
        var left = groups
        var shown = 0
        while let verdicts = left.first?.verdicts {
            let alike = left.filter { $0.verdicts == verdicts }
            left.removeAll { $0.verdicts == verdicts }
            guard shown < Self.maximumGroups, size < Self.maximumSize else { continue }
            shown += 1
            let count = alike.reduce(0) { $0 + $1.count }
            add("- **\(count) \(count == 1 ? "device" : "devices"): \(verdicts)**")
            for group in alike.prefix(Self.maximumCauses) {
                let cause = group.cause.map { "\(MarkdownText.prose($0)), " } ?? ""
                add("  - \(group.count): \(cause)\(MarkdownText.prose(group.exampleWords))")
            }
            let others = alike.dropFirst(Self.maximumCauses)
            let rest = others.reduce(0) { $0 + $1.count }
            if rest > 0 { add("  - \(rest) for \(others.count) other reasons") }
        }
    }
}
