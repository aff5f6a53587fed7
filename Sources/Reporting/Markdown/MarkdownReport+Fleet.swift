import Model

/// Devices, by number.
extension MarkdownReport {
    private static let shownGroups = 10

    mutating func fleet() {
        guard report.devices != nil || report.fleet != nil else { return }
        add("## Devices")
        add()
        if let devices = report.devices {
            let parts = Report.Device.Verdict.allCases.compactMap { verdict -> String? in
                let count = devices.counts[verdict.rawValue] ?? 0
                return count == 0 ? nil : "\(count) \(TextReport.words(verdict))"
            }
            add("By their own checks: \(parts.isEmpty ? "none" : parts.joined(separator: ", ")).")
            add()
        }
        guard let fleet = report.fleet else { return }
        add("| Step | Devices | Stopped |")
        add("|---|--:|---|")
        for step in fleet.funnel {
            let stops = step.stops.prefix(3).map { stop in
                "\(stop.count) \(stop.isDoubt ? "not told" : "stop"): \(MarkdownText.code(stop.code.rawValue))"
            }
            let rest = step.stops.count - stops.count
            let more = rest > 0 ? "; \(rest) more reasons" : ""
            let reached = step.reached.map { "\($0) of \(fleet.devices)" } ?? "not known"
            add("| \(TextReport.words(step.kind)) | \(reached) | \(stops.joined(separator: "; "))\(more) |")
        }
        add()
        for source in fleet.sources {
            guard let why = source.incomplete else { continue }
            add(
                "The list of \(TextReport.words(source.kind)) is not whole: \(MarkdownText.prose(why.detail)) \(MarkdownText.code(why.code.rawValue))."
            )
            add()
        }
        groups("System", fleet.systems, more: fleet.moreSystems)
        groups("Container", fleet.containers, more: fleet.moreContainers)
        groups("To be mended first", fleet.reasons, more: 0)
    }

    private mutating func groups(_ title: String, _ groups: [FleetPicture.Group], more: Int) {
        guard !groups.isEmpty else { return }
        let verdicts = Report.Device.Verdict.allCases
        add("| \(title) | \(verdicts.map(TextReport.words).joined(separator: " | ")) |")
        add("|---|\(String(repeating: "--:|", count: verdicts.count))")
        for group in groups.prefix(Self.shownGroups) {
            let counts = verdicts.map { String(group.count(of: $0)) }
            add("| \(MarkdownText.code(group.name)) | \(counts.joined(separator: " | ")) |")
        }
        let rest = groups.count - min(groups.count, Self.shownGroups) + more
        if rest > 0 { add("| and \(rest) more |\(String(repeating: " |", count: verdicts.count))") }
        add()
    }
}
