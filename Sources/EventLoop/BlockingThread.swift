import Foundation
import Synchronization

/// How a call on a thread of its own ended for whoever waited for it.
package enum BlockingOutcome<Value: Sendable>: Sendable {
    case finished(Value)
    /// The deadline passed first.
    case timeout
    /// The waiting task was cancelled first.
    case cancelled
}

/// Runs calls that may block for longer than anybody wants to wait.
package enum BlockingThread {
    /// Runs `body` on a fresh thread, and waits for it until the deadline or until the task is cancelled.
    ///
    /// Nothing can end a C library's wait from outside. A thread whose time is up is therefore left behind: it goes on until
    /// its call returns, and what it returns is dropped. `body` gets a function that says whether anybody still waits; it is
    /// to ask as often as it can. Whatever `body` uses must not be used elsewhere, since it may go on using it.
    package static func run<Value: Sendable>(
        named name: String, until deadline: ContinuousClock.Instant,
        _ body: @escaping @Sendable (_ isAbandoned: @escaping @Sendable () -> Bool) -> Value
    ) async -> BlockingOutcome<Value> {
        let rendezvous = Rendezvous<Value>()
        let thread = Thread {
            rendezvous.resolve(.finished(body { rendezvous.isResolved }))
        }
        thread.name = name
        thread.stackSize = 1 << 20
        thread.start()
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Cancelled when the answer is there, or with the task: then somebody else has resolved it.
                if (try? await Task.sleep(until: deadline, clock: .continuous)) != nil {
                    rendezvous.resolve(.timeout)
                }
            }
            let outcome = await withTaskCancellationHandler {
                await withCheckedContinuation { rendezvous.await($0) }
            } onCancel: {
                rendezvous.resolve(.cancelled)
            }
            group.cancelAll()
            return outcome
        }
    }
}

/// Where a thread, a clock and a cancellation meet; the first to come decides.
private final class Rendezvous<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<BlockingOutcome<Value>, Never>)
        case resolved(BlockingOutcome<Value>)
        case over
    }

    private let state = Mutex(State.open)

    var isResolved: Bool {
        state.withLock {
            switch $0 {
            case .open, .awaited: false
            case .resolved, .over: true
            }
        }
    }

    func resolve(_ outcome: BlockingOutcome<Value>) {
        let waiting = state.withLock { state -> CheckedContinuation<BlockingOutcome<Value>, Never>? in
            switch state {
            case .open:
                state = .resolved(outcome)
                return nil
            case .awaited(let continuation):
                state = .over
                return continuation
            case .resolved, .over: return nil
            }
        }
        waiting?.resume(returning: outcome)
    }

    func await(_ continuation: CheckedContinuation<BlockingOutcome<Value>, Never>) {
        let outcome = state.withLock { state -> BlockingOutcome<Value>? in
            guard case .resolved(let outcome) = state else {
                state = .awaited(continuation)
                return nil
            }
            state = .over
            return outcome
        }
        if let outcome { continuation.resume(returning: outcome) }
    }
}
