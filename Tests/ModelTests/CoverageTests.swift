import Model
import Testing

/// Which areas were looked at.
struct CoverageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var verdicts: [Verdict]
        var deselected: Set<CheckID> = []
        var lookedAt: Bool
        var note: String?
    }

    @Test(arguments: [
        Row(testDescription: "a finding", verdicts: [.undetermined([])], lookedAt: true, note: nil),
        Row(
            testDescription: "no finding", verdicts: [], lookedAt: false,
            note: "a tenant in the configuration"),
        Row(
            testDescription: "deselected", verdicts: [.met(seen: "x")], deselected: ["tenant.a"],
            lookedAt: false,
            note: "deselected"),
    ])
    func `an area is looked at when one of its checks found something to judge`(row: Row) {
        let check = FixedCheck("tenant.a", verdicts: row.verdicts)
        let area = AreaDescription(
            area: .tenant, title: "Tenant", about: "", givenBy: "a tenant in the configuration")
        let deselected = row.deselected
        let plan = Evaluation.Plan(
            checks: [check], descriptions: ["tenant.a": .sample("tenant.a", area: .tenant)], reasons: [:],
            areas: [area],
            isSelected: { !deselected.contains($0) })
        let coverage = Evaluation(plan, evidence: Evidence(facts: FactSet(), references: References()))
            .coverage()
        #expect(coverage == [.init(area: .tenant, title: "Tenant", lookedAt: row.lookedAt, note: row.note)])
    }

    @Test
    func `an area without checks says what it takes`() {
        let area = AreaDescription(area: .policy, title: "Policy", about: "", givenBy: "not covered")
        let plan = Evaluation.Plan(
            checks: [], descriptions: [:], reasons: [:], areas: [area], isSelected: { _ in false })
        let coverage = Evaluation(plan, evidence: Evidence(facts: FactSet(), references: References()))
            .coverage()
        #expect(coverage == [.init(area: .policy, title: "Policy", lookedAt: false, note: "not covered")])
    }
}
