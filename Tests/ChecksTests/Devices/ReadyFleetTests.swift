import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

/// A device that lists alone tell of, over all checks that judge devices.
struct ReadyFleetTests {
    private static let checks = allChecks.compactMap { $0 as? any DeviceCheck }
    private static let sets = ["classic", "current"]

    private static func judgements(_ claims: [Told], _ set: String) -> [CheckID: DeviceJudgement] {
        let fact = DeviceSample.fact(claims, ages: ["old.txt": 30 * DeviceSample.day])
        let view = DeviceView(fact, DeviceExpectation(judgedAt: DeviceSample.now))
        let evidence = DeviceSample.evidence(fact, set: set)
        return Dictionary(uniqueKeysWithValues: checks.map { ($0.id, $0.judge(view, evidence)) })
    }

    private static func bad(_ claims: [Told], _ set: String) -> Set<CheckID> {
        Set(judgements(claims, set).filter { !$0.value.isGood }.keys)
    }

    @Test(arguments: sets)
    func `a device with everything right in all lists meets every check that applies`(set: String) {
        let judgements = Self.judgements(ListSample.ready, set)
        let bad = judgements.filter { !$0.value.isGood }.map { "\($0.key): \($0.value.outline)" }
        #expect(bad.sorted() == [])
        let unconcerned: Set<CheckID> = [
            "platform.evidence-readable", "platform.unified-agent", "policy.settings-applied",
            "tagging.in-tagged-scope",
        ]
        let ofSet: Set<CheckID> = set == "classic" ? ["platform.sensor-version"] : []
        let found = Set(judgements.filter { $0.value.mark == .notApplicable }.keys)
        #expect(found == unconcerned.union(ofSet))
    }

    @Test(arguments: sets)
    func `a record of Defender for Endpoint in Intune does no harm`(set: String) {
        let claims = ListSample.ready.with(.managementAgent, nil) + [(.managementAgent <- "mssense").of("1")]
        #expect(Self.bad(claims, set) == [])
    }

    /// What other claims tell as well, or what counts for nothing where all else is right.
    private static let spare: Set<DeviceAttribute> = [
        .entraSynced, .entraManagement, .directoryAccount, .directorySystemVersion, .machineBuild,
        .machinePlatform, .machineTwins,
    ]

    @Test(arguments: sets)
    func `without a claim that is needed, a device is not good`(set: String) {
        for index in ListSample.ready.indices {
            var claims = ListSample.ready
            let attribute = claims.remove(at: index).attribute
            #expect(Self.bad(claims, set).isEmpty == Self.spare.contains(attribute), "\(attribute)")
        }
    }

    @Test(arguments: sets)
    func `a value that nobody knows is never good where it is read`(set: String) {
        for index in ListSample.ready.indices {
            for value in ["never-heard-of", .unusable("?")] as [Claim.Value] {
                var claims = ListSample.ready
                let attribute = claims[index].attribute
                claims[index].value = value
                let unread: Set<DeviceAttribute> = [.directoryAccount]
                #expect(Self.bad(claims, set).isEmpty == unread.contains(attribute), "\(attribute) \(value)")
            }
        }
    }

    @Test(arguments: sets)
    func `lists that are old, that could not be read, or that were not asked make nothing good`(set: String) {
        for list in ["Active Directory", "Entra devices", "Intune devices", "Defender machines"] {
            let rest = ListSample.ready.filter { $0.file != list }
            let old = ListSample.ready.map { $0.file == list ? $0.in("old.txt") : $0 }
            #expect(!Self.bad(old, set).isEmpty, "\(list) old")
            let all = Self.bad(rest, set)
            #expect(all.isEmpty == false || list == "Entra devices", "\(list) not asked: \(all)")
        }
    }

    // MARK: - Less never looks better

    static let wrong: [(attribute: DeviceAttribute, value: Claim.Value)] = [
        (.directorySystem, "Windows 10 Home"), (.directorySystem, "Windows 10 Education"),
        (.directorySystem, "Windows Server 2019 Standard"), (.directorySystemVersion, "10.0 (19044)"),
        (.entraObject, .absent), (.entraEnabled, false), (.entraTrust, "workplace"),
        (.entraTrust, "other"), (.entraRegistration, "pending"), (.entraManagement, "mdm"),
        (.entraTwins, 2), (.machineRecord, .absent), (.machineOnboarding, "canbeonboarded"),
        (.machineOnboarding, "insufficientinfo"), (.machineHealth, "inactive"), (.machineHealth, "unknown"),
        (.machineSeen, "stale"), (.machineManagedBy, "intune"), (.machineManagedBy, "unknown"),
        (.machineManagedBy, "systemcenterconfigurationmanager"), (.machineManagedByStatus, "error"),
        (.machineManagedByStatus, "unknown"), (.machineTag, .absent), (.machinePlatform, "Windows10WVD"),
        (.machinePlatform, "WindowsFuture"), (.machineBuild, 18363), (.machineBuild, 19044),
        (.machineAgentVersion, "10.7000.19041.1288"), (.machineAgentVersion, "10.8470.99999.9999"),
        (.machineTwins, 1), (.machineExclusion, "duplicatedevice"),
    ]

    @Test(arguments: wrong.indices, sets)
    func `what is wrong stays wrong with one claim less, or one that is not understood`(at: Int, set: String)
    {
        let (attribute, value) = Self.wrong[at]
        let claims = ListSample.ready.with(attribute, value)
        let before = Self.judgements(claims, set)
        // A work account is no matter where no join is needed.
        let isRight = set == "current" && value == "workplace"
        let troubles = before.values.filter { !$0.isGood }
        #expect(troubles.isEmpty == isRight)
        let isContradiction = troubles.allSatisfy(\.isContradiction)
        for index in claims.indices where claims[index].attribute != attribute {
            for change in [nil, "never-heard-of", .unusable("?")] as [Claim.Value?] {
                var less = claims
                if let change { less[index].value = change } else { less.remove(at: index) }
                let after = Self.judgements(less, set)
                #expect(isContradiction || after.contains { !$0.value.isGood })
                for (id, judgement) in before where !judgement.isGood && !judgement.isContradiction {
                    let mark = after[id] ?? .met
                    #expect(
                        !mark.isGood,
                        "\(attribute) \(value), \(claims[index].attribute) \(String(describing: change)): \(id)"
                    )
                }
            }
        }
    }
}

extension DeviceJudgement {
    fileprivate var isGood: Bool { mark == .met || mark == .notApplicable }

    /// Whether two claims contradict each other; without one of them nothing does.
    fileprivate var isContradiction: Bool {
        let codes: [ReasonCode] = [.evidenceContradictory, .controlPlaneSourcesDisagree]
        return reasons.contains { codes.contains($0.code) }
    }
}
