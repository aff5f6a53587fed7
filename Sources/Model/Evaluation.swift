/// Turns evidence into results: every planned check has at least one, whatever was seen.
package struct Evaluation: Sendable {
    /// What to evaluate: the checks that were asked for, and those that were deselected.
    package struct Plan: Sendable {
        package var checks: [any Check]
        package var descriptions: [CheckID: CheckDescription]
        package var reasons: [ReasonCode: ReasonDescription]
        package var areas: [AreaDescription]
        /// For the checks that judge by the requirement set.
        package var requirementSets: [RequirementSet]
        package var isSelected: @Sendable (CheckID) -> Bool

        package init(
            checks: [any Check], descriptions: [CheckID: CheckDescription],
            reasons: [ReasonCode: ReasonDescription], areas: [AreaDescription],
            requirementSets: [RequirementSet] = [], isSelected: @escaping @Sendable (CheckID) -> Bool
        ) {
            self.checks = checks
            self.descriptions = descriptions
            self.reasons = reasons
            self.areas = areas
            self.requirementSets = requirementSets
            self.isSelected = isSelected
        }
    }

    private let plan: Plan
    private(set) var judged: [Judged]
    /// Directories in the order of the facts; they know the devices' names.
    let directories: [DirectoryFact]
    /// Devices with evidence, in the order of the facts.
    let evidence: [DeviceFact]
    /// The devices of all sources, where they were joined.
    let fleet: Fleet?
    /// How the sources were read.
    let lists: [DeviceListFact]
    let deviceSubject: String
    /// Absent where none were given.
    private(set) var waivers: AppliedWaivers?

    /// What a check found.
    struct Judged: Sendable {
        var check: CheckID
        var description: CheckDescription
        var findings: Findings?

        /// nil where the check was not asked for.
        func findings(under set: RequirementSet) -> [Finding]? {
            findings.map { $0.bySet[set.name] ?? $0.common }
        }

        /// What waivers do to each finding that is of devices; empty where there is nothing to do.
        func tallies(under set: RequirementSet) -> [DeviceTally?] {
            findings.map { $0.talliesBySet[set.name] ?? $0.tallies } ?? []
        }
    }

    /// What a check finds, by requirement set where that matters.
    struct Findings: Sendable {
        var common: [Finding] = []
        var bySet: [String: [Finding]] = [:]
        var tallies: [DeviceTally?] = []
        var talliesBySet: [String: [DeviceTally?]] = [:]
    }

    /// Judges each check once; requirement sets differ in what the verdicts count for.
    package init(_ plan: Plan, evidence: Evidence) {
        self.init(plan, evidence, findings: plan.checks.map { Self.findings(of: $0, plan, evidence) })
    }

    /// As ``init(_:evidence:)``, the checks side by side: some look at very many devices.
    package static func concurrently(_ plan: Plan, evidence: Evidence) async -> Evaluation {
        // A few hosts are judged before other threads have woken up.
        guard !evidence.facts.directories.isEmpty || !evidence.facts.devices.isEmpty else {
            return Evaluation(plan, evidence: evidence)
        }
        let findings = await withTaskGroup(of: (Int, Findings?).self) { group in
            for (index, check) in plan.checks.enumerated() {
                group.addTask { (index, Self.findings(of: check, plan, evidence)) }
            }
            var all = [Findings?](repeating: nil, count: plan.checks.count)
            for await (index, found) in group { all[index] = found }
            return all
        }
        return Evaluation(plan, evidence, findings: findings)
    }

    private init(_ plan: Plan, _ evidence: Evidence, findings: [Findings?]) {
        self.plan = plan
        directories = evidence.facts.directories
        self.evidence = evidence.facts.devices
        fleet = evidence.facts.fleet
        lists = evidence.facts.tenantServices?.lists ?? []
        deviceSubject = evidence.facts.deviceSubject
        judged = zip(plan.checks, findings).compactMap { check, findings in
            plan.descriptions[check.id].map { Judged(check: check.id, description: $0, findings: findings) }
        }
        if let given = evidence.facts.waivers { apply(given, evidence) }
    }

    /// Holds what was found against the waivers, then judges these by what became of them.
    private mutating func apply(_ given: GivenWaivers, _ evidence: Evidence) {
        var applied = AppliedWaivers(given, known: Set(plan.checks.map(\.id)))
        applied.take(self)
        for index in judged.indices {
            var findings = judged[index].findings
            findings?.count(self, applied, judged[index].check)
            judged[index].findings = findings
        }
        waivers = applied
        let sets = plan.requirementSets.isEmpty ? [Self.onlySet] : plan.requirementSets
        let reviews = sets.map { review(of: applied, under: $0) }
        for check in plan.checks where check.id.area == .waivers {
            let place = judged.firstIndex { $0.check == check.id && $0.findings != nil }
            guard let index = place else { continue }
            var findings = Findings()
            for (set, review) in zip(sets, reviews) {
                var evidence = evidence
                evidence.requirementSet = set.name
                evidence.waivers = review
                findings.bySet[set.name] = check.evaluate(evidence)
            }
            findings.common = sets.first.flatMap { findings.bySet[$0.name] } ?? []
            judged[index].findings = findings
        }
    }

    /// Where there is none to tell from others.
    private static let onlySet = RequirementSet(name: "", title: "", about: "", source: "", severities: [:])

    private func review(of applied: AppliedWaivers, under set: RequirementSet) -> WaiverReview {
        var used: Set<Int> = []
        let results = results(under: set, used: &used)
        let others = judged.filter { $0.description.area != .waivers }
        return WaiverReview(
            applied.given, results: results, used: used, known: applied.known,
            judged: Set(others.filter { $0.findings(under: set)?.isEmpty == false }.map(\.check)),
            deselected: others.contains { $0.findings == nil })
    }

    /// What a check finds; nil where it was not asked for.
    private static func findings(of check: any Check, _ plan: Plan, _ evidence: Evidence) -> Findings? {
        guard plan.isSelected(check.id) else { return nil }
        guard check.judgesBySet else { return Findings(common: check.evaluate(evidence)) }
        var findings = Findings()
        for set in plan.requirementSets {
            var evidence = evidence
            evidence.requirementSet = set.name
            findings.bySet[set.name] = check.evaluate(evidence)
        }
        findings.common = plan.requirementSets.first.flatMap { findings.bySet[$0.name] } ?? []
        return findings
    }

    /// The results under one requirement set, in the order of the plan.
    package func results(under set: RequirementSet) -> [Report.Result] {
        var used: Set<Int> = []
        return results(under: set, used: &used)
    }

    /// The same; adds to `used` the numbers of the waivers that had to do with any of them.
    private func results(under set: RequirementSet, used: inout Set<Int>) -> [Report.Result] {
        let all = found(under: set)
        guard let waivers else { return all }
        // A check without findings has one result, and no tally.
        let tallies = judged.flatMap { entry -> [DeviceTally?] in
            let count = entry.findings(under: set)?.count ?? 0
            let tallies = entry.tallies(under: set)
            return (0..<max(1, count)).map { $0 < tallies.count ? tallies[$0] : nil }
        }
        return zip(all, tallies).map { waivers.waived($0, $1, used: &used) }
    }

    /// The results without the waivers.
    private func found(under set: RequirementSet) -> [Report.Result] {
        let all = judged.flatMap { entry -> [Report.Result] in
            let severity = set.severities[entry.check] ?? .fail
            guard let findings = entry.findings(under: set) else {
                return [
                    skipped(entry.description, severity, "deselected by --only, --skip or the configuration")
                ]
            }
            guard !findings.isEmpty || !set.always.contains(entry.check) else {
                let text =
                    "nothing was probed that this check judges, and without it nothing can be called ready"
                let verdict = Verdict.undetermined([Reason(.inputNotGiven, text)])
                return [result(of: Finding(.environment, verdict), entry.description, severity)]
            }
            guard !findings.isEmpty else {
                return [
                    skipped(entry.description, severity, "nothing was configured that this check could judge")
                ]
            }
            return findings.map { result(of: $0, entry.description, severity) }
        }
        return Self.prune(all)
    }

    /// Which areas were looked at; without waivers there is nothing to look at in theirs.
    package func coverage() -> [Report.AreaCoverage] {
        plan.areas.filter { $0.area != .waivers || waivers != nil }.map { area in
            let entries = judged.filter { $0.description.area == area.area }
            let lookedAt = entries.contains { $0.findings?.common.isEmpty == false }
            let deselected = !entries.isEmpty && entries.allSatisfy { $0.findings == nil }
            let note = lookedAt ? nil : deselected ? "deselected" : area.givenBy
            return .init(area: area.area, title: area.title, lookedAt: lookedAt, note: note)
        }
    }

    /// Where judging devices ended, where it was broken off.
    package var cut: JudgingCut? {
        let parts = judged.flatMap { entry -> [JudgingCut.Part] in
            guard let findings = entry.findings else { return [] }
            let bySet = findings.bySet.sorted { $0.key < $1.key }.map { (name: $0.key as String?, $0.value) }
            let all = bySet.isEmpty ? [(nil, findings.common)] : bySet
            // By one set all may have been judged, and by the next one some.
            guard all.contains(where: { $0.1.contains { $0.judged != nil } }) else { return [] }
            return all.flatMap { name, found in
                found.compactMap { finding in
                    (finding.judged ?? finding.fleet?.devices.count).map {
                        JudgingCut.Part(check: entry.check, requirementSet: name, devices: $0)
                    }
                }
            }
        }
        return parts.isEmpty ? nil : JudgingCut(parts: parts)
    }

    private func skipped(_ description: CheckDescription, _ severity: Severity, _ why: String)
        -> Report.Result
    {
        .init(
            description, status: .skipped, severity: severity, subject: .environment,
            reasons: explained([Reason(.inputNotGiven, why)]))
    }

    private func result(of finding: Finding, _ description: CheckDescription, _ severity: Severity)
        -> Report.Result
    {
        let status = Status(finding.verdict, severity: severity)
        var result = Report.Result(
            description, status: status, severity: severity, subject: finding.subject,
            fleet: finding.fleet.map(FleetSummary.init))
        switch finding.verdict {
        case .met(let seen): result.seen = seen
        case .notApplicable(let why): result.seen = why
        case .notMet(let reasons): result.reasons = explained(reasons)
        case .undetermined(let reasons, let blockedBy):
            result.reasons = explained(reasons)
            result.blockedBy = blockedBy
        }
        return result
    }

    private func explained(_ reasons: [Reason]) -> [Reason] {
        reasons.map { reason in
            var reason = reason
            reason.remedy = plan.reasons[reason.code]?.remedy
            return reason
        }
    }

    /// Takes out of `blockedBy` the checks that are not in the report as a cause.
    private static func prune(_ results: [Report.Result]) -> [Report.Result] {
        let causes = Set(
            results.filter {
                $0.blockedBy.isEmpty && [.fail, .warning, .note, .undetermined].contains($0.status)
            }
            .map(\.check))
        return results.map { result in
            var result = result
            result.blockedBy.removeAll { !causes.contains($0) || $0 == result.check }
            return result
        }
    }
}

extension Report.OtherRequirementSet {
    /// Compares the results of the chosen set with those of another one over the same plan.
    package init(
        name: String, results other: [Report.Result], against chosen: [Report.Result], failOn: FailOn,
        interrupted: Bool
    ) {
        self.name = name
        verdict = Summary(other, failOn: failOn, interrupted: interrupted).verdict
        let count = other.count { $0.status == .waived }
        waived = count > 0 ? count : nil
        differences = zip(chosen, other).filter { $0.status != $1.status }
            .map { .init(check: $0.check, subject: $0.subject, status: $0.status, otherStatus: $1.status) }
    }
}
