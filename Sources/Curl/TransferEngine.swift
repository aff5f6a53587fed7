import CCurl
import EventLoop
import Foundation
import Synchronization

/// Carries out transfers, any number at once, on threads of its own.
///
/// The threads are needed because libcurl's multi interface is driven by blocking waits, which must not hold a thread of
/// Swift's own pool; there are several because handshakes cost a thread more than waiting does.
package final class TransferEngine: Sendable {
    private let lanes: [Lane]
    private let trust: TrustStore
    private let started = Atomic(0)

    /// Starts `threads` threads, at least 1.
    package init(trust: TrustStore, threads: Int) throws(CurlError) {
        guard Self.isLibraryReady else { throw .outOfMemory }
        self.trust = trust
        var lanes: [Lane] = []
        for _ in 0..<max(1, threads) { lanes.append(try Self.startLane()) }
        self.lanes = lanes
    }

    deinit { lanes.forEach { $0.stop() } }

    /// Whether libcurl and OpenSSL have been set up; the first to ask does it, which takes milliseconds.
    package static let isLibraryReady: Bool = {
        prepareHeaps()
        mp_load_curl()
        return curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
    }()

    private static func prepareHeaps() {
        // A handshake allocates and frees some hundred KiB; giving them back each time costs a tenth of a probe.
        _ = mp_keep_freed_memory(256 << 20)
        // Else the heap of each thread that begins from now on grows page by page, with a system call for each.
        _ = mp_grow_heaps_by(1 << 20)
    }

    /// Begins what the first to ask ``isLibraryReady`` would else have to wait for, on a thread of its own.
    ///
    /// To be called while there is no other thread.
    package static func beginPreparingLibrary() {
        prepareHeaps()
        // Once there are two threads, the first write to a page that was only read before interrupts the other processor.
        mp_map_variables()
        let thread = Thread { _ = isLibraryReady }
        thread.name = "libcurl"
        thread.start()
    }

    private static func startLane() throws(CurlError) -> Lane {
        guard let multi = unsafe curl_multi_init() else { throw .outOfMemory }
        // The loop is the only user of the handle, but for curl_multi_wakeup, which any thread may call.
        nonisolated(unsafe) let owned = unsafe multi
        let inbox = Lane { unsafe _ = curl_multi_wakeup(owned) }
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
        let lane = lanes[started.add(1, ordering: .relaxed).oldValue % lanes.count]
        let result = await lane.ask(Order(request: request, trust: trust))
        return try result.get()
    }
}

/// A request as a lane gets it.
private struct Order: Sendable {
    var request: TransferRequest
    var trust: TrustStore
}

private typealias Lane = Mailbox<Order, Result<TransferOutcome, CurlError>>

/// The thread's own loop; the only user of the multi handle.
@safe private final class EngineLoop {
    private struct Running {
        var transfer: Transfer
        var submission: Lane.Submission
    }

    private let multi: UnsafeMutableRawPointer
    private let inbox: Lane
    private var running: [Int: Running] = [:]
    /// The transfer of a handle, by the handle's address.
    private var ids: [UInt: Int] = [:]
    /// Of connections that may still be open; they close with the multi handle at the latest.
    private var relays: [TransferRelay] = []

    init(multi: UnsafeMutableRawPointer, inbox: Lane) {
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
        relays.removeAll()
    }

    private func start(_ submission: Lane.Submission) {
        do throws(CurlError) {
            let transfer = try Transfer(submission.request.request, trust: submission.request.trust)
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
        if entry.transfer.recorder.hasPreparedConnection, entry.transfer.recorder.request.reusesConnection {
            relays.append(entry.transfer.recorder.relay)
        }
        withExtendedLifetime(entry.transfer) {
            unsafe _ = curl_multi_remove_handle(multi, entry.transfer.handle.raw)
        }
        entry.submission.continuation.resume(returning: .success(outcome))
    }
}
