import Model
import Testing

@testable import Checks

struct DeviceTenantMatchesCheckTests {
    private static let ours = "11111111-1111-1111-1111-111111111111"
    private static let other = "22222222-2222-2222-2222-222222222222"
    private static let mismatch = "not-met tenant.mismatch"
    private static let open = "undetermined evidence.inconclusive"

    private static func join(_ tenant: String) -> [Told] {
        [.entraJoined <- true, .entraTenantID <- .text(tenant)]
    }

    private static func sensor(_ tenant: String) -> Told { .enrollmentTenantID <- .text(tenant) }
    private static func own(_ tenant: String) -> Told { .connectionPointTenantID <- .text(tenant) }

    private static func row(_ name: String, _ claims: [Told], expected: String, without: String)
        -> [EvidenceRow]
    {
        [
            EvidenceRow("\(name), tenant.id given", claims, expected).with {
                $0.tenant = .init(id: ours.uppercased(), domain: "contoso.com")
            },
            EvidenceRow("\(name), nothing given", claims, without),
        ]
    }

    static let rows: [EvidenceRow] =
        row("join and sensor agree", join(ours) + [sensor(ours)], expected: "met", without: "met")
        + row("the join alone", join(ours), expected: "met", without: open)
        + row("the sensor alone", [sensor(ours)], expected: "met", without: open)
        + row("all three agree", join(ours) + [sensor(ours), own(ours)], expected: "met", without: "met")
        + row("both are another's", join(other) + [sensor(other)], expected: mismatch, without: "met")
        + row("the join is another's", join(other), expected: mismatch, without: open)
        + row("the sensor is another's", join(ours) + [sensor(other)], expected: mismatch, without: mismatch)
        + row("the point is another's", join(ours) + [own(other)], expected: mismatch, without: mismatch)
        + row(
            "the point alone, not joined", [.entraJoined <- false, own(ours)], expected: "met", without: open)
        + row(
            "the point alone, join unknown", [own(ours)],
            expected: "undetermined evidence.missing evidence.missing",
            without: "undetermined evidence.missing evidence.missing")
        + row(
            "a point that names our domain", join(ours) + [.connectionPointTenantName <- "Contoso.com"],
            expected: "met", without: open)
        + row(
            "a point that names another domain",
            join(ours) + [.connectionPointTenantName <- "fabrikam.com"], expected: open, without: open)
        + row(
            "no tenant at all",
            [.entraJoined <- false, .enrollmentTenantID <- .absent], expected: "not-applicable",
            without: "not-applicable")
        + row(
            "joined, to whom is not told", [.entraJoined <- true], expected: "undetermined evidence.missing",
            without: "undetermined evidence.missing")
        + row(
            "no evidence", [], expected: "undetermined evidence.missing evidence.missing",
            without: "undetermined evidence.missing evidence.missing")
        + row(
            "an organisation and a work account of other ids",
            join(ours) + [
                .onboardingOrganization <- .text(other), (.workplaceTenantID <- .text(other)).of("a"),
            ], expected: "met", without: open)
        + row(
            "a join that contradicts itself", join(ours) + [(.entraTenantID <- .text(other)).in("b.txt")],
            expected: "undetermined evidence.contradictory", without: "undetermined evidence.contradictory")
        + row("Linux", [.systemFamily <- "linux"], expected: "not-applicable", without: "not-applicable")

    @Test(arguments: rows)
    func `compares the tenants that a device names`(row: EvidenceRow) {
        #expect(row.judgement(by: DeviceTenantMatchesCheck()).outline == row.outline)
    }

    @Test
    func `a mismatch names both`() {
        let words = Self.row(
            "", Self.join(Self.ours) + [Self.sensor(Self.other)], expected: "", without: "")[1]
            .judgement(by: DeviceTenantMatchesCheck()).words
        #expect(words.contains(Self.ours) && words.contains(Self.other))
        #expect(words.contains("the join (evidence.txt:2)") && words.contains("the sensor (evidence.txt:3)"))
    }
}
