import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

/// What evidence does not show is never called good.
struct NothingShownTests {
    private static let areas: [Area] = [.registration, .tagging, .onboarding, .controlPlane, .policy]

    private static var checks: [any DeviceCheck] {
        allChecks.compactMap { $0 as? any DeviceCheck }.filter { check in
            check.id.area.map(areas.contains) ?? false && !ofLists.contains { $0.id == check.id }
                && check.id != TaggedScopeCheck().id
        }
    }

    /// Those that judge what lists tell, and nothing else.
    private static let ofLists: [any DeviceCheck] = [
        DeviceObjectPresentCheck(), NotPendingCheck(), NoDuplicatesCheck(), SensorHealthyCheck(),
        SourcesAgreeCheck(),
    ]

    @Test(arguments: ["classic", "current"])
    func `what judges lists alone does not apply where none was asked`(set: String) {
        for claims in [Self.good, [], Self.good + [.directoryAccount <- "enabled"]] {
            let fact = DeviceSample.fact(claims)
            for check in Self.ofLists {
                #expect(DeviceSample.judgement(of: fact, by: check, set: set).mark == .notApplicable)
            }
        }
    }

    /// All that a Windows device in good order shows.
    private static let good: [Told] = [
        .computerName <- "pc1", .systemFamily <- "windows", .entraJoined <- true, .enterpriseJoined <- false,
        .domainJoined <- true, .deviceAuthentication <- "SUCCESS",
        .entraTenantID <- "11111111-1111-1111-1111-111111111111",
        .enrollmentTenantID <- "11111111-1111-1111-1111-111111111111", .onboardingState <- 1,
        .service("sense", "running"), .service("ccmexec", .absent), .enrollmentStatus <- 1,
        .registryTag <- "MDE-Management", .enrollmentProvider <- .absent,
        (.preference <- "2").of("MAPSReporting"),
    ]

    private static func marks(_ fact: DeviceFact, set: String) -> [CheckID: FleetOutcome.Mark] {
        let settings = ["MAPSReporting": "2"]
        var expectation = DeviceExpectation(judgedAt: DeviceSample.now)
        expectation.settings = settings
        let evidence = DeviceSample.evidence([fact], set: set, settings: settings)
        let view = DeviceView(fact, expectation)
        return Dictionary(
            uniqueKeysWithValues: checks.map { ($0.id, $0.judge(view, evidence).mark) })
    }

    @Test(arguments: ["classic", "current"])
    func `a device in good order meets all`(set: String) {
        let marks = Self.marks(DeviceSample.fact(Self.good), set: set)
        #expect(marks.count == 9)
        #expect(marks.filter { $0.value != .met }.isEmpty)
    }

    @Test(arguments: ["classic", "current"])
    func `without evidence, with old, and with that of two devices, all is undetermined`(set: String) {
        let facts = [
            DeviceSample.fact([]),
            DeviceSample.fact(Self.good, ages: ["evidence.txt": 30 * DeviceSample.day]),
            DeviceSample.fact(Self.good, ages: ["evidence.txt": nil]),
            DeviceSample.fact(Self.good + [(.computerName <- "pc2").in("other.txt")]),
        ]
        for fact in facts {
            #expect(Self.marks(fact, set: set).filter { $0.value != .undetermined } == [:])
        }
    }

    @Test(arguments: 1..<good.count, ["classic", "current"])
    func `a claim that is contradicted or damaged is met by nothing that rests on it`(at: Int, set: String) {
        let told = Self.good[at]
        let contrary: Claim.Value =
            switch told.value {
            case .flag(let flag): .flag(!flag)
            case .number(let number): .number(number + 12)
            case .text, .absent: "something else"
            default: .absent
            }
        for value in [contrary, .unusable("?")] {
            var other = told
            other.value = value
            let marks = Self.marks(DeviceSample.fact(Self.good + [other.in("other.txt")]), set: set)
            // Whether a domain has a joined device matters to nobody.
            let matters = told.attribute != .domainJoined
            #expect(marks.values.contains { $0 == .undetermined || $0 == .notMet } == matters)
        }
    }
}
