import Model
import SampleFacts
import SupportBundle
import Testing

extension Judgement {
    /// Redacted facts are judged as the facts themselves: each row of a check's table is a row of this rule as well.
    func holdAgainstTokens(_ check: some Check, _ findings: [Finding]) {
        let redactor = FactRedactor(
            level: .identities,
            pseudonyms: Pseudonyms(salt: Array(name.utf8), publicNames: .ofSamples(facts)),
            text: { $0 })
        let redacted = redactor.redacted(facts)
        let others = check.evaluate(Evidence(facts: redacted, references: .sample))
        #expect(others.map(\.outline) == findings.map(\.outline), "redaction changes what is found")
        #expect(others.map(\.fleet?.outline) == findings.map(\.fleet?.outline))
    }
}

extension FleetOutcome {
    /// Who has which mark and why, with counts, in the order of the facts; groups by their size.
    fileprivate var outline: [String] {
        let groups = groups.map { "\($0.code) \($0.verdict) \($0.count) of \($0.total)" }.sorted()
        let devices = devices.map {
            "\($0.mark) \($0.code?.rawValue ?? "") \($0.details.map(\.code.rawValue))"
        }
        return counts.sorted { $0.key < $1.key }.map { "\($0)" }
            + leftOut.sorted { $0.key < $1.key }.map { "\($0)" }
            + groups + devices
    }
}

extension PublicNames {
    /// What the catalogue knows, and what samples have in place of it.
    fileprivate static func ofSamples(_ facts: FactSet) -> PublicNames {
        var names = RealCatalogue.publicNames
        names.hosts.formUnion(
            facts.endpoints.filter { $0.endpoint.set != "additional" }.compactMap(\.endpoint.host))
        let references = References.sample
        names.fingerprints.formUnion(references.knownRoots)
        names.fingerprints.formUnion(references.knownIssuers)
        names.fingerprints.formUnion(references.publicRoots)
        return names
    }
}
