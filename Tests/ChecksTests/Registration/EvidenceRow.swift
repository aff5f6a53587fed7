import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

/// A row of a device check's table: what the evidence tells, and what is judged of it.
struct EvidenceRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var claims: [Told]
    var outline: String
    var set = "classic"
    var tenant: TenantExpectation?
    var settings: [String: String] = [:]
    var unread: [String: Unreadable] = [:]
    var scope: ScopeAttestation?
    /// Seconds since the evidence was taken.
    var age = 3600.0

    init(_ name: String, _ claims: [Told], _ outline: String) {
        testDescription = name
        self.claims = claims
        self.outline = outline
    }

    func with(_ change: (inout EvidenceRow) -> Void) -> EvidenceRow {
        var row = self
        change(&row)
        return row
    }

    func judgement(by check: some DeviceCheck) -> DeviceJudgement {
        let fact = DeviceSample.fact(claims, ages: ["evidence.txt": age], unread: unread)
        var expectation = DeviceExpectation(judgedAt: DeviceSample.now)
        expectation.settings = settings
        var evidence = DeviceSample.evidence([fact], set: set, tenant: tenant, settings: settings)
        if let scope {
            var facts = evidence.facts
            facts.scopeAttestation = scope
            evidence = Evidence(facts: facts, references: evidence.references)
            evidence.requirementSet = set
        }
        return check.judge(DeviceView(fact, expectation), evidence)
    }
}
