import CAres
import Glibc

/// The resolver thread's own loop; the only user of the c-ares channel.
@safe final class ResolverLoop {
    /// A lookup under way; `deadline` is in seconds of the monotonic clock.
    private struct Pending {
        var deadline: Double
        var submission: Inbox.Submission
    }

    private var channel: ares_channel?
    private let inbox: Inbox
    private var pending: [Int: Pending] = [:]
    private var interest: [Int32: Int16] = [:]

    /// How long one try waits for a server; c-ares doubles it with each round.
    private static let tryMilliseconds: Int32 = 1500
    private static let tries: Int32 = 3

    init(servers: [String], inbox: Inbox) throws(ResolverError) {
        self.inbox = inbox
        unsafe channel = nil
        try Self.check(ares_library_init(ARES_LIB_INIT_ALL))
        var options = unsafe ares_options()
        unsafe options.flags = ARES_FLAG_NOSEARCH
        unsafe options.timeout = Self.tryMilliseconds
        unsafe options.tries = Self.tries
        unsafe options.sock_state_cb = { loop, descriptor, readable, writable in
            guard let loop = unsafe loop else { return }
            let events = (readable != 0 ? Int16(POLLIN) : 0) | (writable != 0 ? Int16(POLLOUT) : 0)
            unsafe Unmanaged<ResolverLoop>.fromOpaque(loop).takeUnretainedValue()
                .interest[descriptor] = events == 0 ? nil : events
        }
        unsafe options.sock_state_cb_data = Unmanaged.passUnretained(self).toOpaque()
        let mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB
        try Self.check(unsafe ares_init_options(&channel, &options, mask))
        guard !servers.isEmpty else { return }
        try Self.check(unsafe ares_set_servers_ports_csv(channel, servers.joined(separator: ",")))
    }

    deinit { unsafe ares_destroy(channel) }

    private static func check(_ status: Int32) throws(ResolverError) {
        guard status == ARES_SUCCESS else { throw ResolverError(detail: words(for: status)) }
    }

    private static func words(for status: Int32) -> String {
        unsafe ares_strerror(status).map { unsafe String(cString: $0) } ?? "c-ares status \(status)"
    }

    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    func run() {
        while true {
            let mail = inbox.take { pending[$0] != nil }
            if mail.stopping && mail.submissions.isEmpty && pending.isEmpty { break }
            mail.submissions.forEach(start)
            mail.cancellations.forEach { finish($0, .cancelled) }
            let now = Self.now()
            for (id, entry) in pending where entry.deadline <= now { finish(id, .timeout) }
            wait()
        }
    }

    private func start(_ submission: Inbox.Submission) {
        pending[submission.id] = Pending(deadline: Self.now() + submission.timeout, submission: submission)
        var hints = ares_addrinfo_hints()
        hints.ai_family = submission.family == .ipv4 ? AF_INET : AF_INET6
        hints.ai_flags = ARES_AI_NOSORT
        let query = unsafe Unmanaged.passRetained(Query(id: submission.id, loop: self)).toOpaque()
        unsafe ares_getaddrinfo(
            channel, submission.name, nil, &hints,
            { query, status, _, result in
                guard let query = unsafe query else { return }
                let owned = unsafe Unmanaged<Query>.fromOpaque(query).takeRetainedValue()
                defer { unsafe ares_freeaddrinfo(result) }
                // While the channel is being destroyed nobody waits any more, and the loop is going away.
                guard status != ARES_EDESTRUCTION else { return }
                let answer = unsafe ResolverLoop.answer(status, result)
                owned.loop.finish(owned.id, answer)
            }, query)
    }

    private static func answer(_ status: Int32, _ result: UnsafeMutablePointer<ares_addrinfo>?) -> LookupAnswer {
        switch status {
        case ARES_SUCCESS:
            let found = unsafe addresses(in: result)
            return found.isEmpty ? .noAddress : .addresses(found)
        case ARES_ENOTFOUND: return .noSuchName
        case ARES_ENODATA: return .noAddress
        case ARES_ETIMEOUT: return .timeout
        case ARES_ECANCELLED: return .cancelled
        default: return .serverFailure(detail: words(for: status))
        }
    }

    private static func addresses(in result: UnsafeMutablePointer<ares_addrinfo>?) -> [String] {
        var found: [String] = []
        var node = unsafe result?.pointee.nodes
        while let current = unsafe node {
            var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let size = UInt32(host.count)
            if unsafe getnameinfo(
                current.pointee.ai_addr, current.pointee.ai_addrlen, &host, size, nil, 0, NI_NUMERICHOST) == 0
            {
                found.append(String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
            }
            unsafe node = current.pointee.ai_next
        }
        return found
    }

    private func finish(_ id: Int, _ answer: LookupAnswer) {
        pending.removeValue(forKey: id)?.submission.continuation.resume(returning: answer)
    }

    /// Waits for a socket, a wake-up, c-ares's next timeout or the next deadline, whichever comes first.
    private func wait() {
        var descriptors = [pollfd(fd: inbox.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
        descriptors += interest.map { pollfd(fd: $0.key, events: $0.value, revents: 0) }
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        var next = timeval()
        unsafe withUnsafeMutablePointer(to: &limit) { limit in
            unsafe withUnsafeMutablePointer(to: &next) { next in
                if let chosen = unsafe ares_timeout(channel, limit, next) { unsafe next.pointee = chosen.pointee }
            }
        }
        var milliseconds = Double(next.tv_sec) * 1000 + Double(next.tv_usec) / 1000
        if let first = pending.values.map(\.deadline).min() {
            milliseconds = min(milliseconds, max(0, first - Self.now()) * 1000)
        }
        unsafe _ = poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds.rounded(.up)))
        for entry in descriptors.dropFirst() where entry.revents != 0 {
            let readable = entry.revents & Int16(POLLIN | POLLERR | POLLHUP) != 0
            let writable = entry.revents & Int16(POLLOUT | POLLERR | POLLHUP) != 0
            unsafe ares_process_fd(channel, readable ? entry.fd : ARES_SOCKET_BAD, writable ? entry.fd : ARES_SOCKET_BAD)
        }
        unsafe ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD)
    }
}

/// The argument of a c-ares callback, which is called once, whatever happens.
private final class Query {
    let id: Int
    let loop: ResolverLoop

    init(id: Int, loop: ResolverLoop) {
        self.id = id
        self.loop = loop
    }
}
