import Collectors
import Model

extension TenantReading {
    /// The same where the saved answers are of the tenant that is configured, or where none is.
    ///
    /// Else nothing is told by them, and why not: neither of the tenant nor of its devices. What only the directory lists stays, as it
    /// is of no tenant.
    func ofTenant(_ expected: TenantExpectation?) -> TenantReading {
        guard let expected, let objection = objection(to: expected) else { return self }
        var reading = self
        // The check of the answers as a whole names the tenant that they are of.
        if fact.organization.value == nil || objection.code != .tenantMismatch {
            reading.fact.organization = .unreadable(objection)
            reading.fact.subscriptions = .unreadable(objection)
            reading.fact.connectors = .unreadable(objection)
            reading.fact.policies = .unreadable(objection)
        }
        func emptied<Row>(_ listing: DeviceListing<Row>?) -> DeviceListing<Row>? {
            listing.map { known in
                var listing = DeviceListing<Row>()
                listing.observedAt = known.observedAt
                listing.incomplete = objection
                return listing
            }
        }
        reading.sources.entraDevices = emptied(sources.entraDevices)
        reading.sources.managedDevices = emptied(sources.managedDevices)
        reading.sources.machines = emptied(sources.machines)
        return reading
    }

    /// Why the answers are not of the tenant, or do not show that they are; nil where they are.
    private func objection(to expected: TenantExpectation) -> Unreadable? {
        let organization = fact.organization.value
        if let id = expected.id {
            // An id of a subscription begins with its tenant's.
            guard let own = organization?.id ?? (tenants.count == 1 ? tenants.first : nil) else {
                return unproven("tenant.id is \(id.printable(limit: 60))")
            }
            guard own != id else { return nil }
            let text = "the saved answers are of tenant \(own.printable(limit: 60)), and tenant.id is \(id)"
            return Unreadable(.tenantMismatch, text)
        }
        guard let domain = expected.domain?.lowercased() else { return nil }
        let shown = "tenant.domain is \(domain.printable(limit: 100))"
        guard let organization, !organization.verifiedDomains.isEmpty else { return unproven(shown) }
        guard !organization.verifiedDomains.contains(domain) else { return nil }
        let own = organization.id.printable(limit: 60)
        return Unreadable(
            .tenantMismatch,
            "the saved answers are of tenant \(own), whose verified domains lack it, and \(shown)")
    }

    private func unproven(_ expected: String) -> Unreadable {
        // That answers are old, damaged or of two tenants says more.
        if case .unreadable(let why) = fact.organization, why.code != .evidenceMissing { return why }
        let text =
            "no saved answer tells of which tenant they are, and \(expected); that to /v1.0/organization does, with its verified domains"
        return Unreadable(.evidenceMissing, text)
    }
}
