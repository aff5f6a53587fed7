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
        guard let settings = configuration.tenantServices,
            settings.signIn != nil || !settings.exports.isEmpty
        else { return false }
        return allChecks.contains { check in
            check.id.area.map(Self.tenantAreas.contains) ?? false && selection.contains(check.id)
        }
    }

    /// Reads saved answers, or asks the services where there are none, if any check of them was asked for.
    func tenantServices(
        _ reading: Reading, judgedAt: Date, _ deadline: Deadline, _ progress: Progress
    ) async throws -> TenantReading? {
        guard wantsTenantServices, let settings = configuration.tenantServices else { return nil }
        let tag = try await reading.devices().registration.managementTag
        guard settings.exports.isEmpty else {
            let moment = Date(timeIntervalSince1970: judgedAt.timeIntervalSince1970.rounded(.down))
            return try await SavedAnswers.read(
                settings.exports, tag: tag, maximumAge: settings.exportMaximumAge, judgedAt: moment,
                deadline: deadline)
        }
        guard let signIn = settings.signIn, let credential = signInCredential else { return nil }
        let plan = TenantCollector.Plan(
            cloud: configuration.cloud, tenant: configuration.tenant, clientID: signIn.clientID,
            credential: credential, tag: tag)
        let collector = TenantCollector(
            plan, prober: try prober(deadline), proxies: proxies, access: try await reading.tenantAccess(),
            prompt: { words in
                progress.clear()
                StandardError.write("\(words)\n")
            })
        return await collector.collect { progress.show(listed: $0) }
    }
}
