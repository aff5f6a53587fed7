import Checks
import Model
import SupportBundle

/// A run as its bundle tells it.
struct BundleReport: Sendable {
    let report: Report
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
        var original = run.report
        let judge = run.judgement
        var kept = judge.kept
        summary = original.summary
        // Whoever holds them still keeps the memory.
        var facts = original.facts
        original.facts = FactSet()
        let (redacted, isChanged) = Self.redacted(&facts, redaction)
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
        let outcome = try await judging.outcome(of: redacted, reading)
        var shown = judging.report(outcome, of: redacted, shownRun, tool: original.tool)
        var notes = Self.differences(original, shown)
        if let baseline = original.summary.baseline {
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

    /// The redacted facts, and whether they are others than `facts`, which loses its claims on the way.
    private static func redacted(
        _ facts: inout FactSet, _ redaction: BundleRedaction
    ) -> (facts: FactSet, isChanged: Bool) {
        let rest = facts.withoutDevices
        var redacted = redaction.facts(rest)
        var isChanged = redacted != rest
        for range in facts.partsOfDevices {
            let part = facts.devices(range)
            let devices = redaction.facts(part).devices
            isChanged = isChanged || devices != part.devices
            redacted.devices += devices
            facts.dropClaims(range)
        }
        return (redacted, isChanged)
    }

    /// The checks of which the redacted facts say something else than the facts did.
    ///
    /// How many results there are of a check, and which, is compared by what no redaction may change: status, codes and numbers.
    private static func differences(_ original: Report, _ redacted: Report) -> [String] {
        let before = essence(original)
        let after = essence(redacted)
        let checks = allChecks.map(\.id).filter { before[$0] != after[$0] }
        var notes = checks.map {
            "\($0): says something else of the redacted facts than of those of the run"
        }
        if original.summary.verdict != redacted.summary.verdict {
            notes.append(
                "the verdict of the run was \(original.summary.verdict.rawValue), that of the redacted facts is \(redacted.summary.verdict.rawValue)"
            )
        }
        if original.devices?.counts != redacted.devices?.counts {
            notes.append("the numbers of devices by verdict are others than those of the run")
        }
        return notes
    }

    private struct Essence: Hashable {
        var status: Status
        var codes: [ReasonCode]
        var counts: [String: Int]
    }

    private static func essence(_ report: Report) -> [CheckID: [Essence: Int]] {
        report.results.reduce(into: [:]) { all, result in
            let essence = Essence(
                status: result.status,
                codes: Set(result.reasons.map(\.code)).sorted { $0.rawValue < $1.rawValue },
                counts: result.fleet?.counts ?? [:])
            all[result.check, default: [:]][essence, default: 0] += 1
        }
    }
}
