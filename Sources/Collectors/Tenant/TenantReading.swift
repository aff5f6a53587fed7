package import Model

/// What was read of a tenant: what it says of itself, and the devices that it lists.
package struct TenantReading: Sendable, Equatable {
    package var fact: TenantFact
    package var sources: FleetSources

    package init(fact: TenantFact, sources: FleetSources) {
        self.fact = fact
        self.sources = sources
    }
}
