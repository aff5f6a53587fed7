import EventLoop
import Foundation
import LDAP
import TestSupport
import Testing

/// Binds with Kerberos against a real KDC.
///
/// One at a time: the ticket cache is named by the environment.
@Suite(.serialized)
struct KerberosBindTests {
    private let directory: DirectoryServer
    private let folder: TemporaryFolder

    init() throws {
        directory = try DirectoryServer.shared()
        folder = try TemporaryFolder()
        try use()
    }

    /// Sets the environment for the next bind.
    private func use(tickets: String? = nil, settings: String? = nil, keyTable: String = "/absent") throws {
        LDAPLibrary.prepare()
        let inherited = ProcessInfo.processInfo.environment["KRB5_CONFIG"] ?? ""
        let own = try #require(inherited.split(separator: ":").first)
        setenv("KRB5_CONFIG", "\(own):\(try settings ?? file("krb5.conf"))", 1)
        setenv("KRB5CCNAME", "FILE:\(try tickets ?? file("tickets"))", 1)
        setenv("KRB5_CLIENT_KTNAME", keyTable, 1)
    }

    private func file(_ name: String) throws -> String {
        try #require(directory.files[name])
    }

    private func failure(_ security: LDAPServer.Security = .none, host: String = DirectoryServer.host) throws
        -> LDAPError?
    {
        let session = try directory.open(security, host: host)
        return #expect(throws: LDAPError.self) { try session.bind(.gssapi) }
    }

    @Test(arguments: [LDAPServer.Security.none, .startTLS, .ldaps])
    func `a ticket is as good as a password, and what follows is protected`(security: LDAPServer.Security)
        throws
    {
        let session = try directory.open(security)
        try session.bind(.gssapi)
        let end = try session.search(base: "ou=people,dc=lab,dc=test", attributes: ["cn"], pageSize: 100) {
            _ in true
        }
        #expect(end.entries == 1051)
        #expect((session.protection > 1) == (security == .none))
    }

    @Test func `a key table is as good as a ticket`() throws {
        try use(tickets: folder.path("new"), keyTable: file("user.keytab"))
        let session = try directory.open()
        try session.bind(.gssapi)
        #expect(FileManager.default.fileExists(atPath: folder.path("new")))
    }

    @Test func `no ticket is told`() throws {
        try use(tickets: folder.path("absent"))
        let error = try failure()
        #expect(error?.step == .bind)
        #expect(error?.kind == .kerberos(.noCredentials))
        #expect(error?.diagnostic.contains("No Kerberos credentials available") == true)
    }

    @Test func `an expired ticket is told`() throws {
        try use(tickets: expired())
        #expect(try failure()?.kind == .kerberos(.expiredTicket))
    }

    /// The ticket cache with every end of a ticket's life set to a moment in 2020.
    private func expired() throws -> String {
        let data = try Data(contentsOf: URL(filePath: file("tickets")))
        let now = UInt32(Date.now.timeIntervalSince1970)
        var bytes = Array(data)
        for index in 0..<(bytes.count - 3) {
            let moment = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
            // Tickets of the lab live for a day.
            if (now..<(now + 90_000)).contains(moment) {
                bytes.replaceSubrange(index..<(index + 4), with: [0x5E, 0x0B, 0xE1, 0])
            }
        }
        let path = folder.path("expired")
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    @Test func `a service that the KDC does not know is told`() throws {
        #expect(try failure(host: "a.lab.test")?.kind == .kerberos(.unknownService))
    }

    @Test func `a KDC that cannot be reached is told`() throws {
        let text = try String(contentsOfFile: file("krb5.conf"), encoding: .utf8)
        let port = try #require(directory.ports["kdc"])
        try use(
            tickets: onlyGranting(),
            settings: folder.write(
                text.replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(try Lab.shared().port("refused"))"),
                to: "refused.conf"))
        #expect(try failure()?.kind == .kerberos(.kdcUnreachable))
    }

    @Test func `a silent KDC holds nobody beyond the deadline`() async throws {
        let peer = try ScriptedPeer { $0.hold() }
        let text = try String(contentsOfFile: file("krb5.conf"), encoding: .utf8)
        let port = try #require(directory.ports["kdc"])
        try use(
            tickets: onlyGranting(),
            settings: folder.write(
                text.replacing("kdc = 127.0.0.1:\(port)", with: "kdc = 127.0.0.1:\(peer.port)"),
                to: "silent.conf"))
        let directory = directory
        let outcome = await BlockingThread.run(named: "ldap", until: .now + .milliseconds(300)) { _ in
            Result {
                let session = try directory.open()
                try session.bind(.gssapi)
            }
        }
        peer.keep()
        guard case .timeout = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    /// A fresh cache in which there is no ticket for any service yet.
    private func onlyGranting() throws -> String {
        let path = folder.path("granting")
        try FileManager.default.copyItem(atPath: file("tickets.fresh"), toPath: path)
        return path
    }
}
