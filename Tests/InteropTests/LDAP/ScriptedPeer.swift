import Foundation
import Glibc
import LDAP

/// A peer on loopback that says what a test tells it to, byte by byte.
final class ScriptedPeer: Sendable {
    let port: UInt16
    private let listener: Int32

    /// Listens; `script` is called with each connection, on a thread of its own, and the connection ends with it.
    init(_ script: @escaping @Sendable (borrowing Conversation) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) | listen(listener, 16) | getsockname(listener, address, &size)
            }
        }
        guard status == 0 else { throw DirectoryServer.Failure(message: "no listener: errno \(errno)") }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    // Closed here and nowhere else: closed while this waits, its number could become another peer's.
                    close(listener)
                    return
                }
                Thread.detachNewThread { script(Conversation(connection: connection)) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Says that the peer is needed up to here.
    func keep() {}

    func server(_ security: LDAPServer.Security = .none) -> LDAPServer {
        LDAPServer(host: "peer.lab.test", port: port, security: security, address: "127.0.0.1")
    }
}

/// One connection to a scripted peer.
struct Conversation: ~Copyable {
    let connection: Int32

    deinit { close(connection) }

    /// Some bytes; none at the end.
    func receive() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(connection, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }

    /// The message number of the next request, which comes in one piece; nil at the end.
    func receiveRequest() -> Int? {
        let bytes = receive()
        // SEQUENCE, its length, INTEGER, its length, the number.
        guard bytes.count > 4 else { return nil }
        let start = bytes[1] < 0x80 ? 2 : 2 + Int(bytes[1] & 0x7F)
        guard bytes.count > start + 2 else { return nil }
        return bytes[(start + 2)..<(start + 2 + Int(bytes[start + 1]))].reduce(0) { $0 << 8 | Int($1) }
    }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Says nothing until the other side leaves.
    func hold() {
        while !receive().isEmpty {}
    }

    /// Ends with a reset.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }
}

/// What an LDAP server says, in BER.
enum Say {
    static func element(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        let content = Array(parts.joined())
        var length = content.count
        var octets: [UInt8] = []
        repeat {
            octets.insert(UInt8(length & 255), at: 0)
            length >>= 8
        } while length > 0
        return [tag] + (content.count < 128 ? octets : [0x80 | UInt8(octets.count)] + octets) + content
    }

    static func text(_ text: String, tag: UInt8 = 4) -> [UInt8] { element(tag, Array(text.utf8)) }

    static func message(_ number: Int, _ parts: [UInt8]...) -> [UInt8] {
        let encoded = number < 128 ? [UInt8(number)] : [UInt8(number >> 8 & 127), UInt8(number & 255)]
        return element(0x30, element(2, encoded), Array(parts.joined()))
    }

    static func result(_ number: Int, _ tag: UInt8, _ code: UInt8, _ said: String = "", _ rest: [UInt8] = [])
        -> [UInt8]
    {
        message(number, element(tag, element(10, [code]), text(""), text(said), rest))
    }

    static func searchDone(_ number: Int, _ code: UInt8 = 0, _ said: String = "", cookie: [UInt8]? = nil)
        -> [UInt8]
    {
        let done = element(0x65, element(10, [code]), text(""), text(said))
        guard let cookie else { return message(number, done) }
        let value = element(0x30, element(2, [0]), element(4, cookie))
        let control = element(0x30, text("1.2.840.113556.1.4.319"), element(4, value))
        return message(number, done, element(0xA0, control))
    }

    static func entry(_ number: Int, _ dn: String, _ attributes: [(String, [[UInt8]])] = []) -> [UInt8] {
        let list = attributes.map { name, values in
            element(0x30, text(name), element(0x31, Array(values.map { element(4, $0) }.joined())))
        }
        return message(number, element(0x64, text(dn), element(0x30, Array(list.joined()))))
    }

    static func reference(_ number: Int, _ url: String) -> [UInt8] {
        message(number, element(0x73, text(url)))
    }
}
