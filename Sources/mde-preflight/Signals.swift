import Foundation
import Synchronization

/// Interrupts: the first ends the run in order, with a report; the second ends the program.
///
/// What comes right after another is the same one: `timeout` signals the program, and then the group that it is in.
enum Signals {
    /// A reader that went away, and a file that may not grow, are told by the write that fails.
    static func ignoreFailingWrites() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// The pipe by which the handler tells; -1 until it is watched.
    private static let told = Atomic<Int32>(-1)
    private static let count = Atomic(0)
    /// When the last interrupt came that counted, in milliseconds of the machine's clock.
    private static let counted = Atomic<Int64>(.min / 2)
    /// Milliseconds within which two are one.
    private static let echo: Int64 = 500
    /// Whether files are being put into their places, which nothing breaks off.
    private static let isPlacing = Atomic(false)
    /// Held while files are put into their places, and by whatever ends the program.
    private static let placing = NSLock()
    /// What is done before the next interrupt ends the program; nil where the run is to end instead.
    private static let last = Mutex<(@Sendable () -> Void)?>(nil)

    /// Whether an interrupt has come that has not had its effect.
    static var isInterrupted: Bool { count.load(ordering: .relaxed) > 0 }

    /// Takes SIGINT, SIGTERM and SIGHUP from now on, unless `nohup` asked for SIGHUP to be ignored; none is lost, however early
    /// it comes.
    ///
    /// - Returns: An element for each interrupt.
    static func watch() -> AsyncStream<Void> {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return AsyncStream { $0.finish() } }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        told.store(ends[1], ordering: .releasing)
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isHangupIgnored {
            signal(number) { _ in
                // Only what is safe in a handler: clock_gettime, an atomic, write and _exit.
                var now = timespec()
                clock_gettime(CLOCK_MONOTONIC, &now)
                let moment = Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
                guard moment - Signals.counted.load(ordering: .relaxed) >= Signals.echo else { return }
                Signals.counted.store(moment, ordering: .relaxed)
                let isSecond = Signals.count.add(1, ordering: .relaxed).newValue > 1
                if isSecond, !Signals.isPlacing.load(ordering: .relaxed) { _exit(130) }
                var byte: UInt8 = 1
                _ = Foundation.write(Signals.told.load(ordering: .acquiring), &byte, 1)
            }
        }
        let readEnd = ends[0]
        return AsyncStream { continuation in
            let thread = Thread {
                var byte: UInt8 = 0
                while Foundation.read(readEnd, &byte, 1) == 1 || errno == EINTR {
                    endIfWanted()
                    continuation.yield()
                }
            }
            thread.name = "signals"
            thread.start()
        }
    }

    private static var isHangupIgnored: Bool {
        var action = sigaction()
        return sigaction(SIGHUP, nil, &action) == 0
            && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// From now on the next interrupt ends the program, also where it is the first one.
    ///
    /// - Parameters:
    ///   - taken: How many interrupts have had their effect; one that came since ends the program now.
    ///   - last: What is done before.
    static func endAtNext(after taken: Int, _ last: @escaping @Sendable () -> Void) {
        self.last.withLock { $0 = last }
        if count.exchange(0, ordering: .relaxed) > taken { endIfWanted() }
    }

    private static func endIfWanted() {
        placing.lock()
        defer { placing.unlock() }
        guard let last = last.withLock({ $0 }) else { return }
        last()
        _exit(130)
    }

    /// From here to ``letThrough()``, on one thread, no interrupt breaks off what is done.
    static func holdOff() {
        placing.lock()
        isPlacing.store(true, ordering: .relaxed)
    }

    /// What was to be done is done, or has failed, and nothing is left for an interrupt to end in order.
    static func letThrough() {
        last.withLock { $0 = nil }
        isPlacing.store(false, ordering: .relaxed)
        placing.unlock()
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
