package import Model

/// What was read of a tenant: what it says of itself, and the devices that it lists.
package struct TenantReading: Sendable, Equatable {
    package var fact: TenantFact
    package var sources: FleetSources
    /// Ids of the tenants that saved answers name, lower case; also those that are too old to be relied on.
    package var tenants: Set<String> = []

    package init(fact: TenantFact, sources: FleetSources) {
        self.fact = fact
        self.sources = sources
    }
}
