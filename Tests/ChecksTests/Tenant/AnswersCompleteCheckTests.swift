import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

struct AnswersCompleteCheckTests {
    private typealias Sample = TenantSample
    private let check = AnswersCompleteCheck()

    private static func row(
        _ name: String, tenant: TenantExpectation? = nil, _ outline: String,
        _ change: (inout TenantFact) -> Void = { _ in }
    ) -> Judgement {
        Judgement(name, Sample.facts(Sample.fact(change)) { $0.tenant = tenant }, [outline])
    }

    private static func list(_ kind: DeviceListFact.Kind, _ why: ReasonCode? = nil) -> DeviceListFact {
        DeviceListFact(
            kind: kind, count: 3, observedAt: Sample.now,
            incomplete: why.map { Unreadable($0, "page 2 leads nowhere") })
    }

    private static let other = Unreadable(.graphThrottled, "429 until the deadline")

    private static func policy(_ why: Unreadable) -> EndpointSecurityPolicy {
        EndpointSecurityPolicy(
            id: "1", name: "AV", templateID: "t_1", templateFamily: "endpointSecurityAntivirus",
            technologies: ["mdm", "microsoftsense"], assignments: .present([]), settings: .unreadable(why))
    }

    private static let byID = TenantExpectation(id: Sample.id, domain: "elsewhere.example")
    private static let byDomain = TenantExpectation(id: nil, domain: "Contoso.com")

    static let rows: [Judgement] = [
        row("everything", "met"),
        row("everything, with lists", "met") {
            $0.lists = DeviceListFact.Kind.allCases.map { list($0) }
        },
        Judgement(
            "lists, and no device in them to judge",
            Sample.facts(Sample.fact { $0.lists = [list(.entraDevices)] }) { facts in
                facts.fleet = Fleet()
                facts.fleet?.leftOut = ["stale": 3]
            }, ["undetermined evidence.missing"]),
        row("no connectors", "met") { $0.connectors = .absent },
        row("nothing", "undetermined graph.permission-missing") {
            $0 = TenantFact(id: "tenant:a", name: "a", source: .file, unread: Sample.refused)
        },
        row("no organization", "undetermined evidence.missing") { $0.organization = .absent },
        row("no subscriptions", "undetermined graph.permission-missing") {
            $0.subscriptions = .unreadable(Sample.refused)
        },
        row("neither connectors nor policies", "undetermined graph.permission-missing graph.throttled") {
            $0.connectors = .unreadable(Sample.refused)
            $0.policies = .unreadable(other)
        },
        row("two parts, for one cause", "undetermined graph.throttled") {
            $0.connectors = .unreadable(other)
            $0.policies = .unreadable(other)
        },
        row("a list that is not whole", "undetermined defender.incomplete") {
            $0.lists = [list(.entraDevices), list(.machines, .defenderIncomplete)]
        },
        row("two lists that are not whole, for one reason", "undetermined graph.incomplete") {
            $0.lists = [list(.entraDevices, .graphIncomplete), list(.managedDevices, .graphIncomplete)]
        },
        row("one damaged file that may have been of everything", "undetermined tenant.export-unreadable") {
            let fault = Unreadable(.tenantExportUnreadable, "a.json is empty")
            $0.subscriptions = .unreadable(fault)
            $0.connectors = .unreadable(fault)
            $0.lists = [
                DeviceListFact(kind: .machines, count: 1, observedAt: nil, incomplete: fault),
                DeviceListFact(kind: .entraDevices, count: 1, observedAt: nil, incomplete: fault),
            ]
            $0.faults = [fault]
        },
        row("a saved answer that cannot be used", "undetermined tenant.export-unreadable") {
            $0.faults = [Unreadable(.tenantExportUnreadable, "a.json is cut short")]
        },
        row("one fault twice", "undetermined tenant.export-unreadable") {
            let fault = Unreadable(.tenantExportUnreadable, "a.json is cut short")
            $0.faults = [fault, fault]
        },
        row("the settings of policies", "undetermined graph.throttled") {
            $0.policies = .present([policy(other), policy(other)])
        },
        row("the tenant of the configuration", tenant: byID, "met"),
        row("its id in capitals", tenant: byID, "met") {
            $0.organization = .present(Organization(id: Sample.id.uppercased()))
        },
        row("another tenant", tenant: byID, "not-met tenant.mismatch") {
            $0.organization = .present(Organization(id: Sample.otherID))
        },
        row(
            "another tenant, and a list that is not whole", tenant: byID,
            "not-met tenant.mismatch graph.incomplete"
        ) {
            $0.organization = .present(Organization(id: Sample.otherID))
            $0.lists = [list(.entraDevices, .graphIncomplete)]
        },
        row("a tenant that was not read", tenant: byID, "undetermined graph.permission-missing") {
            $0.organization = .unreadable(Sample.refused)
        },
        row("the domain of the configuration", tenant: byDomain, "met"),
        row("no domains", tenant: byDomain, "met") {
            $0.organization = .present(Organization(id: Sample.id))
        },
        row(
            "another domain", tenant: TenantExpectation(id: nil, domain: "fabrikam.com"),
            "not-met tenant.mismatch"),
        Judgement("not asked", FactSet(), []),
    ]

    @Test(arguments: rows)
    func `judges whether everything was read`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `what was read is counted`() throws {
        let row = Self.row("", "") { $0.lists = [Self.list(.machines)] }
        #expect(
            try row.words(of: check)
                == "organization \(Sample.id), 0 subscriptions, 1 connector, 0 policies, 3 in Defender's machines"
        )
    }

    @Test
    func `what is missing is named`() throws {
        let row = Self.row("", "") {
            $0.subscriptions = .unreadable(Sample.refused)
            $0.lists = [Self.list(.entraDevices, .graphIncomplete)]
        }
        #expect(
            try row.words(of: check)
                == "contoso.com: subscriptions: 403 for want of Organization.Read.All; contoso.com: Entra ID's devices: page 2 leads nowhere"
        )
    }

    private static let dependent: [any TenantCheck] = [
        DefenderPlanPresentCheck(), EndpointSecurityNodeCheck(), AttachEnabledCheck(),
        EnforcementScopeCheck(),
        ManagementAuthorityCheck(), DirectorySyncRecentCheck(), AssignedToDeviceGroupsCheck(),
        NoAssignmentFiltersCheck(), NoConflictingAssignmentsCheck(),
    ]

    @Test
    func `answers of another tenant prove nothing`() {
        let row = Self.row("", tenant: TenantExpectation(id: Sample.otherID, domain: nil), "")
        let evidence = Evidence(facts: row.facts, references: .sample)
        for check in Self.dependent {
            #expect(
                check.evaluate(evidence).map(\.outline)
                    == ["undetermined tenant.mismatch < tenant.answers-complete"])
        }
    }
}
