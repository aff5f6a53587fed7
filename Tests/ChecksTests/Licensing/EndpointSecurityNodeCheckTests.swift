import Model
import SampleFacts
import Testing

@testable import Checks

struct EndpointSecurityNodeCheckTests {
    private typealias Sample = LicenceSample
    typealias Row = LicenceSample.Row

    private static let missing = "not-met licensing.plan-missing"

    static let rows: [Row] = [
        Row("Defender for Endpoint", Sample.sku(), both: "met"),
        Row("the plan that is for the node", Sample.sku(plans: [(Sample.node, "success")]), both: "met"),
        Row("Intune", Sample.sku(plans: [(Sample.intune, "success")]), both: "met"),
        Row(
            "Intune of the company", Sample.sku(plans: [(Sample.intune, "success")], appliesTo: "company"),
            both: "met"),
        Row(
            "Defender disabled, and Intune",
            Sample.sku(plans: [(Sample.planTwo, "disabled"), (Sample.intune, "success")]), both: "met"),
        Row("neither", Sample.sku(Sample.unlisted, plans: [(Sample.exchange, "success")]), both: missing),
        Row("no subscription", [], missing),
        Row(
            "Intune, suspended", Sample.sku(capability: "suspended", plans: [(Sample.intune, "success")]),
            both: "not-met licensing.plan-not-usable"),
        Row(
            "Intune without units", Sample.sku(plans: [(Sample.intune, "success")], units: 0, consumed: 0),
            both: "not-met licensing.plan-not-usable"),
        Row(
            "Intune, being provisioned", Sample.sku(plans: [(Sample.intune, "pendingprovisioning")]),
            both: "undetermined licensing.plan-pending"),
        Row(
            "Intune with a status that is not known", Sample.sku(plans: [(Sample.intune, "moon")]),
            both: "undetermined evidence.inconclusive"),
        Row("servers alone", Sample.servers(), both: "undetermined licensing.servers-only"),
        Row(
            "servers, and Intune", Sample.servers(),
            Sample.sku(Sample.unlisted, plans: [(Sample.intune, "success")]), both: "met"),
        Row(
            "none, with a device that is onboarded", [],
            devices: [DeviceSample.fact([.machineOnboarding <- "onboarded"])],
            "undetermined licensing.plan-missing evidence.contradictory"),
    ]

    @Test(arguments: rows)
    func `judges what opens the node`(row: Row) {
        let check = EndpointSecurityNodeCheck()
        #expect(row.judgement.outlines(of: check, set: "classic") == [row.classic])
        #expect(row.judgement.outlines(of: check, set: "current") == [row.current])
    }
}
