import CheckCatalogue
import Checks
import Collectors
import Foundation
import Model
import Reporting
import SampleFacts
import SupportBundle
import TestSupport

@testable import mde_preflight

/// A run over given facts, and the bundle that is made of it in a folder of its own.
struct MadeBundle {
    let run: JudgedRun
    let account: BundleAccount
    let path: String
    private let folder: TemporaryFolder

    static let loader = Result { () throws in
        try CatalogueLoader(folder: RealCatalogue.folder, implemented: Set(allChecks.map(\.id)))
    }
    static let probing = Result { () throws in try loader.get().probing() }
    static let knowledge = Result { () throws in try BundleKnowledge(loader.get()) }
    static let salt = Array("a salt that nobody can guess".utf8)

    /// Judges facts as a run does, which ended judging devices at `cut`.
    static func judged(
        _ facts: FactSet, requirementSet: String = "classic", only: [String] = [], failOn: FailOn = .fail,
        interrupted: Bool = false, cut: JudgingCut? = nil
    ) async throws -> JudgedRun {
        let loader = try loader.get()
        var judgement = Judgement(
            requirementSet: requirementSet,
            selection: try Selection(only: only, skip: [], known: Array(loader.checkIDs)), failOn: failOn,
            knownIssuers: ["0123456789ABCDEF0123456789ABCDEF01234567"],
            directory: try probing.get().directory,
            cut: cut)
        let outcome = try await judgement.outcome(of: facts, Reading(loader))
        judgement.cut = outcome.cut
        let run = Report.Run(
            startedAt: Sample.moment, durationSeconds: 1.5, host: "jump01.corp.contoso.com",
            vantage: "Berlin",
            interrupted: interrupted, requirementSet: requirementSet, cloud: "global",
            paths: [.direct, Sample.proxy], failOn: failOn)
        let report = judgement.report(
            outcome, of: facts, run, tool: .init(name: Tool.name, version: Tool.version))
        return JudgedRun(report: report, judgement: judgement)
    }

    /// Makes a bundle; `change` makes its redaction another one.
    init(
        _ run: JudgedRun, level: RedactionLevel, secrets: [KnownSecret] = [], configuration: String? = nil,
        log: RunLog = RunLog(since: .now), salt: [UInt8] = salt, sources: [RawEvidence.Source] = [],
        change: (inout BundleRedaction) -> Void = { _ in }
    ) async throws {
        folder = try TemporaryFolder()
        path = folder.path("bundle.zip")
        self.run = run
        let request = BundleRequest(
            path: path, level: level, salt: salt, tokenMap: nil, tokenMapIsJSON: false)
        let knowledge = try Self.knowledge.get()
        var redaction = BundleRedaction(request, secrets: secrets, run.report, knowledge)
        change(&redaction)
        let making = BundleMaking(
            request: request, redaction: redaction, digest: knowledge.digest, sources: sources,
            configuration: configuration)
        do {
            account = try await making.make(of: run, Reading(Self.loader.get()), log: log)
        } catch {
            left = try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            throw NotMade(error: error, left: left ?? ["?"])
        }
        left = nil
    }

    private let left: [String]?

    /// Why there is no bundle, and what is in its folder then.
    struct NotMade: Error {
        var error: any Error
        var left: [String]

        var message: String { (error as? Failure)?.message ?? "\(error)" }
    }

    var bytes: [UInt8] { get throws { Array(try Data(contentsOf: URL(filePath: path))) } }

    func entry(_ name: String) throws -> String {
        String(decoding: try BundleReader.open(path).bytes(of: name), as: UTF8.self)
    }

    /// The report of the bundle's replay.
    func replayed() async throws -> Report {
        let loader = try Self.loader.get()
        return try await Replay.open(path).report(loader, Self.probing.get(), Reading(loader))
    }
}
