package import Model

/// What judging needs beside the facts, as a bundle keeps it.
package struct KeptJudgement: Codable, Sendable, Equatable {
    package static let format = "mde-preflight.judgement/1"

    package var format = KeptJudgement.format
    /// The edition of the requirements that decided.
    package var requirementSet: String
    /// The checks and areas that were asked for; all of them where there is none.
    package var only: [String]
    /// The checks and areas that were left out.
    package var skip: [String]
    package var failOn: FailOn
    /// SHA-1 fingerprints, upper-case hexadecimal, of issuers that the configuration said are known; in their order.
    package var knownIssuers: [String]
    /// Where an interrupt ended judging devices; absent where all were judged.
    package var cut: JudgingCut?

    package init(
        requirementSet: String, only: [String], skip: [String], failOn: FailOn, knownIssuers: [String],
        cut: JudgingCut? = nil
    ) {
        self.requirementSet = requirementSet
        self.only = only
        self.skip = skip
        self.failOn = failOn
        self.knownIssuers = knownIssuers
        self.cut = cut
    }
}
