/// Which systems can be managed, from which update on, and what their builds are.
package struct PlatformKnowledge: Sendable, Equatable {
    package init() {}
}
