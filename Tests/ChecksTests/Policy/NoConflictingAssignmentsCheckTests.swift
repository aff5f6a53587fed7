import Model
import SampleFacts
import Testing

@testable import Checks

struct NoConflictingAssignmentsCheckTests {
    private typealias Sample = PolicySample
    private typealias Assignment = EndpointSecurityPolicy.Assignment
    private let check = NoConflictingAssignmentsCheck()

    private static let on = [(Sample.realTime, "1")]
    private static let off = [(Sample.realTime, "0")]
    private static let conflict = "not-met policy.conflicting-assignments"
    private static let unread = "undetermined graph.permission-missing"
    private static let unclear = "undetermined evidence.inconclusive"

    /// Two policies that differ, by whom they are assigned to.
    private static func pair(
        _ name: String, _ first: [Assignment], _ second: [Assignment], _ outline: String
    ) -> Judgement {
        Sample.row(
            name, [Sample.policy("A", first, settings: on), Sample.policy("B", second, settings: off)],
            outline)
    }

    /// Two policies for one group, by their settings.
    private static func pair(
        _ name: String, settings first: [(String, String)], _ second: [(String, String)], _ outline: String
    ) -> Judgement {
        let group = [Sample.group()]
        return Sample.row(
            name, [Sample.policy("A", group, settings: first), Sample.policy("B", group, settings: second)],
            outline)
    }

    static let assigned: [Judgement] = [
        pair("one group", [Sample.group()], [Sample.group()], conflict),
        pair("one group, in other case", [Sample.group("G1")], [Sample.group("g1")], conflict),
        pair("two groups", [Sample.group()], [Sample.group("g2")], "met"),
        pair("one group of several", [Sample.group(), Sample.group("g3")], [Sample.group("g3")], conflict),
        pair("all devices, both", [Sample.allDevices], [Sample.allDevices], conflict),
        pair("all devices, and a group", [Sample.allDevices], [Sample.group()], conflict),
        pair("a group, and all devices", [Sample.group()], [Sample.allDevices], conflict),
        pair(
            "all devices less the group", [Sample.allDevices, Sample.without("g1")], [Sample.group()], "met"),
        pair(
            "all devices less another", [Sample.allDevices, Sample.without("g2")], [Sample.group()], conflict),
        pair(
            "all devices less a group, both", [Sample.allDevices, Sample.without("g1")], [Sample.allDevices],
            conflict),
        pair("the group, and without it", [Sample.group()], [Sample.group(), Sample.without("G1")], "met"),
        pair("nobody", [], [Sample.group()], "met"),
        pair("users alone", [Sample.allUsers], [Sample.allUsers], "met"),
        pair("users, and all devices", [Sample.allUsers], [Sample.allDevices], "met"),
        pair("what is not known, and a group", [Sample.other], [Sample.group()], unclear),
        pair("what is not known, and nobody", [Sample.other], [], "met"),
        pair(
            "a group besides what is not known", [Sample.other, Sample.group()], [Sample.group()], conflict),
        pair("a group without id", [.init(.group)], [Sample.group()], unclear),
        pair("less a group without id", [Sample.group(), .init(.excludedGroup)], [Sample.group()], unclear),
    ]

    static let set: [Judgement] = [
        pair("alike", settings: on, on, "met"),
        pair("alike, in other case", settings: on, [(Sample.realTime.uppercased(), "1")], "met"),
        pair("different settings", settings: on, [("device_other", "0")], "met"),
        pair("none", settings: [], [], "met"),
        pair("exclusions", settings: [(Sample.paths, "a")], [(Sample.paths, "b")], "met"),
        pair(
            "exclusions, and a setting", settings: [(Sample.paths, "a")] + on, [(Sample.paths, "b")] + off,
            conflict),
        pair(
            "firewall rules",
            settings: [("vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}", "a")],
            [("vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}", "b")], "met"),
        pair(
            "values of one setting in another order", settings: [("d", "1"), ("d", "2")],
            [("d", "2"), ("d", "1")], "met"),
        pair("one value more", settings: [("d", "1"), ("d", "2")], [("d", "2")], conflict),
    ]

    private static let group = [Sample.group()]
    private static let one = Sample.policy("A", group, settings: on)

    private static func two(_ name: String, _ second: EndpointSecurityPolicy, _ outline: String) -> Judgement
    {
        Sample.row(name, [one, second], outline)
    }

    static let others: [Judgement] = [
        Sample.row("no policy", [], "not-applicable"),
        Sample.row("one", [one], "met"),
        Sample.row(
            "one that was not read", [Sample.policy { $0.settings = .unreadable(Sample.unread) }], "met"),
        two("one policy twice", one, "met"),
        two("of another template", Sample.policy("B", template: "t_1", group, settings: off), "met"),
        two(
            "of another version of the template",
            Sample.policy("B", template: Sample.template.dropLast() + "2", group, settings: off), conflict),
        two("of Intune alone", Sample.policy("B", technologies: ["mdm"], group, settings: off), "met"),
        two(
            "without technologies", Sample.policy("B", technologies: [], group, settings: off),
            "undetermined evidence.missing"),
        two("without technologies, alike", Sample.policy("B", technologies: [], group, settings: on), "met"),
        two(
            "of a family that is not carried out",
            Sample.policy("B", family: "endpointSecurityAccountProtection", group, settings: off), "met"),
        two(
            "settings not read", Sample.policy("B", group) { $0.settings = .unreadable(Sample.unread) },
            unread),
        two(
            "settings absent", Sample.policy("B", group) { $0.settings = .absent },
            "undetermined evidence.missing"),
        two(
            "settings not read, for another group",
            Sample.policy("B", [Sample.group("g2")]) { $0.settings = .unreadable(Sample.unread) }, "met"),
        two(
            "assignments not read, alike",
            Sample.policy("B", settings: on) { $0.assignments = .unreadable(Sample.unread) }, "met"),
        two(
            "assignments not read, different",
            Sample.policy("B", settings: off) { $0.assignments = .unreadable(Sample.unread) }, unread),
        two(
            "neither read",
            Sample.policy("B") {
                $0.assignments = .unreadable(Sample.unread)
                $0.settings = .unreadable(Sample.unread)
            }, "\(unread) graph.permission-missing"),
        Sample.row(
            "one conflict, one not read",
            [
                one, Sample.policy("B", group, settings: off),
                Sample.policy("C", group) { $0.settings = .unreadable(Sample.unread) },
            ], conflict),
        Sample.row(
            "three that differ",
            [
                one, Sample.policy("B", group, settings: off),
                Sample.policy("C", group, settings: [(Sample.realTime, "2")]),
            ],
            "\(conflict) policy.conflicting-assignments policy.conflicting-assignments"),
    ]

    @Test(arguments: Sample.none + assigned + set + others)
    func `judges policies that set one thing differently`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `the policies, the group and the setting are named`() throws {
        let row = Self.pair("", [Sample.group("g7")], [Sample.group("g7")], "")
        #expect(
            try row.words(of: check)
                == "contoso.com: \"A\" (antivirus) and \"B\" (antivirus), both assigned to group g7, differ in \(Sample.realTime)"
        )
    }

    @Test
    func `very many conflicts are told shortly`() {
        let policies = (0..<40).map {
            Sample.policy("P\($0)", Self.group, settings: [(Sample.realTime, "\($0)")])
        }
        let findings = Sample.row("", policies, "").findings(of: check)
        #expect(findings.flatMap(\.verdict.reasons).count == 6)
        #expect(
            findings.first?.verdict.words.hasSuffix("775 more pairs of policies set something differently")
                == true)
    }

    /// Held against each other pair by pair, they would take minutes.
    @Test(.timeLimit(.minutes(2)), arguments: ["alike", "one differs", "all differ", "unread"])
    func `very many policies are compared in time that grows as they do`(kind: String) {
        let policies = (0..<600).map { number in
            let value = kind == "all differ" || (kind == "one differs" && number == 299) ? "v\(number)" : "v"
            let settings = (0..<30).map { ("definition_\($0)", value) }
            return Sample.policy("P\(number)", Self.group, settings: settings) { policy in
                if kind == "unread", number > 0 { policy.assignments = .unreadable(Sample.unread) }
            }
        }
        let findings = Sample.row("", policies, "").findings(of: check)
        let outline = findings.first?.outline ?? ""
        switch kind {
        case "one differs", "all differ":
            #expect(outline.hasPrefix(Self.conflict) && findings.flatMap(\.verdict.reasons).count == 6)
        default: #expect(outline == "met")
        }
        if kind == "one differs" {
            #expect(findings.first?.verdict.words.contains("594 more pairs of policies") == true)
        }
    }
}
