import Model
import SampleFacts
import Testing

/// A row of a check's table: facts made by hand, and the outline of each finding about them.
struct Judgement: Sendable, CustomTestStringConvertible {
    let name: String
    let facts: FactSet
    let outlines: [String]

    init(_ name: String, _ facts: FactSet, _ outlines: [String]) {
        self.name = name
        self.facts = facts
        self.outlines = outlines
    }

    /// One endpoint on a direct path, with one finding.
    init(_ name: String, _ probe: Probe, _ outline: String) {
        self.init(name, Sample.facts([Sample.fact(Sample.endpoint(), .direct, probe)]), [outline])
    }

    var testDescription: String { name }

    func findings(of check: some Check) -> [Finding] {
        let findings = check.evaluate(Evidence(facts: facts, references: .sample))
        holdAgainstTokens(check, findings)
        return findings
    }

    /// What `check` says about the first subject.
    func words(of check: some Check) throws -> String {
        try #require(findings(of: check).first).verdict.words
    }
}
