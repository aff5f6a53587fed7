import CheckCatalogue
import Foundation
import Model
import Reporting
import SupportBundle

/// A run as a bundle has kept it, to be judged again.
struct Replay: Sendable {
    let manifest: BundleManifest
    let run: Report.Run
    let facts: FactSet
    let judgement: KeptJudgement

    /// Opens a bundle, and reads from it what was seen.
    ///
    /// - Throws: ``Failure`` that names the file and what is wrong with it.
    static func open(_ path: String) throws(Failure) -> Replay {
        let name = path.printable(limit: 1000)
        do throws(UnusableBundle) {
            let reader = try BundleReader.open(path)
            func part<T>(_ entry: String, _ read: (Data) throws -> T) throws(UnusableBundle) -> T {
                let bytes = try reader.bytes(of: entry)
                do {
                    return try read(Data(bytes))
                } catch {
                    throw UnusableBundle("\(name): \(entry) cannot be used: \(words(error))")
                }
            }
            let judgement = try part(BundleEntries.judgement) { data in
                let judgement = try JSONDecoder().decode(KeptJudgement.self, from: data)
                guard judgement.format == KeptJudgement.format else { throw Unknown() }
                return judgement
            }
            var (run, facts) = try part(BundleEntries.report) { try JSONReport.seen($0) }
            if reader.manifest.entries.contains(where: { $0.name == BundleEntries.fleet }) {
                facts.fleet = try part(BundleEntries.fleet) {
                    try FleetLines.read(Array($0), facts: facts.devices.count)
                }
            }
            run.requirementSet = judgement.requirementSet
            run.failOn = judgement.failOn
            return Replay(manifest: reader.manifest, run: run, facts: facts, judgement: judgement)
        } catch {
            throw Failure(.badInput, error.description)
        }
    }

    private struct Unknown: Error {}

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as UnreadableReport: error.reason
        case let error as FleetLines.Fault: error.description
        case is Unknown: "it is of a format that this version does not know"
        default: "it is not of the form that it should have"
        }
    }

    /// Judges what was seen; nothing is looked at but the catalogue.
    ///
    /// - Parameters:
    ///   - loader: The catalogue.
    ///   - probing: Its other part, some of which judging needs.
    ///   - reading: The part of it that judging needs.
    ///   - requirementSet: In place of the one by which the run was judged.
    ///   - failOn: In place of what the run had.
    /// - Throws: ``Failure`` where the catalogue is unsound, or lacks what the run asked for.
    func report(
        _ loader: CatalogueLoader, _ probing: ProbingKnowledge, _ reading: Reading,
        requirementSet: String? = nil, failOn: FailOn? = nil
    ) async throws -> Report {
        let selection: Selection
        do throws(Failure) {
            selection = try Selection(
                only: judgement.only, skip: judgement.skip, known: Array(loader.checkIDs))
        } catch {
            throw Failure(.badInput, "the run was told \(error.message)")
        }
        var run = run
        if let requirementSet { run.requirementSet = requirementSet }
        if let failOn { run.failOn = failOn }
        guard loader.requirementSetNames.contains(run.requirementSet) else {
            let known = loader.requirementSetNames.joined(separator: ", ")
            throw Failure(
                requirementSet == nil ? .badInput : .usage,
                "there is no requirement set \"\(run.requirementSet.printable())\"; there are \(known)")
        }
        let judging = Judgement(
            requirementSet: run.requirementSet, selection: selection, failOn: run.failOn,
            knownIssuers: Set(judgement.knownIssuers), directory: probing.directory)
        let outcome = try await judging.outcome(of: facts, reading)
        return judging.report(outcome, of: facts, run, tool: .init(name: Tool.name, version: Tool.version))
    }

    /// What is not as it was when the run was judged, a clause each.
    func differences(_ loader: CatalogueLoader) throws(Failure) -> [String] {
        var differences: [String] = []
        if manifest.tool.version != Tool.version {
            let version = manifest.tool.version.printable(limit: 40)
            differences.append("the run was made with version \(version), and is judged by \(Tool.version)")
        }
        if try CatalogueDigest.sha256(of: loader) != manifest.catalogue.sha256 {
            differences.append("the run was judged by another catalogue of checks than the replay")
        }
        return differences
    }
}
