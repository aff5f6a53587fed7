import Model
import SampleFacts
import Testing

@testable import Checks

/// What Defender for Endpoint lists of sensors and tags.
struct ListedMachineTests {
    private static let machine = ListSample.machine
    private static let missing = "undetermined evidence.missing"
    private static let unknown = "undetermined onboarding.status-unknown"
    private static let unread = "undetermined evidence.unreadable"
    private static let disagree = "undetermined onboarding.sources-disagree"
    private static let notOnboarded = "not-met onboarding.not-onboarded"
    private static let stopped = "not-met onboarding.sensor-stopped"
    private static let runs: [Told] = [.onboardingState <- 1, .service("sense", "running")]

    static let onboarding: [EvidenceRow] = [
        EvidenceRow("onboarded", machine, "met"),
        EvidenceRow("onboarded, odd case", machine.with(.machineOnboarding, "OnBoarded"), "met"),
        EvidenceRow(
            "onboarded and not seen", machine.with(.machineSeen, "stale"),
            "undetermined onboarding.sensor-inactive"),
        EvidenceRow(
            "onboarded, seen at odd times", machine.with(.machineSeen, "later"),
            "undetermined onboarding.sensor-inactive"),
        EvidenceRow("onboarded, not told when seen", machine.without(.machineSeen), missing),
        EvidenceRow("can be", machine.with(.machineOnboarding, "canbeonboarded"), notOnboarded),
        EvidenceRow("unsupported", machine.with(.machineOnboarding, "unsupported"), notOnboarded),
        EvidenceRow("insufficient", machine.with(.machineOnboarding, "insufficientinfo"), unknown),
        EvidenceRow("not in the catalogue", machine.with(.machineOnboarding, "offboarded"), unknown),
        EvidenceRow("not told", machine.without(.machineOnboarding), missing),
        EvidenceRow("damaged", machine.with(.machineOnboarding, .unusable("?")), unread),
        EvidenceRow("no record", [.machineRecord <- .absent], "not-met onboarding.record-missing"),
        EvidenceRow("ambiguous", [.machineRecord <- .unusable("several")], "undetermined device.ambiguous"),
        EvidenceRow("found by its name", machine.with(.machineRecord, "name"), "met"),
        EvidenceRow(
            "found otherwise", machine.with(.machineRecord, "guess"), "undetermined evidence.inconclusive"),
        EvidenceRow("not asked", ListSample.entra, missing),
        EvidenceRow("evidence agrees", machine + runs, "met"),
        EvidenceRow("evidence alone knows it", [.machineRecord <- .absent] + runs, disagree),
        EvidenceRow(
            "evidence shows it, the list does not", machine.with(.machineOnboarding, "canbeonboarded") + runs,
            disagree),
        EvidenceRow("the list shows it, evidence does not", machine + [.onboardingState <- 0], disagree),
        EvidenceRow(
            "the service stopped", machine + [.onboardingState <- 1, .service("sense", "stopped")], stopped),
        EvidenceRow("evidence of the state alone", machine + [.onboardingState <- 1], "met"),
        EvidenceRow(
            "both say no", machine.with(.machineOnboarding, "canbeonboarded") + [.onboardingState <- 0],
            notOnboarded),
        EvidenceRow("evidence, and a list that was cut", runs, "met").with {
            $0.unread = ["Defender machines": Unreadable(.defenderIncomplete, "cut")]
        },
        EvidenceRow("Linux", machine.with(.machinePlatform, "Linux"), "met"),
        EvidenceRow(
            "Linux, unhealthy",
            machine + [
                .systemFamily <- "linux", .onboardingOrganization <- "a", .agentLicensed <- true,
                .agentHealthy <- false,
            ], stopped),
    ]

    @Test(arguments: onboarding, ["classic", "current"])
    func `judges whether a machine is onboarded`(row: EvidenceRow, set: String) {
        let found = row.with { $0.set = set }.judgement(by: DeviceOnboardedCheck()).outline
        #expect(found.hasPrefix(row.outline), "\(found)")
    }

    private static let inactive = "not-met onboarding.sensor-inactive"

    static let health: [EvidenceRow] = [
        EvidenceRow("active", machine, "met"),
        EvidenceRow("no duplicate", machine + [.machineDuplicate <- false], "met"),
        EvidenceRow(
            "a possible duplicate", machine + [.machineDuplicate <- true],
            "undetermined registration.duplicate"),
        EvidenceRow(
            "a duplicate and none", machine + [.machineDuplicate <- true, .machineDuplicate <- false],
            "undetermined evidence.contradictory"),
        EvidenceRow("active, odd case", machine.with(.machineHealth, "ACTIVE"), "met"),
        EvidenceRow("inactive", machine.with(.machineHealth, "inactive"), inactive),
        EvidenceRow("impaired", machine.with(.machineHealth, "impairedcommunication"), inactive),
        EvidenceRow("no data", machine.with(.machineHealth, "nosensordata"), inactive),
        EvidenceRow("neither", machine.with(.machineHealth, "nosensordataimpairedcommunication"), inactive),
        EvidenceRow("unknown", machine.with(.machineHealth, "unknown"), unknown),
        EvidenceRow("not in the catalogue", machine.with(.machineHealth, "sleepy"), unknown),
        EvidenceRow("not told", machine.without(.machineHealth), missing),
        EvidenceRow("damaged", machine.with(.machineHealth, .unusable("?")), unread),
        EvidenceRow("not seen", machine.with(.machineSeen, "stale"), inactive),
        EvidenceRow("not told when seen", machine.without(.machineSeen), missing),
        EvidenceRow(
            "excluded", machine + [.machineExclusion <- "inactivedevice"],
            "not-met onboarding.record-excluded"),
        EvidenceRow(
            "excluded for a reason nobody knows", machine + [.machineExclusion <- "mood"],
            "not-met onboarding.record-excluded"),
        EvidenceRow("no record", [.machineRecord <- .absent], "not-applicable"),
        EvidenceRow("ambiguous", [.machineRecord <- .unusable("several")], "undetermined device.ambiguous"),
        EvidenceRow("not onboarded", machine.with(.machineOnboarding, "canbeonboarded"), "not-applicable"),
        EvidenceRow("onboarding not told", machine.without(.machineOnboarding), "met"),
        EvidenceRow("not asked", ListSample.entra, "not-applicable"),
        EvidenceRow("evidence alone", runs, "not-applicable"),
        EvidenceRow("a list that was cut", runs, "undetermined evidence.missing defender.incomplete").with {
            $0.unread = ["Defender machines": Unreadable(.defenderIncomplete, "cut")]
        },
    ]

    @Test(arguments: health, ["classic", "current"])
    func `judges the health of a sensor`(row: EvidenceRow, set: String) {
        #expect(row.with { $0.set = set }.judgement(by: SensorHealthyCheck()).outline == row.outline)
    }

    private static func managed(_ by: Claim.Value, _ status: Claim.Value?) -> [Told] {
        machine.with(.machineManagedBy, by).with(.machineManagedByStatus, status)
    }
    private static let sense: Claim.Value = "microsoftdefenderforendpoint"
    private static let failed = "not-met onboarding.enrollment-failed"
    private static func status(_ code: Int) -> [Told] { [.enrollmentStatus <- .number(code)] }

    static let enrollment: [EvidenceRow] = [
        EvidenceRow("success", machine, "met"),
        EvidenceRow("error", managed(sense, "error"), failed),
        EvidenceRow("status unknown", managed(sense, "unknown"), unknown),
        EvidenceRow("status not in the catalogue", managed(sense, "soon"), unknown),
        EvidenceRow("status not told", managed(sense, nil), missing),
        EvidenceRow("Intune", managed("intune", "unknown"), "not-met control-plane.managed-by-intune"),
        EvidenceRow(
            "Configuration Manager", managed("systemcenterconfigurationmanager", "unknown"),
            "not-met control-plane.managed-by-configuration-manager"),
        EvidenceRow("nobody", managed("unknown", "unknown"), unknown),
        EvidenceRow("somebody nobody knows", managed("future", "success"), unknown),
        EvidenceRow("not told by whom", machine.without(.machineManagedBy), missing),
        EvidenceRow("no record", [.machineRecord <- .absent], "not-applicable"),
        EvidenceRow("ambiguous", [.machineRecord <- .unusable("several")], "undetermined device.ambiguous"),
        EvidenceRow("evidence agrees", machine + status(1), "met"),
        EvidenceRow("evidence enrolled, error listed", managed(sense, "error") + status(1), disagree),
        EvidenceRow("evidence enrolled, Intune listed", managed("intune", nil) + status(1), disagree),
        EvidenceRow("evidence enrolled, nobody listed", managed("unknown", "unknown") + status(1), unknown),
        EvidenceRow("evidence failed, success listed", machine + status(13), disagree),
        EvidenceRow("evidence failed, error listed", managed(sense, "error") + status(13), failed),
        EvidenceRow("evidence never enrolled, success listed", machine + status(2), disagree),
        EvidenceRow("evidence of a strange status", machine + status(99), unknown),
        EvidenceRow("Linux, success", machine.with(.machinePlatform, "Linux"), "met"),
        EvidenceRow("Linux, not asked", [.systemFamily <- "linux"], "not-applicable"),
    ]

    @Test(arguments: enrollment, ["classic", "current"])
    func `judges how a machine is managed`(row: EvidenceRow, set: String) {
        let found = row.with { $0.set = set }.judgement(by: EnrollmentStatusCheck()).outline
        #expect(found.hasPrefix(row.outline), "\(found)")
    }

    private static func tagged(_ tags: String...) -> [Told] {
        machine.without(.machineTag) + tags.map { (.machineTag <- true).of($0) }
    }
    private static let none = machine.with(.machineTag, .absent)
    private static let untold = machine.without(.machineTag)
    private static let near = "tag.near-miss"

    static let tags: [EvidenceRow] = [
        EvidenceRow("to the letter", machine, "met"),
        EvidenceRow("lower case", tagged("mde-management"), "not-met \(near)"),
        EvidenceRow("white space", tagged("MDE-Management "), "not-met \(near)"),
        EvidenceRow("underscore", tagged("MDE_Management"), "not-met \(near)"),
        EvidenceRow("both", tagged("mde-management", "MDE-Management"), "met"),
        EvidenceRow("none", none, "not-met tag.missing"),
        EvidenceRow("tags not told", untold, missing),
        EvidenceRow("no record", [.machineRecord <- .absent], "not-met tag.missing"),
        EvidenceRow("ambiguous", [.machineRecord <- .unusable("several")], "undetermined device.ambiguous"),
        EvidenceRow("damaged", untold + [(.machineTag <- .unusable("?")).of("MDE-Management")], unread),
        EvidenceRow("not asked, registry", ListSample.entra + [.registryTag <- "MDE-Management"], "met"),
        EvidenceRow("not asked, no registry", ListSample.entra, missing),
        EvidenceRow("registry and list", machine + [.registryTag <- "MDE-Management"], "met"),
        EvidenceRow("list alone, from the portal", machine + [.registryTag <- .absent], "met"),
        EvidenceRow("list right, registry nearly", machine + [.registryTag <- "mde-management"], "met"),
        EvidenceRow(
            "registry right, not listed yet", none + [.registryTag <- "MDE-Management"],
            "undetermined tag.missing"),
        EvidenceRow(
            "registry right, listed nearly", tagged("MDE Management") + [.registryTag <- "MDE-Management"],
            "undetermined \(near)"),
        EvidenceRow("registry right, list not told", untold + [.registryTag <- "MDE-Management"], "met"),
        EvidenceRow(
            "registry right, listed and not listed",
            machine + [(.machineTag <- false).of("MDE-Management"), .registryTag <- "MDE-Management"],
            "undetermined evidence.contradictory"),
        EvidenceRow(
            "registry nearly, not listed", none + [.registryTag <- "mde-management"],
            "not-met \(near) tag.missing"),
        EvidenceRow("neither", none + [.registryTag <- .absent], "not-met tag.missing"),
        EvidenceRow(
            "registry absent, list not told", untold + [.registryTag <- .absent],
            "undetermined tag.missing evidence.missing"),
        EvidenceRow("Linux, listed", machine.with(.machinePlatform, "Linux"), "met"),
        EvidenceRow(
            "Linux, mdatp alone",
            [.systemFamily <- "linux", (.sensorTag <- true).of("MDE-Management")] + none,
            "undetermined tag.missing"),
    ]

    @Test(arguments: tags, ["classic", "current"])
    func `judges the tags that are listed`(row: EvidenceRow, set: String) {
        let found = row.with { $0.set = set }.judgement(by: ManagementTagCheck()).outline
        #expect(found.hasPrefix(row.outline), "\(found)")
    }

    @Test
    func `what the list of tags merges is said`() {
        let words = EvidenceRow("", Self.none, "").judgement(by: ManagementTagCheck()).words
        #expect(words.contains("the portal, the API, the registry and rules"))
    }
}
