/// What the codes of a failed registration mean.
package struct RegistrationKnowledge: Sendable, Equatable {
    package init() {}
}
