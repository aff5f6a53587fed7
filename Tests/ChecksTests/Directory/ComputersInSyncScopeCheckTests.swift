import Model
import SampleFacts
import Testing

@testable import Checks

struct ComputersInSyncScopeCheckTests {
    private let check = ComputersInSyncScopeCheck()
    private static let root = SyncSample.root
    private static let corp = SyncSample.export(
        SyncSample.forest(
            SyncSample.partition(including: ["OU=CORP,\(root)"], excluding: [root, "OU=Old,OU=CORP,\(root)"]))
    )

    private static func row(
        _ name: String, _ computers: [ComputerFact], _ exports: [SyncConfigurationFact], _ outline: String
    ) -> Judgement {
        Judgement(name, SyncSample.facts([SyncSample.directory(computers)], exports), [outline])
    }

    private static func row(_ name: String, _ computers: [ComputerFact], _ outline: String) -> Judgement {
        row(name, computers, [corp], outline)
    }

    private static func computers(_ dns: String...) -> [ComputerFact] { dns.map { SyncSample.computer($0) } }
    private static let one = computers("CN=A,OU=CORP,\(root)")
    private static let kiosk = "CN=K,OU=Kiosk,\(root)"

    static let rows: [Judgement] = [
        row("in scope", one, "met"),
        row("some are not", one + computers(kiosk), "not-met sync.container-out-of-scope"),
        row("no export", one, [], "undetermined sync.configuration-missing"),
        row(
            "an old export", one,
            [SyncSample.export(SyncSample.forest(SyncSample.partition()), age: 40 * SyncSample.day)],
            "undetermined sync.configuration-old"),
        row("another domain's export", computers("CN=A,DC=other"), "undetermined sync.domain-not-covered"),
        row(
            "known to be out, and unknown", computers(kiosk, "CN=A,DC=other", "CN=B,DC=other"),
            "not-met sync.container-out-of-scope sync.domain-not-covered"),
        row("a disabled one", one + [SyncSample.computer(kiosk, control: 0x1002)], "met"),
        row("a stale one", one + [SyncSample.computer(kiosk, lastLogon: 91 * SyncSample.day)], "met"),
        row(
            "one that is nearly stale", one + [SyncSample.computer(kiosk, lastLogon: 89 * SyncSample.day)],
            "not-met sync.container-out-of-scope"),
        row("one that never signed in", one + [SyncSample.computer(kiosk, lastLogon: nil)], "met"),
        row(
            "a domain controller by its control", one + [SyncSample.computer(kiosk, control: 0x82000)], "met"),
        row(
            "a domain controller by its group", one + [SyncSample.computer(kiosk) { $0.primaryGroup = 516 }],
            "met"),
        row(
            "a read-only domain controller", one + [SyncSample.computer(kiosk) { $0.primaryGroup = 521 }],
            "met"),
        row("one that is not Windows", one + [SyncSample.computer(kiosk, system: "redhat-linux-gnu")], "met"),
        row(
            "a Hyper-V server", one + [SyncSample.computer(kiosk, system: "Hyper-V Server")],
            "not-met sync.container-out-of-scope"),
        row(
            "one whose system is not told", one + [SyncSample.computer(kiosk, system: nil)],
            "not-met sync.container-out-of-scope"),
        row(
            "one whose control cannot be read", one + [SyncSample.computer(kiosk, control: nil)],
            "not-met sync.container-out-of-scope"),
        row(
            "no sign-in can be read at all", [SyncSample.computer(kiosk, lastLogon: nil)],
            "not-met sync.container-out-of-scope"),
        row("none that counts", [SyncSample.computer(kiosk, control: 0x1002)], "not-applicable"),
        row("no computer", [], "not-applicable"),
    ]

    @Test(arguments: rows)
    func `judges the computers of a domain`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
        #expect(row.findings(of: check).map(\.subject) == [Subject(.devices, SyncSample.domain)])
    }

    @Test
    func `without a domain an export leaves the question open`() {
        #expect(Judgement("none", SyncSample.facts([], []), []).findings(of: check).isEmpty)
        #expect(
            Judgement("alone", SyncSample.facts([], [Self.corp]), []).findings(of: check).map(\.outline)
                == ["undetermined input.not-given"])
    }

    @Test
    func `computers that could not be read are undetermined`() {
        let refused = Unreadable(.ldapInsufficientAccess, "the search was refused")
        let part = SyncSample.directory([]) { $0.computers = .unreadable(refused) }
        let none = DirectoryFact(domain: "corp.example", observedAt: SyncSample.now, unread: refused)
        let empty = SyncSample.directory([]) { $0.computers = .absent }
        let outlines = Judgement("", SyncSample.facts([part, none, empty], [Self.corp]), []).findings(
            of: check
        )
        .map(\.outline)
        #expect(
            outlines == [
                "undetermined ldap.insufficient-access",
                "undetermined ldap.insufficient-access < directory.controller-reachable",
                "undetermined evidence.missing",
            ])
    }

    @Test
    func `the fleet tells counts, what was left out, and where the worst are`() throws {
        let root = Self.root
        let computers =
            Self.computers(
                "CN=A,OU=CORP,\(root)", "CN=K1,OU=Kiosk,\(root)", "CN=K2,OU=Kiosk,\(root)",
                "CN=L,OU=Lab,\(root)",
                "CN=K3,OU=Kiosk,\(root)", "CN=K4,OU=Kiosk,\(root)", "CN=X1,DC=other", "CN=X2,DC=other")
            + [
                SyncSample.computer("CN=D,\(root)", control: 2),
                SyncSample.computer("CN=E,\(root)", control: 2),
            ]
        let facts = SyncSample.facts([SyncSample.directory(computers)], [Self.corp])
        let finding = try #require(Judgement("", facts, []).findings(of: check).first)
        let fleet = try #require(finding.fleet)
        #expect(fleet.counts == ["met": 1, "not-met": 5, "undetermined": 2])
        #expect(fleet.leftOut == ["disabled": 2])
        #expect(
            fleet.groups == [
                .init(
                    name: "OU=Kiosk,\(root)", code: .syncContainerOutOfScope, verdict: .notMet, count: 4,
                    total: 4,
                    examples: ["K1", "K2", "K3"]),
                .init(
                    name: "OU=Lab,\(root)", code: .syncContainerOutOfScope, verdict: .notMet, count: 1,
                    total: 1,
                    examples: ["L"]),
                .init(
                    name: "DC=other", code: .syncDomainNotCovered, verdict: .undetermined, count: 2, total: 2,
                    examples: ["X1", "X2"]),
            ])
        #expect(fleet.devices.map(\.name) == computers.prefix(8).map(\.dn))
        #expect(fleet.devices.first == .init(name: "CN=A,OU=CORP,\(root)", mark: .met, code: nil))
        #expect(
            finding.verdict.reasons.map(\.message) == [
                "5 of 8 computers, 4 of them in OU=Kiosk,\(root), are in containers that are not synchronised",
                "2 of 8 computers, all in DC=other, are in a domain of which no export that was given speaks",
            ])
        #expect(
            finding.verdict.reasons.first?.facts == [
                "directory:corp.example", "sync-configuration:/exports/a",
            ])
    }

    @Test
    func `without an export the command is named, and what LDAP alone says`() throws {
        let row = Self.row(
            "",
            Self.one + [SyncSample.computer(Self.kiosk) { $0.certificates.deviceNotAfter = SyncSample.now }],
            [], "")
        let words = try row.words(of: check)
        #expect(words.contains(#"run Get-ADSyncServerConfiguration -Path C:\Temp\adsync in PowerShell"#))
        #expect(words.contains("LDAP alone says that 1 of them have published a device certificate"))
    }

    @Test(arguments: [
        ([""], "1 of 1 computer, all without a readable container, have a name that cannot be read"),
        (
            ["CN=A,OU=X,\(root)"],
            "1 of 1 computer, all in OU=X,\(root), are in containers of which the export says nothing clear"
        ),
        (
            ["", "CN=A,OU=X,\(root)", "?"],
            "3 of 3 computers, 2 of them without a readable container, cannot be judged: 2 have a name that cannot be "
                + "read, the others are in containers of which the export says nothing clear"
        ),
    ])
    func `names and containers that are not clear have words of their own`(names: [String], text: String)
        throws
    {
        let export = SyncSample.export(SyncSample.forest(SyncSample.partition(including: [])))
        let row = Self.row("", names.map { SyncSample.computer($0) }, [export], "")
        #expect(try row.words(of: check) == text)
    }

    @Test
    func `what cannot be read is named, whatever its age`() throws {
        let export = SyncSample.export {
            $0.exportedAt = nil
            $0.gaps = [.connectors]
            $0.faults = [Unreadable(.syncConfigurationMissing, "/a does not exist")]
        }
        let words = try Self.row("", Self.one, [export], "").words(of: check)
        #expect(words.hasSuffix("cannot be judged: /a does not exist"))
    }
}
