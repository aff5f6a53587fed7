import CCurl
import Foundation
import Synchronization

/// Carries out transfers, any number at once, on threads of its own.
///
/// The threads are needed because libcurl's multi interface is driven by blocking waits, which must not hold a thread of
/// Swift's own pool; there are several because handshakes cost a thread more than waiting does.
package final class TransferEngine: Sendable {
    private let lanes: [Inbox]
    private let trust: TrustStore
    private let started = Atomic(0)

    /// Starts `threads` threads, at least 1.
    package init(trust: TrustStore, threads: Int) throws(CurlError) {
        guard Self.isLibraryReady else { throw .outOfMemory }
        self.trust = trust
        var lanes: [Inbox] = []
        for _ in 0..<max(1, threads) { lanes.append(try Self.startLane()) }
        self.lanes = lanes
    }

    deinit { lanes.forEach { $0.stop() } }

    /// Whether libcurl and OpenSSL have been set up; the first to ask does it, which takes milliseconds.
    package static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    private static func startLane() throws(CurlError) -> Inbox {
        guard let multi = unsafe curl_multi_init() else { throw .outOfMemory }
        let inbox = unsafe Inbox(multi: multi)
        // The loop is the only user of the handle from now on, but for curl_multi_wakeup.
        nonisolated(unsafe) let owned = unsafe multi
        let thread = Thread { unsafe EngineLoop(multi: owned, inbox: inbox).run() }
        thread.name = "transfers"
        thread.start()
        return inbox
    }

    /// Carries out one transfer and waits for its end.
    ///
    /// - Returns: How it went. When the task is cancelled, what is known so far, with `cancelled` set.
    /// - Throws: ``CurlError`` when libcurl does not take the request.
    package func perform(_ request: TransferRequest) async throws(CurlError) -> TransferOutcome {
        let inbox = lanes[started.add(1, ordering: .relaxed).oldValue % lanes.count]
        let id = inbox.nextID()
        let result: Result<TransferOutcome, CurlError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.submit(.init(id: id, request: request, trust: trust, continuation: continuation))
            }
        } onCancel: {
            inbox.cancel(id)
        }
        return try result.get()
    }
}

/// What callers hand to the thread, and the means to wake it.
@safe private final class Inbox: Sendable {
    struct Submission: Sendable {
        var id: Int
        var request: TransferRequest
        var trust: TrustStore
        var continuation: CheckedContinuation<Result<TransferOutcome, CurlError>, Never>
    }

    struct Mail: Sendable {
        var submissions: [Submission] = []
        var cancellations: Set<Int> = []
        var stopping = false
        var lastID = 0
    }

    private let mail = Mutex(Mail())
    // Used for curl_multi_wakeup alone, which any thread may call; guarded by `mail` against the loop's clean-up.
    nonisolated(unsafe) private let multi: UnsafeMutableRawPointer

    init(multi: UnsafeMutableRawPointer) {
        unsafe self.multi = unsafe multi
    }

    func nextID() -> Int {
        mail.withLock { mail in
            mail.lastID += 1
            return mail.lastID
        }
    }

    func submit(_ submission: Submission) {
        mail.withLock {
            $0.submissions.append(submission)
            unsafe _ = curl_multi_wakeup(multi)
        }
    }

    func cancel(_ id: Int) {
        mail.withLock {
            $0.cancellations.insert(id)
            unsafe _ = curl_multi_wakeup(multi)
        }
    }

    func stop() {
        mail.withLock {
            $0.stopping = true
            unsafe _ = curl_multi_wakeup(multi)
        }
    }

    /// Takes what has come in; cancellations stay until their transfer is known.
    func take(known: (Int) -> Bool) -> Mail {
        mail.withLock { mail in
            let taken = mail
            let submitted = Set(taken.submissions.map(\.id))
            mail.submissions = []
            mail.cancellations = mail.cancellations.filter { !known($0) && !submitted.contains($0) }
            return taken
        }
    }
}

/// The thread's own loop; the only user of the multi handle.
@safe private final class EngineLoop {
    private struct Running {
        var transfer: Transfer
        var submission: Inbox.Submission
    }

    private let multi: UnsafeMutableRawPointer
    private let inbox: Inbox
    private var running: [Int: Running] = [:]
    /// The transfer of a handle, by the handle's address.
    private var ids: [UInt: Int] = [:]

    init(multi: UnsafeMutableRawPointer, inbox: Inbox) {
        unsafe self.multi = unsafe multi
        self.inbox = inbox
    }

    func run() {
        while true {
            let mail = inbox.take { running[$0] != nil }
            if mail.stopping && mail.submissions.isEmpty && running.isEmpty { break }
            mail.submissions.forEach(start)
            for id in mail.cancellations where running[id] != nil {
                end(id, CURLE_ABORTED_BY_CALLBACK, cancelled: true)
            }
            var count: Int32 = 0
            unsafe curl_multi_perform(multi, &count)
            collect()
            unsafe curl_multi_poll(multi, nil, 0, 1000, nil)
        }
        unsafe curl_multi_cleanup(multi)
    }

    private func start(_ submission: Inbox.Submission) {
        do throws(CurlError) {
            let transfer = try Transfer(submission.request, trust: submission.trust)
            unsafe curl_multi_add_handle(multi, transfer.handle.raw)
            unsafe ids[UInt(bitPattern: transfer.handle.raw)] = submission.id
            running[submission.id] = Running(transfer: transfer, submission: submission)
        } catch {
            submission.continuation.resume(returning: .failure(error))
        }
    }

    private func collect() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let id = unsafe ids[UInt(bitPattern: mp_message_handle(message))]
            else { continue }
            end(id, unsafe mp_message_result(message), cancelled: false)
        }
    }

    private func end(_ id: Int, _ code: CURLcode, cancelled: Bool) {
        guard let entry = running.removeValue(forKey: id) else { return }
        var outcome = entry.transfer.finish(code)
        outcome.cancelled = cancelled
        unsafe ids[UInt(bitPattern: entry.transfer.handle.raw)] = nil
        unsafe curl_multi_remove_handle(multi, entry.transfer.handle.raw)
        entry.submission.continuation.resume(returning: .success(outcome))
    }
}
