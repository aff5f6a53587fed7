import FoundationEssentials
import Model
import SampleFacts

/// Reports of every kind of run, for what must hold of a format whatever it is given.
enum Circumstance: String, CaseIterable {
    case good, failing, interrupted, deadline, twoPaths, directory
    case allPass, allFail, everyStatus, nothing, nothingLookedAt
    case hostile, megabytes, empty, blank, alike, fleet, waived

    /// Made once: there are many tests of each.
    private static let reports = Result {
        try Dictionary(uniqueKeysWithValues: allCases.map { ($0, try $0.made()) })
    }

    var report: Report {
        get throws { try Self.reports.get()[self] ?? made() }
    }

    private func made() throws -> Report {
        switch self {
        case .good: return try Example.allGood.report
        case .failing: return try Example.failuresAndBlocked.report
        case .interrupted: return try Example.interrupted.report
        case .deadline: return try Self.late.report()
        case .twoPaths: return try Example.bothPaths.report
        case .directory: return try Example.directoryMixed.report
        case .waived: return try Example.waived.report
        case .allPass: return try Self.report { _, result in result.status = .pass }
        case .allFail: return try Self.report { _, result in result.status = .fail }
        case .everyStatus:
            return try Self.report { number, result in
                result.status = Status.allCases[number % Status.allCases.count]
                result.severity = Severity.allCases[number / 8 % 3]
                if result.status == .waived { result.waiver = Self.waiver("accepted by somebody") }
            }
        case .nothing: return try Self.changed { $0.results = [] }
        case .nothingLookedAt:
            return try Self.changed { report in
                report.results = []
                for index in report.areas.indices { report.areas[index].lookedAt = false }
            }
        case .hostile: return try Self.filled(with: HostileText.short + Self.markup)
        case .megabytes:
            return try Self.filled(
                with: String(repeating: HostileText.long, count: 60), results: 1, reasons: 1)
        case .empty: return try Self.filled(with: "")
        case .blank: return try Self.filled(with: " ")
        case .alike:
            return try Self.changed { report in
                report.results = report.results.map { _ in report.results[0] }
            }
        case .fleet: return try Self.changed(Self.addFleet)
        }
    }

    /// What means something in one format or another.
    static let markup = """
        ]]> <script>alert(1)</script> --> <!-- &amp; &#0; " ' ` ``` | \\| [a](https://evil.example) ![b](x) <img src=x> \
        @somebody #12 !3 GH-4 :smile: www.evil.example https://evil.example a@evil.example $x$ {{x}} ${{ x }} \
        ::error::x ##[add-mask]x %0A::stop-commands::x \\ \\n {a="b"} # HELP x\n::error::y\n# TYPE x y\n| a | b |\n* _i_ ~s~
        """

    // MARK: - Making them

    /// Peers that were silent until the run's deadline came, after which nothing more was tried.
    private static let late = ExampleRun(
        wildcards: [ExampleRun.wildcard(.direct, .late, answered: false)]
    ) { endpoint, _ in
        guard endpoint.scheme == .https else { return .late }
        return .failed(
            .tls, .deadlineExceeded, "no end in sight when the run's deadline came (the TLS handshake)"
        ) { $0.resolve() }
    }

    /// Two waivers that say `text` wherever they may, one of which has expired by now.
    private static func waiver(_ text: String, devices: Int? = nil) -> Report.Waived {
        let dates = [ExampleRun.moment + 86_400, .distantPast]
        return .init(
            status: .fail, devices: devices,
            by: dates.map {
                Waiver(check: text, subject: text, because: text, owner: text, expires: $0, likelyMeant: text)
            })
    }

    private static func changed(_ change: (inout Report) -> Void) throws -> Report {
        var report = try Example.failuresAndBlocked.report
        change(&report)
        conclude(&report)
        return report
    }

    private static func report(_ change: (Int, inout Report.Result) -> Void) throws -> Report {
        try changed { report in
            for index in report.results.indices {
                report.results[index].blockedBy = []
                change(index, &report.results[index])
            }
        }
    }

    static func conclude(_ report: inout Report) {
        report.summary = Summary(
            report.results, failOn: report.run.failOn, interrupted: report.run.interrupted)
    }

    /// A report with `text` in every place that can have one, as one from elsewhere may be.
    private static func filled(with text: String, results: Int = 24, reasons: Int = 12) throws -> Report {
        var report = try Circumstance.everyStatus.made()
        report.results.removeLast(max(0, report.results.count - results))
        addFleet(to: &report)
        report.tool = .init(name: text, version: text)
        report.run.host = text
        report.run.vantage = text
        report.run.requirementSet = text
        report.run.cloud = text
        report.run.paths = [.proxy(text)]
        report.run.durationSeconds = -1e300
        for index in report.results.indices {
            var result = report.results[index]
            result.check = CheckID(text + String(index % 7))
            result.title = text
            result.subject.name = text
            result.subject.via = text
            result.seen = text
            result.breaks = text
            result.remediation = text
            result.source = text
            result.blockedBy = [CheckID(text)]
            if index % 3 == 0 || result.status == .waived {
                result.waiver = waiver(text, devices: index % 2 == 0 ? .max : nil)
            }
            result.reasons = Array(repeating: Reason(.dnsTimeout, text, facts: [text]), count: reasons)
            for number in result.reasons.indices { result.reasons[number].remedy = text }
            report.results[index] = result
        }
        for index in report.areas.indices {
            report.areas[index].title = text
            report.areas[index].note = text
            report.areas[index].lookedAt = index % 2 == 0
        }
        report.areas.append(report.areas[0])
        if results == 1 { report.areas.removeSubrange(2...) }
        for index in report.otherRequirementSets.indices { report.otherRequirementSets[index].name = text }
        report.devices?.append(
            .init(
                name: text, ids: .init(distinguishedName: text, evidence: text), verdict: .notReady,
                results: [.init(check: "a.b", status: .fail, reasons: [.init(.dnsTimeout, text)])]))
        report.fleet?.systems = [
            .init(name: text, counts: [text: 1]), .init(name: text, counts: ["ready": 2]),
        ]
        report.fleet?.containers = [.init(name: text, counts: ["not-ready": -1])]
        report.fleet?.reasons = [.init(name: text, counts: ["not-ready": 1]), .init(name: text, counts: [:])]
        report.fleet?.leftOut = [text: .max, text + "\u{1b}": .max]
        report.fleet?.moreSystems = .max
        report.fleet?.moreContainers = .min
        report.summary.exitStatus = .min
        report.fleet?.sources[0].incomplete = Unreadable(.ldapTimeout, text)
        report.fleet?.funnel[1].stops = [
            .init(code: .dnsTimeout, isDoubt: true, count: .max, examples: [text, text])
        ]
        conclude(&report)
        return report
    }

    /// Devices of every verdict, and the picture of a fleet with a source that was not asked and one cut short.
    static func addFleet(to report: inout Report) {
        var devices = Report.Devices()
        for number in 0..<40 {
            let verdict = Report.Device.Verdict.allCases[number % 4]
            let reason = Report.Device.Reason(.syncContainerOutOfScope, number % 3 == 0 ? "in OU=Lab" : nil)
            devices.append(
                .init(
                    name: "PC-\(number)", ids: .init(distinguishedName: "CN=PC-\(number),OU=Lab,DC=x"),
                    verdict: verdict,
                    results: verdict == .ready
                        ? []
                        : [
                            .init(
                                check: "directory.computers-in-sync-scope", status: .fail, reasons: [reason])
                        ]))
        }
        report.devices = devices
        var fleet = FleetPicture(devices: 40)
        fleet.sources = [
            .init(kind: .directory, devices: 40, incomplete: Unreadable(.ldapTimeout, "cut off at 40")),
            .init(kind: .entra, devices: nil, incomplete: nil),
        ]
        fleet.funnel = FleetPicture.Step.Kind.allCases.enumerated().map { number, kind in
            .init(
                kind: kind, reached: number == 3 ? nil : 40 - 5 * number,
                stops: number == 0
                    ? []
                    : [.init(code: .syncContainerOutOfScope, isDoubt: false, count: 5, examples: ["PC-1"])])
        }
        fleet.systems = [.init(name: "Windows 10 Enterprise", counts: ["ready": 10, "not-ready": 30])]
        fleet.containers = [.init(name: "OU=Lab,DC=x", counts: ["not-ready": 30, "ready": 10])]
        fleet.reasons = [.init(name: "sync.container-out-of-scope", counts: ["not-ready": 30])]
        fleet.leftOut = ["stale": 4]
        report.fleet = fleet
    }
}
