package import Configuration
import EventLoop
package import Model

extension SyncConfigurationCollector {
    /// What is kept of the run's time for judging and telling, in seconds.
    private static let reserve = 0.05
    /// Exports read at once.
    private static let width = 2

    /// Reads every export that the configuration names, in its order.
    package static func collect(_ places: [SyncConfigurationPlace], deadline: Deadline) async throws
        -> [SyncConfigurationFact]
    {
        try await places.boundedMap(width: width) { place in
            let outcome = await BlockingThread.run(
                named: "exports", until: deadline.instant(before: reserve)
            ) { isAbandoned in read(place.path, isCancelled: isAbandoned) }
            switch outcome {
            case .finished(var fact):
                fact.path = place.name.printable(limit: 500)
                fact.id = "sync-configuration:\(fact.path)"
                return fact
            case .timeout:
                return nothing(
                    place.name, .deadlineExceeded, "was not read to its end before the run's deadline")
            case .cancelled:
                return nothing(place.name, .runInterrupted, "was not read to its end: interrupted")
            }
        }
    }
}
