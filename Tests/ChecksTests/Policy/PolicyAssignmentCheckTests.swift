import Model
import SampleFacts
import Testing

@testable import Checks

/// The checks on whom policies are assigned to.
struct PolicyAssignmentCheckTests {
    private typealias Sample = PolicySample

    private static func row(
        _ name: String, _ policies: EndpointSecurityPolicy..., outline: String
    ) -> Judgement {
        Sample.row(name, policies, outline)
    }

    private static let nobody = "not-met policy.not-assigned"
    private static let users = "not-met policy.assigned-to-users"
    private static let unread = "undetermined graph.permission-missing"

    private static func unreadable(_ name: String) -> EndpointSecurityPolicy {
        Sample.policy(name) { $0.assignments = .unreadable(Sample.unread) }
    }

    static let groupRows: [Judgement] =
        Sample.none + [
            row("no policy", outline: nobody),
            row("to a group", Sample.policy([Sample.group()]), outline: "met"),
            row("to all devices", Sample.policy([Sample.allDevices]), outline: "met"),
            row("to a group and to users", Sample.policy([Sample.group(), Sample.allUsers]), outline: "met"),
            row(
                "to a group less another", Sample.policy([Sample.group(), Sample.without("g2")]),
                outline: "met"),
            row(
                "to a group, with technologies in odd case",
                Sample.policy(technologies: ["MDM", "MicrosoftSense"], [Sample.group()]), outline: "met"),
            row(
                "to a group and to nobody", Sample.policy([Sample.group()]), Sample.policy("B"),
                outline: "met"),
            row("to nobody", Sample.policy(), outline: nobody),
            row("assignments absent", Sample.policy { $0.assignments = .absent }, outline: nobody),
            row(
                "to a group that is excluded, in other case",
                Sample.policy([Sample.group("G1"), Sample.without("g1")]), outline: nobody),
            row("to an excluded group alone", Sample.policy([Sample.without("g1")]), outline: nobody),
            row("to users", Sample.policy([Sample.allUsers]), outline: users),
            row(
                "to users, and another to a group", Sample.policy([Sample.allUsers]),
                Sample.policy("B", [Sample.group()]), outline: users),
            row(
                "to users, and another to nobody", Sample.policy([Sample.allUsers]), Sample.policy("B"),
                outline: "\(users) policy.not-assigned"),
            row(
                "of Intune alone to a group",
                Sample.policy(technologies: ["mdm"], [Sample.group()]), outline: nobody),
            row(
                "of another family to a group",
                Sample.policy(family: "endpointSecurityDiskEncryption", [Sample.group()]), outline: nobody),
            row("of no family to a group", Sample.policy(family: "", [Sample.group()]), outline: nobody),
            row(
                "of a family in odd case",
                Sample.policy(family: "ENDPOINTSECURITYFIREWALL", [Sample.group()]),
                outline: "met"),
            row(
                "without technologies to a group", Sample.policy(technologies: [], [Sample.group()]),
                outline: "undetermined evidence.missing"),
            row(
                "without technologies to nobody", Sample.policy(technologies: []), outline: nobody),
            row(
                "to what is not known", Sample.policy([Sample.other]),
                outline: "undetermined evidence.inconclusive"),
            row(
                "to a group without id", Sample.policy([.init(.group)]),
                outline: "undetermined evidence.inconclusive"),
            row(
                "to a group and to what is not known", Sample.policy([Sample.other, Sample.group()]),
                outline: "met"),
            row("not read", unreadable("A"), outline: unread),
            row(
                "not read, and another to a group", unreadable("A"), Sample.policy("B", [Sample.group()]),
                outline: unread),
            row(
                "not read, and another to users", unreadable("A"), Sample.policy("B", [Sample.allUsers]),
                outline: "\(users) graph.permission-missing"),
            row("not read, and another to nobody", unreadable("A"), Sample.policy("B"), outline: unread),
        ]

    @Test(arguments: groupRows)
    func `judges whom policies are assigned to`(row: Judgement) {
        #expect(row.findings(of: AssignedToDeviceGroupsCheck()).map(\.outline) == row.outlines)
    }

    @Test
    func `that groups were not looked into is told`() throws {
        let row = Self.row(
            "", Sample.policy([Sample.group()]), Sample.policy("B", [Sample.allDevices]), Sample.policy("C"),
            outline: "")
        #expect(
            try row.words(of: AssignedToDeviceGroupsCheck())
                == "1 of 3 policies assigned to all devices, 1 of 3 policies assigned to groups, of which it is not known whether devices are in them, 1 not assigned"
        )
    }

    @Test
    func `a policy's name cannot steer a terminal`() throws {
        let row = Self.row("", Sample.policy("A\u{1b}[2J", [Sample.allUsers]), outline: "")
        #expect(
            try row.words(of: AssignedToDeviceGroupsCheck())
                == "contoso.com: \"A\\u{1b}[2J\" (antivirus) is assigned to users alone")
    }

    static let filterRows: [Judgement] =
        Sample.none + [
            row("no policy", outline: "not-applicable"),
            row(
                "none that counts", Sample.policy(technologies: ["mdm"], [Sample.group(filter: "f")]),
                outline: "not-applicable"),
            row("no filter", Sample.policy([Sample.group()]), outline: "met"),
            row("no assignment", Sample.policy(), outline: "met"),
            row(
                "a filter", Sample.policy([Sample.group(filter: "f")]),
                outline: "not-met policy.assignment-filter"),
            row(
                "a filter on all devices", Sample.policy([.init(.allDevices, filter: "f")]),
                outline: "not-met policy.assignment-filter"),
            row(
                "a filter of one of two", Sample.policy([Sample.group()]),
                Sample.policy("B", [Sample.group(), Sample.group("g2", filter: "f")]),
                outline: "not-met policy.assignment-filter"),
            row("not read", unreadable("A"), outline: unread),
            row("one not read, one without", unreadable("A"), Sample.policy("B"), outline: unread),
            row(
                "one not read, one with", unreadable("A"), Sample.policy("B", [Sample.group(filter: "f")]),
                outline: "not-met policy.assignment-filter"),
        ]

    @Test(arguments: filterRows)
    func `judges filters`(row: Judgement) {
        #expect(row.findings(of: NoAssignmentFiltersCheck()).map(\.outline) == row.outlines)
    }
}
