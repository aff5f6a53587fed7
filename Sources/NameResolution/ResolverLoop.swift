import CAres
import EventLoop
import Glibc

/// The resolver thread's own loop; the only user of the c-ares channel.
@safe final class ResolverLoop {
    /// A lookup under way; `deadline` is in seconds of the monotonic clock.
    private struct Pending {
        var deadline: Double
        var submission: Inbox.Submission
    }

    /// Goes on to the next server when one fails, and in the end says only that none answered well.
    private let persistent: Channel
    /// Takes the first answer as it is; asked after the other gave up, to learn what the servers say.
    private let candid: Channel
    private let inbox: Inbox
    private let waker: WakeDescriptor
    private var pending: [Int: Pending] = [:]

    init(servers: [String], inbox: Inbox, waker: WakeDescriptor) throws(ResolverError) {
        self.inbox = inbox
        self.waker = waker
        persistent = try Channel(servers: servers, flags: 0)
        candid = try Channel(servers: servers, flags: ARES_FLAG_NOCHECKRESP)
    }

    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    func run() {
        while true {
            waker.clear()
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
        pending[submission.id] = Pending(
            deadline: Self.now() + submission.request.timeout, submission: submission)
        ask(persistent, submission)
    }

    private func ask(_ channel: Channel, _ submission: Inbox.Submission) {
        let query = unsafe Unmanaged.passRetained(Query(submission, loop: self, channel: channel)).toOpaque()
        switch submission.request.subject {
        case .addresses(let family): unsafe askAddresses(channel, submission.request.name, family, query)
        case .services: unsafe askServices(channel, submission.request.name, query)
        }
    }

    @unsafe private func askAddresses(
        _ channel: Channel, _ name: String, _ family: AddressFamily, _ query: UnsafeMutableRawPointer
    ) {
        var hints = ares_addrinfo_hints()
        hints.ai_family = family == .ipv4 ? AF_INET : AF_INET6
        hints.ai_flags = ARES_AI_NOSORT
        unsafe ares_getaddrinfo(
            channel.raw, name, nil, &hints,
            { query, status, _, result in
                guard let query = unsafe query else { return }
                let owned = unsafe Unmanaged<Query>.fromOpaque(query).takeRetainedValue()
                defer { unsafe ares_freeaddrinfo(result) }
                let found = unsafe ResolverLoop.addresses(in: result)
                owned.loop?.take(Finding(status, addresses: found), status, of: owned)
            }, query)
    }

    @unsafe private func askServices(_ channel: Channel, _ name: String, _ query: UnsafeMutableRawPointer) {
        unsafe ares_query(
            channel.raw, name, DNSNumber.internet, DNSNumber.service,
            { query, status, _, bytes, count in
                guard let query = unsafe query else { return }
                let owned = unsafe Unmanaged<Query>.fromOpaque(query).takeRetainedValue()
                var status = status
                let found = unsafe ResolverLoop.services(in: bytes, count, &status)
                owned.loop?.take(Finding(status, services: found), status, of: owned)
            }, query)
    }

    private enum DNSNumber {
        static let internet: Int32 = 1
        static let service: Int32 = 33
    }

    private func take(_ finding: Finding, _ status: Int32, of query: Query) {
        if status == ARES_ECONNREFUSED, query.channel === persistent, pending[query.submission.id] != nil {
            ask(candid, query.submission)
        } else {
            finish(query.submission.id, finding)
        }
    }

    /// The records of an answer; `status` becomes that of reading it.
    private static func services(
        in bytes: UnsafeMutablePointer<UInt8>?, _ count: Int32, _ status: inout Int32
    ) -> [ServiceRecord] {
        guard status == ARES_SUCCESS else { return [] }
        var first: UnsafeMutablePointer<ares_srv_reply>?
        status = unsafe ares_parse_srv_reply(bytes, count, &first)
        guard status == ARES_SUCCESS else { return [] }
        defer { unsafe ares_free_data(first) }
        var found: [ServiceRecord] = []
        var node = unsafe first
        while let current = unsafe node {
            found.append(
                ServiceRecord(
                    priority: unsafe current.pointee.priority, weight: unsafe current.pointee.weight,
                    port: unsafe current.pointee.port,
                    target: unsafe current.pointee.host.map { unsafe String(cString: $0) } ?? ""))
            unsafe node = current.pointee.next
        }
        return found
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
                found.append(
                    String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
            }
            unsafe node = current.pointee.ai_next
        }
        return found
    }

    private func finish(_ id: Int, _ finding: Finding) {
        pending.removeValue(forKey: id)?.submission.continuation.resume(returning: finding)
    }

    /// Waits for a socket, a wake-up, c-ares's next timeout or the next deadline, whichever comes first.
    private func wait() {
        let channels = [persistent, candid]
        var descriptors = [pollfd(fd: waker.raw, events: Int16(POLLIN), revents: 0)]
        for channel in channels { descriptors += channel.descriptors }
        var seconds = channels.map { $0.secondsToTimeout(atMost: 1) }.min() ?? 1
        if let first = pending.values.map(\.deadline).min() {
            seconds = min(seconds, max(0, first - Self.now()))
        }
        unsafe _ = poll(&descriptors, nfds_t(descriptors.count), Int32((seconds * 1000).rounded(.up)))
        for channel in channels { channel.process(descriptors.dropFirst()) }
    }
}

/// The argument of a c-ares callback, which is called once, whatever happens.
private final class Query {
    let submission: Inbox.Submission
    weak var loop: ResolverLoop?
    let channel: Channel

    init(_ submission: Inbox.Submission, loop: ResolverLoop, channel: Channel) {
        self.submission = submission
        self.loop = loop
        self.channel = channel
    }
}
