/// What the states mean in which Defender for Endpoint lists a machine; values that are not here are not known.
package struct MachineStates: Sendable, Equatable {
    /// By onboardingStatus, lower case.
    package var onboarding: [String: Onboarding] = [:]
    /// By healthStatus, lower case.
    package var health: [String: Health] = [:]
    /// By managedByStatus, lower case.
    package var management: [String: Management] = [:]

    package init() {}

    package enum Onboarding: String, Sendable, CaseIterable {
        case onboarded
        case notOnboarded = "not-onboarded"
        /// It does not say whether the machine is.
        case undecided
    }

    package enum Health: String, Sendable, CaseIterable {
        case active
        /// The sensor does not report, or not all.
        case failing
        case undecided
    }

    package enum Management: String, Sendable, CaseIterable {
        case succeeded
        case failed
        case undecided
    }
}
