import Model

extension Report {
    /// The report with every text that a person is shown made fit for a terminal; a saved one may hold anything.
    ///
    /// Single devices are shown to no person: there may be a hundred thousand of them, and their counts are enough.
    func madePrintable() -> Report {
        var report = self
        report.tool.name = tool.name.line(60)
        report.tool.version = tool.version.line(60)
        report.catalogue = catalogue.map { .init(version: $0.version.line(60)) }
        report.run.host = run.host.line(255)
        report.run.vantage = run.vantage?.line(255)
        report.run.requirementSet = run.requirementSet.line(60)
        report.run.cloud = run.cloud.line(60)
        report.run.paths = run.paths.map(\.madePrintable)
        report.areas = areas.map { area in
            var area = area
            area.title = area.title.line(100)
            area.note = area.note?.line(500)
            return area
        }
        report.results = results.map(\.madePrintable)
        report.summary.baseline = summary.baseline?.madePrintable
        report.devices?.removeAll()
        report.fleet = fleet?.madePrintable
        report.otherRequirementSets = otherRequirementSets.map { other in
            var other = other
            other.name = other.name.line(60)
            for index in other.differences.indices {
                other.differences[index].check = CheckID(other.differences[index].check.rawValue.line(100))
                other.differences[index].subject.name = other.differences[index].subject.name.line(300)
            }
            return other
        }
        return report
    }
}

extension BaselineOutcome {
    fileprivate var madePrintable: BaselineOutcome {
        var outcome = self
        outcome.run.host = run.host.line(255)
        outcome.doubts = doubts.map { ComparisonDoubt($0.kind, $0.message.line(500)) }
        outcome.results = results.map(\.madePrintable)
        return outcome
    }
}

extension Report.Result {
    fileprivate var madePrintable: Report.Result {
        var result = self
        result.check = CheckID(check.rawValue.line(100))
        result.title = title.line(200)
        result.subject.name = subject.name.line(300)
        result.subject.via = subject.via?.line(60)
        result.seen = seen?.line(500)
        result.breaks = breaks.line(1000)
        result.remediation = remediation.line(1500)
        result.source = source.line(300)
        result.fleet = fleet?.madePrintable
        result.waiver?.by = waiver?.by.map(\.madePrintable) ?? []
        result.blockedBy = blockedBy.map { CheckID($0.rawValue.line(100)) }
        result.reasons = reasons.map { reason in
            var reason = reason
            reason.message = reason.message.line(500)
            reason.remedy = reason.remedy?.line(1500)
            return reason
        }
        return result
    }
}

extension Waiver {
    fileprivate var madePrintable: Waiver {
        var waiver = self
        waiver.check = check?.line(100)
        waiver.reason = reason?.line(100)
        waiver.subject = subject.line(500)
        waiver.because = because.line(500)
        waiver.owner = owner.line(100)
        return waiver
    }
}

extension FleetSummary {
    fileprivate var madePrintable: FleetSummary {
        var fleet = self
        fleet.leftOut = Dictionary(leftOut.map { ($0.line(60), $1) }, uniquingKeysWith: +)
        for index in groups.indices {
            if !groups[index].name.isLine(500) { fleet.groups[index].name = groups[index].name.line(500) }
            for (number, example) in groups[index].examples.enumerated() where !example.isLine(100) {
                fleet.groups[index].examples[number] = example.line(100)
            }
        }
        return fleet
    }
}

extension FleetPicture {
    fileprivate var madePrintable: FleetPicture {
        var fleet = self
        for index in sources.indices {
            fleet.sources[index].incomplete?.detail = sources[index].incomplete?.detail.line(500) ?? ""
        }
        for (step, stops) in funnel.map(\.stops).enumerated() {
            for (index, stop) in stops.enumerated() {
                fleet.funnel[step].stops[index].examples = stop.examples.map { $0.line(100) }
                fleet.funnel[step].stops[index].count = stop.count.countable
            }
        }
        for index in systems.indices { fleet.systems[index].name = systems[index].name.line(200) }
        for index in containers.indices { fleet.containers[index].name = containers[index].name.line(300) }
        for index in reasons.indices { fleet.reasons[index].name = reasons[index].name.line(100) }
        fleet.leftOut = Dictionary(leftOut.map { ($0.line(60), $1.countable) }, uniquingKeysWith: +)
        fleet.moreSystems = moreSystems.countable
        fleet.moreContainers = moreContainers.countable
        return fleet
    }
}

extension Int {
    /// A number of devices or groups, of which many can be added up.
    fileprivate var countable: Int { Swift.min(Swift.max(self, 0), Int(Int32.max)) }
}

extension NetworkPath {
    fileprivate var madePrintable: NetworkPath {
        switch self {
        case .direct: .direct
        case .proxy(let address): .proxy(address.line(300))
        }
    }
}

extension String {
    /// On one line, printable, and at most `limit` characters long.
    func line(_ limit: Int) -> String {
        if isLine(limit) { return self }
        // Most texts of a megabyte are one line.
        guard utf8.contains(10) else { return printable(limit: limit) }
        return split(separator: "\n").joined(separator: " ").printable(limit: limit)
    }

    /// Whether this is short, plain ASCII, as most texts are.
    fileprivate func isLine(_ limit: Int) -> Bool {
        utf8.count <= limit && utf8.allSatisfy { (0x20..<0x7f).contains($0) }
    }
}
