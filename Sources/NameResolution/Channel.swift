import CAres
import Glibc

/// A c-ares channel with the sockets that it wants watched; used on the resolver's thread alone.
@safe final class Channel {
    private(set) var raw: ares_channel?
    private var interest: [Int32: Int16] = [:]

    /// How long one try waits for a server; c-ares doubles it with each round.
    private static let tryMilliseconds: Int32 = 1500
    private static let tries: Int32 = 3

    init(servers: [String], flags: Int32) throws(ResolverError) {
        unsafe raw = nil
        try Self.check(ares_library_init(ARES_LIB_INIT_ALL))
        var options = unsafe ares_options()
        unsafe options.flags = ARES_FLAG_NOSEARCH | flags
        unsafe options.timeout = Self.tryMilliseconds
        unsafe options.tries = Self.tries
        unsafe options.sock_state_cb = { channel, descriptor, readable, writable in
            guard let channel = unsafe channel else { return }
            let events = (readable != 0 ? Int16(POLLIN) : 0) | (writable != 0 ? Int16(POLLOUT) : 0)
            unsafe Unmanaged<Channel>.fromOpaque(channel).takeUnretainedValue().interest[descriptor] =
                events == 0 ? nil : events
        }
        unsafe options.sock_state_cb_data = Unmanaged.passUnretained(self).toOpaque()
        let mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB
        try Self.check(unsafe ares_init_options(&raw, &options, mask))
        guard !servers.isEmpty else { return }
        try Self.check(unsafe ares_set_servers_ports_csv(raw, servers.joined(separator: ",")))
    }

    deinit { unsafe ares_destroy(raw) }

    private static func check(_ status: Int32) throws(ResolverError) {
        guard status == ARES_SUCCESS else { throw ResolverError(detail: words(for: status)) }
    }

    static func words(for status: Int32) -> String {
        unsafe ares_strerror(status).map { unsafe String(cString: $0) } ?? "c-ares status \(status)"
    }

    var descriptors: [pollfd] { interest.map { pollfd(fd: $0.key, events: $0.value, revents: 0) } }

    /// When c-ares next wants to be called, in seconds.
    func secondsToTimeout(atMost limit: Int) -> Double {
        var limit = timeval(tv_sec: limit, tv_usec: 0)
        var next = timeval()
        unsafe withUnsafeMutablePointer(to: &limit) { limit in
            unsafe withUnsafeMutablePointer(to: &next) { next in
                if let chosen = unsafe ares_timeout(raw, limit, next) { unsafe next.pointee = chosen.pointee }
            }
        }
        return Double(next.tv_sec) + Double(next.tv_usec) / 1e6
    }

    /// Handles those of the polled descriptors that are this channel's, and its timeouts.
    func process(_ polled: some Sequence<pollfd>) {
        for entry in polled where entry.revents != 0 && interest[entry.fd] != nil {
            let readable = entry.revents & Int16(POLLIN | POLLERR | POLLHUP) != 0
            let writable = entry.revents & Int16(POLLOUT | POLLERR | POLLHUP) != 0
            unsafe ares_process_fd(
                raw, readable ? entry.fd : ARES_SOCKET_BAD, writable ? entry.fd : ARES_SOCKET_BAD)
        }
        unsafe ares_process_fd(raw, ARES_SOCKET_BAD, ARES_SOCKET_BAD)
    }
}
