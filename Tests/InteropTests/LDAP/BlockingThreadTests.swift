import EventLoop
import Foundation
import Synchronization
import Testing

/// A call on a thread of its own, and who waits for it.
struct BlockingThreadTests {
    @Test func `a result comes back`() async {
        let outcome = await BlockingThread.run(named: "test", until: .now + .seconds(60)) { _ in 42 }
        guard case .finished(42) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `a deadline ends the wait, and the thread is told`() async {
        let told = DispatchSemaphore(value: 0)
        let outcome = await BlockingThread.run(named: "test", until: .now + .milliseconds(50)) {
            isAbandoned in
            while !isAbandoned() { usleep(1000) }
            told.signal()
        }
        guard case .timeout = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(Self.wait(for: told))
    }

    @Test func `a cancellation ends the wait, and the thread is told`() async {
        let told = DispatchSemaphore(value: 0)
        let task = Task {
            await BlockingThread.run(named: "test", until: .now + .seconds(60)) { isAbandoned in
                while !isAbandoned() { usleep(1000) }
                told.signal()
            }
        }
        task.cancel()
        guard case .cancelled = await task.value else {
            Issue.record("not cancelled")
            return
        }
        #expect(Self.wait(for: told))
    }

    @Test func `a deadline that has passed still starts the call once`() async {
        let outcome = await BlockingThread.run(named: "test", until: .now - .seconds(1)) { isAbandoned in
            while !isAbandoned() { usleep(1000) }
        }
        guard case .timeout = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `many calls block at once`() async {
        let arrived = Arrivals()
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let outcome = await BlockingThread.run(named: "test", until: .now + .seconds(30)) {
                        isAbandoned in
                        arrived.note()
                        // Each waits for all the others.
                        while arrived.count < 50, !isAbandoned() { usleep(1000) }
                    }
                    guard case .finished = outcome else { return false }
                    return true
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 })
    }

    private static func wait(for semaphore: DispatchSemaphore) -> Bool {
        semaphore.wait(timeout: .now() + 10) == .success
    }
}

private final class Arrivals: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    func note() {
        number.withLock { $0 += 1 }
    }
}
