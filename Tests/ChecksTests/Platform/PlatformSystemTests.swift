import Model
import SampleFacts
import Testing

@testable import Checks

/// Every system that is known, in every edition and installation, under both requirement sets.
struct PlatformSystemTests {
    private static let check = PlatformSupportedCheck()
    private static let servers = [9600, 14393, 17763, 20348, 26100]
    private static let notListed = "not-met platform.not-supported"
    private static let untold = "undetermined evidence.missing"

    /// What is not here is on no list.
    private static let listed: [String: [PlatformKnowledge.Role: Set<Int>]] = [
        "classic": [
            .client: [19041, 19042, 19043, 19044, 19045], .server: [9600, 14393, 17763, 20348],
        ],
        "current": [
            .client: [19042, 19044, 19045, 22621, 22631, 26100, 26200, 28000],
            .server: [9600, 14393, 17763, 20348, 26100],
        ],
    ]

    static let systems: [EvidenceRow] = ["classic", "current"].flatMap { set in
        RealCatalogue.devices.platforms.systems.map { system in
            let isListed = listed[set]?[system.role]?.contains(system.build) == true
            // The page names no update for it.
            let isDoubted = set == "current" && system.build == 22000
            return EvidenceRow(
                "\(system.name), \(set)", PlatformSample.system(system.build, system.role),
                isListed ? "met" : isDoubted ? "undetermined evidence.inconclusive" : notListed
            ).with { $0.set = set }
        }
    }

    private static let good: Set<String> = [
        "Professional", "ProfessionalN", "Enterprise", "EnterpriseN", "ServerStandard",
        "ServerStandardEval", "ServerDatacenter", "ServerDatacenterEval",
    ]
    private static let home: Set<String> = ["Core", "CoreN", "CoreSingleLanguage", "CoreCountrySpecific"]
    private static let unnamed = [
        "EnterpriseEval", "EnterpriseNEval", "ProfessionalWorkstation", "ProfessionalWorkstationN",
        "ProfessionalEducation", "ProfessionalEducationN", "Education", "EducationN", "EnterpriseS",
        "EnterpriseSN", "IoTEnterprise", "IoTEnterpriseS", "CloudEdition", "CloudEditionN", "ServerTurbine",
        "ServerSolution", "ServerEssentials",
    ]
    private static let unknown = ["Contoso", "ServerStandardNano", "EnterpriseG", "Pro"]

    static let editions: [EvidenceRow] =
        (good.sorted() + home.sorted() + unnamed + unknown).flatMap { id in
            let claims =
                id.hasPrefix("Server") ? PlatformSample.server(20348, id) : PlatformSample.pc(19045, id)
            let outline =
                good.contains(id)
                ? "met"
                : home.contains(id)
                    ? "not-met platform.edition-not-supported"
                    : "undetermined platform.edition-not-supported"
            return EvidenceRow.both("edition \(id)", claims, outline)
                + EvidenceRow.both(
                    "edition \(id), lower case",
                    claims.with(.systemEdition, .text(id.lowercased())), outline)
        }

    static let cores: [EvidenceRow] = zip(
        servers,
        [
            ("undetermined platform.server-core", "not-met platform.server-core"),
            ("undetermined platform.server-core", "not-met platform.server-core"),
            ("undetermined platform.server-core", "undetermined platform.server-core"),
            ("undetermined platform.server-core", "met"),
            (notListed, "undetermined platform.server-core"),
        ]
    ).flatMap { build, outlines in
        EvidenceRow.both(
            "Server Core of \(build)",
            PlatformSample.server(build).with(.installationType, "Server Core"),
            classic: outlines.0, current: outlines.1)
    }

    static let installations: [EvidenceRow] = servers.flatMap { build in
        let claims = PlatformSample.server(build)
        let isListed = build != 26100
        return EvidenceRow.both(
            "installation of \(build) untold", claims.with(.installationType, nil),
            classic: isListed ? untold : notListed, current: build == 20348 ? "met" : untold)
            + EvidenceRow.both(
                "installation of \(build) unknown", claims.with(.installationType, "Nano Server"),
                classic: isListed ? "undetermined evidence.inconclusive" : notListed,
                current: "undetermined evidence.inconclusive")
    }

    static let controllers: [EvidenceRow] = servers.flatMap { build in
        let claims = PlatformSample.server(build)
        let isListed = build != 26100
        return EvidenceRow.both(
            "domain controller of \(build)", claims.with(.productType, 2),
            classic: isListed ? "not-met platform.domain-controller" : notListed,
            current: "undetermined platform.domain-controller")
            + EvidenceRow.both(
                "product type of \(build) untold", claims.with(.productType, nil),
                classic: isListed ? untold : notListed, current: untold)
            + EvidenceRow.both(
                "product type of \(build) unknown", claims.with(.productType, 7),
                classic: isListed ? "undetermined evidence.inconclusive" : notListed,
                current: "undetermined evidence.inconclusive")
    }

    @Test(arguments: systems)
    func `judges every system`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(arguments: editions)
    func `judges every edition`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(arguments: cores + installations + controllers)
    func `judges what servers are installed as`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test
    func `the catalogue has no edition that is not in the table`() {
        let ids = RealCatalogue.devices.platforms.editions.flatMap(\.ids)
        let table = Self.good.union(Self.home).union(Self.unnamed).union(["ServerRdsh"])
        #expect(Set(ids) == Set(table.map { $0.lowercased() }))
    }
}
