import Model

/// The fleet as one picture.
extension TextReport {
    private var shownGroups: Int { isTerse ? 2 : 5 }
    private var shownStops: Int { isTerse ? 1 : 3 }
    private var shownExamples: Int { isTerse ? 1 : 3 }

    /// How far devices have come, what stops them where, and in which groups most is amiss.
    mutating func picture() {
        guard let fleet = report.fleet else { return }
        add()
        add("Fleet", .heading)
        let total = fleet.devices == 1 ? "1 device" : "\(fleet.devices) devices"
        sentence("\(total) of \(sources(fleet))")
        let left = fleet.leftOut.filter { $0.value > 0 }
        if !left.isEmpty {
            let parts = left.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                "\($0.value) \(Self.words(leftOut: $0.key))"
            }
            sentence("Not counted: \(parts.joined(separator: ", "))")
        }
        for source in fleet.sources {
            if let why = source.incomplete {
                sentence(
                    "The list of \(Self.words(source.kind)) is not whole: \(why.detail) [\(why.code.rawValue)]"
                )
            } else if source.devices == nil, let gain = Self.gain(source.kind) {
                sentence("Not asked: \(Self.words(source.kind)), which would show \(gain)")
            }
        }
        add()
        for step in fleet.funnel { funnel(step, of: fleet.devices) }
        groups("By system", fleet.systems, more: fleet.moreSystems)
        if fleet.containers.contains(where: { $0.name != "not in the directory" }) {
            groups("By container", fleet.containers, more: fleet.moreContainers)
        }
        groups("By what is to be mended first", fleet.reasons, more: 0)
        if isTerse {
            sentence("mde-preflight explain CODE says what to do; --verbose and the JSON report have all.")
        }
    }

    private mutating func sentence(_ text: String) {
        for line in layout.wrap(text, indent: 2) { add("  " + line) }
    }

    private func sources(_ fleet: FleetPicture) -> String {
        fleet.sources.compactMap { source in
            source.devices.map { "\($0) in \(Self.words(source.kind))" }
        }.joined(separator: ", ")
    }

    private mutating func funnel(_ step: FleetPicture.Step, of devices: Int) {
        let title = Self.words(step.kind).padded(to: 34)
        guard let reached = step.reached else {
            add("  \(title) not known", .faint)
            return
        }
        add("  \(title) \(reached) of \(devices)")
        for stop in step.stops.prefix(shownStops) {
            let doubt = stop.isDoubt ? "could not be told" : "stop here"
            let examples =
                stop.examples.isEmpty
                ? "" : ", e.g. \(stop.examples.prefix(shownExamples).joined(separator: ", "))"
            add("", "\(stop.count) \(doubt) [\(stop.code.rawValue)]\(examples)")
        }
        let rest = step.stops.dropFirst(shownStops)
        if !rest.isEmpty {
            add("", "\(rest.reduce(0) { $0 + $1.count }) for \(rest.count) other reasons")
        }
    }

    private mutating func groups(_ title: String, _ groups: [FleetPicture.Group], more: Int) {
        guard !groups.isEmpty else { return }
        if !isTerse { add() }
        sentence("\(title):")
        for group in groups.prefix(shownGroups) {
            let parts = Report.Device.Verdict.allCases.compactMap { verdict -> String? in
                let count = group.count(of: verdict)
                return count == 0 ? nil : "\(count) \(Self.words(verdict))"
            }
            for line in layout.wrap("\(group.name): \(parts.joined(separator: ", "))", indent: 4) {
                add("    " + line)
            }
        }
        let rest = max(0, groups.count - shownGroups) + more
        if rest > 0 { add("    and \(rest) more; the JSON report has them", .faint) }
    }

    static func words(_ source: FleetPicture.Source.Kind) -> String {
        switch source {
        case .directory: "Active Directory"
        case .entra: "Entra ID"
        case .intune: "Intune"
        case .defender: "Defender for Endpoint"
        case .evidence: "evidence"
        }
    }

    /// What a source that was not asked would add; nil where there is nothing to say.
    private static func gain(_ source: FleetPicture.Source.Kind) -> String? {
        switch source {
        case .directory: "editions, containers, and which computers should be there (directory.domain)"
        case .entra:
            "which devices are registered, and which registrations are pending (sign-in or tenant.export)"
        case .intune: "which devices Intune or Configuration Manager manages (sign-in or tenant.export)"
        case .defender: "which devices are onboarded, tagged and alive (sign-in or tenant.export)"
        case .evidence: nil
        }
    }

    static func words(_ step: FleetPicture.Step.Kind) -> String {
        switch step {
        case .directory: "1. in use in the directory, or without"
        case .synchronized: "2. synchronized to Entra ID"
        case .registered: "3. registered with Entra ID"
        case .onboarded: "4. onboarded to Defender"
        case .tagged: "5. tagged"
        case .managed: "6. managed"
        }
    }

    static func words(leftOut why: String) -> String {
        switch why {
        case "merged-record": "records merged into others"
        case "other-system": "phones and other systems"
        case "stale": "not seen for long by any source"
        default: why.replacing("-", with: " ")
        }
    }
}
