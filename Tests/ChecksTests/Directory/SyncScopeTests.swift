import Model
import SampleFacts
import Testing

@testable import Checks

/// What exports say of one distinguished name.
struct SyncScopeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var dn: String
        var exports: [SyncConfigurationFact]
        var expected: Judged

        init(_ name: String, _ dn: String, _ exports: [SyncConfigurationFact], _ expected: Judged) {
            testDescription = name
            self.dn = dn
            self.exports = exports
            self.expected = expected
        }
    }

    private static let root = SyncSample.root
    private static let out = Judged.notMet(.syncContainerOutOfScope)
    private static let unclear = Judged.undetermined(.evidenceInconclusive)

    private static func scope(
        _ inclusions: [String], _ exclusions: [String] = [],
        _ change: (inout SyncConfigurationFact) -> Void = { _ in }
    ) -> [SyncConfigurationFact] {
        [
            SyncSample.export(
                SyncSample.forest(SyncSample.partition(including: inclusions, excluding: exclusions)),
                change: change)
        ]
    }

    /// Everything is excluded but one unit.
    private static let corp = scope(["OU=CORP,\(root)"], [root])
    private static let nested = scope(
        [root, "OU=C,OU=B,OU=A,\(root)"], ["OU=B,OU=A,\(root)", "OU=D,OU=C,OU=B,OU=A,\(root)"])
    private static let comma = scope([#"OU=Sales\, North,\#(root)"#], [root])
    private static let plus = scope(["OU=Lab+L=Berlin,\(root)"], [root])
    private static let umlaut = scope(["OU=Münchner Büro,\(root)"], [root])

    static let names: [Case] = [
        Case("in the unit", "CN=A,OU=CORP,\(root)", corp, .met),
        Case("deep in the unit", "CN=A,OU=3,OU=2,OU=1,OU=CORP,\(root)", corp, .met),
        Case("in another unit", "CN=A,OU=Kiosk,\(root)", corp, out),
        Case("in the default container", "CN=A,CN=Computers,\(root)", corp, out),
        Case("at the root", "CN=A,\(root)", corp, out),
        Case("a unit whose name begins alike", "CN=A,OU=CORPX,\(root)", corp, out),
        Case("a unit whose name ends alike", "CN=A,OU=XCORP,\(root)", corp, out),
        Case("a unit of that name elsewhere", "CN=A,OU=CORP,OU=Old,\(root)", corp, out),
        Case("a container of that name and another type", "CN=A,CN=CORP,\(root)", corp, out),
        Case("a computer of that name", "CN=CORP,OU=Kiosk,\(root)", corp, out),
        Case("the name inside a value", #"CN=A,OU=x\,OU\=CORP,\#(root)"#, corp, out),
        Case("lower case", "cn=a,ou=corp,dc=corp,dc=example", corp, .met),
        Case("mixed case", "Cn=a,oU=CoRp,Dc=CORP,dC=Example", corp, .met),
        Case("spaces around separators", "CN = A , OU = CORP , DC = corp , DC = example", corp, .met),
        Case("spaces inside a value count", "CN=A,OU=CO RP,\(root)", corp, out),
        Case(
            "runs of spaces are one", "CN=A,OU=Old  Units,\(root)", scope(["OU=Old Units,\(root)"], [root]),
            .met),
        Case("an escaped letter", #"CN=A,OU=C\4FRP,\#(root)"#, corp, .met),
        Case("a quoted value", #"CN=A,OU="CORP",\#(root)"#, corp, .met),
        Case("semicolons as separators", "CN=A;OU=CORP;DC=corp;DC=example", corp, .met),
        Case("types as numbers", "2.5.4.3=A,OID.2.5.4.11=CORP,\(root)", corp, .met),

        Case("a comma, escaped", #"CN=A,OU=Sales\, North,\#(root)"#, comma, .met),
        Case("a comma as hexadecimal digits", #"CN=A,OU=Sales\2C North,\#(root)"#, comma, .met),
        Case("a comma as lower-case digits", #"CN=A,OU=Sales\2c North,\#(root)"#, comma, .met),
        Case("a comma in quotes", #"CN=A,OU="Sales, North",\#(root)"#, comma, .met),
        Case("a comma in the computer's name", #"CN=A\,B,OU=Sales\, North,\#(root)"#, comma, .met),
        Case("without the comma", "CN=A,OU=Sales North,\(root)", comma, out),
        Case("a comma that separates", "CN=A,OU=Sales,OU=North,\(root)", comma, out),
        Case("a quote, escaped", #"CN=A,OU=\"x\",\#(root)"#, scope([#"OU=\22x\22,\#(root)"#], [root]), .met),
        Case("a backslash", #"CN=A,OU=a\\b,\#(root)"#, scope([#"OU=a\5Cb,\#(root)"#], [root]), .met),
        Case(
            "a backslash is not nothing", #"CN=A,OU=ab,\#(root)"#, scope([#"OU=a\\b,\#(root)"#], [root]), out),
        Case(
            "a number sign, escaped", ##"CN=A,OU=\#1,\##(root)"##, scope([#"OU=\231,\#(root)"#], [root]), .met
        ),
        Case("an equals sign", "CN=A,OU=a=b,\(root)", scope([#"OU=a\3Db,\#(root)"#], [root]), .met),
        Case("angle brackets", #"CN=A,OU=\<a\>,\#(root)"#, scope([#"OU=\3Ca\3E,\#(root)"#], [root]), .met),
        Case(
            "a space at the end, escaped", #"CN=A,OU=a\ ,\#(root)"#, scope([#"OU=a\20,\#(root)"#], [root]),
            .met),
        Case(
            "a space at the end is not nothing", "CN=A,OU=a ,\(root)", scope([#"OU=a\20,\#(root)"#], [root]),
            out),
        Case("a conflict object", #"CN=A\0ACNF:5d4c,OU=CORP,\#(root)"#, corp, .met),

        Case("two values, as written", "CN=A,OU=Lab+L=Berlin,\(root)", plus, .met),
        Case("two values, turned round", "CN=A,L=Berlin+OU=Lab,\(root)", plus, .met),
        Case("two values, other case and spaces", "CN=A,l=berlin + ou=lab,\(root)", plus, .met),
        Case("one of two values", "CN=A,OU=Lab,\(root)", plus, out),
        Case("a plus that is escaped", #"CN=A,OU=Lab\+L=Berlin,\#(root)"#, plus, out),
        Case(
            "a plus inside a value", #"CN=A,OU=R\+D,\#(root)"#, scope([#"OU=R\2BD,\#(root)"#], [root]), .met),

        Case("umlauts", "CN=A,OU=Münchner Büro,\(root)", umlaut, .met),
        Case("umlauts in capitals", "CN=A,OU=MÜNCHNER BÜRO,\(root)", umlaut, .met),
        Case("umlauts as bytes", #"CN=A,OU=M\C3\BCnchner B\C3\BCro,\#(root)"#, umlaut, .met),
        Case("umlauts in two scalars", "CN=A,OU=Mu\u{308}nchner Bu\u{308}ro,\(root)", umlaut, .met),
        Case("no umlauts", "CN=A,OU=Munchner Buro,\(root)", umlaut, out),

        Case("included", "CN=A,OU=A,\(root)", nested, .met),
        Case("excluded below", "CN=A,OU=B,OU=A,\(root)", nested, out),
        Case("excluded deep below", "CN=A,OU=X,OU=B,OU=A,\(root)", nested, out),
        Case("included again", "CN=A,OU=C,OU=B,OU=A,\(root)", nested, .met),
        Case("excluded again", "CN=A,OU=D,OU=C,OU=B,OU=A,\(root)", nested, out),
        Case("beside the last exclusion", "CN=A,OU=E,OU=C,OU=B,OU=A,\(root)", nested, .met),
        Case("the root is included", "CN=A,\(root)", nested, .met),

        Case(
            "an inclusion of the computer itself", "CN=A,OU=X,\(root)", scope(["CN=A,OU=X,\(root)"], [root]),
            .met),
        Case(
            "beside a computer that is included", "CN=B,OU=X,\(root)", scope(["CN=A,OU=X,\(root)"], [root]),
            out),
        Case(
            "an exclusion of the computer itself", "CN=A,OU=X,\(root)", scope([root], ["cn=a, OU=x,\(root)"]),
            out),
        Case(
            "beside a computer that is excluded", "CN=B,OU=X,\(root)", scope([root], ["CN=A,OU=X,\(root)"]),
            .met),
        Case("everything excluded", "CN=A,OU=X,\(root)", scope([], [root]), out),
        Case("both at once", "CN=A,OU=X,\(root)", scope(["OU=X,\(root)"], [root, "OU=X,\(root)"]), unclear),
        Case(
            "below both at once", "CN=A,OU=Y,OU=X,\(root)",
            scope(["OU=Y,OU=X,\(root)", "OU=X,\(root)"], ["OU=X,\(root)"]), .met),
        Case("neither list", "CN=A,OU=X,\(root)", scope([], []), unclear),
        Case("not named, some are included", "CN=A,OU=X,\(root)", scope(["OU=Y,\(root)"], []), unclear),
        Case("not named, some are excluded", "CN=A,OU=X,\(root)", scope([], ["OU=Y,\(root)"]), unclear),
        Case(
            "an inclusion twice", "CN=A,OU=CORP,\(root)",
            scope(["OU=CORP,\(root)", "ou=corp,\(root)"], [root]), .met),

        Case("no name", "", corp, unclear),
        Case("no such name", "garbage", corp, unclear),
        Case("a name that breaks off", "CN=A,OU=CORP,DC=corp,DC", corp, unclear),
        Case("a computer's name that cannot be read", #"CN=A\4,OU=CORP,\#(root)"#, corp, unclear),
        Case("an open quote", #"CN=A,OU="CORP,\#(root)"#, corp, unclear),
        Case("bytes that are no text", #"CN=A,OU=\FF\FE,\#(root)"#, corp, unclear),
        Case("an encoded value", "CN=A,OU=#0403434F52,\(root)", corp, unclear),
        Case("a comma at the end", "CN=A,OU=CORP,\(root),", corp, unclear),
        Case("nothing but spaces behind", "CN=A,OU=CORP,\(root), ", corp, unclear),
        Case("an endless name", String(repeating: "CN=A,", count: 100_000) + root, corp, unclear),
        Case("an empty part", "CN=A,,OU=CORP,\(root)", corp, unclear),
        Case(
            "an inclusion that cannot be read", "CN=A,OU=CORP,\(root)",
            scope(["OU=CORP,\(root)", "OU"], [root]), .undetermined(.syncConfigurationUnreadable)),
        Case(
            "an exclusion that cannot be read", "CN=A,OU=CORP,\(root)",
            scope(["OU=CORP,\(root)"], [root, "?"]), .undetermined(.syncConfigurationUnreadable)),
        Case(
            "an inclusion of another domain", "CN=A,OU=CORP,\(root)",
            scope(["OU=CORP,\(root)", "OU=X,DC=other"], [root]), .undetermined(.syncConfigurationUnreadable)),
    ]

    // MARK: - Partitions

    private static let child = "DC=child,\(root)"

    private static func forest(childSelected: Bool = true, _ inclusions: [String] = [child])
        -> [SyncConfigurationFact]
    {
        [
            SyncSample.export(
                SyncSample.forest(
                    SyncSample.partition(),
                    SyncSample.partition(child, selected: childSelected, including: inclusions, excluding: [])
                ))
        ]
    }

    private static func imported(_ imported: Bool) -> SyncPartition {
        var partition = SyncSample.partition()
        partition.imported = imported
        return partition
    }

    static let partitions: [Case] = [
        Case("the parent domain", "CN=A,OU=X,\(root)", forest(), .met),
        Case("a child domain", "CN=A,OU=X,\(child)", forest(), .met),
        Case(
            "a child domain that is not selected", "CN=A,OU=X,\(child)", forest(childSelected: false),
            .notMet(.syncPartitionNotSelected)),
        Case(
            "the parent of one that is not selected", "CN=A,OU=X,\(root)", forest(childSelected: false), .met),
        Case("a child's own list counts, not its parent's", "CN=A,OU=X,\(child)", forest([]), unclear),
        Case(
            "a child domain that the export does not know", "CN=A,OU=X,DC=new,\(root)", forest(),
            .undetermined(.syncDomainNotCovered)),
        Case(
            "a grandchild that the export does not know", "CN=A,OU=X,DC=new,\(child)", forest(),
            .undetermined(.syncDomainNotCovered)),
        Case(
            "a parent that the export does not know", "CN=A,OU=X,DC=example", forest(),
            .undetermined(.syncDomainNotCovered)),
        Case(
            "another forest", "CN=A,OU=X,DC=other,DC=example", forest(), .undetermined(.syncDomainNotCovered)),
        Case(
            "a domain that begins alike", "CN=A,OU=X,DC=corpx,DC=example", forest(),
            .undetermined(.syncDomainNotCovered)),
        Case(
            "not selected", "CN=A,\(root)",
            [SyncSample.export(SyncSample.forest(SyncSample.partition(selected: false)))],
            .notMet(.syncPartitionNotSelected)),
        Case(
            "selected, but not imported", "CN=A,\(root)",
            [SyncSample.export(SyncSample.forest(imported(false)))],
            .notMet(.syncNotScheduled)),
        Case("imported", "CN=A,\(root)", [SyncSample.export(SyncSample.forest(imported(true)))], .met),
        Case(
            "two connectors for one domain", "CN=A,\(root)",
            [
                SyncSample.export(
                    SyncSample.forest(SyncSample.partition()), SyncSample.forest(SyncSample.partition()))
            ], unclear),
        Case(
            "a connector without a domain", "CN=A,\(root)",
            [SyncSample.export(SyncSample.forest(SyncSample.partition("default", including: [""])))],
            .undetermined(.syncDomainNotCovered)),
        Case(
            "two forests in one export", "CN=A,DC=other",
            [
                SyncSample.export(
                    SyncSample.forest(SyncSample.partition()),
                    SyncSample.forest(SyncSample.partition("DC=other", including: ["DC=other"])))
            ], .met),
    ]

    // MARK: - Several servers, and what an export lacks

    private static let within = SyncSample.forest(SyncSample.partition())
    private static let without = SyncSample.forest(SyncSample.partition(including: [], excluding: [root]))
    private static let filtered = SyncSample.forest(SyncSample.partition(), filter: "CN=Pilot,\(root)")

    private static func other(
        _ forests: SyncForest..., staging: Bool? = false, age: Double = SyncSample.day,
        server: String? = "SYNC02",
        _ change: (inout SyncConfigurationFact) -> Void = { _ in }
    ) -> SyncConfigurationFact {
        SyncSample.export(server: server, staging: staging, age: age, path: "/exports/b") {
            $0.forests = forests
            change(&$0)
        }
    }

    private static func server(_ name: String, _ exports: [SyncConfigurationFact], _ expected: Judged) -> Case
    {
        Case(name, "CN=A,OU=X,\(root)", exports, expected)
    }

    static let servers: [Case] = [
        server("no export", [], .undetermined(.syncConfigurationMissing)),
        server("out of one, in the other", [SyncSample.export(without), other(within)], .met),
        server("in one, out of the other", [SyncSample.export(within), other(without)], .met),
        server("out of both", [SyncSample.export(without), other(without)], out),
        server(
            "in a staging server's alone", [SyncSample.export(within, staging: true)],
            .undetermined(.syncStaging)),
        server(
            "out of a staging server's alone", [SyncSample.export(without, staging: true)],
            .undetermined(.syncStaging)),
        server(
            "in a staging server's, out of the active one's",
            [SyncSample.export(within, staging: true), other(without)], out),
        server(
            "out of a staging server's, in the active one's",
            [SyncSample.export(without, staging: true), other(within)], .met),
        server("in, and staging is not told", [SyncSample.export(within, staging: nil)], .met),
        server("out, and staging is not told", [SyncSample.export(without, staging: nil)], out),
        server(
            "in, not told, and out of an active one's",
            [SyncSample.export(within, staging: nil), other(without)], .undetermined(.evidenceMissing)),
        server(
            "in, not told, and an active server elsewhere",
            [
                SyncSample.export(within, staging: nil),
                other(SyncSample.forest(SyncSample.partition("DC=other", including: ["DC=other"]))),
            ], .undetermined(.evidenceMissing)),
        server(
            "in one and out of the other, neither told",
            [SyncSample.export(within, staging: nil), other(without, staging: nil)],
            .undetermined(.evidenceMissing)),
        server("a group filters", [SyncSample.export(filtered)], .undetermined(.syncGroupFilter)),
        server(
            "a group filters what is out of scope",
            [
                SyncSample.export(
                    SyncSample.forest(
                        SyncSample.partition(including: [], excluding: [root]), filter: "CN=Pilot,\(root)"))
            ], out),
        server("a group filters on one server", [SyncSample.export(filtered), other(within)], .met),
        server(
            "old, in", [SyncSample.export(within, age: 31 * SyncSample.day)],
            .undetermined(.syncConfigurationOld)),
        server(
            "old, out", [SyncSample.export(without, age: 31 * SyncSample.day)],
            .undetermined(.syncConfigurationOld)),
        server("just young enough", [SyncSample.export(within, age: 29.9 * SyncSample.day)], .met),
        server(
            "of unknown age", [SyncSample.export(within) { $0.exportedAt = nil }],
            .undetermined(.syncConfigurationOld)),
        server(
            "of next week", [SyncSample.export(within, age: -7 * SyncSample.day)],
            .undetermined(.syncConfigurationOld)),
        server("of a few hours on", [SyncSample.export(within, age: -SyncSample.day / 3)], .met),
        server(
            "old in, young out", [SyncSample.export(within, age: 31 * SyncSample.day), other(without)],
            .undetermined(.syncConfigurationOld)),
        server(
            "old out, young in", [SyncSample.export(without, age: 31 * SyncSample.day), other(within)], .met),
        server(
            "a newer export of the same server says in",
            [
                SyncSample.export(without, age: 5 * SyncSample.day),
                other(within, server: "sync01.corp.example"),
            ], .met),
        server(
            "a newer export of the same server says out",
            [
                SyncSample.export(within, age: 5 * SyncSample.day),
                other(without, server: "sync01.corp.example"),
            ], out),
        server(
            "a newer settings file of the same server says out",
            [
                SyncSample.export(within, age: 5 * SyncSample.day),
                other(without, staging: nil, server: "sync01") { $0.kind = .policy },
            ], out),
        server(
            "nothing could be read",
            [SyncSample.export { $0.gaps = [.connectors, .rules, .globalSettings] }],
            .undetermined(.syncConfigurationUnreadable)),
        server(
            "out of one, and the other could not be read",
            [SyncSample.export(without), other { $0.gaps = [.connectors] }],
            .undetermined(.syncConfigurationUnreadable)),
        server(
            "out of one, and a staging one could not be read",
            [SyncSample.export(without), other(staging: true) { $0.gaps = [.connectors] }], out),
        server(
            "in one, and the other could not be read",
            [SyncSample.export(within), other { $0.gaps = [.connectors] }], .met),
        server(
            "out, and another connector could not be read",
            [SyncSample.export(without) { $0.gaps = [.connectors] }],
            .undetermined(.syncConfigurationUnreadable)),
        server(
            "in, and another connector could not be read",
            [SyncSample.export(within) { $0.gaps = [.connectors] }],
            .undetermined(.syncConfigurationUnreadable)),
        server(
            "unreadable, and of unknown age",
            [
                SyncSample.export {
                    $0.gaps = [.connectors]
                    $0.exportedAt = nil
                }
            ], .undetermined(.syncConfigurationUnreadable)),
        server("only rules could not be read", [SyncSample.export(within) { $0.gaps = [.rules] }], .met),
    ]

    @Test(arguments: names + partitions + servers)
    func `says of a name what the exports say`(row: Case) {
        let scope = SyncScope(SyncServer.all(row.exports), DirectoryExpectation(judgedAt: SyncSample.now))
        #expect(scope.judge([row.dn]) == [row.expected])
        // The same among others of its container, whose answer is remembered.
        let three = [row.dn, "CN=Neighbour,\(DistinguishedName.split(row.dn).rest)", row.dn]
        let judged = scope.judge(three)
        #expect([judged.first, judged.last] == [row.expected, row.expected])
    }

    @Test
    func `there are enough cases`() {
        #expect(Self.names.count + Self.partitions.count >= 60)
    }
}

extension SyncScope {
    fileprivate func judge(_ names: [String]) -> [Judged] {
        let computers = names.map { SyncSample.computer($0) }
        return judge(CountedComputers(computers, ComputerIndex(computers)))
    }
}
