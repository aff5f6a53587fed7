import Foundation
import LDAP
import Testing

/// Peers that break the protocol, byte by byte.
struct HostileDirectoryTests {
    private func search(
        pageSize: Int? = 100, within seconds: Double = 60, maximumMessage: Int = 1 << 20,
        each: (borrowing LDAPEntry) throws(LDAPError) -> Bool = { _ in true },
        _ script: @escaping @Sendable (borrowing Conversation) -> Void
    ) throws -> Result<SearchEnd, LDAPError> {
        let peer = try ScriptedPeer(script)
        defer { peer.keep() }
        do throws(LDAPError) {
            let session = try LDAPSession.open(
                peer.server(), trust: LDAPTrust(), limits: .within(seconds, maximumMessage: maximumMessage))
            return .success(try session.search(base: "dc=x", pageSize: pageSize, each: each))
        } catch {
            return .failure(error)
        }
    }

    private func kind(_ result: Result<SearchEnd, LDAPError>) -> LDAPError.Kind? {
        if case .failure(let error) = result { error.kind } else { nil }
    }

    @Test func `a server that ignores paging is taken at its word`() throws {
        let end = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            for index in 0..<250 { connection.send(Say.entry(number, "cn=\(index)")) }
            connection.send(Say.searchDone(number))
            connection.hold()
        }
        #expect(try end.get() == SearchEnd(entries: 250, referrals: [], isComplete: true))
    }

    @Test func `the same cookie may come again as long as the entries are new`() throws {
        let end = try search { connection in
            for page in 0..<5 {
                guard let number = connection.receiveRequest() else { return }
                connection.send(Say.entry(number, "cn=\(page)"))
                connection.send(Say.searchDone(number, cookie: page < 4 ? [7] : []))
            }
            connection.hold()
        }
        #expect(try end.get().entries == 5)
    }

    @Test func `an empty page with a new cookie leads on`() throws {
        let end = try search { connection in
            for page: UInt8 in 0..<5 {
                guard let number = connection.receiveRequest() else { return }
                connection.send(Say.searchDone(number, cookie: page < 4 ? [page] : []))
            }
            connection.hold()
        }
        #expect(try end.get().entries == 0)
    }

    @Test(arguments: [0, 1])
    func `pages that go round in circles are an error`(entries: Int) throws {
        let result = try search { connection in
            var page: UInt8 = 0
            while let number = connection.receiveRequest() {
                page = (page + 1) % 3
                for _ in 0..<entries { connection.send(Say.entry(number, "cn=\(page)")) }
                connection.send(Say.searchDone(number, cookie: [page]))
            }
        }
        #expect(kind(result) == .protocolError)
    }

    @Test func `empty pages without end are an error`() throws {
        let result = try search { connection in
            var page: UInt32 = 0
            while let number = connection.receiveRequest() {
                page += 1
                connection.send(
                    Say.searchDone(
                        number, cookie: [UInt8(page >> 16 & 255), UInt8(page >> 8 & 255), UInt8(page & 255)]))
            }
        }
        #expect(kind(result) == .protocolError)
    }

    @Test func `a reset in the middle of a search is a reset`() throws {
        let entries = Counter()
        let result = try search(within: 2, each: { _ in entries.add() }) { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.entry(number, "cn=a") + Say.entry(number, "cn=b").prefix(6))
            // The reset would overtake what was not read.
            _ = connection.receive()
            connection.reset()
        }
        // The peer waits for a second message that never comes.
        #expect(kind(result) == .timeout)
        #expect(entries.count == 1)
    }

    @Test(arguments: [false, true])
    func `a connection that ends in the middle of a search is a reset`(rudely: Bool) throws {
        let result = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.entry(number, "cn=a") + Say.entry(number, "cn=b").prefix(6))
            if rudely { connection.reset() }
        }
        #expect(kind(result) == .reset)
    }

    @Test func `half a message and silence is a timeout`() throws {
        let result = try search(within: 2) { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Array(Say.entry(number, "cn=abcdefgh").dropLast(3)))
            connection.hold()
        }
        #expect(kind(result) == .timeout)
    }

    @Test(
        arguments: [
            // No BER at all; a length of eight bytes; a length of 2 GiB; the length 0; an indefinite length.
            [0xDE, 0xAD, 0xBE, 0xEF, 0, 1, 2, 3, 4, 5], [0x30, 0x88, 1, 1, 1, 1, 1, 1, 1, 1],
            [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, 2, 1, 1], [0x30, 0], [0x30, 0x80, 2, 1, 1],
            // Another element than a sequence; a message number that is none; a message without an operation.
            [0x04, 0x05, 2, 1, 1, 0x64, 0], [0x30, 0x03, 4, 1, 1], [0x30, 0x03, 2, 1, 1],
            // An answer of an unknown kind ends nothing.
        ] as [[UInt8]])
    func `what is no LDAP is an error of the protocol`(bytes: [UInt8]) throws {
        let result = try search { connection in
            guard connection.receiveRequest() != nil else { return }
            connection.send(bytes)
            connection.hold()
        }
        #expect(kind(result) == .protocolError)
    }

    @Test(arguments: [UInt8(0x61), 0x78, 0x69])
    func `another kind of answer than to a search is an error of the protocol`(tag: UInt8) throws {
        let result = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.result(number, tag, 0))
            connection.hold()
        }
        #expect(kind(result) == .protocolError)
    }

    @Test(arguments: [
        Say.entry(1, "cn=a"), Say.reference(1, "ldap://x"), Say.message(1, Say.element(0x61, [10, 1])),
    ])
    func `no answer to a bind is an error of the protocol`(message: [UInt8]) throws {
        let peer = try ScriptedPeer { connection in
            guard connection.receiveRequest() != nil else { return }
            connection.send(message)
            connection.hold()
        }
        defer { peer.keep() }
        let error = #expect(throws: LDAPError.self) {
            let session = try LDAPSession.open(peer.server(), trust: LDAPTrust(), limits: .within(60))
            try session.bind(.anonymous)
        }
        #expect(error?.step == .bind)
        #expect(error?.kind == .protocolError)
    }

    @Test func `entries that cannot be read are an error of the protocol`() throws {
        for entry: [UInt8] in [
            Say.element(0x64, [4, 200, 65]), Say.element(0x64, Say.text("cn=a")),
            Say.element(0x64, Say.text("cn=a"), Say.element(0x30, [0x30, 50, 4, 1, 65])),
            Say.element(
                0x64, Say.text("cn=a"), Say.element(0x30, Say.element(0x30, Say.text("a"), [0x31, 9, 4, 1]))),
            Say.element(0x64, Say.text("cn=a"), [0x30, 0x7F]),
        ] {
            let result = try search { connection in
                guard let number = connection.receiveRequest() else { return }
                connection.send(Say.message(number, entry) + Say.searchDone(number))
                connection.hold()
            }
            #expect(kind(result) == .protocolError)
        }
    }

    @Test func `answers to nobody's question fill no memory`() throws {
        let result = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            let noise = Say.entry(number + 77, String(repeating: "x", count: 50_000))
            for _ in 0..<10_000 { connection.send(noise) }
        }
        #expect(kind(result) == .protocolError)
    }

    @Test func `notices without end fill no memory`() throws {
        let result = try search { connection in
            guard connection.receiveRequest() != nil else { return }
            let noise = Say.result(
                0, 0x78, 0, String(repeating: "x", count: 50_000), Say.text("1.2.3", tag: 0x8A))
            for _ in 0..<10_000 { connection.send(noise) }
        }
        #expect(kind(result) == .protocolError)
    }

    @Test(arguments: [
        Say.text("", tag: 0x8A), Say.text("1.2.3", tag: 0x8A), [],
        Say.text("1.3.6.1.4.1.1466.20036", tag: 0x04),
    ])
    func `a notice that nobody asked for does no harm`(name: [UInt8]) throws {
        let end = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            let notice = Say.result(0, 0x78, 52, "", name)
            connection.send(notice + Say.entry(number, "cn=a") + notice)
            connection.send(notice + Say.searchDone(number))
            connection.hold()
        }
        #expect(try end.get().entries == 1)
    }

    @Test func `a server that shuts down says why`() throws {
        let result = try search { connection in
            guard connection.receiveRequest() != nil else { return }
            connection.send(
                Say.result(0, 0x78, 52, "going down", Say.text("1.3.6.1.4.1.1466.20036", tag: 0x8A)))
            connection.hold()
        }
        #expect(kind(result) == .unavailable)
    }

    @Test(
        arguments: [
            [], Say.element(4, []), Say.element(4, [0x30]), Say.element(4, [0x30, 0]),
            Say.element(4, [0x30, 3, 2, 1, 0]),
            Say.element(4, [0x30, 5, 2, 1, 0, 4, 9]), Say.element(4, [0x31, 5, 2, 1, 0, 4, 0]),
        ] as [[UInt8]])
    func `a paged results control without a cookie is an error of the protocol`(value: [UInt8]) throws {
        let result = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            let done = Say.element(0x65, Say.element(10, [0]), Say.text(""), Say.text(""))
            let control = Say.element(0x30, Say.text("1.2.840.113556.1.4.319"), value)
            connection.send(Say.message(number, done, Say.element(0xA0, control)))
            connection.hold()
        }
        #expect(kind(result) == .protocolError)
    }

    @Test func `answers that come in the clear behind StartTLS are refused`() throws {
        let peer = try ScriptedPeer { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.result(number, 0x78, 0) + Say.entry(number + 1, "cn=forged"))
            connection.hold()
        }
        defer { peer.keep() }
        let error = #expect(throws: LDAPError.self) {
            _ = try LDAPSession.open(peer.server(.startTLS), trust: LDAPTrust(), limits: .within(60))
        }
        #expect(error?.kind == .protocolError)
    }

    @Test(arguments: [
        (UInt8(1), "", LDAPError.Kind.operationsError),
        (
            1,
            "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563",
            .bindNeeded
        ), (2, "", .protocolError), (3, "", .timeLimit), (4, "", .sizeLimit), (8, "", .strongAuthRequired),
        (11, "", .adminLimit), (12, "", .other(code: 12)), (13, "", .confidentialityRequired),
        (32, "", .noSuchObject),
        (50, "", .insufficientAccess), (51, "", .busy), (52, "", .unavailable), (53, "", .other(code: 53)),
        (80, "", .other(code: 80)),
    ])
    func `each result of a search has its own kind`(code: UInt8, said: String, kind expected: LDAPError.Kind)
        throws
    {
        let result = try search(pageSize: nil) { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.searchDone(number, code, said))
            connection.hold()
        }
        guard case .failure(let error) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(error.kind == expected)
        #expect(error.resultCode == Int32(code))
        #expect(error.diagnostic == said)
    }

    @Test func `a server that sends octet by octet is understood`() throws {
        let end = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            for octet in Say.entry(number, "cn=a", [("cn", [[65]])]) + Say.searchDone(number) {
                connection.send([octet])
            }
            connection.hold()
        }
        #expect(try end.get().entries == 1)
    }

    @Test func `hostile words are kept to a bound`() throws {
        let result = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.searchDone(number, 80, "\u{1B}[2J" + String(repeating: "x", count: 500_000)))
            connection.hold()
        }
        guard case .failure(let error) = result else { return }
        #expect(error.diagnostic.utf8.count == LDAPError.maximumDiagnostic)
    }

    @Test func `references are kept to a bound`() throws {
        let end = try search { connection in
            guard let number = connection.receiveRequest() else { return }
            let reference = Say.reference(number, String(repeating: "l", count: 5000))
            for _ in 0..<1100 { connection.send(reference) }
            connection.send(Say.searchDone(number))
            connection.hold()
        }.get()
        #expect(end.referrals.count == 1000)
        #expect(end.referrals.allSatisfy { $0.utf8.count == 4096 })
    }

    @Test func `ranges and options are read`() throws {
        let entries = Counter()
        _ = try search(each: { entry in
            #expect(entry.range(of: "member") == LDAPValueRange(lower: 0, upper: 1499))
            #expect(entry.isPartial("MEMBER") == true)
            #expect(entry.texts(of: "member") == ["cn=x"])
            #expect(entry.range(of: "other") == LDAPValueRange(lower: 1500, upper: nil))
            #expect(entry.isPartial("other") == false)
            #expect(entry.range(of: "odd") == nil)
            #expect(entry.values(of: "empty") == [[]])
            #expect(entry.firstInteger(of: "number") == -2_147_483_646)
            #expect(entry.firstInteger(of: "number", as: UInt32.self) == nil)
            return entries.add()
        }) { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(
                Say.entry(
                    number, "cn=a",
                    [
                        ("member", []), ("member;range=0-1499", [Array("cn=x".utf8)]),
                        ("other;Range=1500-*", [[65]]), ("odd;range=x-y", [[65]]), ("empty", [[]]),
                        ("number", [Array("-2147483646".utf8)]),
                    ]) + Say.searchDone(number))
            connection.hold()
        }
        #expect(entries.count == 1)
    }
}

private final class Counter {
    private(set) var count = 0

    func add() -> Bool {
        count += 1
        return true
    }
}
