import Configuration
import Curl
package import Model

/// Probes what a plan names and returns facts, in the order of the plan.
package struct EndpointCollector: Sendable {
    private let prober: Prober
    private let wildcards: WildcardProber

    /// Outside knowledge that probing itself needs.
    package struct Knowledge: Sendable {
        package var absentControl: String
        package var unrelatedControl: String

        package init(absentControl: String, unrelatedControl: String) {
            self.absentControl = absentControl
            self.unrelatedControl = unrelatedControl
        }
    }

    package init(prober: Prober, knowledge: Knowledge) {
        self.prober = prober
        wildcards = WildcardProber(
            prober: prober,
            controls: .init(absent: knowledge.absentControl, unrelated: knowledge.unrelatedControl)
        ) {
            let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
            return "p" + String((0..<15).map { _ in letters.randomElement() ?? "x" })
        }
    }

    /// Begins to load the network libraries and to set them up, on a thread of its own.
    package static func beginPreparingLibraries() {
        TransferEngine.beginPreparingLibrary()
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
        let width = OpenFiles.width(prober.settings.concurrency)
        async let lone = plan.wildcards.filter { $0.known == nil }.boundedMap(width: width) { wildcard in
            let fact = try await wildcards.finish(wildcards.begin(wildcard), known: nil)
            await counter.step()
            return fact
        }
        // A wildcard is tried along with the known host whose address it needs, and waits for no other.
        let probed = try await plan.items.boundedMap(width: width) { item in
            let own = plan.wildcards.filter { $0.known?.factID == item.factID }
            async let begun = own.boundedMap(width: width) { try await wildcards.begin($0) }
            let probe = try await prober.probe(item)
            let fact = EndpointFact(
                id: item.factID, endpoint: item.endpoint, path: item.path, observedAt: prober.now(),
                probe: probe)
            await counter.step()
            let finished = try await begun.boundedMap(width: width) { begun in
                let finished = try await wildcards.finish(begun, known: fact)
                await counter.step()
                return finished
            }
            return (fact: fact, wildcards: finished)
        }
        var facts = FactSet()
        facts.endpoints = probed.map(\.fact)
        let found = try await probed.flatMap(\.wildcards) + lone
        facts.wildcards = plan.wildcards.compactMap { wildcard in
            found.first { $0.pattern == wildcard.pattern && $0.path == wildcard.path }
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
        Set(try files.flatMap { try TrustStore.fingerprints(inFile: $0) })
    }
}
