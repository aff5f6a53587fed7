import CheckCatalogue
import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

/// Every check is joined one to one to its description, and none ever vanishes from a report.
struct AllChecksTests {
    private static let ids = allChecks.map(\.id)

    @Test
    func `every id is dotted, lower case and used once`() throws {
        let form = /[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*/
        #expect(Self.ids.count(where: { $0.rawValue.wholeMatch(of: form) == nil }) == 0)
        #expect(Set(Self.ids).count == Self.ids.count)
    }

    @Test
    func `every check has one file and every file has one check`() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: RealCatalogue.folder.path)
        let described = files.filter { path in
            Area.allCases.contains {
                path.hasPrefix("\($0.rawValue)/\($0.rawValue).") && path.hasSuffix(".yml")
            }
        }
        let expected = Self.ids.map { "\($0.area?.rawValue ?? "?")/\($0).yml" }
        #expect(described.sorted() == expected.sorted())
    }

    @Test
    func `every check is described in the catalogue under its own area`() throws {
        let catalogue = try RealCatalogue.load()
        #expect(Set(catalogue.judging.checks.keys) == Set(Self.ids))
        #expect(catalogue.judging.checks.values.allSatisfy { $0.id.area == $0.area })
    }

    @Test
    func `every requirement set names every check and no other`() throws {
        let catalogue = try RealCatalogue.load()
        #expect(catalogue.judging.requirementSets.map(\.name) == ["classic", "current"])
        for set in catalogue.judging.requirementSets { #expect(Set(set.severities.keys) == Set(Self.ids)) }
    }

    @Test
    func `every endpoint is judged by a reachability check that there is`() throws {
        let named = try RealCatalogue.load().probing.endpointSets.flatMap(\.endpoints).map(
            \.reachabilityCheck)
        let there = Set(allChecks.compactMap { ($0 as? ReachabilityCheck)?.id })
        #expect(Set(named).subtracting(there).isEmpty)
        #expect(there.subtracting(named) == ["endpoints.additional-reachable"])
    }

    @Test
    func `checks of one area stand together`() {
        let areas = Self.ids.map(\.area)
        let changes = zip(areas, areas.dropFirst()).count { $0 != $1 }
        #expect(changes + 1 == Set(areas).count)
    }

    // MARK: - Planned = reported

    struct Circumstance: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var facts: FactSet
        var deselected: Set<CheckID> = []
    }

    /// Every endpoint of the catalogue, on both paths, with one end for all.
    private static func all(_ probe: Probe, _ handshake: WildcardFact.Handshake = .notTried) -> FactSet {
        let sets = (try? RealCatalogue.load().probing.endpointSets) ?? []
        let paths = [NetworkPath.direct, Sample.proxy]
        let tenant = TenantExpectation(id: nil, domain: "contoso.com")
        var endpoints = sets.flatMap { set in
            set.endpoints.flatMap { template in
                (template.hosts[.global] ?? []).map {
                    template.endpoint(set: set.id, host: $0, tenant: tenant)
                }
            }
        }
        endpoints.append(Sample.endpoint(set: "tenant", check: "tenant.domain-resolves-to-tenant"))
        endpoints.append(
            Sample.endpoint("a.example", set: "additional", check: "endpoints.additional-reachable"))
        return Sample.facts(
            endpoints.flatMap { endpoint in paths.map { Sample.fact(endpoint, $0, probe) } },
            wildcards: paths.map { Sample.wildcard($0, probe, handshake: handshake) }, tenant: tenant)
    }

    /// A domain of which nothing could be read, and one and a tenant of which every part could not, for one reason.
    private static func unread(_ code: ReasonCode) -> FactSet {
        let why = Unreadable(code, "it failed")
        var facts = DirectorySample.facts(
            DirectorySample.unread(code, DirectorySample.attempt(.tcp, code)),
            DirectorySample.directory("other.example") {
                $0.controller?.rootDomainNamingContext = "DC=other,DC=example"
                $0.registrationPoints = .unreadable(why)
                $0.syncAccounts = .unreadable(why)
                $0.managementSites = .unreadable(why)
                $0.computers = .unreadable(why)
            })
        facts.federation = [
            FederationFact(domain: "contoso.com", observedAt: Sample.moment, realm: .unreadable(why)),
            FederationFact(
                domain: "fabrikam.com", observedAt: Sample.moment,
                realm: .present(.init(account: .federated)), metadata: .unreadable(why)),
        ]
        facts.tenantServices = TenantFact(
            id: "tenant:contoso.com", name: "contoso.com", source: .api, unread: why)
        return facts
    }

    static let circumstances: [Circumstance] =
        [
            Circumstance(testDescription: "no facts", facts: FactSet()),
            Circumstance(testDescription: "answers", facts: all(.answered(), .answered)),
            Circumstance(testDescription: "probes that say nothing", facts: all(Probe())),
            Circumstance(testDescription: "all deselected", facts: all(.refused), deselected: Set(ids)),
            Circumstance(
                testDescription: "reachability deselected", facts: all(.refused),
                deselected: Set(ids.filter { $0.rawValue.hasSuffix("-reachable") })),
        ]
        + ReasonCode.allCases.filter { $0 != .inputNotGiven }.flatMap { code in
            [Phase.name, .proxy, .tls].map { phase in
                Circumstance(
                    testDescription: "\(code.rawValue) in phase \(phase.rawValue)",
                    facts: all(.failed(phase, code)))
            } + [
                Circumstance(
                    testDescription: "\(code.rawValue) in the directory and the tenant", facts: unread(code))
            ]
        }

    @Test(arguments: circumstances)
    func `every planned check is reported, whatever was seen`(circumstance: Circumstance) throws {
        for set in try RealCatalogue.load().judging.requirementSets {
            let results = try evaluation(of: circumstance).results(under: set)
            #expect(Set(results.map(\.check)) == Set(Self.ids))
            let order = results.map(\.check).compactMap(Self.ids.firstIndex(of:))
            #expect(order == order.sorted())
            let deselected = results.filter { circumstance.deselected.contains($0.check) }
            #expect(
                deselected.map(\.check.rawValue).sorted() == circumstance.deselected.map(\.rawValue).sorted())
            #expect(deselected.count { $0.status != .skipped } == 0)
        }
    }

    @Test(arguments: circumstances)
    func `a blocked result names causes that are in the report`(circumstance: Circumstance) throws {
        for set in try RealCatalogue.load().judging.requirementSets {
            let results = try evaluation(of: circumstance).results(under: set)
            let causes = Set(results.filter(\.blockedBy.isEmpty).map(\.check))
            let dangling = results.filter {
                !causes.isSuperset(of: $0.blockedBy) || $0.blockedBy.contains($0.check)
            }
            #expect(dangling.map(\.check) == [])
        }
    }

    @Test(arguments: circumstances)
    func `every result says on what grounds`(circumstance: Circumstance) throws {
        for set in try RealCatalogue.load().judging.requirementSets {
            let results = try evaluation(of: circumstance).results(under: set)
            let groundless = results.filter { result in
                switch result.status {
                case .pass, .notApplicable: result.seen?.isEmpty ?? true
                case .skipped: result.reasons.map(\.code) != [.inputNotGiven]
                default:
                    result.reasons.isEmpty
                        || result.reasons.contains { $0.message.isEmpty || $0.remedy == nil }
                }
            }
            #expect(groundless.map(\.check) == [])
        }
    }

    @Test(arguments: circumstances.filter { !["answers", "all deselected"].contains($0.testDescription) })
    func `a run that did not go well is never ready`(circumstance: Circumstance) throws {
        for set in try RealCatalogue.load().judging.requirementSets {
            let results = try evaluation(of: circumstance).results(under: set)
            let verdicts = FailOn.allCases.map { Summary(results, failOn: $0, interrupted: false).verdict }
            #expect(!verdicts.contains(.ready))
        }
    }

    private func evaluation(of circumstance: Circumstance) throws -> Evaluation {
        let catalogue = try RealCatalogue.load()
        let deselected = circumstance.deselected
        let plan = Evaluation.Plan(
            checks: allChecks, descriptions: catalogue.judging.checks, reasons: catalogue.judging.reasons,
            areas: catalogue.judging.areas,
            isSelected: { !deselected.contains($0) })
        return Evaluation(plan, evidence: Evidence(facts: circumstance.facts, references: .sample))
    }
}
