import FoundationEssentials
package import Model

/// The report as metrics, for the textfile collector of Prometheus' node exporter.
///
/// However large a run, there are at most ``maximumSeries`` results by name, the worst first; every result is in the counts
/// by check and status, and those that are not named are counted too. No device is named.
package enum PrometheusReport {
    /// Results with a series of their own.
    package static let maximumSeries = 2000
    private static let maximumChecks = 1000

    package static func render(_ report: Report) -> [UInt8] {
        let report = report.madePrintable()
        var text = PrometheusText()
        run(report, &text)
        results(report, &text)
        devices(report, &text)
        return Array(text.text.utf8)
    }

    private static func run(_ report: Report, _ text: inout PrometheusText) {
        let run = report.run
        let verdict = report.summary.verdict
        text.gauge(
            "info", "What ran: always 1.",
            [
                .init(
                    [
                        "version": report.tool.version, "requirement_set": run.requirementSet,
                        "cloud": run.cloud, "vantage": run.vantage ?? "",
                    ], 1)
            ])
        text.gauge(
            "ready", "Whether the verdict is ready (1), and nothing else (0).",
            [.init(verdict == .ready ? 1 : 0)])
        text.gauge(
            "verdict", "1 for the verdict of the run, 0 for the others.",
            [Summary.Conclusion.ready, .notReady, .undetermined].map {
                .init(["verdict": $0.rawValue], $0 == verdict ? 1 : 0)
            })
        text.gauge("exit_status", "The exit status of the run.", [.init(report.summary.exitStatus)])
        if let baseline = report.summary.baseline {
            let (results, devices) = baseline.counting
            text.gauge(
                "worse_than_baseline", "What counts and is worse than the baseline; there only beside one.",
                [.init(["what": "results"], results), .init(["what": "devices"], devices)])
        }
        text.gauge(
            "interrupted", "Whether the run was interrupted (1) or came to its end (0).",
            [.init(run.interrupted ? 1 : 0)])
        text.gauge(
            "run_timestamp_seconds", "When the run started, in seconds since 1970.",
            [.init([:], Int(exactly: run.startedAt.timeIntervalSince1970.rounded()) ?? 0)])
        text.gauge("duration_seconds", "How long the run took.", [.init([:], run.decimalDuration)])
        var areas: Set<Area> = []
        text.gauge(
            "area_looked_at", "Whether the area was looked at (1) or left out (0).",
            report.areas.filter { areas.insert($0.area).inserted }.map {
                .init(["area": $0.area.rawValue], $0.lookedAt ? 1 : 0)
            })
    }

    // MARK: - Results

    private struct Place: Hashable {
        var check: CheckID
        var area: Area
        var status: Status
        /// Absent where results are counted whatever their subject.
        var subject: Subject?
    }

    private static func results(_ report: Report, _ text: inout PrometheusText) {
        let results = report.results
        text.gauge(
            "results", "Results by status; every result is counted.",
            Status.allCases.map { status in
                .init(["status": status.rawValue], results.count { $0.status == status })
            })
        let checks = tally(results) { Place(check: $0.check, area: $0.area, status: $0.status) }
        text.gauge(
            "check_results", "Results of a check by status.",
            checks.prefix(maximumChecks).map { place, count in
                .init(
                    [
                        "check": place.check.rawValue, "area": place.area.rawValue,
                        "status": place.status.rawValue,
                    ], count)
            })
        let worst = results.indices.sorted {
            (results[$1].status.weight, $0) < (results[$0].status.weight, $1)
        }
        let named = worst.prefix(maximumSeries).sorted().map { results[$0] }
        let subjects = tally(named) {
            Place(check: $0.check, area: $0.area, status: $0.status, subject: $0.subject)
        }
        text.gauge(
            "check_status",
            "The status of a check for a subject: 1, or how many results are told apart by no label.",
            subjects.map { place, count in
                .init(
                    [
                        "check": place.check.rawValue, "area": place.area.rawValue,
                        "subject": place.subject?.name ?? "", "via": place.subject?.via ?? "",
                        "status": place.status.rawValue,
                    ], count)
            })
        waivers(named, &text)
        text.gauge(
            "unnamed_results", "Results that have no series of their own; they are in the counts.",
            [.init(results.count - named.count)])
    }

    /// Until when what is waived is; of several waivers the first to expire.
    private static func waivers(_ named: [Report.Result], _ text: inout PrometheusText) {
        var seen: Set<[String]> = []
        let series = named.compactMap { result -> PrometheusText.Sample? in
            guard let waiver = result.waiver,
                let first = waiver.by.min(by: { $0.expires < $1.expires }),
                let seconds = Int(exactly: first.expires.timeIntervalSince1970.rounded()),
                seen.insert([result.check.rawValue, result.subject.name, result.subject.via ?? ""]).inserted
            else { return nil }
            return .init(
                [
                    "check": result.check.rawValue, "subject": result.subject.name,
                    "via": result.subject.via ?? "", "status": result.status.rawValue,
                    "else": waiver.status.rawValue, "owner": first.owner, "because": first.because,
                ], seconds)
        }
        text.gauge(
            "waived_until_timestamp_seconds",
            "When the waiver expires by which a result, or some of its devices, are waived.", series)
    }

    /// How many results there are of each place, in the order in which they come.
    private static func tally(
        _ results: [Report.Result], by place: (Report.Result) -> Place
    ) -> [(Place, Int)] {
        var counts: [Place: Int] = [:]
        var order: [Place] = []
        for result in results {
            var place = place(result)
            // Kinds are no label.
            if let subject = place.subject {
                place.subject = Subject(.environment, subject.name, via: subject.via ?? "")
            }
            if counts[place] == nil { order.append(place) }
            counts[place, default: 0] += 1
        }
        return order.map { ($0, counts[$0] ?? 0) }
    }

    // MARK: - Devices

    private static func devices(_ report: Report, _ text: inout PrometheusText) {
        let verdicts = Report.Device.Verdict.allCases
        if let devices = report.devices {
            text.gauge(
                "devices", "Devices by their own verdict.",
                verdicts.map { .init(["verdict": $0.rawValue], devices.counts[$0.rawValue] ?? 0) })
            text.gauge(
                "devices_ready_by_waiver", "Devices that are ready with results that are waived.",
                [.init(devices.readyByWaiver)])
        }
        guard let fleet = report.fleet else { return }
        text.gauge("fleet_devices", "Devices that sources told of.", [.init(fleet.devices)])
        text.gauge(
            "fleet_source_devices", "Devices that a source knows; sources that were not asked are left out.",
            fleet.sources.uniqued(by: \.kind).compactMap { source in
                source.devices.map { .init(["source": source.kind.rawValue], $0) }
            })
        text.gauge(
            "fleet_source_complete", "Whether the list of a source is whole (1) or may lack devices (0).",
            fleet.sources.uniqued(by: \.kind).filter { $0.devices != nil }.map {
                .init(["source": $0.kind.rawValue], $0.incomplete == nil ? 1 : 0)
            })
        text.gauge(
            "fleet_step_devices",
            "Devices that came as far as a step; steps of which no source tells are left out.",
            fleet.funnel.uniqued(by: \.kind).compactMap { step in
                step.reached.map { .init(["step": step.kind.rawValue], $0) }
            })
        text.gauge(
            "fleet_first_reason_devices", "Devices by what is to be mended first, and by verdict.",
            fleet.reasons.prefix(FleetPicture.maximumGroups).uniqued(by: \.name).flatMap { group in
                verdicts.map { .init(["code": group.name, "verdict": $0.rawValue], group.count(of: $0)) }
            })
    }
}

extension Sequence {
    /// The first of those that have the same key.
    fileprivate func uniqued(by key: (Element) -> some Hashable) -> [Element] {
        var seen: Set<AnyHashable> = []
        return filter { seen.insert(AnyHashable(key($0))).inserted }
    }
}
