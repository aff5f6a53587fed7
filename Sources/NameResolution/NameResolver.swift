import CAres
import Foundation
import Glibc
import Synchronization

/// Resolves names through this host's resolvers (and its hosts file), any number at once, on one thread of its own.
///
/// c-ares is used rather than getaddrinfo because it tells an absent name from a refusing, failing or silent server, and
/// because a dead resolver holds no thread.
package final class NameResolver: Sendable {
    private let inbox: Inbox

    /// - Parameter servers: `address[:port]` of the resolvers to ask; empty asks the host's own.
    /// - Throws: ``ResolverError`` when c-ares cannot be set up or a server is not an address.
    package init(servers: [String]) throws(ResolverError) {
        let inbox = Inbox()
        self.inbox = inbox
        guard inbox.wakeDescriptor >= 0 else {
            throw ResolverError(detail: "no event descriptor (errno \(errno))")
        }
        let loop = try ResolverLoop(servers: servers, inbox: inbox)
        // The loop is made here, so that its errors are thrown, and used on the thread alone from now on.
        nonisolated(unsafe) let owned = loop
        let thread = Thread { unsafe owned.run() }
        thread.name = "names"
        thread.start()
    }

    deinit { inbox.stop() }

    /// Looks `name` up in one family.
    ///
    /// The name is taken as absolute: search domains are not tried, since the devices have others.
    ///
    /// `timeout` is in seconds, and positive.
    package func addresses(of name: String, _ family: AddressFamily, timeout: Double) async -> LookupAnswer {
        let id = inbox.nextID()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.submit(
                    .init(id: id, name: name, family: family, timeout: timeout, continuation: continuation))
            }
        } onCancel: {
            inbox.cancel(id)
        }
    }
}

@safe final class Inbox: Sendable {
    struct Submission: Sendable {
        var id: Int
        var name: String
        var family: AddressFamily
        var timeout: Double
        var continuation: CheckedContinuation<LookupAnswer, Never>
    }

    struct Mail: Sendable {
        var submissions: [Submission] = []
        var cancellations: Set<Int> = []
        var stopping = false
        var lastID = 0
    }

    private let mail = Mutex(Mail())
    let wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))

    deinit { close(wakeDescriptor) }

    func nextID() -> Int {
        mail.withLock { mail in
            mail.lastID += 1
            return mail.lastID
        }
    }

    func submit(_ submission: Submission) {
        mail.withLock { $0.submissions.append(submission) }
        wake()
    }

    func cancel(_ id: Int) {
        mail.withLock { _ = $0.cancellations.insert(id) }
        wake()
    }

    func stop() {
        mail.withLock { $0.stopping = true }
        wake()
    }

    private func wake() {
        eventfd_write(wakeDescriptor, 1)
    }

    /// Takes what has come in; a cancellation stays until its lookup is known.
    func take(known: (Int) -> Bool) -> Mail {
        var count: eventfd_t = 0
        unsafe eventfd_read(wakeDescriptor, &count)
        return mail.withLock { mail in
            let taken = mail
            let submitted = Set(taken.submissions.map(\.id))
            mail.submissions = []
            mail.cancellations = mail.cancellations.filter { !known($0) && !submitted.contains($0) }
            return taken
        }
    }
}
