import Checks
import Model
import SupportBundle

/// A run as its bundle tells it.
struct BundleReport: Sendable {
    let report: Report
    let judgement: KeptJudgement
    /// What of the bundle is not as it was in the run, for its manifest and for whoever made it.
    let notes: [String]

    /// Redacts the facts of a run, and judges them again where they have become others.
    ///
    /// - Throws: ``Failure`` where the catalogue is unsound.
    init(_ run: JudgedRun, _ redaction: BundleRedaction, _ reading: Reading) async throws {
        var kept = run.judgement.kept
        let facts = redaction.facts(run.report.facts)
        let shownRun = redaction.run(run.report.run)
        guard facts != run.report.facts || shownRun != run.report.run else {
            (report, judgement, notes) = (run.report, kept, [])
            return
        }
        kept.knownIssuers = kept.knownIssuers.map(redaction.fingerprint).sorted()
        judgement = kept
        let judging = Judgement(
            requirementSet: kept.requirementSet, selection: run.judgement.selection, failOn: kept.failOn,
            knownIssuers: Set(kept.knownIssuers), directory: run.judgement.directory)
        let outcome = try await judging.outcome(of: facts, reading)
        report = judging.report(outcome, of: facts, shownRun, tool: run.report.tool)
        var notes = Self.differences(run.report, report)
        if run.report.summary.baseline != nil {
            notes.append("the report with which the run was compared is not in the bundle")
        }
        self.notes = notes
    }

    /// The checks of which the redacted facts say something else than the facts did.
    ///
    /// Results come in the catalogue's order; how many there are of a check, and which, is compared by what no redaction may
    /// change: status, codes and numbers.
    private static func differences(_ original: Report, _ redacted: Report) -> [String] {
        let before = essence(original)
        let after = essence(redacted)
        let checks = allChecks.map(\.id).filter { before[$0] != after[$0] }
        var notes = checks.map { "\($0): says something else of the redacted facts than of those of the run" }
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
