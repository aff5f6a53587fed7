import Model
import SampleFacts
import Testing

@testable import Checks

/// What Defender for Endpoint and Active Directory list of systems.
struct ListedSystemTests {
    private static let missing = "undetermined evidence.missing"
    private static let open = "undetermined evidence.inconclusive"
    private static let contradictory = "undetermined evidence.contradictory"
    private static let edition = "platform.edition-not-supported"
    private static let notListed = "not-met platform.not-supported"
    private static let strange = "undetermined platform.build-unknown"

    private static func pc(_ name: String, _ build: Int, _ platform: String = "Windows10") -> [Told] {
        [
            .directoryAccount <- "enabled", .directorySystem <- .text(name),
            .directorySystemVersion <- .text("10.0 (\(build))"), .machineRecord <- "id",
            .machineSeen <- "recent", .machinePlatform <- .text(platform), .machineBuild <- .number(build),
            .machineProcessor <- "x64",
        ]
    }

    private static let ready = pc("Windows 10 Enterprise", 19045)
    private static let server = pc("Windows Server 2022 Standard", 20348, "WindowsServer2022")

    static let systems: [EvidenceRow] = [
        EvidenceRow.both("Windows 10 Enterprise", ready, "met"),
        EvidenceRow.both("Windows 10 Pro", pc("Windows 10 Pro", 19044), "met"),
        EvidenceRow.both("odd case", pc("WINDOWS 10 PRO", 19044, "WINDOWS10"), "met"),
        EvidenceRow.both(
            "Windows 11", pc("Windows 11 Enterprise", 22631, "Windows11"), classic: notListed, current: "met"),
        EvidenceRow.both("Education", pc("Windows 10 Education", 19045), "undetermined \(edition)"),
        EvidenceRow.both("Home", pc("Windows 10 Home", 19045), "not-met \(edition)"),
        EvidenceRow.both(
            "an edition nobody knows", pc("Windows 10 Superior", 19045), "undetermined \(edition)"),
        EvidenceRow.both("no edition", pc("Windows 10", 19045), "undetermined \(edition)"),
        EvidenceRow.both(
            "no directory", ready.without(.directoryAccount, .directorySystem, .directorySystemVersion),
            missing),
        EvidenceRow.both("no Defender", ListSample.directory, missing),
        EvidenceRow.both("builds differ", ready.with(.machineBuild, 19044), contradictory),
        EvidenceRow.both(
            "a version that is not understood", ready.with(.directorySystemVersion, "10.0"), open),
        EvidenceRow.both(
            "a hostile version",
            ListSample.directory.with(.directorySystemVersion, "10.0 (99999999999999999999)"), open),
        EvidenceRow.both(
            "multi-session by Defender", ready.with(.machinePlatform, "Windows10WVD"),
            "not-met platform.multi-session"),
        EvidenceRow.both(
            "multi-session by the directory", pc("Windows 10 Enterprise for Virtual Desktops", 19045),
            "not-met platform.multi-session"),
        EvidenceRow.both("a platform nobody knows", ready.with(.machinePlatform, "Windows12"), open),
        EvidenceRow.both(
            "a client and a server", ready.with(.machinePlatform, "WindowsServer2019"), contradictory),
        EvidenceRow.both("Windows 10 1607", pc("Windows 10 Enterprise", 14393), notListed),
        EvidenceRow.both("a build nobody knows", pc("Windows 10 Enterprise", 19999), strange),
        EvidenceRow.both("Server 2022", server, classic: missing, current: "met"),
        EvidenceRow.both(
            "Server 2022, a controller", server.with(.directoryAccount, "domain-controller"),
            classic: "not-met platform.domain-controller", current: "undetermined platform.domain-controller"),
        EvidenceRow.both(
            "Server 2022, not said to be no controller", server.without(.directoryAccount), missing),
        EvidenceRow.both(
            "Server 2019 without Core", pc("Windows Server 2019 Datacenter", 17763, "WindowsServer2019"),
            missing),
        EvidenceRow.both(
            "Linux", [.machineRecord <- "id", .machinePlatform <- "Linux"], classic: notListed,
            current: missing),
        EvidenceRow.both("Android", [.machineRecord <- "id", .machinePlatform <- "Android"], notListed),
        EvidenceRow.both("nothing told", [.machineRecord <- "id"], missing),
        EvidenceRow.both(
            "evidence wins over the directory",
            PlatformSample.pc(19045) + ListSample.directory.with(.directorySystemVersion, "10.0 (18363)"),
            "met"),
        EvidenceRow.both(
            "evidence and Defender differ", PlatformSample.pc(19045) + ready.with(.machineBuild, 19044),
            contradictory),
        EvidenceRow.both(
            "evidence and a machine not seen for long differ",
            PlatformSample.pc(19045) + ready.with(.machineBuild, 18363).with(.machineSeen, "stale"), "met"),
    ].flatMap(\.self)

    @Test(arguments: systems)
    func `judges systems that lists name`(row: EvidenceRow) {
        let found = row.judgement(by: PlatformSupportedCheck()).outline
        #expect(found.hasPrefix(row.outline), "\(found)")
    }

    private static let update = "not-met platform.update-missing"
    private static func sensor(_ version: String, on claims: [Told] = ready) -> [Told] {
        claims.with(.machineAgentVersion, .text(version))
    }

    static let updates: [EvidenceRow] = [
        EvidenceRow.both("at the floor of both", sensor("10.8470.19041.2788"), "met"),
        EvidenceRow.both("between the floors", sensor("10.8210.19041.1949"), classic: "met", current: update),
        EvidenceRow.both("below both", sensor("10.7000.19041.1288"), update),
        EvidenceRow.both(
            "on another 1904x", sensor("10.8470.19041.2788", on: pc("Windows 10 Pro", 19044)), "met"),
        EvidenceRow.both("no version", ready, missing),
        EvidenceRow.both("a base that is not the system's", sensor("10.8470.22621.9999"), missing),
        EvidenceRow.both("a base nobody knows", sensor("10.8470.12345.9999"), missing),
        EvidenceRow.both("too short", sensor("10.8470.19041"), missing),
        EvidenceRow.both("too long", sensor("10.8470.19041.2788.1"), missing),
        EvidenceRow.both("not 10", sensor("11.8470.19041.2788"), missing),
        EvidenceRow.both("no version at all", sensor("n/a"), missing),
        EvidenceRow.both("hostile", sensor("10.8470.19041.99999999999999999999"), missing),
        EvidenceRow.both("damaged", ready + [.machineAgentVersion <- .unusable("?")], missing),
        EvidenceRow.both(
            "evidence wins", sensor("10.8470.19041.9999") + PlatformSample.pc(19045) + [.systemRevision <- 1],
            update),
        EvidenceRow.both(
            "evidence of updates wins", sensor("10.7000.19041.1288") + [.update("KB5023773")], "met"),
        EvidenceRow.both("Server 2022", sensor("10.8470.20348.1668", on: server), "met"),
        EvidenceRow.both("Server 2022, old", sensor("10.8000.20348.100", on: server), update),
        EvidenceRow.both(
            "Server 2022 with a sensor of its own", sensor("10.8760.26100.9999", on: server), missing),
        EvidenceRow.both(
            "Server 2016 is never derived",
            sensor("10.8760.14393.9999", on: pc("Windows Server 2016 Standard", 14393, "WindowsServer2016")),
            "not-applicable"),
        EvidenceRow.both(
            "builds differ", sensor("10.8470.19041.2788").with(.machineBuild, 19044), contradictory),
        EvidenceRow.both("Linux", [.machineRecord <- "id", .machinePlatform <- "Linux"], "not-applicable"),
    ].flatMap(\.self)

    @Test(arguments: updates)
    func `judges revisions that are derived`(row: EvidenceRow) {
        let found = row.judgement(by: UpdateLevelCheck()).outline
        #expect(found.hasPrefix(row.outline), "\(found)")
    }

    @Test
    func `a revision that was derived is called so`() {
        let row = EvidenceRow("", Self.sensor("10.7000.19041.1288"), "")
        let words = row.judgement(by: UpdateLevelCheck()).words
        #expect(words.contains("derived from sensor 10.7000.19041.1288 in Defender machines"))
    }

    private static let old = "not-met platform.sensor-old"
    private static let server2016 = pc("Windows Server 2016 Standard", 14393, "WindowsServer2016")
    private static let server2012 = pc("Windows Server 2012 R2 Standard", 9600, "WindowsServer2012R2")

    static let sensors: [EvidenceRow] = [
        EvidenceRow.both(
            "Windows 10", sensor("10.8470.19041.2788"), classic: "not-applicable", current: "met"),
        EvidenceRow.both(
            "Windows 10, old", sensor("10.8039.19041.1"), classic: "not-applicable", current: old),
        EvidenceRow.both("Windows 10, not told", ready, classic: "not-applicable", current: missing),
        EvidenceRow.both(
            "Windows 10, not understood", sensor("new"), classic: "not-applicable",
            current: "undetermined evidence.unreadable"),
        EvidenceRow.both("2016", sensor("10.8295.22621.1023", on: server2016), "met"),
        EvidenceRow.both(
            "2016, before May 2023", sensor("10.8295.22621.1019", on: server2016), classic: "met",
            current: old),
        EvidenceRow.both("2016, old", sensor("10.8048.22439.1", on: server2016), old),
        EvidenceRow.both("2016, not told", server2016, missing),
        EvidenceRow.both("2012 R2", sensor("10.8760.26020.1009", on: server2012), "met"),
        EvidenceRow.both(
            "evidence wins",
            sensor("10.8760.26020.1009", on: server2016) + [.sensorVersion <- "10.8048.22439.1"], old),
        EvidenceRow.both(
            "damaged", server2016 + [.machineAgentVersion <- .unusable("?")],
            "undetermined evidence.unreadable"),
        EvidenceRow.both(
            "Linux",
            [.machineRecord <- "id", .machinePlatform <- "Linux", .machineAgentVersion <- "101.24082.0004"],
            classic: "not-applicable", current: "met"),
        EvidenceRow.both(
            "Linux, old",
            [.machineRecord <- "id", .machinePlatform <- "Linux", .machineAgentVersion <- "100.1"],
            classic: "not-applicable", current: old),
    ].flatMap(\.self)

    @Test(arguments: sensors)
    func `judges versions of sensors that are listed`(row: EvidenceRow) {
        let found = row.judgement(by: SensorVersionCheck()).outline
        #expect(found.hasPrefix(row.outline), "\(found)")
    }

    private static let legacy = "not-met platform.agent-legacy"

    static let agents: [EvidenceRow] = [
        EvidenceRow.both("unified", sensor("10.8295.22621.1023", on: server2016), "met"),
        EvidenceRow.both("unified on 2012 R2", sensor("10.8049.22439.1084", on: server2012), "met"),
        EvidenceRow.both("older agent", sensor("1.2.3.4", on: server2016), legacy),
        EvidenceRow.both("a version of the monitoring agent", sensor("10.20.18067.0", on: server2012), open),
        EvidenceRow.both("not understood", sensor("none", on: server2016), open),
        EvidenceRow.both("not told", server2016, missing),
        EvidenceRow.both(
            "damaged", server2016 + [.machineAgentVersion <- .unusable("?")],
            "undetermined evidence.unreadable"),
        EvidenceRow.both("evidence of the service", server2016 + [.service("sense", "running")], "met"),
        EvidenceRow.both(
            "evidence of none", sensor("10.8295.22621.1023", on: server2016) + [.service("sense", .absent)],
            "not-met platform.agent-missing"),
        EvidenceRow.both("Server 2022", sensor("10.8470.20348.1668", on: server), "not-applicable"),
        EvidenceRow.both("Windows 10", sensor("10.8470.19041.2788"), "not-applicable"),
    ].flatMap(\.self)

    @Test(arguments: agents)
    func `judges agents that are listed`(row: EvidenceRow) {
        let found = row.judgement(by: UnifiedAgentCheck()).outline
        #expect(found.hasPrefix(row.outline), "\(found)")
    }

    static let contradictions: [EvidenceRow] = [
        EvidenceRow.both("64 bits", ListSample.ready + [.machineArchitecture <- "64-bit"], "met"),
        EvidenceRow.both(
            "32 bits, by a list", ListSample.ready + [.machineArchitecture <- "32-bit"], contradictory),
        EvidenceRow.both(
            "32 bits, against evidence",
            ListSample.ready + PlatformSample.pc(19045, "Enterprise") + [.machineArchitecture <- "32-bit"],
            contradictory),
        EvidenceRow.both(
            "32 bits, and no processor",
            ListSample.ready.without(.machineProcessor) + [.machineArchitecture <- "32-bit"],
            "not-met platform.architecture-not-supported"),
        EvidenceRow.both(
            "bits that nobody knows", ListSample.ready + [.machineArchitecture <- "128-bit"],
            "undetermined evidence.inconclusive"),
        EvidenceRow.both(
            "osPlatform of another build", ListSample.ready.with(.machinePlatform, "Windows7"), contradictory),
        EvidenceRow.both(
            "operatingSystem of another build",
            ListSample.ready.with(.directorySystem, "Windows 7 Enterprise").without(.directorySystemVersion),
            contradictory),
        EvidenceRow.both(
            "osPlatform of another build than the evidence's",
            ListSample.ready.with(.machinePlatform, "Windows11").without(.machineBuild)
                + PlatformSample.pc(19045, "Enterprise"), contradictory),
        EvidenceRow.both(
            "a domain controller by the directory alone",
            PlatformSample.server(17763) + [.directoryAccount <- "domain-controller"], contradictory),
        EvidenceRow.both(
            "a client that is a domain controller by the directory",
            PlatformSample.pc(19045) + [.directoryAccount <- "domain-controller"], contradictory),
        EvidenceRow.both(
            "a server", PlatformSample.server(17763) + [.directoryAccount <- "enabled"], "met"),
    ].flatMap(\.self)

    @Test(arguments: contradictions)
    func `lists that contradict the evidence, or each other, leave a system undetermined`(row: EvidenceRow) {
        #expect(row.judgement(by: PlatformSupportedCheck()).outline == row.outline)
    }

    @Test
    func `a device that lists alone tell of has no evidence to read`() {
        let check = EvidenceReadableCheck()
        let listed = EvidenceRow("", ListSample.ready, "")
        #expect(listed.judgement(by: check).mark == .notApplicable)
        let cut = listed.with { $0.unread = ["Entra devices": Unreadable(.graphIncomplete, "cut")] }
        #expect(cut.judgement(by: check).mark == .notApplicable)
        let both = EvidenceRow("", ListSample.ready + PlatformSample.pc(19045), "")
        #expect(both.judgement(by: check).mark == .met)
        let unread = both.with { $0.unread = ["a.reg": Unreadable(.evidenceUnreadable, "cut")] }
        #expect(unread.judgement(by: check).mark == .undetermined)
    }
}
