import Checks
import Model
import SupportBundle

/// A run as its bundle tells it.
struct BundleReport: Sendable {
    private(set) var report: Report
    let judgement: KeptJudgement
    /// What the run concluded.
    let summary: Summary
    /// The devices of the run as they are called in it, without what is claimed of them.
    let devices: [DeviceFact]
    /// What of the bundle is not as it was in the run, for its manifest and for whoever made it.
    let notes: [String]

    /// Redacts the facts of a run, and judges them again where they have become others.
    ///
    /// - Throws: ``Failure`` where the catalogue is unsound.
    init(_ run: consuming JudgedRun, _ redaction: BundleRedaction, _ reading: Reading) async throws {
        let judge = run.judgement
        var original = (consume run).report
        var kept = judge.kept
        summary = original.summary
        // Whoever holds them still keeps the memory.
        var facts = original.facts
        original.facts = FactSet()
        let (redacted, isChanged) = await Self.redacted(&facts, redaction)
        BundleWriter.giveFreedMemoryBack()
        devices = facts.devices
        let shownRun = redaction.run(original.run)
        guard isChanged || shownRun != original.run else {
            if let baseline = original.summary.baseline {
                original.summary.baseline = redaction.baseline(baseline, original, original) ?? baseline
            }
            original.facts = redacted
            (report, judgement, notes) = (original, kept, [])
            return
        }
        kept.knownIssuers = kept.knownIssuers.map(redaction.fingerprint).sorted()
        judgement = kept
        let judging = Judgement(
            requirementSet: kept.requirementSet, selection: judge.selection, failOn: kept.failOn,
            knownIssuers: Set(kept.knownIssuers), directory: judge.directory,
            cut: kept.cut ?? JudgingCut())
        let before = Findings(original)
        let baseline = original.summary.baseline
        if baseline == nil {
            // Of many devices that is much, and all that is needed of it from here on is in `before`.
            original.results = []
            original.otherRequirementSets = []
            original.devices = nil
            original.fleet = nil
        }
        let outcome = try await judging.outcome(of: redacted, reading)
        BundleWriter.giveFreedMemoryBack()
        var shown = judging.report(outcome, of: redacted, shownRun, tool: original.tool)
        var notes = before.differences(Findings(shown))
        if let baseline {
            if notes.isEmpty, let told = redaction.baseline(baseline, original, shown) {
                shown.summary.baseline = told
                shown.summary.exitStatus = original.summary.exitStatus
            } else {
                notes.append("the report with which the run was compared is not in the bundle")
            }
        }
        report = shown
        self.notes = notes
    }

    /// Lets go of what was found of devices, once it is written: what they are called and of which files they are stays.
    mutating func forgetFindings() {
        report.results = []
        report.otherRequirementSets = []
        report.devices = nil
        report.fleet = nil
        report.facts.fleet = nil
        report.facts.dropClaims(report.facts.devices.indices)
    }

    /// The redacted facts, and whether they are others than `facts`, which loses its claims on the way.
    private static func redacted(
        _ facts: inout FactSet, _ redaction: BundleRedaction
    ) async -> (facts: FactSet, isChanged: Bool) {
        let rest = facts.withoutDevices
        var redacted = redaction.facts(rest)
        var isChanged = redacted != rest
        // Two at a time; all names have been learnt, so that their tokens do not depend on which of them is the first.
        var parts = facts.partsOfDevices[...]
        while let range = parts.popFirst() {
            let next = parts.popFirst() ?? range.upperBound..<range.upperBound
            let (part, nextPart) = (facts.devices(range), facts.devices(next))
            async let nextDevices = redaction.facts(nextPart).devices
            let devices = redaction.facts(part).devices + (await nextDevices)
            isChanged = isChanged || devices != part.devices + nextPart.devices
            redacted.devices += devices
            facts.dropClaims(range)
            facts.dropClaims(next)
        }
        if redaction.level == .identities { redacted.keepMeanings(of: facts) }
        return (redacted, isChanged)
    }
}

/// What of a report no redaction may change: verdicts, and the status, codes and numbers of its results.
private struct Findings {
    private struct Essence: Hashable {
        var status: Status
        var codes: [ReasonCode]
        var counts: [String: Int]
    }

    private let essence: [CheckID: [Essence: Int]]
    private let verdict: String
    private let counts: [String: Int]?

    init(_ report: Report) {
        essence = report.results.reduce(into: [:]) { all, result in
            let essence = Essence(
                status: result.status,
                codes: Set(result.reasons.map(\.code)).sorted { $0.rawValue < $1.rawValue },
                counts: result.fleet?.counts ?? [:])
            all[result.check, default: [:]][essence, default: 0] += 1
        }
        verdict = report.summary.verdict.rawValue
        counts = report.devices?.counts
    }

    /// The checks of which the redacted facts say something else than the facts did.
    func differences(_ redacted: Findings) -> [String] {
        let checks = allChecks.map(\.id).filter { essence[$0] != redacted.essence[$0] }
        var notes = checks.map {
            "\($0): says something else of the redacted facts than of those of the run"
        }
        if verdict != redacted.verdict {
            notes.append(
                "the verdict of the run was \(verdict), that of the redacted facts is \(redacted.verdict)"
            )
        }
        if counts != redacted.counts {
            notes.append("the numbers of devices by verdict are others than those of the run")
        }
        return notes
    }
}
