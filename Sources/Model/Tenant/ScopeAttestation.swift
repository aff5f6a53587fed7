package import FoundationEssentials

/// What somebody says the enforcement scope is, since no interface tells.
package struct ScopeAttestation: Codable, Sendable, Equatable {
    package enum Scope: String, Codable, Sendable, CaseIterable {
        case all, tagged, off
    }

    package var windowsClients: Scope?
    package var windowsServers: Scope?
    package var linux: Scope?
    package var macOS: Scope?
    /// Who looked.
    package var by: String
    /// The day on which it was seen, at 00:00 UTC.
    package var on: Date

    package init(by: String, on: Date) {
        self.by = by
        self.on = on
    }
}
