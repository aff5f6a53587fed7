import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

/// The two checks on rules.
struct SyncRuleCheckTests {
    private typealias Sample = SyncRuleSample
    private static let root = SyncSample.root
    private static let forest = SyncSample.forest(SyncSample.partition())
    private static let old = SyncSample.computer(
        "CN=R2,OU=X,\(root)", system: "Windows Server 2012 R2 Standard", version: "6.3 (9600)")
    private static let new = SyncSample.computer("CN=A,OU=X,\(root)")

    private static func row(
        _ name: String, _ rules: [SyncRule]?, computers: [ComputerFact] = [new, old], _ outline: String,
        change: (inout SyncConfigurationFact) -> Void = { _ in }
    ) -> Judgement {
        let export = SyncSample.export(forest) {
            $0.rules = rules
            change(&$0)
        }
        return Judgement(name, SyncSample.facts([SyncSample.directory(computers)], [export]), [outline])
    }

    private static func clone(_ filter: String?, _ change: (inout SyncRule) -> Void = { _ in }) -> SyncRule {
        SyncRuleSample.join(filter: filter) {
            $0.name = "In from AD - Computer Join - Cloned"
            $0.immutableTag = nil
            $0.precedence = 98
            change(&$0)
        }
    }

    private static let disabledJoin = SyncRuleSample.join { $0.disabled = true }
    private static let windows7: [[SyncRule.Condition]] = [
        [.init(attribute: "operatingSystem", comparison: "STARTSWITH", value: "Windows 7")]
    ]
    private static let servers: [[SyncRule.Condition]] = [
        [.init(attribute: "operatingSystem", comparison: "CONTAINS", value: "server")]
    ]
    private static let described: [[SyncRule.Condition]] = [
        [.init(attribute: "description", comparison: "ISNULL", value: "")]
    ]
    private static let rare: [[SyncRule.Condition]] = [
        [.init(attribute: "operatingSystem", comparison: "EQUAL", value: "Windows 11 Rare")]
    ]

    private static func systems(_ count: Int) -> [ComputerFact] {
        (0..<count).map {
            SyncSample.computer(
                "CN=S\($0),\(root)", system: "Windows 11 Pro", version: "10.0 (\(30000 + $0))")
        }
    }

    private static let filterAll = [SyncRuleSample.constant("cloudFiltered", "True")]

    static let old2012: [Judgement] = [
        row("the old shipped rule", [Sample.join()], "met"),
        row("the documented clone", [disabledJoin, clone(SyncExpressionTests.documented)], "met"),
        row(
            "a rule that keeps out old systems", [Sample.join(filter: Sample.newSystemsOnly)],
            "not-met sync.rule-filters"),
        row(
            "a clone that keeps them out", [disabledJoin, clone(Sample.newSystemsOnly)],
            "not-met sync.rule-filters"),
        row(
            "an expression that is not understood",
            [Sample.join(filter: "IIF(Word([cn],1)=\"x\",True,NULL)")],
            "undetermined sync.rule-not-understood"),
        row(
            "an expression that is none", [Sample.join(filter: "IIF(")],
            "undetermined sync.rule-not-understood"),
        row(
            "what is not understood, where it does not matter",
            [Sample.join(filter: "IIF(False && Word([cn],1)=\"x\",True,NULL)")], "met"),
        row(
            "a rule before it that keeps out servers",
            [Sample.inbound("Mine", 50, filterAll, scope: servers), Sample.join()],
            "not-met sync.rule-filters"),
        row(
            "a rule behind it that keeps out servers",
            [Sample.join(), Sample.inbound("Mine", 250, filterAll, scope: servers)],
            "not-met sync.rule-filters"),
        row(
            "a rule that keeps out Windows 7",
            [Sample.inbound("Mine", 50, filterAll, scope: windows7), Sample.join()], "met"),
        row(
            "a rule whose scope is not known",
            [Sample.inbound("Mine", 50, filterAll, scope: described), Sample.join()],
            "undetermined sync.rule-not-understood"),
        row(
            "a disabled rule that keeps out all",
            [Sample.inbound("Mine", 50, filterAll) { $0.disabled = true }, Sample.join()], "met"),
        row(
            "another connector's rule",
            [Sample.inbound("Mine", 50, filterAll) { $0.connector = "x" }, Sample.join()], "met"),
        row(
            "a rule before it that lets all through",
            [
                Sample.inbound("Mine", 50, [Sample.constant("cloudFiltered", "False")]),
                Sample.join(filter: Sample.newSystemsOnly),
            ], "met"),
        row(
            "a rule before it that ends the matter",
            [
                Sample.inbound("Mine", 50, [Sample.flow("cloudFiltered", "cn", "AuthoritativeNull")]),
                Sample.join(filter: Sample.newSystemsOnly),
            ], "met"),
        row(
            "no such computer", [Sample.join(filter: Sample.newSystemsOnly)], computers: [new],
            "not-applicable"),
        row(
            "such a computer that is disabled", [Sample.join(filter: Sample.newSystemsOnly)],
            computers: [
                SyncSample.computer(
                    "CN=R2,\(root)", control: 2, system: "Windows Server 2012 R2", version: "6.3 (9600)")
            ], "not-applicable"),
        row(
            "Windows 8.1", [Sample.join(filter: Sample.newSystemsOnly)],
            computers: [
                SyncSample.computer("CN=W,\(root)", system: "Windows 8.1 Pro", version: "6.3 (9600)")
            ], "not-applicable"),
        row("no join rule", [Sample.export()], "undetermined sync.rule-missing"),
        row("no rules", nil, "undetermined sync.configuration-missing"),
        row("a rule that could not be read", [Sample.join()], "undetermined sync.configuration-unreadable") {
            $0.gaps = [.rules]
        },
        row("an old export", [Sample.join()], "undetermined sync.configuration-old") {
            $0.exportedAt = SyncSample.now.addingTimeInterval(-40 * SyncSample.day)
        },
        row("a staging server", [Sample.join()], "undetermined sync.staging") { $0.staging = true },
    ]

    @Test(arguments: old2012)
    func `judges whether Server 2012 R2 passes`(row: Judgement) {
        #expect(row.findings(of: Server2012R2RuleCheck()).map(\.outline) == row.outlines)
    }

    static let enabled: [Judgement] = [
        row("as shipped", [Sample.join(), Sample.export()], "met"),
        row(
            "a newer tag",
            [
                Sample.join { $0.immutableTag = "Microsoft.InfromADComputerJoin.011" },
                Sample.export { $0.immutableTag = "Microsoft.OuttoAADDeviceJoinSOAInAD.005" },
            ], "met"),
        row(
            "by name alone",
            [
                Sample.join {
                    $0.immutableTag = nil; $0.name = "In from AD – Computer Join"
                }, Sample.export { $0.immutableTag = nil },
            ], "met"),
        row(
            "a clone in place of a disabled rule",
            [disabledJoin, clone(SyncExpressionTests.documented), Sample.export()], "met"),
        row("disabled", [disabledJoin, Sample.export()], "not-met sync.rule-disabled"),
        row(
            "the export disabled", [Sample.join(), Sample.export { $0.disabled = true }],
            "not-met sync.rule-disabled"),
        row("missing", [Sample.export()], "not-met sync.rule-missing"),
        row("the export missing", [Sample.join()], "not-met sync.rule-missing"),
        row("both missing", [], "not-met sync.rule-missing sync.rule-missing"),
        row(
            "another connector's", [Sample.join { $0.connector = "x" }, Sample.export()],
            "not-met sync.rule-missing"),
        row(
            "of another type", [Sample.join { $0.targetClass = "person" }, Sample.export()],
            "not-met sync.rule-missing"),
        row(
            "emptied", [Sample.join { $0.flows = [] }, Sample.export()],
            "not-met sync.rule-missing"),
        row(
            "of another link", [Sample.join { $0.linkType = "Join" }, Sample.export()],
            "undetermined sync.rule-not-understood"),
        row(
            "a clone for some",
            [disabledJoin, clone(Sample.certificateOnly) { $0.scope = servers }, Sample.export()],
            "undetermined sync.rule-filters"),
        row(
            "a rule before it that keeps out servers",
            [Sample.inbound("Mine", 50, filterAll, scope: servers), Sample.join(), Sample.export()],
            "not-met sync.rule-filters"),
        row(
            "a rule behind it that keeps out servers",
            [Sample.join(), Sample.inbound("Mine", 250, filterAll, scope: servers), Sample.export()],
            "not-met sync.rule-filters"),
        row(
            "a rule that keeps out what there is not",
            [Sample.inbound("Mine", 50, filterAll, scope: windows7), Sample.join(), Sample.export()], "met"),
        row(
            "a rule that cannot be understood",
            [
                Sample.inbound(
                    "Mine", 50,
                    [Sample.flow("cloudFiltered", "description", "IIF(IsPresent([description]),True,NULL)")]),
                Sample.join(), Sample.export(),
            ], "undetermined sync.rule-not-understood"),
        row(
            "systems that cannot join are kept out",
            [Sample.join(filter: Sample.newSystemsOnly), Sample.export()],
            computers: [
                new,
                SyncSample.computer("CN=W,\(root)", system: "Windows 7 Professional", version: "6.1 (7601)"),
                SyncSample.computer(
                    "CN=S,\(root)", system: "Windows Server 2008 R2 Standard", version: "6.1 (7601)"),
            ], "met"),
        row(
            "a rare system is kept out",
            [Sample.inbound("Mine", 50, filterAll, scope: rare), Sample.join(), Sample.export()],
            computers: systems(60) + systems(60)
                + [SyncSample.computer("CN=R,\(root)", system: "Windows 11 Rare", version: "10.0 (22631)")],
            "not-met sync.rule-filters"),
        row(
            "as many systems as are looked at", [Sample.join(), Sample.export()], computers: systems(2000),
            "met"),
        row(
            "more systems than are looked at", [Sample.join(), Sample.export()], computers: systems(2001),
            "undetermined sync.rule-not-understood"),
        row(
            "only Server 2012 R2 is kept out", [Sample.join(filter: Sample.newSystemsOnly), Sample.export()],
            "met"),
        row(
            "another anchor",
            [
                Sample.inbound("Mine", 50, [Sample.flow("sourceAnchor", "employeeID")]), Sample.join(),
                Sample.export(),
            ], "not-met sync.rule-shadowed"),
        row(
            "another anchor for some",
            [
                Sample.inbound("Mine", 50, [Sample.flow("sourceAnchor", "employeeID")], scope: servers),
                Sample.join(), Sample.export(),
            ], "undetermined sync.rule-shadowed"),
        row(
            "another anchor that loses",
            [
                Sample.join(), Sample.inbound("Mine", 200, [Sample.flow("sourceAnchor", "employeeID")]),
                Sample.export(),
            ], "met"),
        row(
            "the same anchor",
            [
                Sample.inbound(
                    "Mine", 50, [Sample.flow("sourceAnchor", "objectGUID", "ConvertToBase64([objectGUID])")]),
                Sample.join(), Sample.export(),
            ], "met"),
        row(
            "another export",
            [
                Sample.join(),
                Sample.export {
                    $0.name = "Mine"; $0.immutableTag = nil; $0.precedence = 50; $0.scope = [];
                    $0.linkType = "Join"; $0.flows = [Sample.constant("deviceId", "x")]
                }, Sample.export(),
            ], "not-met sync.rule-shadowed"),
        row(
            "a harmless rule",
            [
                Sample.inbound("Mine", 50, [Sample.constant("displayName", "x")]), Sample.join(),
                Sample.export(),
            ], "met"),
        row("no rules", nil, "undetermined sync.configuration-missing"),
        row(
            "a rule that could not be read", [Sample.join(), Sample.export()],
            "undetermined sync.configuration-unreadable"
        ) { $0.gaps = [.rules] },
        row("a rule that could not be read, and none", [], "undetermined sync.configuration-unreadable") {
            $0.gaps = [.rules]
        },
        row("an old export", [Sample.join(), Sample.export()], "undetermined sync.configuration-old") {
            $0.exportedAt = SyncSample.now.addingTimeInterval(-40 * SyncSample.day)
        },
        row("a settings file", nil, "undetermined sync.configuration-missing") {
            $0.kind = .policy; $0.staging = nil
        },
    ]

    @Test(arguments: enabled)
    func `judges whether the rules are in force`(row: Judgement) {
        #expect(row.findings(of: ComputerRuleEnabledCheck()).map(\.outline) == row.outlines)
    }

    @Test
    func `a rule that filters is named with the system that it keeps out`() throws {
        let rules = [
            Sample.inbound("No servers", 50, Self.filterAll, scope: Self.servers), Sample.join(),
            Sample.export(),
        ]
        let words = try Self.row("", rules, "").words(of: ComputerRuleEnabledCheck())
        #expect(
            words
                == "SYNC01: the rule No servers keeps out Windows Server 2019 Standard 10.0 (17763) even with a device certificate"
        )
    }

    @Test(arguments: ["99999999999999999999", "1e300", "1e400", "0.5"])
    func `a condition on a number that is not whole, or too large, cannot be told`(number: String) {
        let rules = [
            Sample.inbound("Mine", 50, [Sample.flow("extensionAttribute1", "cn", number)]), Sample.join(),
            Sample.export {
                $0.scope = [[.init(attribute: "extensionAttribute1", comparison: "EQUAL", value: "1")]]
            },
        ]
        let row = Self.row("a number", rules, "undetermined sync.rule-not-understood")
        #expect(row.findings(of: ComputerRuleEnabledCheck()).map(\.outline) == row.outlines)
    }

    @Test
    func `hundreds of rules whose scope is not known are looked at once each`() {
        let mine = (0..<500).map { Sample.inbound("Mine \($0)", 200 + $0, [], scope: Self.described) }
        let row = Self.row("", [Sample.join(), Sample.export()] + mine, "met")
        #expect(row.findings(of: ComputerRuleEnabledCheck()).map(\.outline) == ["met"])
    }

    @Test
    func `without a directory each forest of the exports is judged`() {
        var facts = SyncSample.facts(
            [], [SyncSample.export(Self.forest) { $0.rules = [Sample.join(), Sample.export()] }])
        facts.directories = []
        let findings = Judgement("", facts, []).findings(of: ComputerRuleEnabledCheck())
        #expect(findings.map(\.outline) == ["met"])
        #expect(findings.map(\.subject) == [Subject(.directory, "corp.example")])
        #expect(Judgement("", facts, []).findings(of: Server2012R2RuleCheck()).isEmpty)
    }
}
