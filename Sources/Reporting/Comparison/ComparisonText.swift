package import Model

/// A comparison as text for a person: what is worse first, with what to do about it; as short for a large fleet as for a small one.
package struct ComparisonText {
    private let comparison: ReportComparison
    private let layout = TextLayout(width: 80)
    private let colour: Bool
    private var lines: [String] = []
    /// Said once each.
    private var remediesSaid: Set<String> = []

    private static let maximumGroups = 12
    private static let maximumCauses = 5
    private static let labelWidth = 8

    package static func render(_ comparison: ReportComparison, colour: Bool) -> String {
        var text = ComparisonText(comparison: comparison, colour: colour)
        text.document()
        return text.lines.joined(separator: "\n") + "\n"
    }

    private init(comparison: ReportComparison, colour: Bool) {
        var comparison = comparison
        comparison.results = comparison.results.map(\.madePrintable)
        self.comparison = comparison
        self.colour = colour
    }

    private mutating func add(_ text: String = "", _ tone: Tone = .plain) {
        lines.append(text.toned(tone, colour: colour))
    }

    private mutating func add(_ label: String, _ text: String, indent: Int = 6) {
        for line in layout.hanging(label, text, indent: indent, labelWidth: Self.labelWidth) { add(line) }
    }

    private mutating func wrap(_ text: String, indent: Int, _ tone: Tone = .plain) {
        let margin = String(repeating: " ", count: indent)
        for (number, line) in layout.wrap(text, indent: indent + 2).enumerated() {
            add((number == 0 ? margin : margin + "  ") + line, tone)
        }
    }

    private mutating func document() {
        add(comparison.conclusion, comparison.change.tone)
        add("old", comparison.old.sentence, indent: 2)
        add("new", comparison.new.sentence, indent: 2)
        add("results", comparison.resultCounts, indent: 2)
        if let counts = comparison.deviceCounts { add("devices", counts, indent: 2) }
        if !comparison.doubts.isEmpty {
            add()
            add("Compared all the same, but less sure:", .caution)
            for doubt in comparison.doubts { wrap("- \(doubt.message.printable(limit: 500))", indent: 2) }
        }
        for change in Change.allCases where change != .same { section(change) }
        add()
        add("Exit status \(comparison.exitStatus)", .faint)
    }

    private mutating func section(_ change: Change) {
        let results = ResultChangeGroup.groups(of: comparison.results, change)
        let devices = comparison.devices?.groups.filter { $0.change == change } ?? []
        guard !results.isEmpty || !devices.isEmpty else { return }
        add()
        add(change.words.prefix(1).uppercased() + change.words.dropFirst(), .heading)
        let own = change == .worse ? results.filter { !$0.isFolded } : results
        for group in own.prefix(Self.maximumGroups) { show(group, change) }
        rest(own.count - Self.maximumGroups, "checks")
        if change == .worse { fold(results.filter(\.isFolded)) }
        show(devices, change)
    }

    private mutating func rest(_ number: Int, _ what: String) {
        if number > 0 { add("  and \(number) more \(what); --output json has them all", .faint) }
    }

    /// What could not be judged because of something else takes one entry.
    private mutating func fold(_ groups: [ResultChangeGroup]) {
        guard !groups.isEmpty else { return }
        let causes = Set(groups.flatMap { $0.changes.flatMap { $0.blockedBy.map(\.rawValue) } }).sorted()
        wrap("not judged because of \(causes.joined(separator: ", "))", indent: 2, .doubt)
        add("checks", Set(groups.map(\.first.check.rawValue)).sorted().joined(separator: ", "))
    }

    private mutating func show(_ group: ResultChangeGroup, _ change: Change) {
        let first = group.first
        let way = ComparisonWords.transition(first.from?.status, first.to?.status)
        let subjects = change == .better && first.subject.kind != .environment ? ": \(group.subjects)" : ""
        wrap("\(way): \(first.title)\(subjects)", indent: 2, change.tone)
        guard change != .better else { return }
        let severities = (first.from?.severity, first.to?.severity)
        if let from = severities.0, let to = severities.1, from != to {
            add("counts", "as \(from.rawValue) before, as \(to.rawValue) now")
        }
        add("check", first.check.rawValue)
        if first.subject.kind != .environment { add("of", group.subjects) }
        if !first.gone.isEmpty && first.to?.status == first.from?.status {
            add("gone", first.gone.prefix(6).map(\.rawValue).joined(separator: ", "))
        }
        for ground in group.grounds { add("seen", ground) }
        guard change == .worse else { return }
        guard !first.isUnseen else {
            if remediesSaid.insert(ResultChange.lookAgain).inserted { add("do", ResultChange.lookAgain) }
            return
        }
        add("breaks", first.breaks)
        if let remedy = group.remedies.first, remediesSaid.insert(remedy).inserted { add("do", remedy) }
    }

    /// Devices by their verdicts, and of each by the check that tells best why.
    private mutating func show(_ groups: [DeviceChangeGroup], _ change: Change) {
        var left = groups
        var shown = 0
        while let verdicts = left.first?.verdicts {
            let alike = left.filter { $0.verdicts == verdicts }
            left.removeAll { $0.verdicts == verdicts }
            guard shown < Self.maximumGroups else { continue }
            shown += 1
            let count = alike.reduce(0) { $0 + $1.count }
            wrap("\(count) \(count == 1 ? "device" : "devices"): \(verdicts)", indent: 2, change.tone)
            for group in alike.prefix(Self.maximumCauses) {
                let cause = group.cause.map { "\($0), " } ?? ""
                add(String(group.count), "\(cause)\(group.exampleWords)")
                if let remedy = group.remediation?.printable(limit: 1500),
                    remediesSaid.insert(remedy).inserted
                {
                    add("do", remedy)
                }
            }
            let others = alike.dropFirst(Self.maximumCauses)
            let rest = others.reduce(0) { $0 + $1.count }
            if rest > 0 { add(String(rest), "for \(others.count) other reasons") }
        }
        let more = comparison.devices?.moreGroups ?? 0
        if change == .worse { rest(more, "groups of devices") }
    }
}
