import Model
import SampleFacts
import Testing

@testable import Checks

/// What the rules fill of a device, and which devices they send.
struct SyncFlowCheckTests {
    private typealias Sample = SyncRuleSample

    private static func row(_ name: String, _ rules: [SyncRule], _ outline: String) -> Judgement {
        let export = SyncSample.export(SyncSample.forest(SyncSample.partition())) { $0.rules = rules }
        let directory = SyncSample.directory([SyncSample.computer("CN=A,OU=X,\(SyncSample.root)")])
        return Judgement(name, SyncSample.facts([directory], [export]), [outline])
    }

    /// The shipped rules, with another flow to one target of the join rule; none where it is nil.
    private static func joined(_ name: String, _ target: String, _ flow: SyncRule.Flow?, _ outline: String)
        -> Judgement
    {
        let join = Sample.join { rule in
            rule.flows.removeAll { $0.target == target }
            if let flow { rule.flows.append(flow) }
        }
        return row(name, [join, Sample.export()], outline)
    }

    private static func sent(
        _ name: String, _ outline: String, _ change: (inout SyncRule) -> Void
    ) -> Judgement {
        row(name, [Sample.join(), Sample.export(change)], outline)
    }

    private static func custom(_ name: String, _ flow: SyncRule.Flow, _ outline: String) -> Judgement {
        row(name, [Sample.inbound("Mine", 50, [flow]), Sample.join(), Sample.export()], outline)
    }

    private static func condition(_ attribute: String, _ comparison: String, _ value: String = "")
        -> SyncRule.Condition
    {
        SyncRule.Condition(attribute: attribute, comparison: comparison, value: value)
    }

    private static let pilot = condition("displayName", "STARTSWITH", "PILOT")
    private static let old: [[SyncRule.Condition]] = [
        [condition("operatingSystem", "STARTSWITH", "Windows 7")]
    ]
    private static let validOnly = "Where($c,[userCertificate],IsCert($c) && CertNotAfter($c) > Now())"

    static let exports: [Judgement] = [
        sent("one more condition", "undetermined sync.rule-not-understood") { $0.scope[0].append(pilot) },
        sent("no conditions", "undetermined sync.rule-not-understood") { $0.scope = [] },
        sent("a condition less", "undetermined sync.rule-not-understood") { $0.scope[0].removeFirst() },
        sent("another group", "undetermined sync.rule-not-understood") { $0.scope.append([pilot]) },
        sent("the conditions in another order and case", "met") {
            $0.scope[0].reverse()
            $0.scope[0][0].value = "True"
        },
        sent("those that the cloud made", "not-met sync.rule-filters") {
            $0.scope[0][0] = condition("cloudCreated", "EQUAL", "true")
        },
        sent("those without a certificate", "not-met sync.rule-filters") {
            $0.scope[0][1] = condition("userCertificate", "ISNULL")
        },
        sent("one group of two that lets none out", "undetermined sync.rule-not-understood") {
            $0.scope.append([condition("cloudCreated", "EQUAL", "true")])
        },
        sent("the forest's connector", "not-met sync.rule-missing") { $0.connector = SyncSample.connector },
        sent("no connector", "undetermined sync.rule-not-understood") { $0.connector = "" },
        sent("a link that makes nothing", "undetermined sync.rule-not-understood") { $0.linkType = "Join" },
        sent("no dn", "not-met sync.rule-missing") { $0.flows.removeAll { $0.target == "dn" } },
        sent("a constant identifier", "not-met sync.rule-shadowed") {
            $0.flows[1] = Sample.constant("deviceId", "x")
        },
        sent("valid certificates only", "met") {
            $0.flows[5] = Sample.flow("userCertificate", "userCertificate", validOnly)
        },
        sent("certificates by a function that is not known", "undetermined sync.rule-not-understood") {
            $0.flows[5] = Sample.flow(
                "userCertificate", "userCertificate", "Where($c,[userCertificate],CertFriendlyName($c)=\"x\")"
            )
        },
        row(
            "a narrower clone in place of the disabled rule",
            [
                Sample.join(), Sample.export { $0.disabled = true },
                Sample.export {
                    $0.name = "Mine"; $0.immutableTag = nil; $0.scope[0].append(pilot)
                },
            ], "undetermined sync.rule-not-understood"),
        row(
            "the same clone in place of the disabled rule",
            [
                Sample.join(), Sample.export { $0.disabled = true },
                Sample.export {
                    $0.name = "Mine"; $0.immutableTag = nil
                },
            ], "met"),
        row(
            "another connector than other standard rules",
            [
                Sample.join(), Sample.export(),
                Sample.export {
                    $0.immutableTag = "Microsoft.OutToAADUserJoin.002"; $0.sourceClass = "person"
                    $0.targetClass = "user"; $0.connector = "33333333-3333-3333-3333-333333333333"
                },
            ], "undetermined sync.rule-not-understood"),
        row(
            "a rule before it that fills dn",
            [
                Sample.join(), Sample.export(),
                Sample.export {
                    $0.name = "Mine"; $0.immutableTag = nil; $0.linkType = "Join"; $0.precedence = 50
                    $0.scope = []; $0.flows = [Sample.flow("dn", "cn", "\"CN=\" & [cn]")]
                },
            ], "undetermined sync.rule-not-understood"),
    ]

    @Test(arguments: exports)
    func `judges which devices are sent`(row: Judgement) {
        #expect(row.findings(of: ComputerRuleEnabledCheck()).map(\.outline) == row.outlines)
    }

    static let flows: [Judgement] = [
        joined("another identifier", "deviceId", Sample.flow("deviceId", "cn"), "not-met sync.rule-shadowed"),
        joined("a constant", "deviceId", Sample.constant("deviceId", "x"), "not-met sync.rule-shadowed"),
        joined(
            "an identifier by an expression", "deviceId", Sample.flow("deviceId", "cn", "Word([cn],1)"),
            "undetermined sync.rule-not-understood"),
        joined(
            "another certificate", "userCertificate", Sample.flow("userCertificate", "userSMIMECertificate"),
            "not-met sync.rule-shadowed"),
        joined("no certificate", "userCertificate", nil, "not-met sync.rule-missing"),
        joined("no anchor", "sourceAnchor", nil, "not-met sync.rule-missing"),
        joined(
            "an anchor as it is", "sourceAnchor", Sample.flow("sourceAnchor", "objectGUID"),
            "not-met sync.rule-shadowed"),
        joined(
            "an anchor with spaces", "sourceAnchor",
            Sample.flow("sourceAnchor", "objectGUID", "convertToBase64( [objectGUID] )"), "met"),
        joined("no SID", "objectSid", nil, "not-met sync.rule-missing"),
        joined(
            "made by the cloud", "cloudCreated", Sample.constant("cloudCreated", "True"),
            "not-met sync.rule-shadowed"),
        joined("not told who made it", "cloudCreated", nil, "not-met sync.rule-missing"),
        joined(
            "of another trust", "deviceTrustType", Sample.constant("deviceTrustType", "Workplace"),
            "not-met sync.rule-shadowed"),
        joined(
            "all disabled", "accountEnabled", Sample.constant("accountEnabled", "False"),
            "not-met sync.rule-shadowed"),
        joined(
            "all disabled by an expression", "accountEnabled",
            Sample.flow("accountEnabled", "userAccountControl", "IIF(True,False,True)"),
            "not-met sync.rule-shadowed"),
        joined(
            "enabled by another bit", "accountEnabled",
            Sample.flow(
                "accountEnabled", "userAccountControl", "IIF(BitAnd([userAccountControl],4096)=0,True,False)"),
            "undetermined sync.rule-not-understood"),
        custom(
            "a rule of one's own: cloud", Sample.constant("cloudCreated", "True"),
            "not-met sync.rule-shadowed"),
        custom(
            "a rule of one's own: disabled", Sample.constant("accountEnabled", "False"),
            "not-met sync.rule-shadowed"),
        custom("a rule of one's own: SID", Sample.constant("objectSid", "x"), "not-met sync.rule-shadowed"),
        custom("a rule of one's own: nothing", Sample.flow("objectSid", "cn", "NULL"), "met"),
        custom(
            "a rule of one's own: no value at all", Sample.flow("objectSid", "cn", "AuthoritativeNull"),
            "not-met sync.rule-shadowed"),
        row(
            "a rule of the same precedence",
            [
                Sample.join(), Sample.inbound("Mine", 159, [Sample.constant("objectSid", "x")]),
                Sample.export(),
            ], "not-met sync.rule-shadowed"),
        row(
            "a rule of one's own for what there is not",
            [
                Sample.inbound("Mine", 50, [Sample.constant("objectSid", "x")], scope: old), Sample.join(),
                Sample.export(),
            ], "met"),
        row(
            "a rule of one's own for some, where no other fills it",
            [
                Sample.inbound(
                    "Mine", 50, [Sample.flow("objectSid", "objectSid")], scope: [[pilot]]),
                Sample.join { $0.flows.removeAll { $0.target == "objectSid" } }, Sample.export(),
            ], "undetermined sync.rule-not-understood"),
    ]

    @Test(arguments: flows)
    func `judges what is filled of a device`(row: Judgement) {
        #expect(row.findings(of: ComputerRuleEnabledCheck()).map(\.outline) == row.outlines)
    }
}
