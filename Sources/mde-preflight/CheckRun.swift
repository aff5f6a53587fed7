import CheckCatalogue
import Collectors
import Configuration
import Foundation
import Model
import SupportBundle

/// A run that was asked for on the command line, from its setting up to its report and its bundle.
struct CheckRun: Sendable {
    let options: RunOptions
    let loader: CatalogueLoader
    let reading: Reading
    let setup: Preflight
    let begun: ContinuousClock.Instant
    let interrupts: AsyncStream<Void>

    /// Probes and judges; an interrupt ends it soon, with a report all the same.
    ///
    /// - Throws: ``Failure`` when a file that the configuration names cannot be used, or the catalogue is unsound.
    func judged(against baseline: Baseline?, isQuiet: Bool) async throws -> JudgedRun {
        async let judging = reading.judging()
        var isDone = false
        defer { if !isDone { setup.localEvidence.remove() } }
        let judged = try await Signals.interruptible(by: interrupts) {
            try await options.repeated(
                setup, reading, against: baseline, since: begun, isQuiet: isQuiet)
        }
        _ = try await judging
        isDone = true
        return judged
    }

    /// Writes the support bundle.
    ///
    /// - Throws: ``Failure`` where it cannot be written, or would hold what it must not.
    func bundle(_ judged: consuming JudgedRun, _ request: BundleRequest, _ knowledge: BundleKnowledge)
        async throws -> BundleAccount
    {
        let localEvidence = setup.localEvidence
        Signals.endAtNext(after: judged.report.run.interrupted ? 1 : 0) {
            localEvidence.remove()
            StandardError.say("\(Tool.name): interrupted: no bundle was written")
        }
        defer { localEvidence.remove() }
        let environment = ProcessInfo.processInfo.environment
        let redaction = BundleRedaction(
            request, secrets: BundleSecrets.all(of: setup, environment: environment), judged.report, knowledge
        )
        let making = BundleMaking(
            request: request, redaction: redaction, digest: knowledge.digest,
            sources: sources(judged.report.run.startedAt),
            configuration: try options.configurationText(environment), leftOut: leftOut)
        return try await making.make(of: consume judged, reading, log: RunLog.shared)
    }
}

extension CheckRun {
    private func sources(_ begun: Date) -> [RawEvidence.Source] {
        let places = (setup.configuration.devices?.evidence ?? []).map {
            RawEvidence.Source($0, begun: begun)
        }
        // What was collected here was collected for this run.
        return places
            + [setup.localEvidence.place].compactMap(\.self).map { .init($0, begun: .distantFuture) }
    }

    /// What was read, and is of a form that redaction does not know.
    private var leftOut: [(name: String, why: String)] {
        let exports = (setup.configuration.directory?.syncConfigurations ?? []).map {
            ($0.name, "synchronization export")
        }
        let answers = (setup.configuration.tenantServices?.exports ?? []).map { ($0.name, "saved answers") }
        return (exports + answers).map { name, what in
            (name, "is left out as a whole: redaction does not know \(what)")
        }
    }
}

extension RunOptions {
    /// Reads the catalogue and the configuration.
    ///
    /// - Throws: ``Failure`` that says what cannot be used.
    func start() async throws -> CheckRun {
        let begun = ContinuousClock.now
        let interrupts = Signals.watch()
        let loader = try catalogueOptions.open()
        async let librariesReady: Void = EndpointCollector.prepareLibraries()
        let probing = try catalogueOptions.probing(loader)
        RunLog.shared.note("the catalogue has been read")
        let setup = try setup(loader, probing)
        await librariesReady
        return CheckRun(
            options: self, loader: loader, reading: Reading(loader), setup: setup, begun: begun,
            interrupts: interrupts)
    }

    /// The text of the configuration file; nil where there is none.
    func configurationText(_ environment: [String: String]) throws(Failure) -> String? {
        guard let path = config ?? environment["MDE_PREFLIGHT_CONFIG"] else { return nil }
        do {
            return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        } catch {
            throw Failure(.fault, "\(path.printable(limit: 1000)) cannot be read again for the bundle")
        }
    }
}
