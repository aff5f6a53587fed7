import Foundation
import SampleFacts
import Testing

@testable import Model

/// What is said of the devices of a joined fleet, and of them all.
struct FleetEvaluationTests {
    private static let onboarded: CheckID = "onboarding.device-onboarded"
    private static let tagged: CheckID = "tagging.management-tag-present"
    private static let enrolled: CheckID = "onboarding.enrollment-status"
    private static let present: CheckID = "registration.device-object-present"
    private static let scope: CheckID = "directory.computers-in-sync-scope"

    private struct SaidCheck: Check {
        let id: CheckID
        let findings: [Finding]
        func evaluate(_ evidence: Evidence) -> [Finding] { findings }
    }

    private static func id(_ number: Int) -> GUID { GUID(high: 7, low: UInt64(number)) }

    /// A fact of a fleet that stands for so many devices, with claims about its place in the directory and in Entra ID.
    private static func fact(_ number: Int, _ count: Int, directory: Claim.Value?, entra: Claim.Value?)
        -> DeviceFact
    {
        var fact = DeviceFact(path: "fleet//\(number)", name: "D\(number)")
        fact.members = .init(count: count, examples: [])
        fact.files = [
            EvidenceFile(name: "Active Directory", kind: .directoryComputer),
            EvidenceFile(name: "Entra devices", kind: .entraDevice),
        ]
        if let directory {
            fact.claims.append(Claim(.directoryAccount, directory, file: 0, line: 0))
            fact.claims.append(Claim(.directorySystem, .text("System \(number)"), file: 0, line: 0))
        }
        if let entra {
            fact.claims.append(Claim(.entraObject, entra, file: 1, line: 0))
            if entra == .text("id") {
                fact.claims.append(Claim(.entraTrust, .text("serverad"), file: 1, line: 0))
            }
        }
        return fact
    }

    /// Rows by the numbers of their facts, each in a container that is called by its fact.
    private static func fleet(_ facts: [Int]) -> Fleet {
        var fleet = Fleet()
        for (number, fact) in facts.enumerated() {
            var row = Fleet.Row()
            row.fact = UInt32(fact)
            row.name = fleet.texts.add("PC\(number)".utf8)
            row.dn = fleet.texts.add("CN=PC\\,\(number),OU=\(fact),DC=x".utf8)
            row.objectGUID = id(number)
            fleet.rows.append(row)
        }
        fleet.leftOut = ["stale": 3]
        return fleet
    }

    /// One mark for each fact: `+` met, `-` not met, `?` undetermined.
    private static func said(_ marks: String, _ code: ReasonCode) -> Finding {
        let devices = marks.enumerated().map { number, mark -> FleetOutcome.Device in
            switch mark {
            case "+": .init(name: "fleet//\(number)", mark: .met, code: nil)
            case "-":
                .init(
                    name: "fleet//\(number)", mark: .notMet, code: code,
                    details: [.init(code, "seen \(number)")])
            default: .init(name: "fleet//\(number)", mark: .undetermined, code: .evidenceMissing)
            }
        }
        return Finding(
            Subject(.devices, "fleet"), .met(seen: ""),
            fleet: FleetOutcome(counts: [:], leftOut: [:], groups: [], devices: devices))
    }

    private static func evaluation(
        _ facts: [DeviceFact], _ fleet: Fleet, _ findings: [CheckID: [Finding]],
        directories: [DirectoryFact] = []
    ) -> Evaluation {
        var set = FactSet()
        set.devices = facts
        set.fleet = fleet
        set.directories = directories
        let ids = findings.keys.sorted()
        let plan = Evaluation.Plan(
            checks: ids.map { SaidCheck(id: $0, findings: findings[$0] ?? []) },
            descriptions: Dictionary(
                uniqueKeysWithValues: ids.map {
                    ($0, CheckDescription.sample($0, area: $0.area ?? .directory))
                }), reasons: [:], areas: [], isSelected: { _ in true })
        return Evaluation(plan, evidence: Evidence(facts: set, references: References()))
    }

    private static let set = RequirementSet(name: "s", title: "", about: "", source: "", severities: [:])

    private static let facts = [
        fact(0, 2, directory: .text("enabled"), entra: .text("id")),
        fact(1, 1, directory: .text("enabled"), entra: .absent),
        fact(2, 1, directory: .absent, entra: .text("id")),
        fact(3, 1, directory: .text("disabled"), entra: nil),
    ]

    private static let whole: [CheckID: [Finding]] = [
        present: [said("+-++", .registrationObjectMissing)],
        onboarded: [said("+--?", .onboardingNotOnboarded)], tagged: [said("++++", .tagMissing)],
        enrolled: [said("+???", .onboardingNotEnrolled)],
    ]

    @Test func `each device has what was said of its fact, and its own name and ids`() throws {
        let fleet = Self.fleet([0, 1, 2, 0, 3])
        let (devices, _) = Self.evaluation(Self.facts, fleet, Self.whole).devices(under: Self.set)
        let all = try #require(devices)
        #expect(all.map(\.name) == ["PC0", "PC1", "PC2", "PC3", "PC4"])
        #expect(all.map(\.ids.evidence) == [0, 1, 2, 0, 3].map { "fleet//\($0)" })
        #expect(all.map(\.ids.objectGUID) == (0..<5).map { Self.id($0) })
        #expect(
            all.map(\.verdict) == [.ready, .notReady, .notReady, .ready, .undetermined])
        #expect(all[0].results == all[3].results)
        #expect(all[1].results.flatMap(\.reasons).map(\.message) == ["seen 1", nil, "seen 1"])
        #expect(all.counts == ["ready": 2, "not-ready": 2, "undetermined": 1, "managed-elsewhere": 0])
    }

    @Test func `a table is the same when it is read again`() throws {
        let fleet = Self.fleet([0, 1, 2, 0, 3])
        let (devices, _) = Self.evaluation(Self.facts, fleet, Self.whole).devices(under: Self.set)
        let all = try #require(devices)
        let again = try JSONDecoder().decode(Report.Devices.self, from: JSONEncoder().encode(all))
        #expect(again == all)
    }

    @Test func `the funnel tells how far devices have come, and what stops them`() throws {
        let fleet = Self.fleet([0, 1, 2, 0, 3])
        let picture = try #require(
            Self.evaluation(Self.facts, fleet, Self.whole).devices(under: Self.set).fleet)
        let steps = picture.funnel.map { step in
            let stops = step.stops.map { "\($0.isDoubt ? "?" : "")\($0.code.rawValue)=\($0.count)" }
            return "\(step.kind.rawValue) \(step.reached ?? -1) \(stops.joined(separator: " "))"
        }
        #expect(
            steps == [
                "directory 4 registration.device-disabled=1", "synchronized 3 registration.object-missing=1",
                "registered 3 ", "onboarded 2 onboarding.not-onboarded=1", "tagged 2 ", "managed 2 ",
            ])
        #expect(picture.devices == 5)
        #expect(picture.leftOut == ["stale": 3])
        #expect(picture.sources.map(\.devices) == [4, 3, nil, nil, nil])
    }

    @Test func `a step of which no source tells is not counted`() throws {
        let picture = try #require(
            Self.evaluation(Self.facts, Self.fleet([0]), [Self.onboarded: [Self.said("++++", .tagMissing)]])
                .devices(under: Self.set).fleet)
        #expect(picture.funnel.map(\.reached) == [1, 1, nil, 1, nil, nil])
    }

    @Test func `groups are by system, container and what is to be mended first`() throws {
        let fleet = Self.fleet([0, 1, 2, 0, 3])
        let picture = try #require(
            Self.evaluation(Self.facts, fleet, Self.whole).devices(under: Self.set).fleet)
        #expect(picture.systems.map(\.name) == ["System 0", "System 1", "System 2", "System 3"])
        #expect(picture.systems[0].counts["ready"] == 2)
        #expect(picture.containers.map(\.name) == ["OU=1,DC=x", "OU=2,DC=x", "OU=3,DC=x", "OU=0,DC=x"])
        #expect(
            picture.reasons.map { "\($0.name) \($0.total)" } == [
                "onboarding.not-onboarded 2", "evidence.missing 1",
            ])
    }

    private static func directory(_ marks: String) -> (DirectoryFact, Finding) {
        var fact = DirectoryFact(
            domain: "x", observedAt: Sample.moment, unread: Unreadable(.ldapTimeout, "no answer"))
        fact.computers = .present(
            marks.indices.enumerated().map { number, _ in
                ComputerFact(dn: "CN=\(number),DC=x", name: "PC\(number)", objectGUID: id(number))
            })
        let devices = marks.enumerated().compactMap { number, mark -> FleetOutcome.Device? in
            let name = "CN=\(number),DC=x"
            switch mark {
            case "+": return .init(name: name, mark: .met, code: nil)
            case "-": return .init(name: name, mark: .notMet, code: .syncContainerOutOfScope)
            default: return nil
            }
        }
        let finding = Finding(
            Subject(.devices, "x"), .met(seen: ""),
            fleet: FleetOutcome(counts: [:], leftOut: [:], groups: [], devices: devices))
        return (fact, finding)
    }

    @Test func `what the directory's checks say of a computer is said of its device`() throws {
        let (directory, finding) = Self.directory("+- ")
        var findings = Self.whole
        findings[Self.scope] = [finding]
        var fleet = Self.fleet([0, 0, 0, 0])
        fleet.rows[3].dn = .none
        let (devices, _) = Self.evaluation(Self.facts, fleet, findings, directories: [directory]).devices(
            under: Self.set)
        let all = try #require(devices)
        #expect(all.count == 4)
        // The third was left out by the directory's check, and the fourth is not in the directory.
        #expect(all.map(\.verdict) == [.ready, .notReady, .undetermined, .ready])
        #expect(all[1].results.first?.reasons.map(\.code) == [.syncContainerOutOfScope])
    }

    @Test func `what is in doubt for a whole domain is in doubt for its devices`() throws {
        let (directory, _) = Self.directory("++")
        var findings = Self.whole
        findings[Self.scope] = [
            Finding(Subject(.devices, "x"), .undetermined([Reason(.syncConfigurationMissing, "none")]))
        ]
        var fleet = Self.fleet([0, 0, 0])
        fleet.rows[2].dn = .none
        let (devices, _) = Self.evaluation(Self.facts, fleet, findings, directories: [directory]).devices(
            under: Self.set)
        let all = try #require(devices)
        #expect(all.map(\.verdict) == [.undetermined, .undetermined, .ready])
    }

    @Test func `a computer that the judged directory does not show by its id is not called ready`() throws {
        let (directory, finding) = Self.directory("+")
        var findings = Self.whole
        findings[Self.scope] = [finding]
        var fleet = Self.fleet([0, 0])
        fleet.rows[1].objectGUID = nil
        let (devices, _) = Self.evaluation(Self.facts, fleet, findings, directories: [directory]).devices(
            under: Self.set)
        let all = try #require(devices)
        #expect(all.map(\.verdict) == [.ready, .undetermined])
        #expect(all[1].results.first?.reasons.map(\.code) == [.evidenceInconclusive])
    }
}
