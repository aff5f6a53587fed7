import Checks
import Collectors
import Configuration
import Foundation
import Model

/// What is read of the tenant's services.
extension Preflight {
    private static let tenantAreas: Set<Area> = [
        .tenant, .licensing, .registration, .platform, .tagging, .onboarding, .controlPlane, .policy,
    ]

    /// Whether the tenant's services, or saved answers of theirs, are to be read.
    var wantsTenantServices: Bool {
        configuration.tenantServices != nil
            && allChecks.contains { check in
                check.id.area.map(Self.tenantAreas.contains) ?? false && selection.contains(check.id)
            }
    }

    /// Reads them, if any check of them was asked for.
    func tenantServices(_ reading: Reading, judgedAt: Date, _ deadline: Deadline) async throws
        -> TenantReading?
    {
        guard wantsTenantServices, let settings = configuration.tenantServices else { return nil }
        let tag = try await reading.devices().registration.managementTag
        let moment = Date(timeIntervalSince1970: judgedAt.timeIntervalSince1970.rounded(.down))
        return try await SavedAnswers.read(
            settings.exports, tag: tag, maximumAge: settings.exportMaximumAge, judgedAt: moment,
            deadline: deadline)
    }
}
