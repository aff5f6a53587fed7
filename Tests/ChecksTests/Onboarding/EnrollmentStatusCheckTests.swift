import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

struct EnrollmentStatusCheckTests {
    private let check = EnrollmentStatusCheck()

    private static let failed = "not-met onboarding.enrollment-failed"
    private static let intune = "not-met control-plane.managed-by-intune"
    private static let manager = "not-met control-plane.managed-by-configuration-manager"
    private static let disagree = "undetermined onboarding.sources-disagree"
    private static let unknown = "undetermined onboarding.status-unknown"

    /// Every number that is not a failure, with what is judged of it.
    private static let others: [Int: String] = [
        0: unknown, 1: "met", 2: "not-applicable", 3: intune, 4: manager, 19: disagree, 21: intune,
        22: manager, 23: "not-met onboarding.not-enrolled", 34: disagree, 35: disagree, 39: "met",
        43: "not-met control-plane.two-planes",
    ]

    static let codes: [EvidenceRow] =
        (0...44).map { EvidenceRow("\($0)", [.enrollmentStatus <- .number($0)], others[$0] ?? failed) }
        + [45, -1, 4_294_967_295, 1000].map {
            EvidenceRow("\($0)", [.enrollmentStatus <- .number($0)], unknown)
        }

    static let rows: [EvidenceRow] = [
        EvidenceRow("none", [.enrollmentStatus <- .absent], "not-applicable"),
        EvidenceRow("not shown", [], "undetermined evidence.missing"),
        EvidenceRow(
            "damaged", [.enrollmentStatus <- .unusable("dword:xyz")], "undetermined evidence.unreadable"),
        EvidenceRow("of another kind", [.enrollmentStatus <- "1"], "undetermined evidence.unreadable"),
        EvidenceRow(
            "two answers", [.enrollmentStatus <- 1, (.enrollmentStatus <- 13).in("b.reg")],
            "undetermined evidence.contradictory"),
        EvidenceRow("old", [.enrollmentStatus <- 1], "undetermined evidence.old").with {
            $0.age = 8 * DeviceSample.day
        },
        EvidenceRow("Linux", [.systemFamily <- "linux", .enrollmentStatus <- 13], "not-applicable"),
        checkIn("a check-in of today", days: 0, "met"),
        checkIn("a check-in of two weeks ago", days: 13, "met"),
        checkIn("a check-in of long ago", days: 20, "undetermined evidence.inconclusive"),
        checkIn("a check-in that is yet to come", days: -1, "met"),
        EvidenceRow("no check-in", [.enrollmentStatus <- 1, .lastCheckIn <- .absent], "met"),
    ]

    private static func checkIn(_ name: String, days: Double, _ outline: String) -> EvidenceRow {
        let moment = DeviceSample.now.addingTimeInterval(-days * DeviceSample.day)
        return EvidenceRow(name, [.enrollmentStatus <- 1, .lastCheckIn <- .moment(moment)], outline)
    }

    @Test(arguments: codes + rows)
    func `judges the enrolment status`(row: EvidenceRow) {
        #expect(row.judgement(by: check).outline == row.outline)
    }

    @Test
    func `the catalogue has every number from 0 to 44, and says where each meaning is from`() {
        let statuses = RealCatalogue.devices.enrollment.statuses
        #expect(statuses.keys.sorted() == Array(0...44))
        #expect(statuses.values.allSatisfy { !$0.meanings.isEmpty && !$0.words.isEmpty })
        #expect(statuses.values.filter(\.isContested).map(\.code).sorted() == [19, 20, 32, 34, 35])
    }

    @Test(arguments: [19, 20, 32, 34, 35])
    func `where sources disagree, the result says so`(code: Int) {
        let words = EvidenceRow("", [.enrollmentStatus <- .number(code)], "").judgement(by: check).words
        #expect(
            words.contains("sources disagree: ") && words.contains("the client analyzer says"), "\(words)")
    }

    @Test
    func `a failure says what it is and what to do next`() {
        #expect(
            EvidenceRow("", [.enrollmentStatus <- 15], "").judgement(by: check).words
                == "enrolment status 15 (evidence.txt:1): the service connection point names another tenant than that of Defender for Endpoint; next: point the service connection point at the tenant of Defender for Endpoint"
        )
    }

    @Test
    func `without knowledge no status is met`() {
        let row = EvidenceRow("", [.enrollmentStatus <- 1], "")
        let fact = DeviceSample.fact(row.claims)
        let evidence = DeviceSample.evidence([fact]) { $0.references.devices = DeviceKnowledge() }
        let view = DeviceView(fact, DeviceExpectation(judgedAt: DeviceSample.now))
        #expect(check.judge(view, evidence).outline == Self.unknown)
    }
}
