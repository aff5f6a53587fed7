package import FoundationEssentials
package import Model

/// The report as a SARIF 2.1.0 log: a check is a rule, and what is not right, could not be told or is waived a result.
///
/// Who reads SARIF takes every result for a problem, whatever its kind. So what passes, does not apply or was skipped is told
/// in a notification for each check, which counts all its results by status. What could not be told is of the kind `open`,
/// what is waived a failure with a suppression. Devices are told by number alone.
///
/// Source: <https://github.com/microsoft/PSRule/issues/955>
package enum SARIFReport {
    /// - Throws: Why the log cannot be encoded.
    package static func render(_ report: Report) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(SARIFLog(runs: [run(report.madePrintable())])) + Data("\n".utf8)
    }

    private static func run(_ report: Report) -> SARIFLog.Run {
        var rules: [SARIFLog.Rule] = []
        var numbers: [CheckID: Int] = [:]
        for result in report.results where numbers[result.check] == nil {
            numbers[result.check] = rules.count
            rules.append(rule(result))
        }
        var fingerprints = Fingerprints()
        let results = report.results.filter { $0.status.weight >= Status.waived.weight }.map { result in
            var told = self.result(result, rule: numbers[result.check] ?? 0, &fingerprints)
            told.baselineState = report.summary.baseline?.state(of: result)
            return told
        }
        return SARIFLog.Run(
            tool: .init(driver: .init(name: report.tool.name, version: report.tool.version, rules: rules)),
            invocations: [invocation(report, rules: numbers)], results: results,
            properties: properties(report))
    }

    // MARK: - Rules

    private static func rule(_ result: Report.Result) -> SARIFLog.Rule {
        SARIFLog.Rule(
            id: result.check.rawValue, shortDescription: .init(result.title),
            fullDescription: .init("\(result.title). Where it is not so: \(result.breaks)"),
            help: .init("\(result.remediation)\n\nSource: \(result.source)"),
            helpUri: result.source.webAddress,
            defaultConfiguration: .init(level: level(result.severity)),
            properties: .init(area: result.area.rawValue, tags: [result.area.rawValue]))
    }

    private static func level(_ severity: Severity) -> SARIFLog.Level {
        switch severity {
        case .fail: .error
        case .warning: .warning
        case .note: .note
        }
    }

    // MARK: - Results

    private static func result(
        _ result: Report.Result, rule: Int, _ fingerprints: inout Fingerprints
    ) -> SARIFLog.Result {
        let (kind, level) = judgement(result)
        let ground = result.ground.isEmpty ? result.title : result.ground
        let subject = "\(result.subject.kind.rawValue)/\(result.subjectWords)"
        return SARIFLog.Result(
            ruleId: result.check.rawValue, ruleIndex: rule, kind: kind, level: level,
            message: .init("\(result.subjectWords): \(result.status.words): \(ground)"),
            locations: [
                .init(
                    physicalLocation: .init(artifactLocation: .init(uri: result.subject.path)),
                    logicalLocations: [.init(name: result.subject.name, fullyQualifiedName: subject)])
            ],
            partialFingerprints: [
                "checkAndSubject/v1": fingerprints.subject(result),
                "checkSubjectAndCodes/v1": fingerprints.codes(result),
            ],
            suppressions: suppressions(result, ground),
            properties: .init(
                status: result.status.rawValue, severity: result.severity.rawValue,
                subject: result.subject.name, via: result.subject.via, codes: result.codes,
                remedies: result.remedies,
                blockedBy: result.blockedBy.map(\.rawValue), devices: result.fleet?.counts,
                waived: result.waiver.map {
                    .init(
                        status: $0.status.rawValue, devices: $0.devices,
                        until: $0.firstExpiry?.ISO8601Format())
                }))
    }

    /// One for each waiver; who suppressed it and until when has no member of its own (section 3.35).
    private static func suppressions(_ result: Report.Result, _ ground: String) -> [SARIFLog.Result
        .Suppression]?
    {
        guard result.status == .waived else { return nil }
        let waivers = result.waiver?.by ?? []
        guard !waivers.isEmpty else { return [.init(justification: ground)] }
        return waivers.prefix(maximumSuppressions).map { .init(justification: $0.grounds) }
    }

    private static let maximumSuppressions = 20

    /// Only what fails has a level (section 3.27.10).
    private static func judgement(_ result: Report.Result) -> (SARIFLog.Result.Kind, SARIFLog.Level) {
        switch result.status {
        case .pass, .notApplicable, .skipped: (.informational, .none)
        case .fail: (.fail, .error)
        case .warning: (.fail, .warning)
        case .note: (.fail, .note)
        case .undetermined: (.open, .none)
        case .waived: (.fail, level(result.severity))
        }
    }

    // MARK: - The run

    private static func invocation(_ report: Report, rules: [CheckID: Int]) -> SARIFLog.Invocation {
        let run = report.run
        var notifications = report.areas.filter { !$0.lookedAt }.map { area in
            SARIFLog.Notification(
                descriptor: .init(id: "area.not-looked-at"), level: .note,
                message: .init("\(area.title): not looked at\(area.note.map { ": \($0)" } ?? "")"))
        }
        if run.interrupted {
            notifications.insert(
                .init(
                    descriptor: .init(id: "run.interrupted"), level: .error,
                    message: .init("The run was interrupted; what had not been seen by then is undetermined.")
                ),
                at: 0)
        }
        notifications += Dictionary(grouping: report.results, by: \.check).map { check, results in
            let rule = rules[check] ?? 0
            return SARIFLog.Notification(
                descriptor: .init(id: "check.results"),
                associatedRule: .init(id: check.rawValue, index: rule),
                level: .none, message: .init("\(check): \(Report.counts(results))"))
        }.sorted { ($0.associatedRule?.index ?? 0) < ($1.associatedRule?.index ?? 0) }
        let end = run.startedAt.addingTimeInterval(min(max(run.durationSeconds, 0), 1e9))
        return SARIFLog.Invocation(
            executionSuccessful: !run.interrupted, exitCode: report.summary.exitStatus,
            exitCodeDescription: report.verdictSentence, startTimeUtc: run.startedAt.utc,
            endTimeUtc: end.utc, machine: run.host, toolExecutionNotifications: notifications)
    }

    private static func properties(_ report: Report) -> SARIFLog.RunProperties {
        let run = report.run
        let steps = report.fleet?.funnel.compactMap { step in step.reached.map { (step.kind.rawValue, $0) } }
        return SARIFLog.RunProperties(
            verdict: report.summary.verdict.rawValue, counts: report.summary.counts,
            interrupted: run.interrupted,
            failOn: run.failOn.rawValue, requirementSet: run.requirementSet, cloud: run.cloud,
            vantage: run.vantage, devices: report.devices?.counts,
            steps: steps.map { Dictionary($0) { first, _ in first } })
    }
}

extension String {
    /// The text, where it is an https address in characters that need no escape anywhere; else nil.
    var webAddress: String? {
        guard hasPrefix("https://"), utf8.count > 8, utf8.dropFirst(8).allSatisfy(Self.isPlainAddress) else {
            return nil
        }
        return self
    }

    private static func isPlainAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "#"),
            UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "+"):
            true
        default: false
        }
    }
}
