import CheckCatalogue
import Checks
import Model
import SupportBundle

/// From facts to a report, without a look at the world: the same for a run and for its replay.
struct Judgement: Sendable {
    /// The edition of the requirements that decides.
    let requirementSet: String
    let selection: Selection
    let failOn: FailOn
    /// SHA-1 fingerprints, upper-case hexadecimal, of issuers that the configuration says are known.
    let knownIssuers: Set<String>
    let directory: DirectoryKnowledge
    /// Where judging devices ends; absent in a run, where an interrupt ends it.
    var cut: JudgingCut?

    /// What was found, before it is known how the run ended.
    struct Outcome {
        fileprivate var results: [Report.Result]
        fileprivate var others: [(name: String, results: [Report.Result])]
        fileprivate var devices: Report.Devices?
        fileprivate var fleet: FleetPicture?
        fileprivate var areas: [Report.AreaCoverage]
        /// The edition of the catalogue.
        fileprivate var catalogue: String
        /// Where an interrupt ended judging devices; absent where all were judged.
        fileprivate(set) var cut: JudgingCut?
    }

    /// Judges `facts` by every requirement set.
    ///
    /// - Throws: ``Failure`` where the catalogue is unsound.
    func outcome(of facts: FactSet, _ reading: Reading) async throws -> Outcome {
        let judging = try await reading.judging()
        guard let chosen = judging.requirementSet(requirementSet) else {
            throw Failure(
                .badInput, "the catalogue's file for requirement set \(requirementSet) has another id")
        }
        var references = References()
        references.knownRoots = judging.issuers.roots
        references.knownIssuers = judging.issuers.issuers.union(knownIssuers)
        references.publicRoots = judging.publicRoots
        references.directory = directory
        if facts.deviceExpectation != nil { references.devices = try await reading.devices() }
        if facts.tenantServices != nil { references.tenant = try await reading.tenant() }
        var evidence = Evidence(facts: facts, references: references)
        evidence.cut = cut
        let evaluation = await Evaluation.concurrently(
            plan(judging, hasWaivers: facts.waivers != nil), evidence: evidence)
        let (devices, fleet) = evaluation.devices(under: chosen)
        return Outcome(
            results: evaluation.results(under: chosen),
            others: judging.requirementSets.filter { $0.name != requirementSet }.map {
                ($0.name, evaluation.results(under: $0))
            },
            devices: devices, fleet: fleet, areas: evaluation.coverage(),
            catalogue: judging.version, cut: evaluation.cut)
    }

    /// The report of a run that saw `facts`.
    func report(_ outcome: Outcome, of facts: FactSet, _ run: Report.Run, tool: Report.Tool) -> Report {
        let others = outcome.others.map { name, results in
            Report.OtherRequirementSet(
                name: name, results: results, against: outcome.results, failOn: failOn,
                interrupted: run.interrupted)
        }
        return Report(
            tool: tool, run: run,
            summary: Summary(outcome.results, failOn: failOn, interrupted: run.interrupted),
            otherRequirementSets: others, results: outcome.results, devices: outcome.devices,
            fleet: outcome.fleet, areas: outcome.areas, facts: facts,
            catalogue: .init(version: outcome.catalogue))
    }

    /// Waivers that are given are judged whatever else is: one that has expired must not go unnoticed in a run of some checks.
    private func plan(_ judging: JudgingKnowledge, hasWaivers: Bool) -> Evaluation.Plan {
        let selection = selection
        return .init(
            checks: allChecks, descriptions: judging.checks, reasons: judging.reasons, areas: judging.areas,
            requirementSets: judging.requirementSets,
            isSelected: { id in
                selection.contains(id) || hasWaivers && id.area == .waivers && !selection.skips(id)
            })
    }
}

extension Judgement {
    /// What a bundle keeps of it.
    var kept: KeptJudgement {
        KeptJudgement(
            requirementSet: requirementSet, only: selection.only.sorted(), skip: selection.skip.sorted(),
            failOn: failOn, knownIssuers: knownIssuers.sorted(), cut: cut)
    }
}

/// A run's report, and how it came about from the facts.
struct JudgedRun: Sendable {
    var report: Report
    var judgement: Judgement
}
