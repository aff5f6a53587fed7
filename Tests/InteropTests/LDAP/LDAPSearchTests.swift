import LDAP
import Testing

/// Searches of a real directory server.
struct LDAPSearchTests {
    private let directory: DirectoryServer

    init() throws {
        directory = try DirectoryServer.shared()
    }

    @Test(arguments: [LDAPServer.Security.none, .startTLS, .ldaps])
    func `every entry of every page is handed over`(security: LDAPServer.Security) throws {
        let session = try directory.open(security)
        try session.bind(.anonymous)
        var names: Set<String> = []
        let end = try session.search(
            base: "ou=people,dc=lab,dc=test",
            filter: LDAPFilter.equals("objectClass", "inetOrgPerson").description,
            attributes: ["cn", "mail"], pageSize: 100
        ) { entry in
            names.insert(entry.firstText(of: "CN") ?? "")
            return entry.count(of: "mail") == 2
        }
        #expect(end == SearchEnd(entries: 1050, referrals: [], isComplete: true))
        #expect(names.count == 1050)
        #expect((session.security == nil) == (security == .none))
    }

    @Test func `a page size that the server refuses is lowered until it is taken`() throws {
        let session = try directory.open()
        try session.bind(.simple(name: "cn=user,dc=lab,dc=test", password: DirectoryServer.password))
        let end = try session.search(base: "ou=people,dc=lab,dc=test", attributes: ["cn"], pageSize: 1000) {
            _ in true
        }
        #expect(end.entries == 1051)
    }

    @Test func `too many entries for the server are told from an end`() throws {
        let session = try directory.open()
        try session.bind(.simple(name: "cn=user,dc=lab,dc=test", password: DirectoryServer.password))
        var entries = 0
        let error = #expect(throws: LDAPError.self) {
            try session.search(base: "ou=people,dc=lab,dc=test", attributes: ["cn"]) { _ in
                entries += 1
                return true
            }
        }
        #expect(error?.kind == .sizeLimit)
        #expect(entries == 10)
    }

    @Test func `a limit of our own is told the same way`() throws {
        let session = try directory.open()
        let error = #expect(throws: LDAPError.self) {
            try session.search(base: "ou=people,dc=lab,dc=test", sizeLimit: 7) { _ in true }
        }
        #expect(error?.kind == .sizeLimit)
        #expect(error?.resultCode == 4)
    }

    @Test func `the caller may end a search, and go on with the session`() throws {
        let session = try directory.open()
        var entries = 0
        let end = try session.search(base: "ou=people,dc=lab,dc=test", pageSize: 500) { _ in
            entries += 1
            return entries < 3
        }
        #expect(end == SearchEnd(entries: 3, referrals: [], isComplete: false))
        let again = try session.search(base: "", scope: .base, attributes: ["namingContexts"]) { entry in
            entry.texts(of: "namingContexts") == ["dc=lab,dc=test"]
        }
        #expect(again.entries == 1)
        #expect(again.isComplete)
    }

    @Test func `a base that is not there is told for what it is`() throws {
        let session = try directory.open()
        let error = #expect(throws: LDAPError.self) {
            try session.search(base: "ou=absent,dc=lab,dc=test") { _ in true }
        }
        #expect(error?.kind == .noSuchObject)
        #expect(error?.step == .search)
    }

    @Test func `a base elsewhere is a referral, which is not followed`() throws {
        let session = try directory.open()
        let error = #expect(throws: LDAPError.self) {
            try session.search(base: "ou=elsewhere,dc=lab,dc=test") { _ in true }
        }
        guard case .referral(let addresses) = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(addresses.first?.hasPrefix("ldap://elsewhere.test/") == true)
    }

    @Test func `references below the base are collected and not followed`() throws {
        let session = try directory.open()
        let end = try session.search(
            base: "dc=lab,dc=test", scope: .oneLevel, attributes: ["1.1"], pageSize: 2
        ) { _ in
            true
        }
        #expect(end.referrals.count == 1)
        #expect(end.isComplete)
    }

    @Test func `a huge value comes whole where it is allowed`() throws {
        let session = try directory.open()
        var size = 0
        _ = try session.search(base: "cn=huge,ou=odd,dc=lab,dc=test", scope: .base) { entry in
            size = entry.firstValue(of: "description")?.count ?? 0
            return true
        }
        #expect(size == 3_000_000)
    }

    @Test(arguments: [LDAPServer.Security.none, .ldaps])
    func `a message longer than allowed is refused`(security: LDAPServer.Security) throws {
        let session = try LDAPSession.open(
            directory.server(security), trust: LDAPTrust(caFile: directory.ca),
            limits: .within(60, maximumMessage: 1 << 20))
        let error = #expect(throws: LDAPError.self) {
            try session.search(base: "cn=huge,ou=odd,dc=lab,dc=test", scope: .base) { _ in true }
        }
        #expect(error?.kind == .protocolError)
    }

    @Test func `names, options and bytes come as they are`() throws {
        let session = try directory.open()
        let name = LDAPFilter.equals("cn", "Müller, \"Anna\" + Co").description
        var seen = 0
        _ = try session.search(base: "ou=odd,dc=lab,dc=test", filter: name) { entry in
            seen += 1
            #expect(
                canonicalDN(entry.dn)
                    == canonicalDN("cn=M\\C3\\BCller\\2C \\22Anna\\22 \\2B Co, ou=odd,dc=lab,dc=test"))
            #expect(entry.values(of: "usercertificate") == [[0x30, 0]])
            #expect(entry.attributeNames.contains("userCertificate;binary"))
            #expect(entry.firstText(of: "jpegPhoto") == "AB\u{FFFD}\u{FFFD}\0B")
            #expect(entry.values(of: "absent").isEmpty)
            #expect(entry.firstValue(of: "absent") == nil)
            #expect(entry.isPartial("cn") == false)
            return true
        }
        #expect(seen == 1)
    }

    @Test func `a filter that is none is refused`() throws {
        let session = try directory.open()
        let error = #expect(throws: LDAPError.self) {
            try session.search(base: "dc=lab,dc=test", filter: "(((") { _ in true }
        }
        #expect(error?.kind == .other(code: -7))
    }
}
