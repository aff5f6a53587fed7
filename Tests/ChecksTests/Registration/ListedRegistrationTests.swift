import Model
import SampleFacts
import Testing

@testable import Checks

/// What Entra ID lists of devices.
struct ListedRegistrationTests {
    private static let entra = ListSample.entra
    private static let byName = entra.with(.entraObject, "name").with(.entraTrust, "azuread")
    private static let missing = "undetermined evidence.missing"
    private static let open = "undetermined evidence.inconclusive"
    private static let contradicts = "undetermined evidence.contradictory"
    private static let unread = "undetermined evidence.unreadable"
    private static let disabled = "not-met registration.device-disabled"
    private static let pending = "registration.pending"
    private static let notJoined = "not-met registration.not-joined"

    static let objects: [EvidenceRow] = [
        EvidenceRow("not asked", ListSample.machine, "not-applicable"),
        EvidenceRow("found by its id", entra, "met"),
        EvidenceRow("missing", [.entraObject <- .absent], "not-met registration.object-missing"),
        EvidenceRow("ambiguous", [.entraObject <- .unusable("several")], "undetermined device.ambiguous"),
        EvidenceRow("found otherwise", entra.with(.entraObject, "guess"), open),
        EvidenceRow("disabled", entra.with(.entraEnabled, false), disabled),
        EvidenceRow("not said to be enabled", entra.without(.entraEnabled), missing),
        EvidenceRow("enabled, unusable", entra.with(.entraEnabled, .unusable("?")), unread),
        EvidenceRow("found by its name", byName, "met"),
        EvidenceRow(
            "one of several names", byName.with(.entraTwins, 1), "undetermined registration.duplicate"),
        EvidenceRow(
            "by its name, and the device has another id",
            byName + [.entraDeviceID <- "11111111-1111-1111-1111-111111111111"],
            "undetermined registration.object-missing"),
        EvidenceRow(
            "by its name, hybrid, with another id in the directory",
            ListSample.directory + entra.with(.entraObject, "name"),
            "undetermined registration.object-missing"),
        EvidenceRow("by its name, hybrid, no directory", entra.with(.entraObject, "name"), "met"),
        EvidenceRow("not used for long", entra + [.entraSeen <- "stale"], open),
        EvidenceRow(
            "used and not used", entra + [.entraSeen <- "stale", .entraSeen <- "recent"], contradicts),
        EvidenceRow("enabled and disabled", entra + [.entraEnabled <- false], contradicts),
        EvidenceRow("synchronized and not", entra.with(.entraSynced, false), contradicts),
        EvidenceRow(
            "of another id than the machine's", entra + [(.entraIdentity <- false).of("Defender machines")],
            "undetermined registration.object-missing"),
        EvidenceRow("by its name, disabled", byName.with(.entraEnabled, false), disabled),
        EvidenceRow("a list that was cut", [], "undetermined evidence.missing graph.incomplete").with {
            $0.unread = ["Entra devices": Unreadable(.graphIncomplete, "page 3 is missing")]
        },
        EvidenceRow("a list without permission", [], "undetermined evidence.missing graph.permission-missing")
            .with { $0.unread = ["Entra devices": Unreadable(.graphPermissionMissing, "Device.Read.All")] },
    ]

    @Test(arguments: objects, ["classic", "current"])
    func `judges the object of a device`(row: EvidenceRow, set: String) {
        #expect(row.with { $0.set = set }.judgement(by: DeviceObjectPresentCheck()).outline == row.outline)
    }

    static let pendings: [EvidenceRow] = [
        EvidenceRow("not asked", ListSample.machine, "not-applicable"),
        EvidenceRow("complete", entra, "met"),
        EvidenceRow("pending", entra.with(.entraRegistration, "pending"), "not-met \(pending)"),
        EvidenceRow("not told", entra.without(.entraRegistration), missing),
        EvidenceRow("not understood", entra.with(.entraRegistration, "half"), open),
        EvidenceRow("not there", entra.with(.entraRegistration, .absent), open),
        EvidenceRow("damaged", entra.with(.entraRegistration, .unusable("?")), unread),
        EvidenceRow("no object", [.entraObject <- .absent], "not-applicable"),
        EvidenceRow("ambiguous", [.entraObject <- .unusable("several")], "undetermined device.ambiguous"),
    ]

    @Test(arguments: pendings, ["classic", "current"])
    func `judges whether a registration is complete`(row: EvidenceRow, set: String) {
        #expect(row.with { $0.set = set }.judgement(by: NotPendingCheck()).outline == row.outline)
    }

    private static let twin = "registration.duplicate"

    static let duplicates: [EvidenceRow] = [
        EvidenceRow("nothing asked", [], "not-applicable"),
        EvidenceRow("one object", entra, "met"),
        EvidenceRow("one object and one record", entra + [.machineTwins <- 0], "met"),
        EvidenceRow("others", entra.with(.entraTwins, 1), "not-met \(twin)"),
        EvidenceRow(
            "others in both", entra.with(.entraTwins, 2) + [.machineTwins <- 1], "not-met \(twin) \(twin)"),
        EvidenceRow("other records alone", entra + [.machineTwins <- 3], "undetermined \(twin)"),
        EvidenceRow("others not told", entra.without(.entraTwins), missing),
        EvidenceRow("damaged", entra.with(.entraTwins, .unusable("?")), unread),
        EvidenceRow("no object", [.entraObject <- .absent], "not-applicable"),
        EvidenceRow(
            "no object, and other records", [.entraObject <- .absent, .machineTwins <- 1],
            "undetermined \(twin)"),
        EvidenceRow("Defender alone", ListSample.machine, "not-applicable"),
        EvidenceRow(
            "Defender alone, others", ListSample.machine.with(.machineTwins, 1), "undetermined \(twin)"),
    ]

    @Test(arguments: duplicates, ["classic", "current"])
    func `judges further objects and records`(row: EvidenceRow, set: String) {
        #expect(row.with { $0.set = set }.judgement(by: NoDuplicatesCheck()).outline == row.outline)
    }

    private static let joined: [Told] = [.entraJoined <- true, .deviceAuthentication <- "SUCCESS"]
    private static let alone: [Told] = [.entraJoined <- false, .domainJoined <- true]

    private static let ownID = .entraDeviceID <- "11111111-1111-1111-1111-111111111111"
    private static let evidenceID = (.entraIdentity <- false).of("evidence")
    private static let machineID = (.entraIdentity <- false).of("Defender machines")

    static let trusts: [EvidenceRow] = [
        EvidenceRow.both("hybrid", entra, "met"),
        EvidenceRow.both("joined", entra.with(.entraTrust, "azuread"), "met"),
        EvidenceRow.both(
            "a work account", entra.with(.entraTrust, "workplace"), classic: notJoined,
            current: "not-applicable"),
        EvidenceRow.both(
            "no object", [.entraObject <- .absent], classic: notJoined, current: "not-applicable"),
        EvidenceRow.both("another trust", entra.with(.entraTrust, "future"), open),
        EvidenceRow.both("no trust told", entra.without(.entraTrust), missing),
        EvidenceRow.both(
            "pending", entra.with(.entraRegistration, "pending"), classic: "not-met \(pending)",
            current: "undetermined \(pending)"),
        EvidenceRow.both("registration not told", entra.without(.entraRegistration), missing),
        EvidenceRow.both("disabled", entra.with(.entraEnabled, false), disabled),
        EvidenceRow.both(
            "disabled work account", entra.with(.entraEnabled, false).with(.entraTrust, "workplace"), disabled
        ),
        EvidenceRow.both("enabled not told", entra.without(.entraEnabled), missing),
        EvidenceRow.both("evidence agrees", entra + joined, "met"),
        EvidenceRow.both("evidence joined, disabled", entra.with(.entraEnabled, false) + joined, disabled),
        EvidenceRow.both(
            "evidence joined, pending", entra.with(.entraRegistration, "pending") + joined,
            classic: "undetermined evidence.contradictory", current: "undetermined \(pending)"),
        EvidenceRow.both(
            "evidence joined, no object", [.entraObject <- .absent] + joined,
            "undetermined evidence.contradictory"),
        EvidenceRow.both(
            "evidence joined, its id is of no object", [.entraObject <- .absent, evidenceID] + joined,
            "undetermined evidence.contradictory"),
        EvidenceRow.both(
            "evidence joined, its id is of another object", entra + joined + [evidenceID, ownID],
            "undetermined registration.object-missing"),
        EvidenceRow.both(
            "evidence too old to tell an id", entra + joined + [evidenceID], "met"),
        EvidenceRow.both(
            "the machine's id is of no object", entra + joined + [machineID],
            "undetermined registration.object-missing"),
        EvidenceRow.both(
            "the machine's id is of no object, and there is none", [.entraObject <- .absent, machineID],
            "undetermined registration.object-missing"),
        EvidenceRow.both(
            "not joined, the machine's id is of no object",
            entra + [machineID, .entraJoined <- false, .domainJoined <- false],
            classic: "undetermined registration.not-joined",
            current: "undetermined registration.object-missing"),
        EvidenceRow.both(
            "Linux, the machine's id is of no object", entra + [machineID, .machinePlatform <- "Linux"],
            "undetermined registration.object-missing"),
        EvidenceRow.both("not used for long", entra + joined + [.entraSeen <- "stale"], open),
        EvidenceRow.both("used lately", entra + joined + [.entraSeen <- "recent"], "met"),
        EvidenceRow.both(
            "synchronized, and said not to be", entra.with(.entraSynced, false) + joined,
            "undetermined evidence.contradictory"),
        EvidenceRow.both(
            "joined without synchronization", entra.with(.entraTrust, "azuread").with(.entraSynced, false),
            "met"),
        EvidenceRow.both(
            "two objects of one id, one disabled", entra + joined + [.entraEnabled <- false],
            "undetermined evidence.contradictory"),
        EvidenceRow.both(
            "evidence joined, the list does not tell", entra.without(.entraTrust) + joined, "met"),
        EvidenceRow.both(
            "evidence not joined", entra + alone, classic: notJoined, current: "not-applicable"),
        EvidenceRow.both(
            "by its name, hybrid, with another id in the directory",
            ListSample.directory + entra.with(.entraObject, "name"),
            "undetermined registration.object-missing"),
        EvidenceRow.both(
            "ambiguous", [.entraObject <- .unusable("several")], "undetermined device.ambiguous"),
        EvidenceRow.both("Entra not asked", ListSample.machine, missing),
        EvidenceRow.both(
            "evidence failed", entra + [.entraJoined <- true, .deviceAuthentication <- "FAILED. Error"],
            "not-met registration.failed"),
        EvidenceRow.both("Linux", entra + [.machinePlatform <- "Linux"], "not-applicable"),
    ].flatMap(\.self)

    @Test(arguments: trusts)
    func `judges the trust that Entra ID lists`(row: EvidenceRow) {
        #expect(row.judgement(by: DeviceTrustedCheck()).outline.hasPrefix(row.outline), "\(row.outline)")
    }

    private static let home: Claim.Value = "11111111-1111-1111-1111-111111111111"
    private static let away: Claim.Value = "22222222-2222-2222-2222-222222222222"

    static let tenants: [EvidenceRow] = [
        EvidenceRow.both("in the list", entra, "met"),
        EvidenceRow.both("in the list by its name", byName, "met"),
        EvidenceRow.both("in the list, disabled", entra.with(.entraEnabled, false), "met"),
        EvidenceRow.both("not in the list", [.entraObject <- .absent], missing),
        EvidenceRow.both(
            "ambiguous", [.entraObject <- .unusable("several")], "undetermined device.ambiguous"),
        EvidenceRow.both(
            "one of several names", byName.with(.entraTwins, 1), "undetermined registration.duplicate"),
        EvidenceRow.both("not asked", ListSample.machine, missing),
        EvidenceRow.both("joined, tenant not shown", entra + joined, "met"),
        EvidenceRow.both("not joined", entra + alone + [.enrollmentTenantID <- .absent], "not-applicable"),
        EvidenceRow.both(
            "two tenants by the evidence",
            entra + joined + [.entraTenantID <- home, .enrollmentTenantID <- away],
            "not-met tenant.mismatch"),
        EvidenceRow.both(
            "one by the evidence", entra + joined + [.entraTenantID <- home, .enrollmentTenantID <- home],
            "met"),
        EvidenceRow.both("Linux", entra + [.machinePlatform <- "Ubuntu"], "not-applicable"),
    ].flatMap(\.self)

    @Test(arguments: tenants)
    func `judges the tenant of a device that Entra ID lists`(row: EvidenceRow) {
        #expect(row.judgement(by: DeviceTenantMatchesCheck()).outline.hasPrefix(row.outline))
    }
}
