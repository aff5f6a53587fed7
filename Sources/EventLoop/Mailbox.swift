import Synchronization

/// How tasks ask a thread that runs a loop of its own, and how it finds what it is asked.
///
/// The loop takes its mail whenever it is woken, and resumes the continuation of each request once, whatever happens.
package final class Mailbox<Request: Sendable, Answer: Sendable>: Sendable {
    package struct Submission: Sendable {
        package var id: Int
        package var request: Request
        package var continuation: CheckedContinuation<Answer, Never>
    }

    package struct Mail: Sendable {
        package var submissions: [Submission] = []
        /// Ids of requests whose tasks were cancelled.
        package var cancellations: Set<Int> = []
        package var stopping = false
        var lastID = 0
    }

    private let mail = Mutex(Mail())
    private let wake: @Sendable () -> Void

    /// Makes an empty mailbox; `wake` is called for every change, while the loop cannot take its mail.
    ///
    /// What `wake` uses is therefore still there as long as the loop ends only after mail that says `stopping`.
    package init(wake: @escaping @Sendable () -> Void) {
        self.wake = wake
    }

    /// Hands a request over and waits for its answer; cancelling the task tells the loop.
    package func ask(_ request: Request) async -> Answer {
        let id = mail.withLock { mail in
            mail.lastID += 1
            return mail.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                change {
                    $0.submissions.append(Submission(id: id, request: request, continuation: continuation))
                }
            }
        } onCancel: {
            change { _ = $0.cancellations.insert(id) }
        }
    }

    /// Lets the loop end once nothing is left to answer.
    package func stop() {
        change { $0.stopping = true }
    }

    private func change(_ body: (inout Mail) -> Void) {
        mail.withLock { mail in
            body(&mail)
            wake()
        }
    }

    /// Takes what has come in; a cancellation stays until its request is known.
    package func take(known: (Int) -> Bool) -> Mail {
        mail.withLock { mail in
            let taken = mail
            let submitted = Set(taken.submissions.map(\.id))
            mail.submissions = []
            mail.cancellations = mail.cancellations.filter { !known($0) && !submitted.contains($0) }
            return taken
        }
    }
}
