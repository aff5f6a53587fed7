import Checks
import Collectors
import Configuration
import Foundation
import Model

/// What is read of the tenant's own services.
extension Preflight {
    private static let areas: Set<Area> = [
        .tenant, .licensing, .registration, .platform, .tagging, .onboarding, .controlPlane, .policy,
    ]

    /// Whether any check was asked for that needs the tenant's services, and there is a way of reading them.
    var readsTenantServices: Bool {
        guard let settings = configuration.tenantServices, settings.signIn != nil || !settings.exports.isEmpty
        else { return false }
        return allChecks.contains { check in
            check.id.area.map(Self.areas.contains) ?? false && selection.contains(check.id)
        }
    }

    /// Reads the tenant's services, if any check of them was asked for; nil where they are not read.
    func tenantServices(
        _ reading: Reading, judgedAt: Date, _ deadline: Deadline, _ progress: Progress
    ) async throws -> TenantReading? {
        guard readsTenantServices, let settings = configuration.tenantServices else { return nil }
        let tag = try await reading.devices().registration.managementTag
        // Saved answers are read in place of asking.
        guard settings.exports.isEmpty else {
            let moment = Date(timeIntervalSince1970: judgedAt.timeIntervalSince1970.rounded(.down))
            let saved = try await SavedAnswers.read(
                settings.exports, tag: tag, exports: try await reading.exports(),
                maximumAge: settings.exportMaximumAge, judgedAt: moment,
                deadline: deadline)
            return saved.ofTenant(configuration.tenant)
        }
        guard let signIn = settings.signIn, let credential = signInCredential else { return nil }
        let access = try await reading.tenantAccess()
        let plan = TenantCollector.Plan(
            cloud: configuration.cloud, tenant: configuration.tenant, clientID: signIn.clientID,
            credential: credential, tag: tag, met: metSecrets)
        let collector = TenantCollector(
            plan, prober: try prober(deadline), proxies: proxies, access: access,
            prompt: { words in
                progress.clear()
                StandardError.write("\(words)\n")
            })
        return await collector.collect { progress.show(listed: $0) }
    }
}
