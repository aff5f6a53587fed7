import Model
import SampleFacts
import Testing

@testable import Checks

struct ControllerReachableCheckTests {
    private let check = ControllerReachableCheck()

    private static func row(_ name: String, _ fact: DirectoryFact, _ outline: String) -> Judgement {
        Judgement(name, DirectorySample.facts(fact), [outline])
    }

    private static func failed(_ step: ControllerAttempt.Step, _ code: ReasonCode) -> DirectoryFact {
        DirectorySample.unread(code, DirectorySample.attempt(step, code))
    }

    private static let second = "ldaps://dc2.corp.example:636"

    static let rows: [Judgement] = [
        row("one that answers", DirectorySample.directory(), "met"),
        row(
            "one that answers after another did not",
            DirectorySample.directory {
                $0.attempts = [
                    DirectorySample.attempt(.tcp, .tcpRefused),
                    DirectorySample.attempt(.search, nil, server: second),
                ]
            }, "met"),
        row("none in DNS", failed(.find, .ldapNoControllerFound), "not-met ldap.no-controller-found"),
        row("no resolver", failed(.find, .dnsTimeout), "not-met dns.timeout"),
        row("a name without an address", failed(.name, .dnsNoAddress), "not-met dns.no-address"),
        row("a closed port", failed(.tcp, .tcpRefused), "not-met tcp.refused"),
        row("a wrong certificate", failed(.tls, .tlsNameMismatch), "not-met tls.name-mismatch"),
        row("silence", failed(.rootDSE, .ldapTimeout), "not-met ldap.timeout"),
        row("garbage", failed(.rootDSE, .ldapProtocolError), "not-met ldap.protocol-error"),
        row("a wrong password", failed(.bind, .ldapBindRejected), "undetermined ldap.bind-rejected"),
        row("no ticket", failed(.bind, .kerberosNoCredentials), "undetermined kerberos.no-credentials"),
        row(
            "a password that would be readable", failed(.bind, .ldapCleartextRefused),
            "undetermined ldap.cleartext-refused"),
        row("silence after the first answer", failed(.bind, .ldapTimeout), "undetermined ldap.timeout"),
        row("the run's end", failed(.tcp, .deadlineExceeded), "undetermined deadline.exceeded"),
        row("an interruption", failed(.find, .runInterrupted), "undetermined run.interrupted"),
        row(
            "a refusal at the first answer", failed(.rootDSE, .ldapInsufficientAccess),
            "undetermined ldap.insufficient-access"),
        row(
            "two that are dead",
            DirectorySample.unread(
                .tcpTimeout, DirectorySample.attempt(.tcp, .tcpRefused),
                DirectorySample.attempt(.tcp, .tcpTimeout, server: second)),
            "not-met tcp.refused tcp.timeout"),
        row(
            "one that is dead, and one that refuses the reader",
            DirectorySample.unread(
                .ldapBindRejected, DirectorySample.attempt(.tcp, .tcpRefused),
                DirectorySample.attempt(.bind, .ldapBindRejected, server: second)),
            "undetermined tcp.refused ldap.bind-rejected"),
        row(
            "one that is dead, and one that there was no time for",
            DirectorySample.unread(
                .deadlineExceeded, DirectorySample.attempt(.tcp, .tcpRefused),
                DirectorySample.attempt(.tcp, .deadlineExceeded, server: second)),
            "undetermined tcp.refused deadline.exceeded"),
        row(
            "one that answered and was lost",
            DirectorySample.directory {
                $0.failure = Unreadable(.ldapUnavailable, "the connection was gone")
            },
            "undetermined ldap.unavailable"),
        row(
            "another kind of directory",
            DirectorySample.directory {
                $0.controller = ControllerFact(server: "s", security: .ldaps, signIn: .simple)
            },
            "undetermined directory.not-active-directory"),
        row(
            "nothing tried", DirectorySample.unread(.ldapNoControllerFound),
            "not-met ldap.no-controller-found"),
        row(
            "nothing said",
            DirectorySample.directory {
                $0.controller = nil
                $0.attempts = []
            }, "undetermined evidence.missing"),
    ]

    @Test(arguments: rows)
    func `judges whether a controller answers`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `what is met names the host, the time and the way`() throws {
        let row = Self.row("", DirectorySample.directory(), "")
        let words = "dc1.corp.example in 12 ms, over ldaps, as a user with a password"
        #expect(try row.words(of: check) == words)
    }

    @Test(arguments: [
        ("ldap://x/CN=Configuration,DC=corp,DC=example", nil), ("ldap://x/DC=corp,DC=example??sub", nil),
        ("ldap://x/DC=DomainDnsZones,DC=corp,DC=example", nil), ("ldap://x", nil), ("x", nil),
        ("ldap://x/#", nil),
        ("ldap://x/DC=eu,DC=corp,DC=example??sub", "DC=eu,DC=corp,DC=example"),
    ])
    func `a domain that is named and not read is told`(referral: String, told: String?) throws {
        let fact = DirectorySample.directory { $0.referrals = [referral, referral] }
        let words = try Self.row("", fact, "").words(of: check)
        #expect(words.hasSuffix(told.map { "; it names domains that were not read: \($0)" } ?? "a password"))
    }

    @Test
    func `what failed before is named where another answered`() throws {
        let fact = DirectorySample.directory {
            $0.attempts.insert(DirectorySample.attempt(.tls, .tlsReset, server: Self.second), at: 0)
        }
        let words = try Self.row("", fact, "").words(of: check)
        #expect(words.hasSuffix("; before it failed: ldaps://dc2.corp.example:636: it failed (tls)"))
    }

    @Test
    func `controllers that fail alike are one reason`() throws {
        let attempts = (1...5).map { DirectorySample.attempt(.tcp, .tcpRefused, server: "ldap://dc\($0)") }
        var fact = DirectorySample.unread(.tcpRefused)
        fact.attempts = attempts
        let words = try Self.row("", fact, "").words(of: check)
        #expect(words.hasPrefix("corp.example: ldap://dc1: it failed (tcp); ldap://dc2: it failed (tcp); "))
        #expect(words.hasSuffix("; and 2 more"))
    }

    @Test
    func `nothing is judged where no directory was asked for`() {
        #expect(Judgement("", FactSet(), []).findings(of: check).isEmpty)
    }
}
