import Foundation
import Model
import SampleFacts

extension Waiver {
    /// One that is in force for a day from the sample's moment on, unless it is said otherwise.
    static func sample(
        check: CheckID? = nil, reason: ReasonCode? = nil, _ subject: String = "*",
        expiresIn seconds: Double = 86_400
    ) -> Waiver {
        Waiver(
            check: check?.rawValue, reason: reason?.rawValue, subject: subject, because: "because",
            owner: "owner", expires: Sample.moment.addingTimeInterval(seconds))
    }
}

extension FactSet {
    /// The same facts, with waivers.
    func waiving(_ waivers: [Waiver]) -> FactSet {
        var facts = self
        facts.waivers = GivenWaivers(judgedAt: Sample.moment, waivers: waivers)
        return facts
    }
}

extension RequirementSet {
    static func named(_ name: String, _ severities: [CheckID: Severity] = [:], always: Set<CheckID> = [])
        -> RequirementSet
    {
        RequirementSet(
            name: name, title: "", about: "", source: "", severities: severities, always: always)
    }
}
