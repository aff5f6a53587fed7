import Model
import SampleFacts
import Testing

@testable import Checks

/// The checks on what a server reads, and whether it is active.
struct SyncServerCheckTests {
    private static let root = SyncSample.root
    private static let child = "DC=child,\(root)"
    private static let directory = SyncSample.directory([SyncSample.computer("CN=A,\(root)")])

    private static func row(
        _ name: String, _ exports: [SyncConfigurationFact], directories: [DirectoryFact] = [directory],
        _ outlines: String...
    ) -> Judgement {
        Judgement(name, SyncSample.facts(directories, exports), outlines)
    }

    private static func classes(_ classes: [String]?, selected: Bool = true) -> SyncForest {
        SyncSample.forest(SyncSample.partition(selected: selected, classes: classes))
    }

    private static let none: [Judgement] = [
        row("no export", [], "undetermined sync.configuration-missing < directory.computers-in-sync-scope"),
        row(
            "of a staging server", [SyncSample.export(classes(["computer"]), staging: true)],
            "undetermined sync.staging"),
        row(
            "of another domain", [SyncSample.export(SyncSample.forest(SyncSample.partition("DC=other")))],
            "undetermined sync.domain-not-covered"),
        row(
            "old", [SyncSample.export(classes(["computer"]), age: 40 * SyncSample.day)],
            "undetermined sync.configuration-old"),
        row(
            "that could not be read",
            [
                SyncSample.export {
                    $0.gaps = [.connectors]
                    $0.faults = [Unreadable(.syncConfigurationUnreadable, "a.xml is empty")]
                }
            ], "undetermined sync.configuration-unreadable"),
        row(
            "of which another connector could not be read",
            [
                SyncSample.export(classes(["computer"])) {
                    $0.gaps = [.connectors]
                    $0.faults = [Unreadable(.syncConfigurationUnreadable, "a.xml is empty")]
                    $0.rules = [SyncRuleSample.join()]
                }
            ], "undetermined sync.configuration-unreadable"),
        row(
            "of another server of which a connector could not be read",
            [
                SyncSample.export(classes(["computer"])) { $0.rules = [SyncRuleSample.join()] },
                SyncSample.export(server: "SYNC02", path: "/b") {
                    $0.gaps = [.connectors]
                    $0.faults = [Unreadable(.syncConfigurationUnreadable, "a.xml is empty")]
                },
            ], "undetermined sync.configuration-unreadable"),
    ]

    static let classRows: [Judgement] =
        none + [
            row("read", [SyncSample.export(classes(["user", "computer"]))], "met"),
            row("in other case", [SyncSample.export(classes(["Computer"]))], "met"),
            row(
                "not read", [SyncSample.export(classes(["user", "computers"]))],
                "not-met sync.class-not-selected"),
            row("no type", [SyncSample.export(classes([]))], "not-met sync.class-not-selected"),
            row("not told", [SyncSample.export(classes(nil))], "undetermined evidence.missing"),
            row(
                "not selected", [SyncSample.export(classes(["computer"], selected: false))],
                "undetermined sync.partition-not-selected"),
            row(
                "by an older export of the same server",
                [
                    SyncSample.export(classes(nil), staging: nil, kind: .policy),
                    SyncSample.export(classes(["computer"]), age: 5 * SyncSample.day, path: "/b"),
                ], "met"),
            row(
                "not read by an older export of the same server",
                [
                    SyncSample.export(classes(nil), staging: nil, kind: .policy),
                    SyncSample.export(classes(["user"]), age: 5 * SyncSample.day, path: "/b"),
                ], "not-met sync.class-not-selected"),
            row(
                "by an older export of the same server that is too old",
                [
                    SyncSample.export(classes(nil), staging: nil, kind: .policy),
                    SyncSample.export(classes(["computer"]), age: 35 * SyncSample.day, path: "/b"),
                ], "undetermined sync.configuration-old"),
            row("staging is not told", [SyncSample.export(classes(["computer"]), staging: nil)], "met"),
            row(
                "by one server, and not by the other",
                [
                    SyncSample.export(classes(["computer"])),
                    SyncSample.export(classes(["user"]), server: "SYNC02", path: "/b"),
                ], "not-met sync.class-not-selected"),
            row(
                "by the active one, and not by the staging one",
                [
                    SyncSample.export(classes(["computer"])),
                    SyncSample.export(classes(["user"]), server: "SYNC02", staging: true, path: "/b"),
                ], "met"),
            row(
                "in one domain of two",
                [
                    SyncSample.export(
                        SyncSample.forest(
                            SyncSample.partition(), SyncSample.partition(child, classes: ["user"])))
                ],
                directories: [directory, SyncSample.directory([], domain: "child.corp.example")],
                "met", "not-met sync.class-not-selected"),
            row(
                "without a directory",
                [
                    SyncSample.export(
                        SyncSample.forest(
                            SyncSample.partition(), SyncSample.partition(child, classes: ["user"])))
                ], directories: [], "not-met sync.class-not-selected"),
            row(
                "nothing that could be read, without a directory",
                [
                    SyncSample.export {
                        $0.gaps = [.connectors]
                        $0.faults = [Unreadable(.syncConfigurationUnreadable, "a.xml is empty")]
                    }
                ], directories: [], "undetermined sync.configuration-unreadable"),
            row(
                "a newer one that could not be read, without a directory",
                [
                    SyncSample.export(classes(["computer"]), age: 5 * SyncSample.day),
                    SyncSample.export(path: "/b") {
                        $0.gaps = [.connectors]
                        $0.faults = [Unreadable(.syncConfigurationUnreadable, "a.xml is empty")]
                    },
                ], directories: [], "undetermined sync.configuration-unreadable"),
            row("nothing at all", [], directories: []),
        ]

    @Test(arguments: classRows)
    func `judges whether computers are read`(row: Judgement) {
        #expect(row.findings(of: ComputerClassInScopeCheck()).map(\.outline) == row.outlines)
    }

    private static func attributes(_ names: [String]?, rules: [SyncRule]? = [SyncRuleSample.join()])
        -> [SyncConfigurationFact]
    {
        var forest = SyncSample.forest(SyncSample.partition())
        forest.attributes = names
        return [SyncSample.export(forest) { $0.rules = rules }]
    }

    private static let needed = ["objectGUID", "objectSid", "userAccountControl", "userCertificate"]

    static let attributeRows: [Judgement] =
        none + [
            row("read", attributes(needed + ["cn"]), "met"),
            row("in other case", attributes(needed.map { $0.uppercased() }), "met"),
            row(
                "no certificate", attributes(["objectGUID", "objectSid", "userAccountControl"]),
                "not-met sync.attribute-not-selected"),
            row("none", attributes([]), "not-met sync.attribute-not-selected"),
            row("not told", attributes(nil), "undetermined evidence.missing"),
            row(
                "by an older export of the same server",
                [
                    SyncSample.export(classes(nil), staging: nil, age: 3600, path: "/p", kind: .policy) {
                        $0.forests[0].attributes = nil
                    }
                ] + attributes(needed), "met"),
            row("no rules", attributes(needed, rules: nil), "undetermined sync.configuration-missing"),
            row(
                "no rule for computers", attributes(needed, rules: [SyncRuleSample.export()]),
                "undetermined sync.rule-missing"),
            row(
                "what a clone's expression reads",
                attributes(needed, rules: [SyncRuleSample.join(filter: SyncExpressionTests.documented)]),
                "not-met sync.attribute-not-selected"),
            row(
                "a rule that reads the name of the object",
                attributes(
                    needed, rules: [SyncRuleSample.join(filter: "IIF(InStr([dn],\"x\")>0,True,NULL)")]),
                "met"),
            row(
                "a function that is not known",
                attributes(needed, rules: [SyncRuleSample.join(filter: "Foo([bar])")]),
                "undetermined sync.rule-not-understood"),
            row(
                "a function that is not known, of what is read",
                attributes(needed, rules: [SyncRuleSample.join(filter: "Foo([objectSid])")]), "met"),
            row(
                "an expression that is none",
                attributes(needed, rules: [SyncRuleSample.join(filter: "IIF(")]),
                "undetermined sync.rule-not-understood"),
            row(
                "a function that is not known, and no certificate",
                attributes(["objectGUID"], rules: [SyncRuleSample.join(filter: "Foo([bar])")]),
                "not-met sync.attribute-not-selected"),
            row(
                "a function that is known, of what is not read",
                attributes(needed, rules: [SyncRuleSample.join(filter: "Word([description],1)")]),
                "not-met sync.attribute-not-selected"),
            row(
                "a disabled rule's",
                attributes(
                    needed,
                    rules: [
                        SyncRuleSample.join(),
                        SyncRuleSample.join(filter: SyncExpressionTests.documented) { $0.disabled = true },
                    ]), "met"),
        ]

    @Test(arguments: attributeRows)
    func `judges whether the attributes are read`(row: Judgement) {
        #expect(row.findings(of: DeviceAttributesInScopeCheck()).map(\.outline) == row.outlines)
    }

    @Test
    func `missing attributes are named as the rules write them`() throws {
        let words = try Self.row("", Self.attributes(["objectGUID", "userCertificate"]), "").words(
            of: DeviceAttributesInScopeCheck())
        #expect(
            words
                == "SYNC01 does not read userAccountControl, objectSid from corp.example, which its rules for computers need"
        )
    }

    private static let forest = SyncSample.forest(SyncSample.partition())

    private static let away = SyncSample.forest(SyncSample.partition("DC=away", including: ["DC=away"]))

    private static func other(
        staging: Bool? = false, age: Double = SyncSample.day,
        _ change: (inout SyncConfigurationFact) -> Void = { _ in }
    ) -> SyncConfigurationFact {
        SyncSample.export(forest, server: "SYNC02", staging: staging, age: age, path: "/b", change: change)
    }

    static let stagingRows: [Judgement] = [
        row("active", [SyncSample.export(forest)], "met"),
        row("one active, one staging", [SyncSample.export(forest, staging: true), other()], "met"),
        row("two active for one forest", [SyncSample.export(forest), other()], "undetermined sync.staging"),
        row(
            "two active, for two tenants",
            [
                SyncSample.export(forest) { $0.tenants = ["a.onmicrosoft.com"] },
                other { $0.tenants = ["b.onmicrosoft.com"] },
            ], "met"),
        row(
            "two active, for two forests",
            [SyncSample.export(forest), other { $0.forests = [away] }], "met"),
        row(
            "two active, and of one not all could be read",
            [
                SyncSample.export(forest),
                other {
                    $0.forests = [away]
                    $0.gaps = [.connectors]
                },
            ], "undetermined sync.staging"),
        row(
            "of one server, first active, now staging with a broken connector",
            [
                SyncSample.export(forest, age: 9 * SyncSample.day),
                SyncSample.export(staging: true, path: "/b") { $0.gaps = [.connectors] },
            ], "not-met sync.staging"),
        row(
            "of one server, active, and staging of unknown age",
            [
                SyncSample.export(forest),
                SyncSample.export(forest, staging: true, path: "/b") { $0.exportedAt = nil },
            ], "undetermined sync.configuration-old"),
        row(
            "two hosts of one name",
            [
                SyncSample.export(forest, age: 9 * SyncSample.day),
                SyncSample.export(away, staging: true, path: "/b"),
            ], "met"),
        row("one active, one not told", [SyncSample.export(forest, staging: nil), other()], "met"),
        row("staging", [SyncSample.export(forest, staging: true)], "not-met sync.staging"),
        row(
            "both staging", [SyncSample.export(forest, staging: true), other(staging: true)],
            "not-met sync.staging sync.staging"),
        row(
            "one staging, one not told", [SyncSample.export(forest, staging: true), other(staging: nil)],
            "undetermined evidence.missing"),
        row("not told", [SyncSample.export(forest, staging: nil)], "undetermined evidence.missing"),
        row(
            "old and active", [SyncSample.export(forest, age: 40 * SyncSample.day)],
            "undetermined sync.configuration-old"),
        row(
            "old and staging", [SyncSample.export(forest, staging: true, age: 40 * SyncSample.day)],
            "undetermined sync.configuration-old"),
        row(
            "old and active, young and staging",
            [SyncSample.export(forest, age: 40 * SyncSample.day), other(staging: true)],
            "undetermined sync.configuration-old"),
        row(
            "of one server, first active, now staging",
            [
                SyncSample.export(forest, age: 9 * SyncSample.day),
                SyncSample.export(forest, staging: true, path: "/b"),
            ], "not-met sync.staging"),
        row(
            "settings that could not be read",
            [
                SyncSample.export(forest, staging: nil) {
                    $0.gaps = [.globalSettings]
                    $0.faults = [Unreadable(.syncConfigurationUnreadable, "MV.xml is empty")]
                }
            ], "undetermined sync.configuration-unreadable"),
        row("no export", [], "undetermined sync.configuration-missing"),
        row("without a directory", [SyncSample.export(forest)], directories: [], "met"),
        row("nothing at all", [], directories: []),
    ]

    @Test(arguments: stagingRows)
    func `judges whether a server is active`(row: Judgement) {
        #expect(row.findings(of: SyncNotStagingCheck()).map(\.outline) == row.outlines)
    }

    private static func schedule(
        _ scheduled: Bool?, _ interval: Double? = 1800, staging: Bool? = false, age: Double = SyncSample.day
    ) -> SyncConfigurationFact {
        SyncSample.export(forest, staging: staging, age: age) {
            $0.scheduled = scheduled
            $0.interval = interval
        }
    }

    static let scheduleRows: [Judgement] = [
        row("every half hour", [schedule(true)], "met"),
        row("at an unknown interval", [schedule(true, nil)], "met"),
        row(
            "at an interval that is not understood",
            [
                SyncSample.export(forest) {
                    $0.scheduled = true
                    $0.gaps = [.globalSettings]
                    $0.faults = [Unreadable(.syncConfigurationUnreadable, "the interval is not understood")]
                }
            ], "undetermined sync.configuration-unreadable"),
        row("never", [schedule(true, 0)], "undetermined sync.configuration-unreadable"),
        row("every thousand years", [schedule(true, 922_337_203_685)], "not-met sync.not-scheduled"),
        row("at no interval that there is", [schedule(true, 1e300)], "not-met sync.not-scheduled"),
        row("at a very short interval", [schedule(true, 1e-300)], "met"),
        row("every week", [schedule(true, 7 * 86400)], "met"),
        row("every eight days", [schedule(true, 8 * 86400)], "not-met sync.not-scheduled"),
        row("off", [schedule(false)], "not-met sync.not-scheduled"),
        row("not told", [schedule(nil)], "undetermined evidence.missing"),
        row("old", [schedule(true, age: 40 * SyncSample.day)], "undetermined sync.configuration-old"),
        row(
            "staging", [schedule(true, staging: true)],
            "undetermined sync.staging < directory.sync-not-staging"),
        row(
            "off on a staging server", [schedule(false, staging: true), other { $0.scheduled = true }], "met"),
        row(
            "off on one of two", [schedule(false), other { $0.scheduled = true }],
            "not-met sync.not-scheduled"),
        row("no export", [], "undetermined sync.configuration-missing"),
        row("nothing at all", [], directories: []),
    ]

    @Test(arguments: scheduleRows)
    func `judges whether it runs by itself`(row: Judgement) {
        #expect(row.findings(of: SyncScheduledCheck()).map(\.outline) == row.outlines)
    }
}
