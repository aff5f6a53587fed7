import Foundation
import Model
import SampleFacts
import Testing

/// What waivers make of what is said of single devices, and of all of them.
struct DeviceWaiverTests {
    private static let (a, b): (CheckID, CheckID) = ("directory.a", "directory.b")
    private static let own: CheckID = "tagging.a"

    private struct FleetCheck: Check {
        let id: CheckID
        let findings: [Finding]

        func evaluate(_ evidence: Evidence) -> [Finding] { findings }
    }

    private static func guid(_ number: Int) -> GUID { GUID(high: 7, low: UInt64(number)) }

    private static func directory(_ names: [String]) -> DirectoryFact {
        var fact = DirectoryFact(
            domain: "x", observedAt: Sample.moment, unread: Unreadable(.ldapTimeout, "no answer"))
        fact.computers = .present(
            names.enumerated().map {
                ComputerFact(dn: "CN=\($1),OU=Lab,DC=x", name: $1, objectGUID: guid($0))
            })
        return fact
    }

    /// `A+ B- C?`: met, not met and undetermined; named as `name` has it.
    private static func said(
        _ devices: String, of domain: String = "x", _ name: (Substring) -> String = { "CN=\($0),OU=Lab,DC=x" }
    ) -> Finding {
        let devices = devices.split(separator: " ").map { text -> FleetOutcome.Device in
            switch text.last {
            case "+": .init(name: name(text.dropLast()), mark: .met, code: nil)
            case "-": .init(name: name(text.dropLast()), mark: .notMet, code: .syncContainerOutOfScope)
            default: .init(name: name(text.dropLast()), mark: .undetermined, code: .syncGroupFilter)
            }
        }
        func count(_ mark: FleetOutcome.Mark) -> Int { devices.count { $0.mark == mark } }
        let codes: [(ReasonCode, FleetOutcome.Mark)] = [
            (.syncContainerOutOfScope, .notMet), (.syncGroupFilter, .undetermined),
        ]
        let groups = codes.filter { count($0.1) > 0 }.map { code, mark in
            FleetOutcome.Group(
                name: "OU=Lab,DC=x", code: code, verdict: mark, count: count(mark), total: devices.count,
                examples: [])
        }
        let reasons = groups.map { Reason($0.code, "\($0.count) of \($0.total)") }
        let verdict: Verdict =
            count(.notMet) > 0
            ? .notMet(reasons) : count(.undetermined) > 0 ? .undetermined(reasons) : .met(seen: "all")
        return Finding(
            Subject(.devices, domain), verdict,
            fleet: FleetOutcome(
                counts: Dictionary(
                    uniqueKeysWithValues: FleetOutcome.Mark.allCases.map { ($0.rawValue, count($0)) }),
                leftOut: [:], groups: groups, devices: devices))
    }

    private static func evaluation(_ facts: FactSet, _ findings: [CheckID: [Finding]]) -> Evaluation {
        let ids = findings.keys.sorted()
        let plan = Evaluation.Plan(
            checks: ids.map { FleetCheck(id: $0, findings: findings[$0] ?? []) },
            descriptions: Dictionary(
                uniqueKeysWithValues: ids.map { ($0, .sample($0, area: $0.area ?? .directory)) }),
            reasons: [:], areas: [], requirementSets: [.named("s")], isSelected: { _ in true })
        return Evaluation(plan, evidence: Evidence(facts: facts, references: References()))
    }

    /// Each device in few words, such as `A ready a:waived=fail b:pass`.
    private static func outline(_ devices: Report.Devices?) -> [String] {
        (devices.map(Array.init) ?? []).map { device in
            let results = device.results.map { result in
                "\(result.check.rawValue.suffix(1)):\(result.status.rawValue)"
                    + (result.found.map { "=\($0.rawValue)" } ?? "")
            }
            return ([device.name, device.verdict.rawValue] + results).joined(separator: " ")
        }
    }

    /// A result in few words, such as `fail 2 of 3 devices waived`.
    private static func outline(_ result: Report.Result) -> String {
        guard let waiver = result.waiver else { return result.status.rawValue }
        return
            "\(result.status.rawValue) else \(waiver.status.rawValue), \(waiver.devices ?? -1) by \(waiver.by.count)"
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var waivers: [Waiver]
        var devices: [String]
        var result: String
        var severities: [CheckID: Severity] = [:]
        var said = "A- B? C+"
    }

    private static let untouched = ["A not-ready a:fail", "B undetermined a:undetermined", "C ready a:pass"]

    @Test(arguments: [
        Row(testDescription: "none", waivers: [], devices: untouched, result: "fail"),
        Row(
            testDescription: "one by its name", waivers: [.sample(check: a, "a")],
            devices: ["A ready a:waived=fail", "B undetermined a:undetermined", "C ready a:pass"],
            result: "undetermined else fail, 1 by 1"),
        Row(
            testDescription: "the one that could not be told", waivers: [.sample(check: a, "B")],
            devices: ["A not-ready a:fail", "B ready a:waived=undetermined", "C ready a:pass"],
            result: "fail else fail, 1 by 1"),
        Row(
            testDescription: "all by the place", waivers: [.sample(check: a, "*,OU=Lab,DC=x")],
            devices: ["A ready a:waived=fail", "B ready a:waived=undetermined", "C ready a:pass"],
            result: "waived else fail, 2 by 1"),
        Row(
            testDescription: "all by the subject of the result", waivers: [.sample(check: a, "X")],
            devices: ["A ready a:waived=fail", "B ready a:waived=undetermined", "C ready a:pass"],
            result: "waived else fail, 2 by 1"),
        Row(
            testDescription: "all by two",
            waivers: [.sample(check: a, "A"), .sample(reason: .syncGroupFilter)],
            devices: ["A ready a:waived=fail", "B ready a:waived=undetermined", "C ready a:pass"],
            result: "waived else fail, 2 by 2"),
        Row(
            testDescription: "by the id", waivers: [.sample(check: a, guid(0).description)],
            devices: ["A ready a:waived=fail", "B undetermined a:undetermined", "C ready a:pass"],
            result: "undetermined else fail, 1 by 1"),
        Row(
            testDescription: "wildcards that only ids, distinguished names and the domain would fit",
            waivers: ["CN*", "00000000*", "x*", "*x"].map { .sample(check: a, $0) },
            devices: untouched, result: "fail"),
        Row(
            testDescription: "the one that is right", waivers: [.sample(check: a, "C")], devices: untouched,
            result: "fail"),
        Row(
            testDescription: "another check", waivers: [.sample(check: b)], devices: untouched, result: "fail"
        ),
        Row(
            testDescription: "expired", waivers: [.sample(check: a, expiresIn: 0)], devices: untouched,
            result: "fail"),
        Row(
            testDescription: "a warning", waivers: [.sample(check: a, "A")],
            devices: ["A ready a:waived=warning", "B ready a:undetermined", "C ready a:pass"],
            result: "undetermined else warning, 1 by 1", severities: [a: .warning]),
    ])
    func `devices of a directory, and what is said of them all`(row: Row) throws {
        var facts = FactSet()
        facts.directories = [Self.directory(["A", "B", "C"])]
        let evaluation = Self.evaluation(facts.waiving(row.waivers), [Self.a: [Self.said(row.said)]])
        let set = RequirementSet.named("s", row.severities)
        let devices = try #require(evaluation.devices(under: set).devices)
        #expect(Self.outline(devices) == row.devices)
        #expect(devices.readyByWaiver == devices.count { $0.verdict == .ready && $0.results[0].found != nil })
        let results = evaluation.results(under: set)
        #expect(results.map(Self.outline) == [row.result])
        #expect(results[0].fleet?.counts == ["met": 1, "not-met": 1, "undetermined": 1, "not-applicable": 0])
        #expect(results[0].reasons.count == 2)
    }

    @Test func `a device that another control plane manages is judged without it where that is waived`() {
        var facts = FactSet()
        var device = DeviceFact(path: "evidence/pc", name: "PC")
        device.claims = [Claim(.entraDeviceID, .text(Self.guid(3).description), file: 0, line: 1)]
        facts.devices = [device]
        let finding = Finding(
            Subject(.devices, "evidence"), .notMet([Reason(.controlPlaneIntune, "managed")]),
            fleet: FleetOutcome(
                counts: ["not-met": 1], leftOut: [:], groups: [],
                devices: [
                    .init(
                        name: "evidence/pc", mark: .notMet, code: .controlPlaneIntune,
                        details: [.init(.controlPlaneIntune, "managed by Intune")])
                ]))
        for (pattern, isWaived) in [
            ("PC", true), ("evidence/*", true), ("evidence", true), (Self.guid(3).description, true),
            ("other", false), ("*/other", false),
        ] {
            let given = facts.waiving([.sample(reason: .controlPlaneIntune, pattern)])
            let (devices, _) = Self.evaluation(given, [Self.own: [finding]]).devices(under: .named("s"))
            #expect(
                Self.outline(devices) == [
                    isWaived ? "PC ready a:waived=fail" : "PC managed-elsewhere a:fail"
                ], "\(pattern)")
        }
    }

    @Test func `what is said of all without saying of which is waived by its subject, or by a device's name`()
    {
        var facts = FactSet()
        facts.directories = [Self.directory(["A", "B"])]
        let ofAll = Finding(
            Subject(.devices, "x"), .undetermined([Reason(.syncConfigurationMissing, "no export")]))
        let findings = [Self.a: [Self.said("A+ B+")], Self.b: [ofAll]]
        let byDevice = Self.evaluation(facts.waiving([.sample(check: Self.b, "A")]), findings)
        #expect(
            Self.outline(byDevice.devices(under: .named("s")).devices) == [
                "A ready a:pass b:waived=undetermined", "B undetermined a:pass b:undetermined",
            ])
        #expect(byDevice.results(under: .named("s")).map(\.status) == [.pass, .undetermined])
        let byChance = Self.evaluation(facts.waiving([.sample(check: Self.b, "x*")]), findings)
        #expect(byChance.results(under: .named("s")).map(\.status) == [.pass, .undetermined])
        let bySubject = Self.evaluation(facts.waiving([.sample(check: Self.b, "x")]), findings)
        #expect(
            Self.outline(bySubject.devices(under: .named("s")).devices) == [
                "A ready a:pass b:waived=undetermined", "B ready a:pass b:waived=undetermined",
            ])
        #expect(bySubject.results(under: .named("s")).map(\.status) == [.pass, .waived])
    }

    @Test func `what a redacted pattern means is names, and never all of a domain that is called like one`() {
        var facts = FactSet()
        facts.directories = [Self.directory(["A", "B"])]
        var given = facts.waiving([.sample(check: Self.a, "token")])
        for (names, outline) in [
            (["a"], "fail else fail, 1 by 1"), (["x"], "fail"), (["A", "B"], "waived else fail, 2 by 1"),
        ] {
            given.waivers?.meanings = [WaiverMeaning(waiver: 0, names: names)]
            let results = Self.evaluation(given, [Self.a: [Self.said("A- B-")]]).results(under: .named("s"))
            #expect(results.map(Self.outline) == [outline])
        }
    }

    @Test func `what is said beside the devices has to be accepted too`() {
        var facts = FactSet()
        facts.directories = [Self.directory(["A"])]
        var finding = Self.said("A-")
        finding.verdict = .notMet([
            Reason(.syncContainerOutOfScope, "1 of 1"), Reason(.syncConfigurationOld, "old"),
        ])
        let one: [Waiver] = [.sample(reason: .syncContainerOutOfScope)]
        for (waivers, outline) in [
            (one, "fail else fail, 1 by 1"),
            (one + [.sample(reason: .syncConfigurationOld, "x")], "waived else fail, 1 by 1"),
        ] {
            let results = Self.evaluation(facts.waiving(waivers), [Self.a: [finding]]).results(
                under: .named("s"))
            #expect(results.map(Self.outline) == [outline])
        }
    }

    // MARK: - A joined fleet

    /// Three devices of one fact and one of another, the first two of which a directory has.
    private static var fleet: FactSet {
        var facts = FactSet()
        facts.devices = [0, 1].map { number in
            var fact = DeviceFact(path: "fleet//\(number)", name: "F\(number)")
            fact.members = .init(count: number == 0 ? 3 : 1, examples: [])
            return fact
        }
        facts.directories = [directory(["PC0", "PC1"])]
        var fleet = Fleet()
        for number in 0..<4 {
            var row = Fleet.Row()
            row.fact = number == 3 ? 1 : 0
            row.name = fleet.texts.add("PC\(number)".utf8)
            row.machine = fleet.texts.add("machine\(number)".utf8)
            if number < 2 {
                row.objectGUID = guid(number)
                row.dn = fleet.texts.add("CN=PC\(number),OU=Lab,DC=x".utf8)
            } else {
                row.entraID = guid(number)
            }
            fleet.rows.append(row)
        }
        facts.fleet = fleet
        return facts
    }

    private static func inFleet(_ name: Substring) -> String { "fleet//\(name)" }

    private static let findings: [CheckID: [Finding]] = [
        own: [said("0- 1?", of: "fleet", inFleet)], a: [said("PC0- PC1+")],
    ]

    private static let fleetUntouched = [
        "PC0 not-ready a:fail a:fail", "PC1 not-ready a:pass a:fail", "PC2 not-ready a:fail",
        "PC3 undetermined a:undetermined",
    ]

    @Test(arguments: [
        Row(testDescription: "none", waivers: [], devices: fleetUntouched, result: "fail fail"),
        Row(
            testDescription: "one of three that are alike", waivers: [.sample(check: own, "PC1")],
            devices: [
                "PC0 not-ready a:fail a:fail", "PC1 ready a:pass a:waived=fail", "PC2 not-ready a:fail",
                "PC3 undetermined a:undetermined",
            ], result: "fail fail else fail, 1 by 1"),
        Row(
            testDescription: "by ids of all kinds",
            waivers: [
                .sample(check: own, "MACHINE0"), .sample(check: own, guid(1).description),
                .sample(check: own, guid(2).description),
            ],
            devices: [
                "PC0 not-ready a:fail a:waived=fail", "PC1 ready a:pass a:waived=fail",
                "PC2 ready a:waived=fail", "PC3 undetermined a:undetermined",
            ], result: "fail undetermined else fail, 3 by 3"),
        Row(
            testDescription: "wildcards that only ids, distinguished names and all would fit, and a number",
            waivers: ["fl*", "fleet//0", "fleet//*", "mach*", "cn*", "00000000-*"].map {
                .sample(check: own, $0)
            },
            devices: fleetUntouched, result: "fail fail"),
        Row(
            testDescription: "all", waivers: [.sample(check: own, "fleet")],
            devices: [
                "PC0 not-ready a:fail a:waived=fail", "PC1 ready a:pass a:waived=fail",
                "PC2 ready a:waived=fail", "PC3 ready a:waived=undetermined",
            ], result: "fail waived else fail, 4 by 1"),
        Row(
            testDescription: "what the directory says of one", waivers: [.sample(check: a, "cn=pc0,*")],
            devices: [
                "PC0 not-ready a:waived=fail a:fail", "PC1 not-ready a:pass a:fail", "PC2 not-ready a:fail",
                "PC3 undetermined a:undetermined",
            ], result: "waived else fail, 1 by 1 fail"),
        Row(
            testDescription: "all of one by its name, through a reason",
            waivers: [.sample(reason: .syncContainerOutOfScope, "pc0")],
            devices: [
                "PC0 ready a:waived=fail a:waived=fail", "PC1 not-ready a:pass a:fail",
                "PC2 not-ready a:fail", "PC3 undetermined a:undetermined",
            ], result: "waived else fail, 1 by 1 fail else fail, 1 by 1"),
    ])
    func `devices of a joined fleet, and what is said of them all`(row: Row) throws {
        let evaluation = Self.evaluation(Self.fleet.waiving(row.waivers), Self.findings)
        let (devices, picture) = evaluation.devices(under: .named("s"))
        let table = try #require(devices)
        #expect(Self.outline(table) == row.devices)
        let results = evaluation.results(under: .named("s"))
        #expect(results.map(Self.outline).joined(separator: " ") == row.result)
        #expect(table.counts.values.reduce(0, +) == 4)
        // How far devices have come is what was found, whatever is accepted about it.
        let bare = Self.evaluation(Self.fleet, Self.findings).devices(under: .named("s")).fleet
        #expect(picture?.funnel == bare?.funnel)
        let again = try JSONDecoder().decode(Report.Devices.self, from: JSONEncoder().encode(table))
        #expect(again == table)
    }

    @Test func `waivers of other things change nothing about a fleet`() {
        let waivers: [Waiver] = [
            .sample(check: "endpoints.x"), .sample(reason: .tagMissing), .sample(check: Self.a, expiresIn: 0),
        ]
        let with = Self.evaluation(Self.fleet.waiving(waivers), Self.findings)
        let without = Self.evaluation(Self.fleet, Self.findings)
        #expect(with.devices(under: .named("s")).devices == without.devices(under: .named("s")).devices)
        #expect(with.devices(under: .named("s")).fleet == without.devices(under: .named("s")).fleet)
        #expect(with.results(under: .named("s")) == without.results(under: .named("s")))
    }
}
