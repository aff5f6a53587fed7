package import Addresses
package import Configuration
import Curl
package import FoundationEssentials
package import Model
import NameResolution

/// Probes what a plan names and returns facts, in the order of the plan.
package struct EndpointCollector: Sendable {
    private let prober: Prober
    private let wildcards: WildcardProber

    /// Outside knowledge that probing itself needs.
    package struct Knowledge: Sendable {
        package var sinkholes: [NetworkRange]
        package var proxyMarks: ProxyMarks
        package var absentControl: String
        package var unrelatedControl: String

        package init(
            sinkholes: [NetworkRange], proxyMarks: ProxyMarks, absentControl: String, unrelatedControl: String
        ) {
            self.sinkholes = sinkholes
            self.proxyMarks = proxyMarks
            self.absentControl = absentControl
            self.unrelatedControl = unrelatedControl
        }
    }

    /// Sets probing up; `version` is this tool's, for the user agent, and `now` this host's clock.
    ///
    /// Throws `CurlError` or `ResolverError` when the trust store or the resolver cannot be set up.
    package init(
        settings: NetworkSettings, knowledge: Knowledge, deadline: Deadline, version: String,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        let trust = try TrustStore.open(adding: [settings.caFile].compactMap(\.self))
        let names = NameStep(
            resolver: try NameResolver(servers: settings.nameServers), settings: settings,
            sinkholes: knowledge.sinkholes)
        prober = Prober(
            engine: try TransferEngine(
                trust: trust, threads: min(4, ProcessInfo.processInfo.activeProcessorCount)), names: names,
            settings: settings,
            userAgent: "mde-preflight/\(version)", proxyMarks: knowledge.proxyMarks, deadline: deadline,
            now: now)
        wildcards = WildcardProber(
            prober: prober,
            controls: .init(absent: knowledge.absentControl, unrelated: knowledge.unrelatedControl)
        ) {
            let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
            return "p" + String((0..<15).map { _ in letters.randomElement() ?? "x" })
        }
    }

    /// Sets the network libraries up, which takes milliseconds that may be spent while something else is done.
    package static func prepareLibraries() async {
        _ = TransferEngine.isLibraryReady
    }

    /// Probes the plan; cancelling the task ends it soon, with what is known by then.
    ///
    /// `progress` is told after each probe how many are done.
    package func collect(_ plan: EndpointPlan, progress: @escaping @Sendable (Int) -> Void) async throws
        -> FactSet
    {
        let counter = Counter(progress)
        var facts = FactSet()
        // A random name needs no other answer to be looked up, so that is done meanwhile.
        async let tries = plan.wildcards.boundedMap(width: prober.settings.concurrency) {
            try await wildcards.begin($0)
        }
        facts.endpoints = try await plan.items.boundedMap(width: prober.settings.concurrency) { item in
            let probe = try await prober.probe(item)
            await counter.step()
            return EndpointFact(
                id: item.factID, endpoint: item.endpoint, path: item.path, observedAt: prober.now(),
                probe: probe)
        }
        let probed = facts.endpoints
        let pairs = zip(plan.wildcards, try await tries).map { wildcard, fact in
            (fact, probed.first { $0.id == wildcard.known?.factID })
        }
        facts.wildcards = try await pairs.boundedMap(width: prober.settings.concurrency) { fact, known in
            let finished = try await wildcards.finish(fact, known: known)
            await counter.step()
            return finished
        }
        return facts
    }

    private actor Counter {
        private var count = 0
        private let report: @Sendable (Int) -> Void

        init(_ report: @escaping @Sendable (Int) -> Void) {
            self.report = report
        }

        func step() {
            count += 1
            report(count)
        }
    }
}

/// The fingerprints of issuers that the configuration counts as the service's own.
package enum KnownIssuerFiles {
    /// - Returns: SHA-1 fingerprints, upper-case hexadecimal, of all certificates in PEM files.
    /// - Throws: An error that names the file which holds none.
    package static func fingerprints(_ files: [String]) throws -> Set<String> {
        Set(try files.flatMap { try TrustStore.certificates(inFile: $0).map(\.sha1) })
    }
}
