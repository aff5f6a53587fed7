import Model
import SampleFacts
import Testing

@testable import Checks

struct DefenderPlanPresentCheckTests {
    private typealias Sample = LicenceSample
    typealias Row = LicenceSample.Row

    private static let unusable = "not-met licensing.plan-not-usable"
    private static let missing = "not-met licensing.plan-missing"
    private static let untold = "undetermined evidence.missing"
    private static let unknown = "undetermined evidence.inconclusive"
    private static let pending = "undetermined licensing.plan-pending"
    private static let servers = "not-met licensing.servers-only"
    private static let maybeServers = "undetermined licensing.servers-only"

    private static let onboarded = DeviceSample.fact([.machineOnboarding <- "onboarded"])

    static let plans: [Row] = [
        Row("Plan 2", Sample.sku(), both: "met"),
        Row("Plan 1", Sample.sku(plans: [(Sample.planOne, "success")]), both: "met"),
        Row("Defender for Business", Sample.sku(plans: [(Sample.business, "success")]), both: "met"),
        Row("in a product that is on no list", Sample.sku(Sample.unlisted, name: "NEW"), both: "met"),
        Row(
            "with its id in capitals", Sample.sku(plans: [(Sample.planTwo.uppercased(), "success")]),
            both: "met"),
        Row(
            "for servers, with the product's id in capitals", [Sample.sku(Sample.server.uppercased())],
            classic: maybeServers, current: servers),
        Row(
            "among other plans",
            Sample.sku(plans: [(Sample.exchange, "success"), (Sample.planTwo, "success")]), both: "met"),
        Row("no subscription", [], missing),
        Row(
            "another plan", Sample.sku(Sample.unlisted, plans: [(Sample.exchange, "success")]), both: missing),
        Row("the node's plan alone", Sample.sku(plans: [(Sample.node, "success")]), both: missing),
        Row("Intune alone", Sample.sku(plans: [(Sample.intune, "success")]), both: missing),
        Row("Defender XDR alone", Sample.sku(plans: [(Sample.xdr, "success")]), both: missing),
        Row(
            "the plan's name with another id",
            [
                Sample.sku {
                    $0.plans = [.init(id: Sample.exchange, name: "WINDEFATP", provisioningStatus: "success")]
                }
            ], missing),
        Row("a plan without id", Sample.sku(plans: [("", "success")]), both: missing),
        Row("no plans of an unlisted product", Sample.sku(Sample.unlisted, plans: []), both: missing),
        Row("no plans of a product that has one", Sample.sku(plans: []), both: untold),
        Row("no plans of one product, and one in another", Sample.sku(plans: []), Sample.sku(), both: "met"),
    ]

    static let capabilities: [Row] = [
        Row("Enabled, in capitals", Sample.sku(capability: "ENABLED"), both: "met"),
        Row("in its grace period", Sample.sku(capability: "warning", units: 0, warning: 25), both: "met"),
        Row(
            "suspended", Sample.sku(capability: "suspended", units: 0),
            both: "\(unusable) licensing.plan-not-usable licensing.units-exceeded"),
        Row("suspended, with units", Sample.sku(capability: "suspended"), both: unusable),
        Row("deleted", Sample.sku(capability: "deleted"), both: unusable),
        Row("locked out", Sample.sku(capability: "lockedout"), both: unusable),
        Row("locked out, in odd case", Sample.sku(capability: "LockedOut"), both: unusable),
        Row("a status that is not known", Sample.sku(capability: "trialing"), both: unknown),
        Row("no status", Sample.sku(capability: ""), both: untold),
        Row(
            "a status that is not known, of a plan that is off",
            Sample.sku(capability: "trialing", plans: [(Sample.planTwo, "disabled")]), both: unusable),
        Row("one good and one suspended", Sample.sku(capability: "suspended"), Sample.sku(), both: "met"),
        Row(
            "one suspended and one deleted", Sample.sku(capability: "suspended"),
            Sample.sku(capability: "deleted"), both: "\(unusable) licensing.plan-not-usable"),
        Row(
            "one suspended and one of which nothing is known", Sample.sku(capability: "suspended"),
            Sample.sku(capability: "new"), both: "\(unknown) licensing.plan-not-usable"),
        Row(
            "one good and one of which nothing is known", Sample.sku(capability: "new"), Sample.sku(),
            both: "met"),
    ]

    static let units: [Row] = [
        Row("one unit", Sample.sku(units: 1, consumed: 1), both: "met"),
        Row("more in use than there are", Sample.sku(units: 5, consumed: 12), both: "met"),
        Row("none in use", Sample.sku(consumed: 0), both: "met"),
        Row("use that is not told", Sample.sku(consumed: nil), both: "met"),
        Row("units in their grace period alone", Sample.sku(units: 0, warning: 3), both: "met"),
        Row("warning units that are not told", Sample.sku(warning: nil), both: "met"),
        Row("no units", Sample.sku(units: 0, consumed: 0), both: unusable),
        Row("no units, and some in use", Sample.sku(units: 0), both: "\(unusable) licensing.units-exceeded"),
        Row("units below zero", Sample.sku(units: -5, warning: -1, consumed: 0), both: unusable),
        Row("units that are not told", Sample.sku(units: nil, warning: nil), both: untold),
        Row("no enabled units, and others not told", Sample.sku(units: 0, warning: nil), both: untold),
        Row("very many units", Sample.sku(units: .max, warning: .max, consumed: .max), both: "met"),
        Row(
            "suspended units alone",
            [
                Sample.sku(units: 0, consumed: 0) {
                    $0.suspendedUnits = 25
                    $0.lockedOutUnits = 3
                }
            ], unusable),
        Row("none of one, and some of another", Sample.sku(units: 0), Sample.sku(), both: "met"),
    ]

    static let provisioning: [Row] = [
        Row("Success, in odd case", Sample.sku(plans: [(Sample.planTwo, "Success")]), both: "met"),
        Row("disabled", Sample.sku(plans: [(Sample.planTwo, "disabled")]), both: unusable),
        Row("in error", Sample.sku(plans: [(Sample.planTwo, "error")]), both: unusable),
        Row("waiting for input", Sample.sku(plans: [(Sample.planTwo, "pendinginput")]), both: pending),
        Row(
            "waiting for activation", Sample.sku(plans: [(Sample.planTwo, "pendingactivation")]),
            both: pending),
        Row("being provisioned", Sample.sku(plans: [(Sample.planTwo, "PendingProvisioning")]), both: pending),
        Row(
            "a status that is not known", Sample.sku(plans: [(Sample.planTwo, "pendingmoon")]), both: unknown),
        Row("no status", Sample.sku(plans: [(Sample.planTwo, "")]), both: untold),
        Row(
            "one disabled and one set up",
            Sample.sku(plans: [(Sample.planTwo, "disabled"), (Sample.planOne, "success")]), both: "met"),
        Row(
            "one disabled and one pending",
            Sample.sku(plans: [(Sample.planTwo, "disabled"), (Sample.planOne, "pendinginput")]), both: pending
        ),
        Row(
            "both disabled", Sample.sku(plans: [(Sample.planTwo, "disabled"), (Sample.planOne, "error")]),
            both: unusable),
        Row(
            "pending in one, set up in another", Sample.sku(plans: [(Sample.planTwo, "pendinginput")]),
            Sample.sku(), both: "met"),
        Row(
            "pending, without units",
            Sample.sku(plans: [(Sample.planTwo, "pendinginput")], units: 0, consumed: 0),
            both: unusable),
        Row(
            "pending in one, suspended in another", Sample.sku(plans: [(Sample.planTwo, "pendinginput")]),
            Sample.sku(capability: "suspended"), both: "\(pending) licensing.plan-not-usable"),
    ]

    static let audiences: [Row] = [
        Row("for users, in odd case", Sample.sku(appliesTo: "User"), both: "met"),
        Row("for the company", Sample.sku(appliesTo: "company"), both: unknown),
        Row("for somebody else", Sample.sku(appliesTo: "tenant"), both: unknown),
        Row("for the company, and for users", Sample.sku(appliesTo: "company"), Sample.sku(), both: "met"),
        Row(
            "for the company, and suspended", Sample.sku(capability: "suspended", appliesTo: "company"),
            both: unusable),
    ]

    static let onServers: [Row] = [
        Row("for servers alone", [Sample.servers()], classic: maybeServers, current: servers),
        Row("for servers and users", Sample.servers(), Sample.sku(), both: "met"),
        Row("for servers, suspended", Sample.servers("suspended"), both: unusable),
        Row("for servers, disabled", Sample.servers(status: "disabled"), both: unusable),
        Row(
            "for servers, with a status that is not known", [Sample.servers("new")],
            classic: "\(maybeServers) evidence.inconclusive", current: "\(servers) evidence.inconclusive"),
        Row(
            "for servers, and for users but suspended",
            [Sample.servers(), Sample.sku(capability: "suspended")],
            classic: "\(maybeServers) licensing.plan-not-usable",
            current: "\(servers) licensing.plan-not-usable"),
        Row(
            "for servers, and for users but pending",
            Sample.servers(), Sample.sku(plans: [(Sample.planTwo, "pendinginput")]), both: pending),
        Row(
            "for servers, with a device that is managed", [Sample.servers()],
            devices: [TenantSample.managed()], classic: maybeServers,
            current: "\(maybeServers) evidence.contradictory"),
        Row(
            "none, with a device that is onboarded", [], devices: [onboarded],
            classic: "undetermined licensing.plan-missing evidence.contradictory", current: missing),
        Row(
            "none, with a device that is managed", [], devices: [TenantSample.managed()],
            "undetermined licensing.plan-missing evidence.contradictory"),
        Row(
            "none, with a device that is not onboarded", [],
            devices: [DeviceSample.fact([.machineOnboarding <- "canbeonboarded"])], missing),
        Row(
            "suspended, with a device that is managed", [Sample.sku(capability: "suspended")],
            devices: [TenantSample.managed()], unusable),
    ]

    @Test(arguments: plans + capabilities + units + provisioning + audiences + onServers)
    func `judges the subscriptions`(row: Row) {
        let check = DefenderPlanPresentCheck()
        #expect(row.judgement.outlines(of: check, set: "classic") == [row.classic])
        #expect(row.judgement.outlines(of: check, set: "current") == [row.current])
    }

    @Test
    func `there are enough rows`() {
        let rows = [
            Self.plans, Self.capabilities, Self.units, Self.provisioning, Self.audiences, Self.onServers,
        ]
        #expect(rows.map(\.count).reduce(0, +) >= 60)
    }

    @Test(arguments: [
        (
            LicenceSample.sku(units: 5, consumed: 12),
            "Microsoft 365 E5 (SPE_E5) with WINDEFATP, 5 units of which 12 are in use, more than there are"
        ),
        (
            LicenceSample.sku(capability: "Warning"),
            "Microsoft 365 E5 (SPE_E5) with WINDEFATP, 25 units (capabilityStatus Warning)"
        ),
        (
            LicenceSample.sku(LicenceSample.unlisted, name: "NEW\u{1b}[31m"),
            "NEW\\u{1b}[31m with WINDEFATP, 25 units"
        ),
        (
            LicenceSample.sku(capability: "trial\nmode"),
            "contoso.com: the capabilityStatus in Microsoft 365 E5 (SPE_E5) is \"trial\\u{a}mode\", which is not known"
        ),
        (
            LicenceSample.servers(),
            "contoso.com: the only licence that can be used, Microsoft Defender for Endpoint Server (MDATP_Server) with WINDEFATP, 25 units, is for servers, and at least one for users is needed"
        ),
    ])
    func `what was found is named`(sku: SubscribedSKU, words: String) {
        var evidence = Evidence(
            facts: TenantSample.facts(TenantSample.fact { $0.subscriptions = .present([sku]) }),
            references: .sample)
        evidence.requirementSet = "current"
        #expect(DefenderPlanPresentCheck().evaluate(evidence).map(\.verdict.words) == [words])
    }

    @Test
    func `what Azure bills is named where nothing was found`() throws {
        let row = Row("none", [Sample.sku(Sample.unlisted, plans: [(Sample.exchange, "success")])], "")
        let words = try row.judgement.words(of: DefenderPlanPresentCheck())
        #expect(
            words
                == "contoso.com: none holds a plan of Defender for Endpoint, of 1 subscription; Defender for Servers, which Azure bills, is not among them"
        )
    }

    @Test(arguments: [
        (
            Observation<[SubscribedSKU]>.unreadable(TenantSample.refused),
            "undetermined graph.permission-missing < tenant.answers-complete"
        ),
        (.absent, "undetermined evidence.missing"),
    ])
    func `what was not read is not judged`(seen: Observation<[SubscribedSKU]>, outline: String) {
        let row = Judgement("", tenant: TenantSample.fact { $0.subscriptions = seen }, "")
        #expect(row.outlines(of: DefenderPlanPresentCheck()) == [outline])
        #expect(row.outlines(of: EndpointSecurityNodeCheck()) == [outline])
    }

    @Test
    func `nothing is judged where the tenant was not asked`() {
        let row = Judgement("", FactSet(), [])
        #expect(row.outlines(of: DefenderPlanPresentCheck()).isEmpty)
        #expect(row.outlines(of: EndpointSecurityNodeCheck()).isEmpty)
    }
}
