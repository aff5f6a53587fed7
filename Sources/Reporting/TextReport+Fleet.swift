import Model

/// What is said of many devices at once.
extension TextReport {
    /// Containers shown under one check; more where everything is asked for.
    private var maximumGroups: Int { detail == .verbose ? 50 : 5 }

    /// Which containers hold the devices that are not right, the worst first, and what was not counted.
    mutating func whereabouts(of results: [Report.Result]) {
        let fleets = results.compactMap(\.fleet)
        // Each result has its own worst first.
        let groups = fleets.count == 1 ? fleets[0].groups : fleets.flatMap(\.groups).sorted(by: Self.isWorse)
        for (number, group) in groups.prefix(maximumGroups).enumerated() {
            add(number == 0 ? "where" : "", Self.words(group))
        }
        let more = groups.dropFirst(maximumGroups).count + fleets.reduce(0) { $0 + $1.moreGroups }
        if more > 0 {
            let way = detail == .verbose ? "" : "--verbose has more of them, "
            add("", "and \(more) more containers; \(way)the JSON report has the devices")
        }
        let leftOut = fleets.reduce(into: [:]) { $0.merge($1.leftOut, uniquingKeysWith: +) }
        if !leftOut.isEmpty { add("", "not counted: \(Self.words(leftOut: leftOut))") }
    }

    /// Other domains of the same check in which something is amiss too, though less; a line for each.
    mutating func lesserTroubles(of group: ResultGroup) {
        let others = group.own.filter {
            $0.fleet != nil && $0.status.weight >= Status.note.weight && $0.status != group.status
        }
        for other in others.prefix(Self.maximumOthers) {
            guard let fleet = other.fleet else { continue }
            let isDoubt = other.status == .undetermined
            let count = fleet.count(of: isDoubt ? .undetermined : .notMet)
            let words = isDoubt ? "devices could not be told" : "devices are not right"
            let codes = other.reasons.map { "[\($0.code.rawValue)]" }.joined(separator: " ")
            add("also", "\(other.subject.name): \(count) of \(fleet.total) \(words) \(codes)")
        }
        let more = others.count - Self.maximumOthers
        if more > 0 { add("", "and \(more) more domains; --verbose has them all") }
    }

    private static let maximumOthers = 3

    private static func isWorse(_ left: FleetOutcome.Group, _ right: FleetOutcome.Group) -> Bool {
        if left.verdict != right.verdict { return left.verdict == .notMet }
        return left.count > right.count
    }

    /// As `12 of 40 in OU=Lab,DC=corp [sync.container-out-of-scope], e.g. PC-001, PC-002`.
    private static func words(_ group: FleetOutcome.Group) -> String {
        let place = group.name.isEmpty ? "no container" : group.name
        let doubt = group.verdict == .undetermined ? " could not be told" : ""
        let examples =
            group.examples.isEmpty ? "" : ", e.g. \(group.examples.prefix(3).joined(separator: ", "))"
        return "\(group.count) of \(group.total) in \(place)\(doubt) [\(group.code.rawValue)]\(examples)"
    }

    /// The most first.
    private static func words(leftOut: [String: Int]) -> String {
        leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map { why, count in
            switch why {
            case "domain-controller": "\(count) domain \(count == 1 ? "controller" : "controllers")"
            case "not-windows": "\(count) not Windows"
            default: "\(count) \(why.replacing("-", with: " "))"
            }
        }.joined(separator: ", ")
    }

    /// How many devices are ready, as far as was said of each by itself.
    mutating func devices() {
        guard let devices = report.devices else { return }
        let parts = Report.Device.Verdict.allCases.compactMap { verdict -> String? in
            let count = devices.counts[verdict.rawValue] ?? 0
            let waived = verdict == .ready ? devices.waiverWords : ""
            return count == 0 ? nil : "\(count) \(Self.words(verdict))\(waived)"
        }
        let text = "Devices, by their own checks: \(parts.isEmpty ? "none" : parts.joined(separator: ", "))"
        for line in layout.wrap(text, indent: 2) { add("  " + line) }
    }

    static func words(_ verdict: Report.Device.Verdict) -> String {
        switch verdict {
        case .ready: "with nothing that stops them"
        case .notReady: "not ready"
        case .undetermined: "could not be told"
        case .managedElsewhere: "managed elsewhere"
        }
    }
}
