import CLDAP
import Glibc

/// The topmost layer of a connection: looks at where each message of the server begins, and lets it pass or not.
///
/// libldap 2.5 ends the process when a notice that nobody asked for has no name, and keeps such notices for ever. None gets
/// through here. It also reads ahead, which spares the layers below most of their calls. Used by one thread at a time.
@safe final class Gate {
    enum Failure: Equatable {
        /// What came does not begin like a message.
        case malformed
        /// The server ended what it had to say, which TLS tells without the connection's end.
        case ended
        /// The server said that it is going to leave: its result code, and its words.
        case farewell(code: Int32, diagnostic: String)
    }

    private(set) var failure: Failure?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var unread = 0..<0
    /// How much of the current message is still to be passed on.
    private var admitted = 0

    /// A notice that is longer is none.
    private static let maximumNotice = 1 << 15

    init() {}

    deinit { unsafe buffer.deallocate() }

    /// Whether nothing came that has not been asked for yet.
    ///
    /// When TLS or SASL begin to protect a connection, bytes that are already here would count as protected.
    var isEmpty: Bool { unread.isEmpty }

    /// Reads for libldap; `fetch` reads from the layer below.
    ///
    /// - Returns: How many bytes; 0 or less, as `fetch` says, at the end or after a failure.
    @unsafe func read(
        into target: UnsafeMutableRawPointer, count: Int, _ fetch: (UnsafeMutableRawPointer, Int) -> Int
    ) -> Int {
        while admitted == 0 {
            guard failure == nil else { return giveUp() }
            switch unsafe Head(buffer[unread]) {
            case .message(let length): admitted = length
            case .notice(let length):
                let received = unsafe take(notice: length, fetch)
                guard received > 0 else { return received }
            case .incomplete:
                let received = unsafe fill(fetch)
                guard received > 0 else { return received }
            case .malformed: failure = .malformed
            }
        }
        if unread.isEmpty {
            let received = unsafe fill(fetch)
            guard received > 0 else { return received }
        }
        let taken = min(count, unread.count, admitted)
        let rest = (unread.lowerBound + taken)..<unread.upperBound
        unsafe UnsafeMutableRawBufferPointer(start: target, count: taken).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: buffer[unread.lowerBound..<rest.lowerBound]))
        unread = rest
        admitted -= taken
        return taken
    }

    /// What libldap is told: the connection has ended.
    private func giveUp() -> Int {
        errno = 0
        return 0
    }

    /// Reads more behind what is unread, which moves to the front for it.
    @unsafe private func fill(_ fetch: (UnsafeMutableRawPointer, Int) -> Int) -> Int {
        if unread.lowerBound > 0 {
            unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
            unread = 0..<unread.count
        }
        guard let start = unsafe buffer.baseAddress else { return giveUp() }
        errno = 0
        let received = unsafe fetch(start + unread.count, buffer.count - unread.count)
        if received > 0 { unread = 0..<(unread.count + received) }
        // GnuTLS took something for itself, such as a session ticket: libldap's layer says 0 then too, and to come again.
        if received == 0, errno != EWOULDBLOCK, errno != EAGAIN, errno != EINTR { failure = .ended }
        return received
    }

    /// Takes a notice out of the stream, and ends it when it is a farewell.
    ///
    /// - Returns: 0 or less when it did not come whole, as `fetch` says.
    @unsafe private func take(notice length: Int, _ fetch: (UnsafeMutableRawPointer, Int) -> Int) -> Int {
        guard length <= Self.maximumNotice else {
            failure = .malformed
            return giveUp()
        }
        while unread.count < length {
            let received = unsafe fill(fetch)
            guard received > 0 else { return received }
        }
        let end = unread.lowerBound + length
        let notice = unsafe Notice(Array(buffer[unread.lowerBound..<end]))
        unread = end..<unread.upperBound
        if let notice, notice.isFarewell {
            failure = .farewell(code: notice.code, diagnostic: notice.diagnostic)
        }
        return length
    }
}

/// The beginning of a message: SEQUENCE, its length, and the number of the request that it answers.
///
/// Stricter than BER allows and LDAP servers are: the number has its length in one octet.
private enum Head {
    /// Lengths are those of the whole message.
    case message(length: Int)
    /// A message that answers no request.
    case notice(length: Int)
    case incomplete
    case malformed

    init<Bytes: Collection<UInt8>>(_ bytes: Bytes) where Bytes.SubSequence == Bytes, Bytes.Index == Int {
        var reader = ElementReader(rest: bytes)
        let start = reader.position
        guard let tag = reader.octet() else {
            self = .incomplete
            return
        }
        guard tag == 0x30 else {
            self = .malformed
            return
        }
        switch reader.length() {
        case .incomplete: self = .incomplete
        case .malformed: self = .malformed
        case .known(let content):
            let head = reader.position - start
            guard let kind = reader.octet(), let count = reader.octet() else {
                self = content < 3 ? .malformed : .incomplete
                return
            }
            guard kind == 2, (1...4).contains(count), content > 2 + Int(count) else {
                self = .malformed
                return
            }
            var number: UInt32 = 0
            for index in 0..<count {
                guard let octet = reader.octet() else {
                    self = .incomplete
                    return
                }
                guard index > 0 || octet < 0x80 else {
                    self = .malformed
                    return
                }
                number = number << 8 | UInt32(octet)
            }
            self = number == 0 ? .notice(length: head + content) : .message(length: head + content)
        }
    }
}

/// A notice that nobody asked for (RFC 4511, 4.4).
private struct Notice {
    var code: Int32 = 0
    var diagnostic = ""
    var isFarewell = false

    /// Reads a whole message; nil for what cannot be read.
    init?(_ bytes: [UInt8]) {
        var message = ElementReader(rest: bytes[...])
        guard var body = message.element(0x30), body.element(0x02) != nil, var answer = body.element(0x78),
            let code = answer.element(0x0A), answer.element(0x04) != nil, let words = answer.element(0x04)
        else { return nil }
        self.code = code.rest.reduce(0) { $0 << 8 | Int32($1) }
        diagnostic = String(decoding: words.rest, as: UTF8.self)
        if answer.next == 0xA3 { _ = answer.element(0xA3) }
        isFarewell = answer.element(0x8A)?.rest.elementsEqual("1.3.6.1.4.1.1466.20036".utf8) ?? false
    }
}
