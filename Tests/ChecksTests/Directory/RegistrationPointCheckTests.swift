import Model
import SampleFacts
import Testing

@testable import Checks

struct RegistrationPointCheckTests {
    private let check = RegistrationPointCheck()
    private static let id = "azureADId:\(DirectorySample.tenant)"
    private static let name = "azureADName:contoso.com"

    private static func row(_ name: String, _ points: Observation<[RegistrationPoint]>, _ outline: String)
        -> Judgement
    {
        let fact = DirectorySample.directory { $0.registrationPoints = points }
        return Judgement(name, DirectorySample.facts(fact), [outline])
    }

    private static func row(_ name: String, _ keywords: [String], _ outline: String) -> Judgement {
        row(
            name, .present([RegistrationPoint(dn: DirectorySample.pointDN, keywords: keywords)]), outline)
    }

    private static let conflict = DirectorySample.pointDN(
        "62a0ff2e-97b9-4513-943f-0d221bd30080\\0ACNF:0bd5a1ba-24c3-4ec1-9a3d-1a2b3c4d5e6f")

    static let rows: [Judgement] = [
        row("the documented form", [name, id], "met"),
        row("the other order", [id, name], "met"),
        row(
            "other cases", ["AZUREADNAME:Contoso.COM", "azureadid:\(DirectorySample.tenant.uppercased())"],
            "met"),
        row("other keywords besides", ["what:ever", id, "", ":", name, "azure"], "met"),
        row("the same twice, in other cases", [id, name, id.uppercased(), "azureADName:CONTOSO.com"], "met"),
        row("AD FS besides", [id, name, "enterpriseDrsName:adfs.contoso.com"], "met"),
        row(
            "a name in another case",
            .present([DirectorySample.point(id, name, dn: DirectorySample.pointDN.lowercased())]), "met"),
        row("no point", .absent, "not-met registration-point.missing"),
        row("no points", .present([]), "not-met registration-point.missing"),
        row(
            "a point of another name",
            .present([DirectorySample.point(id, name, dn: DirectorySample.pointDN("other"))]),
            "not-met registration-point.missing"),
        row(
            "the loser of a conflict alone", .present([DirectorySample.point(id, name, dn: conflict)]),
            "not-met registration-point.missing"),
        row("no keywords", [], "not-met registration-point.incomplete"),
        row("no id", [name], "not-met registration-point.incomplete"),
        row("no name", [id], "not-met registration-point.incomplete"),
        row("AD FS alone", ["enterpriseDrsName:adfs"], "not-met registration-point.incomplete"),
        row("an id that is no GUID", [name, "azureADId:contoso"], "not-met registration-point.incomplete"),
        row(
            "an id in braces", [name, "azureADId:{\(DirectorySample.tenant)}"],
            "not-met registration-point.incomplete"),
        row(
            "an id with a space", [name, "azureADId: \(DirectorySample.tenant)"],
            "not-met registration-point.incomplete"),
        row("a space before it", [name, " " + id], "not-met registration-point.incomplete"),
        row(
            "no colon", [name, "azureADId\(DirectorySample.tenant)"], "not-met registration-point.incomplete"),
        row("an empty name", [id, "azureADName:"], "not-met registration-point.incomplete"),
        row(
            "a name that is none", [id, "azureADName:contoso .com"], "not-met registration-point.incomplete"),
        row("a name of one label", [id, "azureADName:contoso"], "not-met registration-point.incomplete"),
        row(
            "a right id and a wrong one", [id, name, "azureADId:x"], "not-met registration-point.incomplete"),
        row(
            "two tenants", [id, name, "azureADId:\(DirectorySample.otherTenant)"],
            "not-met registration-point.duplicate"),
        row("two domains", [id, name, "azureADName:fabrikam.com"], "not-met registration-point.duplicate"),
        row(
            "two tenants and no name", [id, "azureADId:\(DirectorySample.otherTenant)"],
            "not-met registration-point.duplicate registration-point.incomplete"),
        row(
            "two points alike",
            .present([DirectorySample.rightPoint, DirectorySample.point(id, name, dn: conflict)]),
            "not-met registration-point.duplicate"),
        row(
            "a hidden point", .unreadable(DirectorySample.denied), "undetermined ldap.insufficient-access"),
        Judgement(
            "no controller",
            DirectorySample.facts(
                DirectorySample.unread(.tcpRefused, DirectorySample.attempt(.tcp, .tcpRefused))),
            ["undetermined tcp.refused < directory.controller-reachable"]),
        Judgement(
            "none for an anonymous reader",
            DirectorySample.facts(
                DirectorySample.directory {
                    $0.registrationPoints = .absent
                    $0.controller?.signIn = .anonymous
                }), ["undetermined ldap.insufficient-access"]),
    ]

    @Test(arguments: rows)
    func `judges where a forest sends its computers`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `two domains of one forest are one`() {
        let facts = DirectorySample.facts(
            DirectorySample.directory("emea.corp.example"), DirectorySample.directory(),
            DirectorySample.directory("other.example") {
                $0.controller?.rootDomainNamingContext = "DC=other,DC=example"
                $0.registrationPoints = .absent
            })
        let findings = Judgement("", facts, []).findings(of: check)
        #expect(findings.map(\.subject.name) == ["corp.example", "other.example"])
        #expect(findings.map(\.outline) == ["met", "not-met registration-point.missing"])
        #expect(
            findings.last?.verdict.reasons.first?.message
                == "other.example: there is no service connection point below CN=Device Registration Configuration,CN=Services"
        )
    }

    @Test
    func `a domain that shows the point makes up for one that does not answer`() {
        let dead = DirectorySample.unread(.tcpRefused, DirectorySample.attempt(.tcp, .tcpRefused))
        let hidden = DirectorySample.directory("emea.corp.example") {
            $0.registrationPoints = .unreadable(DirectorySample.denied)
        }
        let facts = DirectorySample.facts(dead, hidden, DirectorySample.directory("asia.corp.example"))
        #expect(Judgement("", facts, []).findings(of: check).map(\.outline) == ["met"])
    }

    @Test
    func `controllers that show different points are not believed`() {
        let old = DirectorySample.directory("emea.corp.example") { $0.registrationPoints = .absent }
        let facts = DirectorySample.facts(DirectorySample.directory(), old)
        #expect(
            Judgement("", facts, []).findings(of: check).map(\.outline) == [
                "undetermined evidence.inconclusive"
            ])
    }

    @Test
    func `what is missing and what cannot be read is named`() throws {
        #expect(
            try Self.row("", ["azureADId:x"], "").words(of: check)
                == "corp.example: among the keywords of the service connection point: cannot be read: \"azureADId:x\"; no usable azureADId and no usable azureADName"
        )
        #expect(
            try Self.row("", [Self.id, Self.name], "").words(of: check)
                == "tenant \(DirectorySample.tenant), contoso.com")
    }
}
