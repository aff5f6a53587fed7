import ArgumentParser
import CheckCatalogue
import Collectors
import Configuration
import Foundation
import Model
import StrictYAML

struct CheckCommand: AsyncParsableCommand {
    /// The name above it spares the parser looking for a request for completions, a tenth of the time before probing.
    static let configuration = CommandConfiguration(
        commandName: "check", _superCommandName: Tool.name,
        abstract: "Probe, judge and report; this is what runs when no command is named."
    )

    @OptionGroup var runOptions: RunOptions

    @Option(
        help: ArgumentHelp(
            "Fail only on what is worse than in this saved JSON report.", valueName: "report"))
    var baseline: String?

    @OptionGroup var outputOptions: OutputOptions

    @Option(
        help: ArgumentHelp("Also write all that support needs into one file, a bundle.", valueName: "path"))
    var bundle: String?

    @OptionGroup var bundleOptions: BundleOptions

    func validate() throws {
        if bundle == nil && bundleOptions.areGiven {
            throw ValidationError("--redact goes with --bundle: it says what the bundle leaves out")
        }
    }

    func run() async throws {
        let run = try await runOptions.start()
        try run.inputs(baseline: baseline, saltFile: bundleOptions.saltFile).spare(
            outputOptions.output.compactMap(\.written)
                + (bundle.map { bundleOptions.written($0, "--bundle") } ?? []))
        let outputs = try outputOptions.open()
        let request = try bundle.map { path throws(Failure) in
            (try bundleOptions.request(path), try BundleKnowledge(run.loader))
        }
        if request != nil { run.setup.localEvidence.keep() }
        let baseline = try baseline.map { path throws(Failure) in
            try Baseline(
                path, for: run.setup.requirementSet, until: runOptions.deadline(ofAttemptBegun: run.begun))
        }
        let judged = try await run.judged(against: baseline, isQuiet: outputOptions.quiet)
        try outputs.write(judged.report)
        let status = Int32(judged.report.summary.exitStatus)
        if let (request, knowledge) = request { _ = try await run.bundle(consume judged, request, knowledge) }
        throw ExitCode(status)
    }
}

extension RunOptions {
    /// Runs once, or with `--wait` until ready, or no worse than the baseline, or out of time.
    func repeated(
        _ setup: Preflight, _ reading: Reading, against baseline: Baseline?,
        since begun: ContinuousClock.Instant, isQuiet: Bool
    ) async throws -> JudgedRun {
        let end = begun.advanced(by: .seconds(wait ?? 0))
        // Reading the configuration is part of the first attempt's time.
        var start = begun
        var number = 0
        while true {
            number += 1
            var run = try await setup.run(
                reading, deadline(ofAttemptBegun: start),
                showsProgress: StandardError.isTerminal && !isQuiet)
            if let baseline { run.report = run.report.held(against: baseline.report) }
            let now = ContinuousClock.now
            let next = now.advanced(by: Self.pause)
            let isLast = run.report.summary.exitStatus == 0 || Task.isCancelled || next >= end
            if wait != nil && !isQuiet {
                let line = AttemptLine(
                    number: number, report: run.report, elapsed: now - begun, left: isLast ? nil : end - next)
                StandardError.say("\(Tool.name): \(line.text)")
            }
            guard !isLast else { return run }
            try? await Task.sleep(until: next, clock: .continuous)
            guard !Task.isCancelled else {
                run.report = run.report.broken()
                return run
            }
            start = .now
        }
    }

    func deadline(ofAttemptBegun start: ContinuousClock.Instant) -> Deadline {
        Deadline(seconds: deadline ?? Self.defaultDeadline, since: start)
    }

    /// Seconds.
    private static let defaultDeadline = 60.0

    /// Between two attempts.
    static let pause = Duration.seconds(5)

    func setup(_ loader: CatalogueLoader, _ probing: ProbingKnowledge) throws(Failure) -> Preflight {
        let environment = ProcessInfo.processInfo.environment
        let selection = try Selection(only: only, skip: skip, known: Array(loader.checkIDs))
        var configuration = try ConfigurationFile.load(
            config ?? environment["MDE_PREFLIGHT_CONFIG"], loader, probing)
        try ConfigurationFile.addWaivers(waivers, to: &configuration, loader)
        if let via { configuration.network.via = via }
        try addEvidence(to: &configuration)
        let files = configuration.network.endpointSetFiles
        let probing = try CatalogueOptions.sound { () throws(Diagnostics) in
            try loader.adding(files: files, to: probing)
        }
        for name in configuration.network.endpointSets
        where !probing.endpointSets.contains(where: { $0.id == name }) {
            throw Failure(.badInput, "the catalogue of checks lacks the endpoint set \"\(name)\"")
        }
        configuration.network.endpointSets += probing.endpointSets.suffix(files.count).map(\.id)
        let name = requirementSet ?? configuration.requirementSet ?? "classic"
        guard loader.requirementSetNames.contains(name) else {
            let known = loader.requirementSetNames.joined(separator: ", ")
            throw Failure(
                .usage, "--requirement-set: there is no \"\(name.printable())\"; there are \(known)")
        }
        var proxies = ProxyRules(configuration.network, environment: environment)
        if proxies.isUnusable, configuration.network.via != .direct {
            let why = proxies.warnings.joined(separator: "; ")
            throw Failure(
                .badInput,
                "the proxy of the environment cannot be used: \(why); mend it, or give --via direct")
        }
        proxies.warnings.forEach(StandardError.warn)
        if configuration.network.via.needsProxy { proxies.useForAll() }
        if proxies.https == nil, configuration.network.via.needsProxy {
            throw Failure(
                .badInput,
                "there is no proxy to probe through: give network.proxy in the configuration, or HTTPS_PROXY, or --via direct"
            )
        }
        return Preflight(
            probing: probing, configuration: configuration, proxies: proxies, requirementSet: name,
            selection: selection,
            failOn: failOn, vantage: vantage,
            directoryPassword: try DirectoryPassword.read(configuration.directory, environment),
            signInCredential: try SignInSecrets.read(configuration.tenantServices?.signIn, environment),
            isLocal: local)
    }

    /// Adds what the command line names.
    private func addEvidence(to configuration: inout Settings) throws(Failure) {
        guard !evidence.isEmpty || local else { return }
        var devices = configuration.devices ?? DevicesSettings()
        for name in evidence {
            let place = EvidencePlace(name: name, path: URL(filePath: name).path)
            guard !name.isEmpty else {
                throw Failure(
                    .usage, "a place of evidence is empty; name a file or folder, or . for this one")
            }
            guard place.isThere else {
                throw Failure(
                    .usage,
                    "there is no file or folder \"\(name.printable())\", and no command of that name; \(Tool.name) --help shows them"
                )
            }
            devices.evidence.append(place)
        }
        configuration.devices = devices
    }
}
