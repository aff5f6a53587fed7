import Foundation
import Model
import SampleFacts
import Testing

/// From what checks say of many devices to what is said of each.
struct DeviceEvaluationTests {
    private static let (a, b, c): (CheckID, CheckID, CheckID) = ("directory.a", "directory.b", "directory.c")

    private struct FleetCheck: Check {
        let id: CheckID
        let findings: [Finding]

        func evaluate(_ evidence: Evidence) -> [Finding] { findings }
    }

    private static func directory(_ domain: String, _ names: [String]) -> DirectoryFact {
        var fact = DirectoryFact(
            domain: domain, observedAt: Sample.moment, unread: Unreadable(.ldapTimeout, "no answer"))
        fact.computers = .present(
            names.enumerated().map { number, name in
                var bytes = [UInt8](repeating: 0, count: 16)
                bytes[15] = UInt8(number)
                return ComputerFact(
                    dn: "CN=\(name),\(domain)", name: name, objectGUID: GUID(directoryBytes: bytes))
            })
        return fact
    }

    /// `A+ B- C?` of a domain: met, not met and undetermined.
    private static func fleet(_ devices: String, _ domain: String = "x") -> Finding {
        let devices = devices.split(separator: " ").map { text -> FleetOutcome.Device in
            let name = "CN=\(text.dropLast()),\(domain)"
            switch text.last {
            case "+": return .init(name: name, mark: .met, code: nil)
            case "-": return .init(name: name, mark: .notMet, code: .syncContainerOutOfScope)
            default: return .init(name: name, mark: .undetermined, code: .syncGroupFilter)
            }
        }
        let counts = Dictionary(
            uniqueKeysWithValues: FleetOutcome.Mark.allCases.map { mark in
                (mark.rawValue, devices.count { $0.mark == mark })
            })
        return Finding(
            Subject(.devices, domain), .met(seen: "whatever"),
            fleet: FleetOutcome(counts: counts, leftOut: [:], groups: [], devices: devices))
    }

    private static func evaluation(_ directories: [DirectoryFact], _ findings: [CheckID: [Finding]])
        -> Evaluation
    {
        var facts = FactSet()
        facts.directories = directories
        let ids = findings.keys.sorted()
        let plan = Evaluation.Plan(
            checks: ids.map { FleetCheck(id: $0, findings: findings[$0] ?? []) },
            descriptions: Dictionary(
                uniqueKeysWithValues: ids.map { ($0, CheckDescription.sample($0, area: .directory)) }),
            reasons: [:], areas: [], isSelected: { _ in true })
        return Evaluation(plan, evidence: Evidence(facts: facts, references: References()))
    }

    private static func set(_ severities: [CheckID: Severity]) -> RequirementSet {
        RequirementSet(name: "s", title: "", about: "", source: "", severities: severities)
    }

    /// Each device in few words: `A ready a:pass b:fail`.
    private static func outline(_ devices: Report.Devices?) -> [String] {
        (devices.map(Array.init) ?? []).map { device in
            ([device.name, device.verdict.rawValue]
                + device.results.map { "\($0.check.rawValue.suffix(1)):\($0.status.rawValue)" })
                .joined(separator: " ")
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var names = ["A", "B", "C"]
        var findings: [CheckID: [Finding]]
        var severities: [CheckID: Severity] = [:]
        var devices: [String]
    }

    private static let unread = Finding(
        Subject(.devices, "x"), .undetermined([Reason(.ldapTimeout, "no answer")]))

    static let rows: [Row] = [
        Row(
            testDescription: "one check", findings: [a: [fleet("A+ B- C?")]],
            devices: ["A ready a:pass", "B not-ready a:fail", "C undetermined a:undetermined"]),
        Row(
            testDescription: "the worst of several counts",
            findings: [a: [fleet("A+ B- C?")], b: [fleet("A- B? C+")]],
            devices: [
                "A not-ready a:pass b:fail", "B not-ready a:fail b:undetermined",
                "C undetermined a:undetermined b:pass",
            ]),
        Row(
            testDescription: "a warning makes no device unready", findings: [a: [fleet("A- B? C+")]],
            severities: [a: .warning],
            devices: ["A ready a:warning", "B ready a:undetermined", "C ready a:pass"]),
        Row(
            testDescription: "nor does a note", findings: [a: [fleet("A- B? C+")]], severities: [a: .note],
            devices: ["A ready a:note", "B ready a:undetermined", "C ready a:pass"]),
        Row(
            testDescription: "doubt where it would only warn, and a failure",
            findings: [a: [fleet("A? B? C?")], b: [fleet("A+ B- C?")]], severities: [a: .warning],
            devices: [
                "A ready a:undetermined b:pass", "B not-ready a:undetermined b:fail",
                "C undetermined a:undetermined b:undetermined",
            ]),
        Row(
            testDescription: "a device that one check leaves out",
            findings: [a: [fleet("A+ C+")], b: [fleet("A+ B- C+")]],
            devices: ["A ready a:pass b:pass", "B not-ready b:fail", "C ready a:pass b:pass"]),
        Row(
            testDescription: "a device that no check judges", findings: [a: [fleet("B+")]],
            devices: ["B ready a:pass"]),
        Row(
            testDescription: "a check in an order of its own",
            findings: [a: [fleet("A+ B- C+")], b: [fleet("C- A+ B+")]],
            devices: ["A ready a:pass b:pass", "B not-ready a:fail b:pass", "C not-ready a:pass b:fail"]),
        Row(
            testDescription: "a device that is not among the facts",
            findings: [a: [fleet("A+ Z- C+")], b: [fleet("Z+ Y?")]],
            devices: [
                "A undetermined a:pass", "C undetermined a:pass", "CN=Z,x not-ready a:fail b:pass",
                "CN=Y,x undetermined b:undetermined",
            ]),
        Row(
            testDescription: "a device that is judged twice", findings: [a: [fleet("A+ A- A?")]],
            devices: [
                "A ready a:pass", "CN=A,x not-ready a:fail", "CN=A,x undetermined a:undetermined",
            ]),
        Row(
            testDescription: "two computers of one name", names: ["A", "A", "B"],
            findings: [a: [fleet("A+ A- B+")]],
            devices: ["A ready a:pass", "A not-ready a:fail", "B ready a:pass"]),
        Row(
            testDescription: "what is said of all together is not said of each",
            findings: [a: [fleet("A+ B-")], b: [unread]],
            devices: ["A undetermined a:pass b:undetermined", "B not-ready a:fail b:undetermined"]),
        Row(
            testDescription: "nor is a failure of all together, without telling which",
            findings: [
                a: [fleet("A+")],
                b: [Finding(Subject(.devices, "x"), .notMet([Reason(.syncRuleMissing, "none")]))],
            ],
            devices: ["A undetermined a:pass b:undetermined"]),
        Row(
            testDescription: "what does not apply or is met says nothing of each",
            findings: [
                a: [fleet("A+")], b: [Finding(Subject(.devices, "x"), .notApplicable(why: "none"))],
                c: [Finding(Subject(.devices, "x"), .met(seen: "all"))],
            ],
            devices: ["A ready a:pass"]),
        Row(
            testDescription: "another domain's trouble is its own",
            findings: [
                a: [fleet("A+")],
                b: [Finding(Subject(.devices, "y"), .undetermined([Reason(.ldapTimeout, "")]))],
            ],
            devices: ["A ready a:pass"]),
        Row(testDescription: "no device at all", findings: [a: [fleet("")]], devices: []),
    ]

    @Test(arguments: rows)
    func `each device has what was said of it`(row: Row) throws {
        let evaluation = Self.evaluation([Self.directory("x", row.names)], row.findings)
        let devices = try #require(evaluation.devices(under: Self.set(row.severities)).devices)
        #expect(Self.outline(devices) == row.devices)
        #expect(devices.counts.values.reduce(0, +) == row.devices.count)
        #expect(Set(devices.counts.keys) == ["ready", "not-ready", "undetermined", "managed-elsewhere"])
    }

    @Test
    func `where no check judges devices, there are none`() {
        let findings = [Self.a: [Self.unread], Self.b: [Finding(.environment, .met(seen: "fine"))]]
        let evaluation = Self.evaluation([Self.directory("x", ["A"])], findings)
        #expect(evaluation.devices(under: Self.set([:])).devices == nil)
    }

    @Test
    func `domains stand in the order of the facts, and a name counts within its domain`() throws {
        let evaluation = Self.evaluation(
            [Self.directory("y", ["B", "A"]), Self.directory("x", ["A"])],
            [Self.a: [Self.fleet("A-", "x"), Self.fleet("B+ A+", "y"), Self.fleet("Q?", "z")]])
        let devices = try #require(evaluation.devices(under: Self.set([:])).devices)
        #expect(
            Self.outline(devices) == [
                "B ready a:pass", "A ready a:pass", "A not-ready a:fail",
                "CN=Q,z undetermined a:undetermined",
            ])
        #expect(devices.map(\.ids.distinguishedName) == ["CN=B,y", "CN=A,y", "CN=A,x", "CN=Q,z"])
        #expect(
            devices.map { $0.ids.objectGUID?.description.suffix(2) } == ["00", "01", "00", nil])
    }

    @Test
    func `a reason is told by its code`() throws {
        let evaluation = Self.evaluation([Self.directory("x", ["A", "B"])], [Self.a: [Self.fleet("A- B+")]])
        let devices = try #require(evaluation.devices(under: Self.set([:])).devices)
        #expect(
            devices.flatMap(\.results).map { $0.reasons.map(\.code) } == [[.syncContainerOutOfScope], []])
    }

    // MARK: - What a result says of them

    private static func groups(_ count: Int) -> [FleetOutcome.Group] {
        (0..<count).map {
            .init(
                name: "OU=\($0)", code: .syncContainerOutOfScope, verdict: .notMet, count: 2, total: 3,
                examples: ["A"])
        }
    }

    @Test(arguments: [(0, 0, 0), (1, 1, 0), (1000, 1000, 0), (1001, 1000, 1), (2500, 1000, 1500)])
    func `a result has the worst groups, and says how many more there are`(count: Int, shown: Int, more: Int)
    {
        let outcome = FleetOutcome(
            counts: ["met": 1, "not-met": 2, "undetermined": 3], leftOut: ["stale": 4],
            groups: Self.groups(count), devices: [])
        let summary = FleetSummary(outcome)
        #expect(summary.groups == Array(outcome.groups.prefix(shown)))
        #expect(summary.moreGroups == more)
        #expect(summary.total == 6)
        #expect(summary.leftOut == ["stale": 4])
    }

    @Test
    func `a result of many devices has its summary under every set`() {
        let evaluation = Self.evaluation([Self.directory("x", ["A"])], [Self.a: [Self.fleet("A-")]])
        for severity in Severity.allCases {
            let results = evaluation.results(under: Self.set([Self.a: severity]))
            #expect(results.map { $0.fleet?.count(of: .notMet) } == [1])
        }
    }

    @Test(arguments: ["-1", "9223372036854775807", "1.5", "\"1\""])
    func `numbers that cannot be are refused`(number: String) throws {
        let outcome = FleetOutcome(
            counts: ["met": 77_777, "not-met": 0, "undetermined": 0], leftOut: [:], groups: [], devices: [])
        let text = String(decoding: try JSONEncoder().encode(FleetSummary(outcome)), as: UTF8.self)
        _ = try JSONDecoder().decode(FleetSummary.self, from: Data(text.utf8))
        let spoilt = Data(text.replacing("77777", with: number).utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(FleetSummary.self, from: spoilt) }
    }
}
