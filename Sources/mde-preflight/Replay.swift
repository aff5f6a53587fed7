import CheckCatalogue
import Foundation
import Model
import Reporting
import SupportBundle

/// A run as a bundle has kept it, to be judged again.
struct Replay: Sendable {
    let manifest: BundleManifest
    /// The report of the run, of which the run and the facts are judged.
    let kept: Report
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
            var report = try report(in: reader, name)
            if reader.manifest.entries.contains(where: { $0.name == BundleEntries.fleet }) {
                report.facts.fleet = try part(BundleEntries.fleet) {
                    try FleetLines.read(Array($0), devices: report.facts.devices)
                }
            } else if report.facts.devices.contains(where: { $0.members != nil }) {
                throw UnusableBundle(
                    "\(name): \(BundleEntries.fleet) is missing, and the facts are of a fleet")
            }
            return Replay(manifest: reader.manifest, kept: report, judgement: judgement)
        } catch {
            throw Failure(.badInput, error.description)
        }
    }

    private static func report(in reader: BundleReader, _ name: String) throws(UnusableBundle) -> Report {
        var parser = SavedReportReader(for: .everything)
        try reader.read(BundleEntries.report) { bytes in
            bytes.withUnsafeBufferPointer { parser.take($0) }
        }
        do throws(UnreadableReport) {
            return try parser.finish()
        } catch {
            throw UnusableBundle("\(name): \(BundleEntries.report) cannot be used: \(error.reason)")
        }
    }

    private struct Unknown: Error {}

    private static func words(_ error: any Error) -> String {
        switch error {
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
    /// - Returns: What the run would have said by this catalogue.
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
        var run = kept.run
        run.requirementSet = requirementSet ?? judgement.requirementSet
        run.failOn = failOn ?? judgement.failOn
        guard loader.requirementSetNames.contains(run.requirementSet) else {
            let known = loader.requirementSetNames.joined(separator: ", ")
            throw Failure(
                requirementSet == nil ? .badInput : .usage,
                "there is no requirement set \"\(run.requirementSet.printable())\"; there are \(known)")
        }
        let judging = Judgement(
            requirementSet: run.requirementSet, selection: selection, failOn: run.failOn,
            knownIssuers: Set(judgement.knownIssuers), directory: probing.directory,
            cut: judgement.cut ?? JudgingCut())
        let outcome = try await judging.outcome(of: kept.facts, reading)
        var report = judging.report(
            outcome, of: kept.facts, run, tool: .init(name: Tool.name, version: Tool.version))
        if let baseline = kept.summary.baseline {
            if report.results == kept.results && run.failOn == kept.run.failOn {
                report.summary.baseline = baseline
                report.summary.exitStatus = kept.summary.exitStatus
            } else {
                StandardError.warn("the replay is not held against the report that the run was held against")
            }
        }
        return report
    }

    /// What is not as it was when the run was judged, a clause each.
    func differences(_ loader: CatalogueLoader, _ reading: Reading) async throws(Failure) -> [String] {
        var differences: [String] = []
        if manifest.tool.version != Tool.version {
            let version = manifest.tool.version.printable(limit: 40)
            differences.append("the run was made with version \(version), and is judged by \(Tool.version)")
        }
        if try CatalogueDigest.sha256(of: loader) != manifest.catalogue.sha256 {
            let own = try await reading.judging().version.printable(limit: 40)
            let version = manifest.catalogue.version?.printable(limit: 40) ?? "an edition that is not told"
            differences.append(
                "the run was judged by another catalogue of checks than the replay: by \(version), and now by \(own)"
            )
        }
        return differences
    }
}
