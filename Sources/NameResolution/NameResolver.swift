import CAres
import EventLoop
import Foundation
import Glibc

/// Resolves names through this host's resolvers (and its hosts file), any number at once, on one thread of its own.
///
/// c-ares is used rather than getaddrinfo because it tells an absent name from a refusing, failing or silent server, and
/// because a dead resolver holds no thread.
package final class NameResolver: Sendable {
    private let inbox: Inbox

    /// - Parameter servers: `address[:port]` of the resolvers to ask; empty asks the host's own.
    /// - Throws: ``ResolverError`` when c-ares cannot be set up or a server is not an address.
    package init(servers: [String]) throws(ResolverError) {
        let waker = WakeDescriptor()
        let inbox = Inbox { waker.signal() }
        self.inbox = inbox
        guard waker.raw >= 0 else {
            throw ResolverError(detail: "no event descriptor (errno \(errno))")
        }
        let loop = try ResolverLoop(servers: servers, inbox: inbox, waker: waker)
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
        await inbox.ask(Question(name: name, subject: .addresses(family), timeout: timeout)).addresses
    }

    /// Looks up which hosts offer a service, by a name such as `_ldap._tcp.example.com`.
    ///
    /// The name is taken as absolute. `timeout` is in seconds, and positive.
    package func services(of name: String, timeout: Double) async -> ServiceAnswer {
        await inbox.ask(Question(name: name, subject: .services, timeout: timeout)).services
    }
}

/// A name to look up; `timeout` is in seconds.
struct Question: Sendable {
    enum Subject: Sendable {
        case addresses(AddressFamily)
        case services
    }

    var name: String
    var subject: Subject
    var timeout: Double
}

typealias Inbox = Mailbox<Question, Finding>

/// What wakes the loop out of its wait; closed when nobody can use it any more.
final class WakeDescriptor: Sendable {
    let raw = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))

    deinit { close(raw) }

    func signal() {
        eventfd_write(raw, 1)
    }

    func clear() {
        var count: eventfd_t = 0
        unsafe eventfd_read(raw, &count)
    }
}
