import Addresses
import CheckCatalogue
import Collectors
import Configuration
import Foundation
import Model

/// One run: plan, collect, judge, report.
struct Preflight: Sendable {
    let probing: ProbingKnowledge
    let configuration: Settings
    let proxies: ProxyRules
    let requirementSet: String
    let selection: Selection
    let failOn: FailOn
    let vantage: String?
    /// Of the account that reads the directory; never reported.
    var directoryPassword: String?
    /// By which the tenant's services are asked; never reported.
    var signInCredential: SignInCredential?
    /// Takes note of the tokens that are fetched.
    let metSecrets = MetSecrets()
    /// Whether this host is judged as a device.
    var isLocal = false
    /// Keeps what was collected on this host until it is removed, where that is wanted.
    let localEvidence = LocalEvidence()

    /// Cancelling the task ends the run soon; its report is whole, and marked interrupted.
    ///
    /// - Throws: ``Failure`` when a file that the configuration names cannot be used.
    func run(_ reading: Reading, _ deadline: Deadline, showsProgress: Bool) async throws -> JudgedRun {
        let log = RunLog.shared
        let startedAt = Date()
        let started = ContinuousClock.now
        let plan = EndpointPlan(
            sets: probing.endpointSets, configuration: configuration, proxies: proxies,
            isWanted: selection.contains)
        async let readIssuers = knownIssuers()
        // Judging and telling many results takes time too.
        let probingEnd = deadline.sooner(by: Double(plan.items.count) * Self.secondsToTell)
        let progress = Progress(total: plan.items.count + plan.wildcards.count, isShown: showsProgress)
        defer { progress.clear() }
        async let collected = log.step("\(plan.items.count) probes") {
            try await collect(plan, probingEnd, progress)
        }
        async let directories = log.step("directory") { try await self.directories(probingEnd, progress) }
        async let exports = log.step("synchronization exports") { try await syncConfigurations(probingEnd) }
        async let devices = log.step("evidence of devices") { try await self.devices(probingEnd, progress) }
        async let tenantReading = log.step("tenant services") {
            try await self.tenantServices(reading, judgedAt: startedAt, probingEnd, progress)
        }
        // A file that is wrong ends the probing.
        let knownIssuers = try await readIssuers
        // An unsound catalogue ends the probing.
        _ = try await reading.judging()
        var facts = try await collected
        facts.directories = try await directories
        facts.syncConfigurations = try await exports
        facts.devices = try await devices
        facts.tenant = configuration.tenant
        let tenantServices = try await tenantReading
        facts.tenantServices = tenantServices?.fact
        facts.endpoints += try await tenantNames(in: facts, probingEnd)
        facts.directoryExpectation = directoryExpectation(judgedAt: startedAt)
        facts.deviceExpectation = deviceExpectation(judgedAt: startedAt)
        if facts.deviceExpectation != nil { facts.scopeAttestation = configuration.scopeAttestation }
        facts.waivers = configuration.waivers.map {
            GivenWaivers(judgedAt: Self.wholeSecond(of: startedAt), waivers: $0)
        }
        if facts.deviceExpectation != nil {
            join(tenantServices?.sources ?? FleetSources(), in: &facts, try await reading.devices())
        }
        var judgement = Judgement(
            requirementSet: requirementSet, selection: selection, failOn: failOn, knownIssuers: knownIssuers,
            directory: probing.directory)
        let outcome = try await log.step("judging") { [facts, judgement] in
            try await judgement.outcome(of: facts, reading)
        }
        judgement.cut = outcome.cut
        // Judging a large fleet takes a while too, and cannot be broken off.
        let interrupted = Task.isCancelled
        let elapsed = (ContinuousClock.now - started).components
        let run = Report.Run(
            startedAt: startedAt,
            durationSeconds: ((Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18) * 1000).rounded()
                / 1000,
            host: Self.hostName, vantage: vantage, interrupted: interrupted,
            requirementSet: requirementSet, cloud: configuration.cloud.rawValue, paths: paths(plan),
            failOn: failOn)
        let report = judgement.report(
            outcome, of: facts, run, tool: .init(name: Tool.name, version: Tool.version))
        return JudgedRun(report: report, judgement: judgement)
    }

    /// A report keeps whole seconds, and has to judge the same when it is read again.
    static func wholeSecond(of moment: Date) -> Date {
        Date(timeIntervalSince1970: moment.timeIntervalSince1970.rounded(.down))
    }

    /// For each probe, generously.
    private static let secondsToTell = 0.000_2

    private func collect(_ plan: EndpointPlan, _ deadline: Deadline, _ progress: Progress) async throws
        -> FactSet
    {
        guard !plan.items.isEmpty || !plan.wildcards.isEmpty || federatedDomain != nil else {
            return FactSet()
        }
        let prober = try prober(deadline)
        let collector = endpointCollector(prober)
        async let federation = federation(prober)
        var facts = try await collector.collect(plan) { progress.show(probed: $0) }
        facts.federation = await federation
        return facts
    }

    func endpointCollector(_ prober: Prober) -> EndpointCollector {
        EndpointCollector(
            prober: prober,
            knowledge: .init(
                absentControl: probing.wildcardControls.absent,
                unrelatedControl: probing.wildcardControls.unrelated))
    }

    func prober(_ deadline: Deadline) throws(Failure) -> Prober {
        do {
            return try Prober(
                settings: configuration.network,
                knowledge: .init(
                    sinkholes: probing.sinkholes.compactMap { NetworkRange(cidr: $0.cidr, name: $0.name) },
                    proxyMarks: ProxyMarks(
                        headers: probing.proxyMarks.headers, servers: probing.proxyMarks.servers)),
                deadline: deadline, version: Tool.version)
        } catch {
            throw Failure(.badInput, "\(error)")
        }
    }

    /// As the kernel has it; Foundation's own would ask a resolver, without a deadline.
    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
        return String(printing: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, limit: 255)
    }

    private func knownIssuers() async throws(Failure) -> Set<String> {
        do {
            let own = configuration.network.caFile.map { [$0] } ?? []
            _ = try KnownIssuerFiles.fingerprints(
                own.filter { !configuration.network.knownIssuers.contains($0) })
            return try KnownIssuerFiles.fingerprints(configuration.network.knownIssuers)
        } catch {
            throw Failure(.badInput, "\(error)")
        }
    }

    private func paths(_ plan: EndpointPlan) -> [NetworkPath] {
        plan.items.map(\.path).reduce(into: []) { list, path in
            if !list.contains(path) { list.append(path) }
        }
    }
}

extension Report {
    /// The report of an attempt after which waiting was interrupted.
    func broken() -> Report {
        var report = self
        report.run.interrupted = true
        report.summary = Summary(results, failOn: run.failOn, interrupted: true)
        for index in otherRequirementSets.indices where otherRequirementSets[index].verdict == .ready {
            report.otherRequirementSets[index].verdict = .undetermined
        }
        report.summary.baseline = summary.baseline
        return report
    }
}
