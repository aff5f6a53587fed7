import Dispatch
import Foundation
import Synchronization

/// Interrupts: the first ends the run in order, with a report; the second ends the program.
enum Signals {
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Runs `body`; an interrupt cancels it, and what it then still returns is the result.
    static func interruptible<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T
    {
        let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM].map { watch($0, continuation) }
        defer { sources.forEach { $0.cancel() } }
        return try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in interrupts { break }
                return nil
            }
            while let event = try await group.next() {
                // Either the result is there, or an interrupt is to hasten it.
                group.cancelAll()
                if let value = event { return value }
            }
            throw CancellationError()
        }
    }

    private static let seen = Atomic(0)

    private static func watch(_ number: Int32, _ continuation: AsyncStream<Void>.Continuation)
        -> any DispatchSourceSignal
    {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            if seen.add(1, ordering: .relaxed).newValue > 1 { _exit(130) }
            continuation.yield()
        }
        source.resume()
        return source
    }
}
