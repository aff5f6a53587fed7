import Model
import SampleFacts
import Testing

@testable import Checks

struct ConfigurationManagerSiteCheckTests {
    private let check = ConfigurationManagerSiteCheck()

    private static func row(
        _ name: String, _ sites: Observation<[ManagementSite]>,
        signIn: ControllerFact.SignIn = .simple, _ outline: String
    ) -> Judgement {
        let fact = DirectorySample.directory {
            $0.managementSites = sites
            $0.controller?.signIn = signIn
        }
        return Judgement(name, DirectorySample.facts(fact), [outline])
    }

    private static let site = ManagementSite(siteCode: "P01", managementPoints: ["mp1.corp.example", "mp2"])
    private static let code = "control-plane.configuration-manager-present"

    static let rows: [Judgement] = [
        row("no container", .absent, "met"),
        row("an empty container", .present([]), "met"),
        row("a site", .present([site]), "not-met \(code)"),
        row(
            "a site without a management point", .present([.init(siteCode: "P02", managementPoints: [])]),
            "not-met \(code)"),
        row("a site for an anonymous reader", .present([site]), signIn: .anonymous, "not-met \(code)"),
        row(
            "no container for an anonymous reader", .absent, signIn: .anonymous,
            "undetermined ldap.insufficient-access"),
        row(
            "an empty container for an anonymous reader", .present([]), signIn: .anonymous,
            "undetermined ldap.insufficient-access"),
        row(
            "a hidden container", .unreadable(DirectorySample.denied), "undetermined ldap.insufficient-access"
        ),
        Judgement(
            "no controller",
            DirectorySample.facts(
                DirectorySample.unread(.tcpRefused, DirectorySample.attempt(.tcp, .tcpRefused))),
            ["undetermined tcp.refused < directory.controller-reachable"]),
    ]

    @Test(arguments: rows)
    func `judges whether a site publishes`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `sites and management points are named, the first few`() throws {
        let many = (1...7).map { ManagementSite(siteCode: "S\($0)", managementPoints: ["a", "b", "c", "d"]) }
        let words = try Self.row("", .present([Self.site] + many), "").words(of: check)
        #expect(
            words.hasPrefix(
                "corp.example: site P01 publishes the management points mp1.corp.example and mp2; site S1 publishes the management points a and b and c and 1 more; "
            ))
        #expect(words.hasSuffix("; and 3 more sites"))
    }
}
