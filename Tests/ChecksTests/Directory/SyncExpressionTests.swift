import Testing

@testable import Checks

/// The language of the synchronization rules.
struct SyncExpressionTests {
    private static let guid = "0a1b2c3d-0000-1111-2222-333344445555"
    private static let valid = SyncValue.certificate(
        .init(subject: "CN=\(guid)", notBefore: -10, notAfter: 1000))
    private static let expired = SyncValue.certificate(
        .init(subject: "CN=\(guid)", notBefore: -2000, notAfter: -1000))
    private static let foreign = SyncValue.certificate(
        .init(subject: "CN=srv.example", notBefore: -10, notAfter: 1000))

    private static let object: [String: SyncValue] = [
        "cn": .text("Srv-01"), "empty": .text(""), "none": .null, "number": .number(4098),
        "flag": .bool(true),
        "certificates": .list([expired, foreign, valid]), "badcertificates": .list([expired, foreign]),
        "objectguid": .guid(guid), "operatingsystem": .text("Windows Server 2012 R2 Standard"),
        "operatingsystemversion": .text("6.3 (9600)"),
    ]

    static let rows: [(String, SyncValue)] = [
        ("True", .bool(true)), ("false", .bool(false)), ("NULL", .null),
        ("AuthoritativeNull", .authoritativeNull),
        ("5", .number(5)), ("0x2", .number(2)), ("-3", .number(-3)), (#""a b""#, .text("a b")),
        (#""""#, .text("")),
        ("[cn]", .text("Srv-01")), ("[CN]", .text("Srv-01")), ("[none]", .null), ("((5))", .number(5)),
        // Operators
        ("1 + 2 * 3", .number(7)), ("(1 + 2) * 3", .number(9)), ("7 - 2 - 1", .number(4)),
        ("9 / 3", .number(3)),
        (#""a" & "b" & "c""#, .text("abc")), (#""a" + "b""#, .text("ab")),
        ("1 < 2", .bool(true)), ("2 <= 2", .bool(true)), ("1 > 2", .bool(false)), ("2 >= 3", .bool(false)),
        ("1 = 1", .bool(true)), ("1 <> 1", .bool(false)), (#"[cn] = "srv-01""#, .bool(true)),
        (#"[cn] <> "srv-01""#, .bool(false)), ("True && False", .bool(false)), ("True || False", .bool(true)),
        ("False && True || True", .bool(true)), ("False && (True || True)", .bool(false)),
        ("1 + 1 = 2 && 2 > 1", .bool(true)), ("Not(True)", .bool(false)), ("NOT(False)", .bool(true)),
        // Conditions
        ("IIF(True, 1, 2)", .number(1)), ("IIF(1 > 2, 1, 2)", .number(2)), ("iif(True,NULL,1)", .null),
        (#"Switch(False, 1, True, 2)"#, .number(2)), ("Switch(False, 1)", .null),
        // Presence
        ("IsNullOrEmpty([none])", .bool(true)), ("IsNullOrEmpty([empty])", .bool(true)),
        ("IsNullOrEmpty([cn])", .bool(false)), ("IsNullOrEmpty([certificates])", .bool(false)),
        ("IsNull([none])", .bool(true)), ("IsNull([empty])", .bool(false)), ("IsPresent([cn])", .bool(true)),
        ("IsPresent([empty])", .bool(false)), ("IsPresent([none])", .bool(false)),
        // Texts
        (#"InStr([cn],"rv")"#, .number(2)), (#"InStr([cn],"zz")"#, .number(0)),
        (#"InStr(UCase([operatingSystem]),"WINDOWS")"#, .number(1)),
        (#"Left([operatingSystemVersion],3)"#, .text("6.3")),
        ("Left([cn],0)", .text("")), ("Left([cn],99)", .text("Srv-01")), ("Left([none],3)", .text("")),
        ("Right([cn],2)", .text("01")), ("Mid([cn],2,3)", .text("rv-")), ("Mid([cn],99,3)", .text("")),
        ("UCase([cn])", .text("SRV-01")), ("LCase([cn])", .text("srv-01")), (#"Trim("  a ")"#, .text("a")),
        (#"LTrim("  a ")"#, .text("a ")), (#"RTrim("  a ")"#, .text("  a")), ("Len([cn])", .number(6)),
        ("CStr(5)", .text("5")), ("CStr(True)", .text("True")), (#"CBool("True")"#, .bool(true)),
        ("CBool([flag])", .bool(true)), (#"CNum("12")"#, .number(12)),
        // Bits
        ("BitAnd([number],2)=0", .bool(false)), ("BitAnd([number],1)=0", .bool(true)),
        ("BitOr(1,2)", .number(3)),
        // Lists, certificates and dates
        ("Count([certificates])", .number(3)), ("Count([none])", .number(0)), ("Count([cn])", .number(1)),
        ("CertNotAfter($c)", .unknown("$c stands for nothing")),
        ("With($n, 5, $n + 1)", .number(6)),
        ("Count(Where($c, [certificates], CertNotAfter($c) > Now()))", .number(2)),
        ("Count(Where($c, [certificates], IsCert($c)))", .number(3)),
        ("Count(Where($c, [none], IsCert($c)))", .number(0)),
        (#"Count(Where($c, [certificates], CertNotAfter($c) > DateAdd("d", 1, Now())))"#, .number(0)),
        (#"Count(Where($c, [certificates], CertNotBefore($c) < DateAdd("h", -1, Now())))"#, .number(0)),
        (#"RegexIsMatch("CN={abc}", "cn=[{]*" & "ABC" & "[}]*", "IgnoreCase")"#, .bool(true)),
        (#"RegexIsMatch("CN=abc", "cn=abc")"#, .bool(false)), (#"RegexIsMatch("xaay", "a+y$")"#, .bool(true)),
        (#"RegexIsMatch("xaay", "^a+")"#, .bool(false)), (#"RegexIsMatch("ab", "ax?b")"#, .bool(true)),
        (#"RegexIsMatch("a.b", "a\.b")"#, .bool(true)), (#"RegexIsMatch("axb", "a.b")"#, .bool(true)),
        (#"RegexIsMatch("axb", "a[^x]b")"#, .bool(false)),
        ("StringFromGuid([objectGUID])", .text(guid)), ("String-FromGuid([objectGUID])", .text(guid)),
        // What is unknown matters only where the result depends on it.
        ("False && [other]", .bool(false)), ("[other] && False", .bool(false)),
        ("True || Frobnicate()", .bool(true)),
        ("Frobnicate() || True", .bool(true)), ("IIF(Frobnicate(), 1, 1)", .number(1)),
        ("IIF(False, Frobnicate(), 1)", .number(1)),
    ]

    @Test(arguments: rows)
    func `evaluates`(text: String, expected: SyncValue) throws {
        let expression = try #require(SyncExpressionParser.parse(text), "\(text)")
        #expect(SyncEvaluator(Self.object).value(of: expression) == expected, "\(text)")
    }

    static let unknown = [
        "[other]", "Frobnicate()", "Frobnicate([cn])", "[other] && True", "True && [other]",
        "[other] || False",
        "IIF([other], 1, 2)", "IIF([cn], 1, 2)", "[cn] = 5", "[none] = NULL", "[cn] < 5", #"1 & "a""#,
        "Left([number],2)",
        "Left([cn],[cn])", "UCase([none])", "IsNullOrEmpty([other])", #"InStr([cn],"SRV")"#,
        #"CBool("maybe")"#,
        "BitAnd([cn],2)", #"DateAdd("m", 1, Now())"#, #"RegexIsMatch([cn], "(a|b)")"#,
        #"RegexIsMatch([cn], "\d")"#,
        #"RegexIsMatch([cn], "[a-z]")"#, #"RegexIsMatch([cn], "a{3}")"#,
        #"RegexIsMatch([cn], "a", "Multiline")"#,
        "Not([cn])", "CertSubject([cn])", "Where([cn], [cn], True)", "Where($c, [certificates], [other])",
        "1 / 0",
        "%Connector.X% = 1", "Switch([other], 1)", "Maybe", "CDate([cn])",
        #"ImportedValue("userCertificate")"#,
    ]

    @Test(arguments: unknown)
    func `what is not understood is unknown`(text: String) throws {
        let expression = try #require(SyncExpressionParser.parse(text), "\(text)")
        let value = SyncEvaluator(Self.object).value(of: expression)
        guard case .unknown(let why) = value else {
            Issue.record("\(text) came to \(value)")
            return
        }
        #expect(!why.isEmpty)
    }

    @Test(arguments: [
        "", "IIF(", "IIF(True,1,2", "1 +", ")", "(1", "[cn", #""a"#, "1 2", "@", "a;b", "IIF(,)", "&& 1",
        "%x", #""a"b""#,
    ])
    func `what is no expression is none`(text: String) {
        #expect(SyncExpressionParser.parse(text) == nil, "\(text)")
    }

    @Test
    func `nesting and length have a limit`() {
        #expect(
            SyncExpressionParser.parse(
                String(repeating: "(", count: 30) + "1" + String(repeating: ")", count: 30)) != nil)
        #expect(SyncExpressionParser.parse(String(repeating: "(", count: 5000) + "1") == nil)
        #expect(SyncExpressionParser.parse(String(repeating: "1+", count: 50_000) + "1") == nil)
        #expect(SyncExpressionParser.parse(String(repeating: "Not(", count: 500)) == nil)
    }

    @Test
    func `a text that doubles has a limit`() throws {
        let doubled = (0..<40).reduce("[cn]") { text, _ in "With($a, \(text), $a & $a)" }
        let expression = try #require(SyncExpressionParser.parse(doubled))
        #expect(SyncEvaluator(Self.object).value(of: expression) == .unknown("a text grows too long"))
    }

    @Test
    func `random signs never crash`() {
        let parts = [
            "(", ")", "IIF", ",", "[cn]", "\"a\"", "&&", "||", "=", "<>", "1", "$c", "Where", "With", "-",
            "NULL",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 1...20)).compactMap { _ in parts.randomElement() }.joined(
                separator: " ")
            if let expression = SyncExpressionParser.parse(text) {
                _ = SyncEvaluator(Self.object).value(of: expression)
            }
        }
    }

    /// Of the documented rule. Source: <https://learn.microsoft.com/defender-endpoint/troubleshoot-security-config-mgt>
    static let documented = """
        IIF(
          IsNullOrEmpty([userCertificate])
          ||
          (
            (InStr(UCase([operatingSystem]),"WINDOWS") > 0)
            &&
            (Left([operatingSystemVersion],2) = "6.")
            &&
            (Left([operatingSystemVersion],3) <> "6.3")
          )
          ||
          (
            (Left([operatingSystemVersion],3) = "6.3")
            &&
            (InStr(UCase([operatingSystem]),"WINDOWS") > 0)
            &&
            With(
              $validCerts,
              Where(
                $c,
                [userCertificate],
                IsCert($c) && CertNotAfter($c) > Now() && RegexIsMatch(CertSubject($c), "CN=[{]*" & String-FromGuid([objectGUID]) & "[}]*", "IgnoreCase")),
              Count($validCerts) = 0)
          ),
          True,
          NULL
        )
        """

    static let computers: [(String, String, SyncValue, SyncValue)] = [
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", .list([valid]), .null),
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", .list([expired, foreign, valid]), .null),
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", .list([expired]), .bool(true)),
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", .list([foreign]), .bool(true)),
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", .null, .bool(true)),
        ("Windows Server 2012 Standard", "6.2 (9200)", .list([valid]), .bool(true)),
        ("Windows 7 Enterprise", "6.1 (7601)", .list([valid]), .bool(true)),
        ("Windows 10 Enterprise", "10.0 (19045)", .list([foreign]), .null),
        ("Windows 10 Enterprise", "10.0 (19045)", .null, .bool(true)),
        ("Samba", "6.1 (x)", .list([foreign]), .null),
    ]

    @Test(arguments: computers)
    func `the documented rule for Server 2012 R2`(
        system: String, version: String, certificates: SyncValue, expected: SyncValue
    ) throws {
        let expression = try #require(SyncExpressionParser.parse(Self.documented))
        let evaluator = SyncEvaluator([
            "usercertificate": certificates, "operatingsystem": .text(system),
            "operatingsystemversion": .text(version), "objectguid": .guid(Self.guid.uppercased()),
        ])
        #expect(evaluator.value(of: expression) == expected)
        #expect(
            expression.attributes == [
                "usercertificate", "operatingsystem", "operatingsystemversion", "objectguid",
            ])
    }
}
