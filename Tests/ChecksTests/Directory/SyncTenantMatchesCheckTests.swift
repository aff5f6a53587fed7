import Model
import SampleFacts
import Testing

@testable import Checks

struct SyncTenantMatchesCheckTests {
    private let check = SyncTenantMatchesCheck()

    private static let expected = TenantExpectation(
        id: nil, domain: "fabrikam.example", initialDomain: "Fabrikam.onmicrosoft.com")

    private static func account(_ description: String?, _ name: String = "MSOL_1", disabled: Bool = false)
        -> SyncAccount
    {
        SyncAccount(name: name, description: description, disabled: disabled)
    }

    private static func row(
        _ name: String, _ accounts: [SyncAccount], exports: [String] = [],
        _ tenant: TenantExpectation?, _ outline: String
    ) -> Judgement {
        let directory = SyncSample.directory([]) { $0.syncAccounts = .present(accounts) }
        let given = exports.enumerated().map { index, domain in
            SyncSample.export(server: "S\(index)", path: "/\(index)") { $0.tenants = [domain] }
        }
        return Judgement(name, SyncSample.facts([directory], given, tenant: tenant), [outline])
    }

    private static func row(
        _ name: String, _ accounts: [SyncAccount], exports: [String] = [], _ outline: String
    ) -> Judgement {
        row(name, accounts, exports: exports, expected, outline)
    }

    private static let english = account(
        "Account created by Microsoft Azure Active Directory Connect with installation identifier 0a1b2c running on "
            + "computer SRV7 configured to synchronize to tenant fabrikam.onmicrosoft.com. This account must have "
            + "directory replication permissions in the local Active Directory.")
    private static let german = account(
        "Von Microsoft Entra Connect mit der Installations-ID 0a1b2c erstelltes Konto, das auf dem Computer \"SRV7\" ausgeführt "
            + "wird und für die Synchronisierung mit dem Mandanten \"FABRIKAM.onmicrosoft.com\" konfiguriert ist."
    )
    private static let quoted = account("… auf 'SRV7.corp.example' für „fabrikam.onmicrosoft.com“")
    private static let french = account(
        "Compte créé par Microsoft Entra Connect (locataire : fabrikam.onmicrosoft.com)…")
    private static let japanese = account("テナントfabrikam.onmicrosoft.comに同期するように構成された")
    private static let foreign = account("to tenant contoso.onmicrosoft.com.", "MSOL_2")
    private static let lookalike = account("to tenant notfabrikam.onmicrosoft.com.")
    private static let behind = account("to tenant fabrikam.onmicrosoft.com.evil.example")

    static let rows: [Judgement] = [
        row("English", [english], "met"), row("German", [german], "met"), row("quoted", [quoted], "met"),
        row("French", [french], "met"),
        row("the export as well", [english], exports: ["fabrikam.onmicrosoft.com"], "met"),
        row("only an export", [], exports: ["fabrikam.onmicrosoft.com"], "met"),
        row("two accounts of one tenant", [english, german], "met"),
        row("another tenant", [foreign], "not-met tenant.mismatch"),
        row("a tenant whose name ends alike", [lookalike], "not-met tenant.mismatch"),
        row(
            "another tenant by both", [foreign], exports: ["contoso.onmicrosoft.com"],
            "not-met tenant.mismatch"),
        row("two other tenants", [foreign], exports: ["third.onmicrosoft.com"], "not-met tenant.mismatch"),
        row("one right, one wrong", [english, foreign], "undetermined tenant.sources-disagree"),
        row(
            "the account right, the export wrong", [english], exports: ["contoso.onmicrosoft.com"],
            "undetermined tenant.sources-disagree"),
        row(
            "one right, a wrong one disabled", [english, account("contoso.onmicrosoft.com", disabled: true)],
            "met"),
        row("a name in another domain", [behind], "undetermined evidence.missing"),
        row("no tenant in the description", [account("Read only service")], "undetermined evidence.missing"),
        row(
            "a description that was cut", [account("to tenant fabrikam.onmicrosoft.… (60 more characters)")],
            "undetermined evidence.missing"),
        row("no description", [account(nil)], "undetermined evidence.missing"),
        row("no description, one that is right", [account(nil), english], "met"),
        row("no account", [], "undetermined sync.no-account"),
        row(
            "only a disabled one", [account("fabrikam.onmicrosoft.com", disabled: true)],
            "undetermined sync.no-account"),
        row(
            "a domain that cannot be compared", [english],
            TenantExpectation(id: nil, domain: "fabrikam.example"), "undetermined input.not-given"),
        row(
            "no domain, only an id", [english], TenantExpectation(id: "1", domain: nil),
            "undetermined input.not-given"),
        row("no tenant configured", [english], nil, "undetermined input.not-given"),
        row(
            "no tenant configured, and two named", [english, foreign], nil,
            "undetermined tenant.sources-disagree"),
        row(
            "the tenant's own name as domain", [english],
            TenantExpectation(id: nil, domain: "fabrikam.onmicrosoft.com"), "met"),
        row(
            "another tenant's own name as domain", [english],
            TenantExpectation(id: nil, domain: "contoso.onmicrosoft.com"), "not-met tenant.mismatch"),
    ]

    @Test
    func `a connector that cannot be read may name another tenant`() {
        let directory = SyncSample.directory([]) { $0.syncAccounts = .present([Self.english]) }
        let export = SyncSample.export {
            $0.gaps = [.connectors]
            $0.faults = [Unreadable(.syncConfigurationUnreadable, "a.xml is empty")]
        }
        let facts = SyncSample.facts([directory], [export], tenant: Self.expected)
        let outlines = Judgement("", facts, []).findings(of: check).map(\.outline)
        #expect(outlines == ["undetermined sync.configuration-unreadable"])
    }

    @Test(arguments: rows)
    func `judges to which tenant a domain is synchronised`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    /// What the sign-in service says of a domain: a tenant's number, or nothing.
    private static func answer(_ domain: String, _ tenant: Int?) -> EndpointFact {
        var endpoint = Endpoint(
            id: TenantNames.id(of: domain), set: TenantNames.set, host: "login.example", port: 443,
            scheme: .https, path: "/\(domain)/", reachabilityCheck: TenantNames.check, why: "")
        endpoint.expectation.tenantClaim = "issuer"
        var probe = Probe()
        let issuer = tenant.map { "https://login.example/\(id($0))/v2.0" } ?? "nobody"
        probe.http = HTTPFact(status: tenant == nil ? 400 : 200, body: .json, jsonMembers: ["issuer": issuer])
        return EndpointFact(
            id: "endpoint:\(endpoint.id)", endpoint: endpoint, path: .direct, observedAt: SyncSample.now,
            probe: probe)
    }

    private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

    @Test(
        arguments: [
            ([english], [("fabrikam.onmicrosoft.com", 1)], "met"),
            ([english, german], [("fabrikam.onmicrosoft.com", 1)], "met"),
            ([english], [("fabrikam.onmicrosoft.com", 2)], "not-met tenant.mismatch"),
            ([english], [("fabrikam.onmicrosoft.com", nil)], "undetermined evidence.missing"),
            ([english], [("contoso.onmicrosoft.com", 1)], "undetermined input.not-given"),
            (
                [english], [("fabrikam.onmicrosoft.com", 1), ("fabrikam.onmicrosoft.com", 2)],
                "not-met tenant.mismatch"
            ),
            (
                [english, foreign], [("fabrikam.onmicrosoft.com", 1), ("contoso.onmicrosoft.com", 2)],
                "undetermined tenant.sources-disagree"
            ),
            // A tenant may have had two such names.
            ([english, foreign], [("fabrikam.onmicrosoft.com", 1), ("contoso.onmicrosoft.com", 1)], "met"),
            (
                [english, foreign], [("fabrikam.onmicrosoft.com", 1), ("contoso.onmicrosoft.com", nil)],
                "undetermined evidence.missing"
            ),
            ([english, foreign], [("fabrikam.onmicrosoft.com", 1)], "undetermined tenant.sources-disagree"),
        ] as [([SyncAccount], [(String, Int?)], String)])
    func `the sign-in service tells whose a name is`(
        accounts: [SyncAccount], answers: [(String, Int?)], outline: String
    ) {
        let directory = SyncSample.directory([]) { $0.syncAccounts = .present(accounts) }
        var facts = SyncSample.facts(
            [directory], tenant: TenantExpectation(id: Self.id(1), domain: "fabrikam.example"))
        facts.endpoints = answers.map { Self.answer($0.0, $0.1) }
        #expect(Judgement("", facts, []).findings(of: check).map(\.outline) == [outline])
    }

    @Test
    func `a description without spaces between scripts names the tenant too`() {
        #expect(Self.japanese.description?.tenantDomains == ["fabrikam.onmicrosoft.com"])
    }

    @Test(arguments: [
        ("a.partner.onmschina.cn", ["a.partner.onmschina.cn"]),
        ("x.onmicrosoft.us, y.onmicrosoft.us", ["x.onmicrosoft.us", "y.onmicrosoft.us"]),
        ("Sync_SRV_1@a.onmicrosoft.com", ["a.onmicrosoft.com"]), ("onmicrosoft.com", []),
        ("\u{430}fabrikam.onmicrosoft.com", []), ("éfabrikam.onmicrosoft.com", []),
        (".onmicrosoft.com", []),
        ("A.OnMicrosoft.COM.", ["a.onmicrosoft.com"]), ("a.onmicrosoft.community", []), ("", []),
        ("a.onmicrosoft.com a.onmicrosoft.com", ["a.onmicrosoft.com"]),
        ("https://a.onmicrosoft.com/x", ["a.onmicrosoft.com"]),
    ])
    func `a tenant's own domain is found in any text`(text: String, expected: [String]) {
        #expect(text.tenantDomains == expected)
    }

    @Test
    func `an old export alone proves nothing, and beside an account does no harm`() {
        let old = SyncSample.export(age: 40 * SyncSample.day) { $0.tenants = ["fabrikam.onmicrosoft.com"] }
        let empty = SyncSample.directory([]) { $0.syncAccounts = .present([]) }
        let full = SyncSample.directory([]) { $0.syncAccounts = .present([Self.english]) }
        let facts = SyncSample.facts([empty, full], [old], tenant: Self.expected)
        #expect(
            Judgement("", facts, []).findings(of: check).map(\.outline) == [
                "undetermined sync.configuration-old", "met",
            ])
    }

    @Test
    func `accounts that could not be read are undetermined, and exports still speak`() {
        let refused = Unreadable(.ldapInsufficientAccess, "the search was refused")
        let unread = DirectoryFact(domain: "corp.example", observedAt: SyncSample.now, unread: refused)
        let part = SyncSample.directory([]) { $0.syncAccounts = .unreadable(refused) }
        let alone = Judgement("", SyncSample.facts([unread, part], tenant: Self.expected), [])
        #expect(
            alone.findings(of: check).map(\.outline) == [
                "undetermined ldap.insufficient-access < directory.controller-reachable",
                "undetermined ldap.insufficient-access",
            ])
        let export = SyncSample.export { $0.tenants = ["fabrikam.onmicrosoft.com"] }
        let both = Judgement("", SyncSample.facts([unread], [export], tenant: Self.expected), [])
        #expect(both.findings(of: check).map(\.outline) == ["met"])
        let exports = Judgement("", SyncSample.facts([], [export], tenant: Self.expected), [])
        #expect(exports.findings(of: check).map(\.outline) == ["met"])
        #expect(exports.findings(of: check).map(\.subject) == [.environment])
        #expect(Judgement("", SyncSample.facts([], tenant: Self.expected), []).findings(of: check).isEmpty)
    }
}
