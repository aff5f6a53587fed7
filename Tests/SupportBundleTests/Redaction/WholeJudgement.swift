import CheckCatalogue
import Checks
import Foundation
import Model
import Reporting
import SampleFacts
import SupportBundle

/// What a whole run concludes of facts, without the words and the names.
struct WholeJudgement: Equatable {
    /// For each requirement set and result: check, subject, status, codes, blockers and counts.
    private(set) var results: [String] = []
    /// What each result of the first requirement set is about, beside devices, with its check.
    private(set) var subjects: [Subject] = []
    /// For each requirement set and device: verdict, and each result's status and codes.
    private(set) var devices: [String] = []
    /// Counts of the picture of the fleet.
    private(set) var picture: [String] = []
    /// Names and ids of the devices, in the order of ``devices``.
    private(set) var names: [String] = []

    struct Subject: Hashable {
        var check: CheckID
        var name: String
    }

    init(_ facts: FactSet, hosts: Set<String> = []) throws {
        let catalogue = try RealCatalogue.load()
        let judging = catalogue.judging
        let plan = Evaluation.Plan(
            checks: allChecks, descriptions: judging.checks, reasons: judging.reasons, areas: judging.areas,
            requirementSets: judging.requirementSets, isSelected: { _ in true })
        var references = References()
        references.knownRoots = judging.issuers.roots
        references.knownIssuers = judging.issuers.issuers
        references.publicRoots = judging.publicRoots
        references.directory = catalogue.probing.directory
        references.devices = try RealCatalogue.loadDevices()
        references.tenant = try RealCatalogue.loadTenant()
        let evaluation = Evaluation(plan, evidence: Evidence(facts: facts, references: references))
        for result in evaluation.results(under: judging.requirementSets[0])
        where result.subject.kind != .devices {
            subjects.append(.init(check: result.check, name: result.subject.name))
        }
        for set in judging.requirementSets {
            results += evaluation.results(under: set).map { "\(set.name) \(Self.outline($0))" }
            let (devices, picture) = evaluation.devices(under: set)
            for device in devices.map(Array.init) ?? [] {
                let results = device.results.map {
                    "\($0.check) \($0.status) \($0.reasons.map(\.code.rawValue))"
                }
                self.devices.append("\(set.name) \(device.verdict) \(results)")
                names.append(
                    [
                        device.name, device.ids.distinguishedName, device.ids.evidence,
                        device.ids.objectGUID?.description,
                    ]
                    .compactMap(\.self).joined(separator: "|"))
            }
            if let picture { self.picture += Self.outline(picture) }
        }
    }

    private static func outline(_ result: Report.Result) -> String {
        // Of groups of one size the one whose name comes first is told first.
        let codes = result.reasons.map(\.code.rawValue).sorted()
        let counts = (result.fleet?.counts ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let groups = (result.fleet?.groups ?? []).map { "\($0.code) \($0.verdict) \($0.count)/\($0.total)" }
            .sorted()
        let facts = result.reasons.map(\.facts.count).sorted()
        return
            "\(result.check) \(result.subject.kind) \(result.status) \(codes) \(result.blockedBy) \(counts) \(groups) \(facts)"
    }

    private static func outline(_ picture: FleetPicture) -> [String] {
        func groups(_ groups: [FleetPicture.Group]) -> [String] {
            groups.map { group in "\(group.counts.sorted { $0.key < $1.key })" }.sorted()
        }
        let steps = picture.funnel.map { step in
            "\(step.kind) \(step.reached ?? -1) \(step.stops.map { "\($0.code) \($0.isDoubt) \($0.count)" }.sorted())"
        }
        return ["\(picture.devices) \(picture.leftOut.sorted { $0.key < $1.key })"]
            + picture.sources.map { "\($0.kind) \($0.devices ?? -1) \($0.incomplete?.code.rawValue ?? "")" }
            + steps
            + groups(picture.systems) + groups(picture.containers) + groups(picture.reasons)
    }
}

extension FactRedactor {
    /// Of everything that the catalogue of this repository does not know, and by itself of nothing in texts.
    static func ofTypes(
        salt: String, text: @escaping @Sendable (String) -> String = { $0 }
    ) -> FactRedactor {
        FactRedactor(
            level: .identities,
            pseudonyms: Pseudonyms(salt: Array(salt.utf8), publicNames: RealCatalogue.publicNames), text: text
        )
    }
}
