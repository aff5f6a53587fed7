import Model
import SampleFacts
import Testing

@testable import Checks

/// Every agent that Intune lists, with every manager that Defender for Endpoint lists, and what the four checks of
/// control planes make of them.
struct ListedManagerTests {
    private static func agents(_ values: Claim.Value...) -> [Told] {
        values.enumerated().map { number, value in (.managementAgent <- value).of("\(number + 1)") }
    }

    private static let agents: [String: [Told]] = [
        "mdm": agents("mdm"), "easmdm": agents("easmdm"), "365": agents("microsoft365managedmdm"),
        "client": agents("configurationmanagerclient"), "both": agents("configurationmanagerclientmdm"),
        "mssense": agents("mssense"), "unknown": agents("unknown"), "jamf": agents("jamf"),
        "strange": agents("futureagent"), "null": agents(.unusable("null")),
        "absent": [.managementAgent <- .absent], "not asked": [], "twice": agents("mssense", "mssense"),
        "two": agents("mssense", "mdm"), "and null": agents("mssense", .unusable("null")),
        "ambiguous": [.managementAgent <- .unusable("several")],
    ]

    private static let record: [Told] = [
        .machineRecord <- "id", .machineOnboarding <- "onboarded", .machineSeen <- "recent",
        .machinePlatform <- "Windows10",
    ]

    private static func managed(_ by: Claim.Value, _ status: Claim.Value) -> [Told] {
        record + [.machineManagedBy <- by, .machineManagedByStatus <- status]
    }

    /// In the order of the columns.
    private static let managers: [(name: String, claims: [Told])] = [
        ("Defender, success", managed("microsoftdefenderforendpoint", "success")),
        ("Defender, error", managed("microsoftdefenderforendpoint", "error")),
        ("Intune", managed("intune", "unknown")),
        ("Configuration Manager", managed("systemcenterconfigurationmanager", "unknown")),
        ("unknown", managed("unknown", "unknown")), ("not told", record),
        ("not in the catalogue", managed("future", "unknown")), ("no record", [.machineRecord <- .absent]),
        ("not asked", []),
    ]

    /// Of no-mdm-enrollment, configuration-manager-isolated, single and sources-agree, by manager.
    ///
    /// `M` met, `N` not applicable; not met: `I` by Intune, `C` by Configuration Manager, `T` two planes, `D` sources
    /// disagree; undetermined: `t` two records, `d` sources disagree, `?` inconclusive, `-` missing, `u` unreadable, `a`
    /// ambiguous.
    static let rows: [(agent: String, outlines: String)] = [
        ("mdm", "IMDD I-DD IMMM ICDD I--N I--N I?-? I--N I--N"),
        ("easmdm", "IMDD I-DD IMMM ICDD I--N I--N I?-? I--N I--N"),
        ("365", "IMDD I-DD IMMM ICDD I--N I--N I?-? I--N I--N"),
        ("client", "MTDD MTDD ICDD MCMM MC-N MC-N ?C-? MC-N MC-N"),
        ("both", "ITDD ITDD ICTM ICTM ICTN ICTN ICT? ICTN ICTN"),
        ("mssense", "MMMM M--M IMDD MTDD M--N M--N ??-? M--D M--N"),
        ("unknown", "?--N ?--N I--N ?C-N ?--N ?--N ??-? ?--N ?--N"),
        ("jamf", "??-? ??-? I?-? ?C-? ??-? ??-? ??-? ??-? ??-?"),
        ("strange", "??-? ??-? I?-? ?C-? ??-? ??-? ??-? ??-? ??-?"),
        ("null", "uu-u uu-u Iu-u uC-u uu-u uu-u uu-u uu-u uu-u"),
        ("absent", "MMMN M--N I--D MCMN M--N M--N ??-? M--N M--N"),
        ("not asked", "M--N ---N I--N -C-N ---N ---N ??-? ---N ---N"),
        ("twice", "MMtM M--M IMDD MTDD M--N M--N ??-? M--D M--N"),
        ("two", "IMTM I-TM IMTM ITDD I-TN I-TN I?T? I-TN I-TN"),
        ("and null", "uu-u uu-u IuDD uTDD uu-u uu-u uu-u uu-D uu-u"),
        ("ambiguous", "aa-a aa-a Ia-a aC-a aa-a aa-a aa-a aa-a aa-a"),
    ]

    private static let signs = [
        "met": "M", "not-applicable": "N", "not-met control-plane.managed-by-intune": "I",
        "not-met control-plane.managed-by-configuration-manager": "C",
        "not-met control-plane.two-planes": "T", "not-met control-plane.sources-disagree": "D",
        "undetermined control-plane.sources-disagree": "d", "undetermined evidence.inconclusive": "?",
        "undetermined evidence.missing": "-", "undetermined control-plane.two-planes": "t",
        "undetermined device.ambiguous": "a", "undetermined evidence.unreadable": "u",
    ]

    private static func fact(_ claims: [Told], isCut: Bool) -> DeviceFact {
        var fact = DeviceSample.fact(claims)
        let gap = Unreadable(.graphIncomplete, "m.json leads on to a page that is not among the files")
        for index in fact.files.indices where isCut && fact.files[index].kind == .managedDevice {
            fact.files[index].fault = gap
        }
        return fact
    }

    private static func outline(_ claims: [Told], _ set: String, isCut: Bool = false) -> String {
        let checks: [any DeviceCheck] = [
            NoEnrollmentCheck(), ConfigurationManagerIsolatedCheck(), SinglePlaneCheck(), SourcesAgreeCheck(),
        ]
        let fact = fact(claims, isCut: isCut)
        return checks.map { check in
            let outline = DeviceSample.judgement(of: fact, by: check, set: set).outline
            let first = outline.split(separator: " ").prefix(2).joined(separator: " ")
            return signs[first] ?? "[\(first)]"
        }.joined()
    }

    @Test(arguments: rows, ["classic", "current"])
    func `agents of Intune and managers of Defender for Endpoint together`(
        row: (agent: String, outlines: String), set: String
    ) throws {
        let agent = try #require(Self.agents[row.agent])
        let found = Self.managers.map { Self.outline(agent + $0.claims, set) }
        // Without any list the device is as before.
        #expect(found.joined(separator: " ") == row.outlines)
    }

    // MARK: - With Entra ID, the directory and evidence

    private static let ready = managed("microsoftdefenderforendpoint", "success")
    private static let noRecord: [Told] = [.managementAgent <- .absent]
    private static let contradicts = "[undetermined evidence.contradictory]"
    private static func silent(_ agent: String) -> [Told] {
        [(.managementAgentStale <- .text(agent)).of("1")]
    }
    private static func entra(_ value: Claim.Value) -> [Told] {
        [.entraObject <- "id", .entraManagement <- value]
    }
    private static let noEnrollment: [Told] = [.enrollmentProvider <- .absent]
    private static let intune: [Told] = [
        (.enrollmentProvider <- "MS DM Server").of("a"), (.enrollmentType <- 6).of("a"),
    ]
    private static let noClient: [Told] = [.service("ccmexec", .absent)]
    private static let client: [Told] = [.service("ccmexec", "running")]
    private static func status(_ code: Int) -> [Told] { [.enrollmentStatus <- .number(code)] }

    static let mixed: [(name: String, claims: [Told], outline: String)] = [
        (
            "a silent record of another agent beside one in use", ready + agents("mssense") + silent("mdm"),
            contradicts + contradicts + "-" + contradicts
        ),
        (
            "the same of Configuration Manager, and evidence that agrees",
            ready + agents("mssense") + silent("configurationmanagerclient") + noEnrollment + noClient
                + status(1), String(repeating: contradicts, count: 4)
        ),
        ("Entra says the same", ready + noRecord + entra("microsoftsense"), "MMMM"),
        ("Entra says mdm", ready + noRecord + entra("mdm"), "dMDD"),
        ("Entra says unknown", ready + noRecord + entra("unknown"), "MMMN"),
        ("Entra says something strange", ready + noRecord + entra("future"), "????"),
        ("Entra has no such device", ready + noRecord + [.entraObject <- .absent], "MMMN"),
        ("Entra alone says mdm", entra("mdm"), "I--N"),
        ("Entra alone says co-managed", entra("configurationmanagerclientmdm"), "ICTN"),
        ("Entra and Intune say mdm", agents("mdm") + entra("mdm"), "I--M"),
        ("Entra mdm, Intune's whole list without", noRecord + entra("mdm"), "d--d"),
        ("evidence agrees", ready + noRecord + noEnrollment + noClient + status(1), "MMMM"),
        ("evidence of the status alone", ready + noRecord + status(1), "MMMM"),
        ("evidence says Intune", ready + noRecord + intune + noClient + status(3), "IMDD"),
        ("evidence shows an enrolment alone", ready + noRecord + intune, "IMDD"),
        (
            "Intune lists what the device does not show", agents("mdm") + noEnrollment + noClient + status(2),
            "dMMd"
        ),
        ("a client that is isolated", ready + noRecord + noEnrollment + client + status(1), "MMMM"),
        ("a client, and no status", ready + noRecord + noEnrollment + client, "M??N"),
        ("both by the status", ready + noRecord + noEnrollment + client + status(43), "MTTM"),
        (
            "a client that is attached",
            ready + agents("configurationmanagerclient") + noEnrollment + client + status(1), "MTDD"
        ),
        (
            "an attached client that is gone",
            agents("configurationmanagerclient") + noEnrollment + noClient + status(2), "MddN"
        ),
        (
            "a sensor that never enrolled, not listed",
            managed("unknown", "unknown") + noRecord + noEnrollment + noClient + status(2), "MMMN"
        ),
        (
            "Defender lags behind",
            managed("unknown", "unknown") + noRecord + noEnrollment + noClient + status(1), "MMMN"
        ),
        (
            "Defender says Intune, and the device does not",
            managed("intune", "unknown") + noRecord + noEnrollment + noClient + status(1), "dMDD"
        ),
        (
            "Defender says Configuration Manager, and there is none",
            managed("systemcenterconfigurationmanager", "unknown") + noRecord + noEnrollment + noClient
                + status(2), "MddN"
        ),
        (
            "a disabled account whose sensor reports", ready + noRecord + [.directoryAccount <- "disabled"],
            "MMMd"
        ),
        (
            "Defender's agent, not onboarded",
            agents("mssense") + [.machineRecord <- "id", .machineOnboarding <- "canbeonboarded"], "M--D"
        ),
        (
            "Linux, by Defender",
            [
                .machineRecord <- "id", .machinePlatform <- "Linux",
                .machineManagedBy <- "microsoftdefenderforendpoint", .machineManagedByStatus <- "success",
            ] + noRecord, "MNMN"
        ),
        (
            "Linux, by nobody",
            [.machineRecord <- "id", .machinePlatform <- "Linux", .machineManagedBy <- "unknown"] + noRecord,
            "MN-N"
        ),
        (
            "Linux, mdatp agrees",
            [.systemFamily <- "linux", .agentManagedBy <- "MDE"]
                + managed("microsoftdefenderforendpoint", "success"), "MNMM"
        ),
        (
            "Linux, in Intune too", [.systemFamily <- "linux", .agentManagedBy <- "MDE"] + agents("mdm"),
            "dNDD"
        ),
    ]

    @Test(arguments: mixed)
    func `lists and evidence together`(row: (name: String, claims: [Told], outline: String)) {
        #expect(Self.outline(row.claims, "classic") == row.outline, "\(row.name)")
    }

    private static let silent = managed("unknown", "unknown")

    /// Where Intune's list was not read to its end, a further record of the device may be in the rest.
    @Test(arguments: [
        ("its own record", ready + agents("mssense"), "M--M"),
        ("its own record, without a manager", silent + agents("mssense"), "---N"),
        ("evidence settles it", ready + agents("mssense") + noEnrollment + noClient + status(1), "MMMM"),
        ("a record of Intune's", ready + agents("mdm"), "I-DD"),
        ("Linux", ready + agents("mssense") + [.systemFamily <- "linux", .agentManagedBy <- "MDE"], "MNMM"),
    ])
    func `a list that is cut shows nobody else`(row: (name: String, claims: [Told], outline: String)) {
        #expect(Self.outline(row.claims, "classic", isCut: true) == row.outline, "\(row.name)")
    }

    @Test(arguments: [
        NoEnrollmentCheck() as any DeviceCheck, ConfigurationManagerIsolatedCheck(), SinglePlaneCheck(),
    ])
    func `a list that is cut is told with the page that is missing`(check: any DeviceCheck) {
        let fact = Self.fact(Self.silent + Self.agents("mssense"), isCut: true)
        let words = DeviceSample.judgement(of: fact, by: check).words
        #expect(words.contains("m.json leads on to a page that is not among the files"))
    }

    @Test
    func `what each source says is told`() {
        let fact = DeviceSample.fact(Self.ready + Self.agents("mdm") + Self.entra("unknown"))
        let words = DeviceSample.judgement(of: fact, by: SourcesAgreeCheck()).words
        for part in [
            "managementAgent is mdm in Intune devices: Intune",
            "managedBy is microsoftdefenderforendpoint in Defender machines: Defender for Endpoint",
            "managementType is unknown in Entra devices: nobody",
        ] { #expect(words.contains(part), "\(words)") }
    }

    @Test
    func `text from outside is printable`() {
        let odd: Claim.Value = .text("a\u{1B}[31m\n" + String(repeating: "x", count: 500))
        let fact = DeviceSample.fact(Self.managed(odd, odd) + Self.agents(odd) + Self.entra(odd))
        for check in [NoEnrollmentCheck(), SinglePlaneCheck(), SourcesAgreeCheck()] as [any DeviceCheck] {
            let words = DeviceSample.judgement(of: fact, by: check).words
            #expect(!words.contains("\u{1B}") && words.utf8.count < 2000)
        }
    }
}
