import Foundation
import Synchronization

/// Interrupts: the first ends the run in order, with a report; the second ends the program.
enum Signals {
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// The pipe by which the handler tells; -1 until it is watched.
    private static let told = Atomic<Int32>(-1)
    private static let count = Atomic(0)

    /// Takes SIGINT, SIGTERM and SIGHUP from now on; none is lost, however early it comes.
    ///
    /// - Returns: An element for each interrupt.
    static func watch() -> AsyncStream<Void> {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return AsyncStream { $0.finish() } }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        told.store(ends[1], ordering: .releasing)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in
                // Only what is safe in a handler: an atomic, write and _exit.
                if Signals.count.add(1, ordering: .relaxed).newValue > 1 { _exit(130) }
                var byte: UInt8 = 1
                _ = Foundation.write(Signals.told.load(ordering: .acquiring), &byte, 1)
            }
        }
        let readEnd = ends[0]
        return AsyncStream { continuation in
            let thread = Thread {
                var byte: UInt8 = 0
                while Foundation.read(readEnd, &byte, 1) == 1 || errno == EINTR { continuation.yield() }
            }
            thread.name = "signals"
            thread.start()
        }
    }

    /// From now on the next interrupt ends the program, also where it is the first one.
    static func endAtNext() {
        count.store(1, ordering: .relaxed)
    }

    /// Runs `body`; an interrupt cancels it, and what it then still returns is the result.
    static func interruptible<T: Sendable>(
        by interrupts: AsyncStream<Void>, _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
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
}
