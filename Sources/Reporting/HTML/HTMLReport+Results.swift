import Model

/// Checks, area by area.
extension HTMLReport {
    private static let shownGroups = 50

    mutating func results() {
        for (area, results) in report.resultsByArea where !results.isEmpty {
            section("area-\(area.area.rawValue)", area.title) { page in
                for group in ResultGroup.groups(of: results, among: page.report.results) {
                    page.check(group, in: area)
                }
            }
        }
    }

    private mutating func check(_ group: ResultGroup, in area: Report.AreaCoverage) {
        let status = group.status
        let isOpen = group.isAmiss
        markup.lineFeed()
        let kind = status == .skipped && !area.lookedAt ? "check left-out" : "check"
        markup.start("details", isOpen ? ["open": "", "class": kind] : ["class": kind])
        element("summary") { page in
            page.element("h3") { page in
                page.badge(status)
                page.markup.text(" \(group.first.title)\(group.counting.map { " (\($0))" } ?? "") ")
                page.element("code", text: group.check.rawValue)
            }
        }
        if status.weight >= Status.waived.weight { advice(group) }
        subjects(group)
        for result in group.results { whereabouts(result) }
        markup.end("details")
    }

    /// A status in a word, with a mark and a colour beside it.
    mutating func badge(_ status: Status) {
        let tone =
            switch TextReport.tone(status) {
            case .good: "good"
            case .bad: "bad"
            case .caution: "caution"
            case .doubt: "doubt"
            default: "faint"
            }
        element("span", ["class": "badge \(tone)"]) { page in
            page.element("span", ["aria-hidden": "true"], text: TextReport.mark(status))
            page.markup.text(" \(status.words)")
        }
    }

    private mutating func advice(_ group: ResultGroup) {
        let shown = group.shown.isEmpty ? group.results : group.shown
        let remedies = shown.flatMap(\.remedies).reduce(into: [String]()) { all, remedy in
            if all.count < 5 && !all.contains(remedy) { all.append(remedy) }
        }
        element("dl") { page in
            page.element("dt", text: "Breaks")
            page.element("dd") { $0.prose(group.first.breaks) }
            page.element("dt", text: "Do")
            for remedy in remedies { page.element("dd") { $0.prose(remedy) } }
            page.element("dt", text: "See")
            page.element("dd") { page in
                guard let address = group.first.source.webAddress else {
                    return page.markup.text(group.first.source)
                }
                page.element("a", ["href": address, "rel": "noreferrer"], text: address)
            }
        }
    }

    /// A text in which what stands between backticks is code.
    private mutating func prose(_ text: String) {
        for (number, part) in text.splitAtBackticks.enumerated() {
            if number % 2 == 0 { markup.text(String(part)) } else { element("code", text: String(part)) }
        }
    }

    private mutating func subjects(_ group: ResultGroup) {
        table("What was seen: \(group.first.title)", ["Status", "Subject", "Seen"]) { page in
            for result in group.results.sorted(by: { $0.status.weight > $1.status.weight }) {
                page.element("tr") { page in
                    page.element("td") { $0.badge(result.status) }
                    page.element("th", ["scope": "row"], text: result.subjectWords)
                    page.element("td") { $0.grounds(result) }
                }
            }
        }
    }

    private mutating func grounds(_ result: Report.Result) {
        if let words = result.waiverWords { element("p") { $0.element("strong", text: words) } }
        if let seen = result.seen { element("p", text: seen) }
        for reason in result.reasons {
            element("p") { page in
                page.markup.text("\(reason.message) ")
                page.element("code", text: reason.code.rawValue)
            }
        }
        guard !result.blockedBy.isEmpty else { return }
        let causes = result.blockedBy.map(\.rawValue).joined(separator: ", ")
        element("p", ["class": "faint"], text: "not judged because of \(causes)")
    }

    /// Which containers hold the devices that are not right.
    private mutating func whereabouts(_ result: Report.Result) {
        guard let fleet = result.fleet, !fleet.groups.isEmpty else { return }
        table(
            "Where: \(result.title), \(result.subjectWords)",
            ["Container", "Devices", "Reason", "For example"]
        ) { page in
            for group in fleet.groups.prefix(Self.shownGroups) {
                page.element("tr") { page in
                    page.element(
                        "th", ["scope": "row"], text: group.name.isEmpty ? "no container" : group.name)
                    let doubt = group.verdict == .undetermined ? " could not be told" : ""
                    page.element("td", text: "\(group.count) of \(group.total)\(doubt)")
                    page.element("td") { $0.element("code", text: group.code.rawValue) }
                    page.element("td", text: group.examples.joined(separator: ", "))
                }
            }
        }
        let more = fleet.groups.count - min(fleet.groups.count, Self.shownGroups) + fleet.moreGroups
        if more > 0 { element("p", text: "and \(more) more containers; the JSON report has the devices") }
    }
}
