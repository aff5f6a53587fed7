import ArgumentParser
import CheckCatalogue
import Collectors
import Configuration
import Foundation
import Model
import StrictYAML

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Probe, judge and report; this is what runs when no command is named."
    )

    @Argument(
        help: ArgumentHelp(
            "Judge devices by what was collected on them: folders and archives, each of one device or of many.",
            valueName: "evidence"))
    var evidence: [String] = []

    @Flag(help: "Judge this host too, by what can be collected on it.")
    var local = false

    @Option(help: ArgumentHelp("Read the configuration from this file.", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Judge by this edition of the requirements: classic or current.", valueName: "name"))
    var requirementSet: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Make only these checks; repeatable, and takes areas too.", valueName: "id"))
    var only: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Leave these checks out; repeatable, and takes areas too.", valueName: "id"))
    var skip: [String] = []

    @Option(
        help: ArgumentHelp("Have an answer within this many seconds (default: 60).", valueName: "seconds"))
    var deadline: Double?

    @Option(
        help: ArgumentHelp(
            "Probe directly, through the proxy, or both ways: auto, direct, proxy or both.", valueName: "path"
        ))
    var via: NetworkSettings.Via?

    @Option(
        help: ArgumentHelp(
            "From where on the run is not ready: fail, warning or undetermined.", valueName: "status"))
    var failOn = FailOn.fail

    @Option(
        help: ArgumentHelp("Start again until ready, for at most this many seconds.", valueName: "seconds"))
    var wait: Double?

    @Option(
        help: ArgumentHelp("Name the place from which this host probes, for the report.", valueName: "name"))
    var vantage: String?

    @Option(
        help: ArgumentHelp(
            "Fail only on what is worse than in this saved JSON report.", valueName: "report"))
    var baseline: String?

    @OptionGroup var outputOptions: OutputOptions

    @OptionGroup var catalogueOptions: CatalogueOptions

    func validate() throws {
        if let deadline, !(deadline > 0 && deadline <= 86_400) {
            throw ValidationError("--deadline takes seconds, more than 0 and at most 86400")
        }
        if let wait, !(wait >= 0 && wait <= 86_400) {
            throw ValidationError("--wait takes seconds, from 0 to 86400")
        }
    }

    func run() async throws {
        let begun = ContinuousClock.now
        let interrupts = Signals.watch()
        let loader = try catalogueOptions.open()
        // What judging needs is read while the hosts are probed.
        let reading = Reading(loader)
        async let librariesReady: Void = EndpointCollector.prepareLibraries()
        let probing = try catalogueOptions.probing(loader)
        async let judging = reading.judging()
        await librariesReady
        let setup = try setup(loader, probing)
        let outputs = try outputOptions.open()
        let baseline = try baseline.map { path throws(Failure) in
            try Baseline(path, for: setup.requirementSet)
        }
        let report = try await Signals.interruptible(by: interrupts) {
            try await repeated(setup, reading, against: baseline, since: begun)
        }
        _ = try await judging
        try outputs.write(report)
        throw ExitCode(Int32(report.summary.exitStatus))
    }

    /// Runs once, or with `--wait` until ready, or no worse than the baseline, or out of time.
    private func repeated(
        _ setup: Preflight, _ reading: Reading, against baseline: Baseline?,
        since begun: ContinuousClock.Instant
    ) async throws -> Report {
        let end = begun.advanced(by: .seconds(wait ?? 0))
        // Reading the configuration is part of the first attempt's time.
        var start = begun
        while true {
            var report = try await setup.run(
                reading, Deadline(seconds: deadline ?? Self.defaultDeadline, since: start),
                showsProgress: StandardError.isTerminal && !outputOptions.quiet)
            if let baseline { report = report.held(against: baseline.report) }
            let next = ContinuousClock.now.advanced(by: Self.pause)
            guard report.summary.exitStatus != 0, !Task.isCancelled, next < end else { return report }
            try? await Task.sleep(until: next, clock: .continuous)
            guard !Task.isCancelled else { return report.broken() }
            start = .now
        }
    }

    /// Seconds.
    private static let defaultDeadline = 60.0

    /// Between two attempts.
    private static let pause = Duration.seconds(5)

    private func setup(_ loader: CatalogueLoader, _ probing: ProbingKnowledge) throws(Failure) -> Preflight {
        let environment = ProcessInfo.processInfo.environment
        let selection = try Selection(only: only, skip: skip, known: Array(loader.checkIDs))
        var configuration = try ConfigurationFile.load(
            config ?? environment["MDE_PREFLIGHT_CONFIG"], loader, probing)
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

extension NetworkSettings.Via: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
