import CLDAP
import Glibc

/// A TCP connection under a deadline; every wait of a session happens in here.
///
/// libldap reads and writes through it (below TLS and SASL), so that neither a silent peer nor one that stops in the middle
/// of a message can hold a session, whichever library is in charge. Used by one thread at a time.
@safe final class Wire {
    enum Failure: Equatable {
        case timeout, cancelled, closed
        /// More came than any answer may hold, and no answer in it.
        case flooded
        case system(Int32)
    }

    let descriptor: Int32
    private let limits: LDAPLimits
    private(set) var failure: Failure?
    /// The first bytes that came since ``watchOpening()``.
    private(set) var opening: [UInt8] = []
    private var isWatching = false
    private var receivedSinceProgress = 0
    private var isLeaving = false
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var unread = 0..<0
    /// Whether what comes in many small pieces is left to gather before it is read.
    ///
    /// A server sends each entry of a search by itself. Whoever wakes up for each of them keeps both ends busy with nothing
    /// but that, the more so where they share a host.
    var gathers = false
    private var hasGathered = false

    /// How long pieces gather, in microseconds.
    private static let gathering: UInt32 = 200
    /// A cancellation is noticed after this, in milliseconds.
    private static let slice: Int32 = 100
    private static let openingLength = 16

    private init(descriptor: Int32, limits: LDAPLimits) {
        self.descriptor = descriptor
        self.limits = limits
    }

    deinit {
        unsafe buffer.deallocate()
        close(descriptor)
    }

    /// Takes note of the next bytes, which tell what kind of peer this is.
    func watchOpening() {
        opening = []
        isWatching = true
    }

    /// An answer was complete.
    func noteProgress() {
        receivedSinceProgress = 0
    }

    /// Lets nothing wait any more: what cannot be sent at once is not sent.
    func leave() {
        isLeaving = true
    }

    /// Waits until the descriptor is ready.
    ///
    /// - Returns: false, with ``failure`` set, when it is not in time.
    private func wait(for events: Int32) -> Bool {
        while isInTime() {
            if isLeaving { return fail(.closed) }
            let left = (limits.deadline - .now) / .milliseconds(1)
            var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let ready = unsafe poll(&entry, 1, Int32(min(Double(Self.slice), max(0, left.rounded(.up)))))
            if ready > 0 { return true }
            if ready < 0, errno != EINTR { return fail(.system(errno)) }
        }
        return false
    }

    private func isInTime() -> Bool {
        if failure != nil { return false }
        if limits.isCancelled() { return fail(.cancelled) }
        return limits.deadline > .now ? true : fail(.timeout)
    }

    private func fail(_ reason: Failure) -> Bool {
        if failure == nil { failure = reason }
        return false
    }
}

// MARK: - Connecting

extension Wire {
    /// Connects to a numeric address.
    static func connect(to address: String, port: UInt16, limits: LDAPLimits) throws(LDAPError) -> Wire {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(address, "\(port)", &hints, &found) == 0, let first = unsafe found else {
            throw LDAPError(.tcp, .unreachable, diagnostic: "not a numeric address: \(address)")
        }
        defer { unsafe freeaddrinfo(found) }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = unsafe socket(first.pointee.ai_family, kind, 0)
        guard descriptor >= 0 else { throw failure(of: errno) }
        let wire = Wire(descriptor: descriptor, limits: limits)
        var on: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let status = unsafe Glibc.connect(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen)
        if status != 0 {
            guard errno == EINPROGRESS || errno == EINTR else { throw failure(of: errno) }
            guard wire.wait(for: POLLOUT) else { throw wire.error(.tcp) }
            var code: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
            guard code == 0 else { throw failure(of: code) }
        }
        return wire
    }

    private static func failure(of code: Int32) -> LDAPError {
        let kind: LDAPError.Kind =
            switch code {
            case ECONNREFUSED: .refused
            case ETIMEDOUT: .timeout
            case ECONNRESET: .reset
            default: .unreachable
            }
        return LDAPError(.tcp, kind, resultCode: code, diagnostic: words(for: code))
    }

    private static func words(for code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? ""
    }

    /// Why the connection can no longer be used; only after a ``failure``.
    func error(_ step: LDAPError.Step) -> LDAPError {
        switch failure {
        case .timeout: LDAPError(step, .timeout)
        case .cancelled: LDAPError(step, .cancelled)
        case .flooded: LDAPError(step, .protocolError, diagnostic: "data without end, and no answer in it")
        case .system(ETIMEDOUT): LDAPError(step, .timeout)
        case .system(let code): LDAPError(step, .reset, diagnostic: Self.words(for: code))
        case .closed, nil: LDAPError(step, .reset, diagnostic: "connection closed")
        }
    }
}

// MARK: - Reading and writing

extension Wire {
    /// Reads some bytes; waits for the first.
    ///
    /// - Returns: How many; 0 at the end, -1 with errno set after a failure.
    @unsafe func read(into target: UnsafeMutableRawPointer, count: Int) -> Int {
        if unread.isEmpty {
            let received = fill()
            guard received > 0 else { return received }
        }
        let taken = min(count, unread.count)
        let rest = (unread.lowerBound + taken)..<unread.upperBound
        unsafe UnsafeMutableRawBufferPointer(start: target, count: taken).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: buffer[unread.lowerBound..<rest.lowerBound]))
        unread = rest
        return taken
    }

    private func fill() -> Int {
        while isInTime() {
            let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 {
                unread = 0..<count
                hasGathered = false
                return note(count) ? count : giveUp()
            }
            if count == 0 {
                _ = fail(.closed)
            } else if errno == EAGAIN {
                guard gather() || wait(for: POLLIN) else { break }
            } else if errno != EINTR {
                _ = fail(.system(errno))
            }
        }
        return giveUp()
    }

    /// Leaves a moment to what is on its way.
    ///
    /// - Returns: false when that has been tried since something came, or is not wanted.
    private func gather() -> Bool {
        guard gathers, !hasGathered else { return false }
        hasGathered = true
        usleep(Self.gathering)
        return true
    }

    private func note(_ count: Int) -> Bool {
        if isWatching {
            unsafe opening += buffer.prefix(min(count, Self.openingLength - opening.count))
            isWatching = opening.count < Self.openingLength
        }
        receivedSinceProgress += count
        guard receivedSinceProgress <= limits.maximumMessage * 2 + (1 << 20) else { return fail(.flooded) }
        return true
    }

    /// - Returns: How many bytes were sent; -1 with errno set after a failure.
    @unsafe func write(_ source: UnsafeRawPointer, count: Int) -> Int {
        while failure == nil {
            let sent = unsafe send(descriptor, source, count, Int32(MSG_NOSIGNAL))
            if sent >= 0 { return sent }
            if errno == EINTR { continue }
            if errno != EAGAIN {
                _ = fail(.system(errno))
            } else if !wait(for: POLLOUT) {
                break
            }
        }
        return giveUp()
    }

    /// What the libraries above are told; never that they might try again.
    private func giveUp() -> Int {
        guard failure != .closed else {
            errno = 0
            return 0
        }
        errno = ECONNABORTED
        return -1
    }
}
