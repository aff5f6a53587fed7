import Model
import SampleFacts
import Testing

@testable import Checks

struct NotEnterpriseDRSCheckTests {
    private let check = NotEnterpriseDRSCheck()

    private static func row(_ name: String, _ points: Observation<[RegistrationPoint]>, _ outline: String)
        -> Judgement
    {
        let fact = DirectorySample.directory { $0.registrationPoints = points }
        return Judgement(name, DirectorySample.facts(fact), [outline])
    }

    private static func row(_ name: String, _ keywords: String..., outline: String) -> Judgement {
        row(name, .present([RegistrationPoint(dn: DirectorySample.pointDN, keywords: keywords)]), outline)
    }

    static let rows: [Judgement] = [
        row("Entra ID", .present([DirectorySample.rightPoint]), "met"),
        row("no keyword", outline: "met"),
        row("a keyword that only holds the word", "x-enterpriseDrsName:a", outline: "met"),
        row(
            "AD FS", "enterpriseDrsName:adfs.contoso.com",
            outline: "not-met registration-point.enterprise-drs"),
        row(
            "AD FS in another case, besides Entra ID", "azureADId:\(DirectorySample.tenant)",
            "ENTERPRISEDRSNAME:adfs", outline: "not-met registration-point.enterprise-drs"),
        row(
            "AD FS without a colon", "enterpriseDrsName", outline: "not-met registration-point.enterprise-drs"
        ),
        row(
            "AD FS behind a space", " enterpriseDrsName:a",
            outline: "not-met registration-point.enterprise-drs"),
        row(
            "AD FS in a second point",
            .present([
                DirectorySample.rightPoint,
                DirectorySample.point("enterpriseDrsName:a", dn: DirectorySample.pointDN("b")),
            ]), "not-met registration-point.enterprise-drs"),
        row("no point", .absent, "not-applicable"),
        row(
            "a hidden point", .unreadable(DirectorySample.denied),
            "undetermined ldap.insufficient-access < directory.registration-service-connection-point"),
        Judgement(
            "no controller",
            DirectorySample.facts(
                DirectorySample.unread(.tcpRefused, DirectorySample.attempt(.tcp, .tcpRefused))),
            ["undetermined tcp.refused < directory.controller-reachable"]),
    ]

    @Test(arguments: rows)
    func `judges whether computers are sent to AD FS`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }
}
