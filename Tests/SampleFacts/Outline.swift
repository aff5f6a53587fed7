package import Model

extension Finding {
    /// The verdict in few words: `met`, `not-met CODE`, `undetermined CODE < BLOCKER`, `not-applicable`.
    package var outline: String { verdict.outline }
}

extension Verdict {
    package var outline: String {
        switch self {
        case .met: "met"
        case .notMet(let reasons): (["not-met"] + reasons.map(\.code.rawValue)).joined(separator: " ")
        case .undetermined(let reasons, let blockers):
            (["undetermined"] + reasons.map(\.code.rawValue) + blockers.map { "< \($0)" }).joined(
                separator: " ")
        case .notApplicable: "not-applicable"
        }
    }

    package var reasons: [Reason] {
        switch self {
        case .notMet(let reasons), .undetermined(let reasons, _): reasons
        case .met, .notApplicable: []
        }
    }

    /// What is said: the reasons, or on what grounds it is met or does not apply.
    package var words: String {
        switch self {
        case .met(let seen): seen
        case .notApplicable(let why): why
        case .notMet, .undetermined: reasons.map(\.message).joined(separator: "; ")
        }
    }
}
