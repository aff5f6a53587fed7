import CheckCatalogue
import Checks
import Collectors
import Configuration
import Foundation
import Model

/// What is read of the directory and of its synchronization.
extension Preflight {
    /// Checks that are judged without any computer having been read.
    private static let withoutComputers: Set<CheckID> = [
        "directory.controller-reachable", "directory.functional-level",
        "directory.registration-service-connection-point", "directory.registration-tenant-matches",
        "directory.registration-not-enterprise-drs", "directory.sync-tenant-matches",
        "directory.sync-not-staging", "directory.sync-scheduled", "directory.federation-endpoints",
        "control-plane.configmgr-site-published",
    ]

    private var wanted: [CheckID] {
        allChecks.map(\.id).filter {
            [.directory, .controlPlane].contains($0.area) && selection.contains($0)
        }
    }

    /// Reads every domain that the configuration names, if any check of them was asked for.
    func directories(_ deadline: Deadline, _ progress: Progress) async throws -> [DirectoryFact] {
        guard let settings = configuration.directory, !settings.domains.isEmpty, !wanted.isEmpty else {
            return []
        }
        let collector: DirectoryCollector
        do {
            collector = try DirectoryCollector(
                settings: settings, network: configuration.network, password: directoryPassword,
                knowledge: .init(
                    bindErrors: probing.directory.bindErrors,
                    registrationContainer: probing.directory.registrationPoint.container
                ),
                deadline: deadline)
        } catch {
            throw Failure(.badInput, "\(error)")
        }
        let wantsComputers = wanted.contains { !Self.withoutComputers.contains($0) }
        return try await collector.collect(wantsComputers: wantsComputers) { progress.show(computers: $0) }
    }

    /// Reads the exports that the configuration names, if any check of them was asked for.
    func syncConfigurations(_ deadline: Deadline) async throws -> [SyncConfigurationFact] {
        guard let places = configuration.directory?.syncConfigurations, !wanted.isEmpty else { return [] }
        return try await SyncConfigurationCollector.collect(places, deadline: deadline)
    }

    /// Asks which tenants the names belong to that synchronization gives, where the configuration does not tell.
    func tenantNames(in facts: FactSet, _ deadline: Deadline) async throws -> [EndpointFact] {
        guard selection.contains(TenantNames.check), let tenant = facts.tenant,
            tenant.initialDomain == nil, tenant.id != nil || tenant.domain != nil
        else { return [] }
        let plan = EndpointPlan.lookups(
            of: facts.namedTenantDomains, sets: probing.endpointSets, configuration: configuration,
            proxies: proxies)
        guard !plan.items.isEmpty else { return [] }
        return try await endpointCollector(try prober(deadline)).collect(plan) { _ in }.endpoints
    }

    /// What evidence from the directory is held against; absent where nothing is asked of it.
    func directoryExpectation(judgedAt: Date) -> DirectoryExpectation? {
        configuration.directory.map { settings in
            // A report keeps whole seconds, and has to judge the same when it is read again.
            let moment = Date(timeIntervalSince1970: judgedAt.timeIntervalSince1970.rounded(.down))
            var expectation = DirectoryExpectation(judgedAt: moment)
            expectation.staleAfter = settings.staleAfter
            expectation.exportMaximumAge = settings.syncConfigurationMaximumAge
            return expectation
        }
    }
}

/// The password of the account that reads the directory, from where the configuration says.
enum DirectoryPassword {
    /// - Throws: ``Failure`` that names the place in which there is none.
    static func read(_ settings: DirectorySettings?, _ environment: [String: String]) throws(Failure)
        -> String?
    {
        guard case .user(_, let place)? = settings?.bind else { return nil }
        switch place {
        case .environment(let name):
            guard let password = environment[name], !password.isEmpty else {
                throw Failure(
                    .badInput,
                    "directory.bind: the environment variable \(name.printable()) is not set, or is empty; it has to hold the password"
                )
            }
            return password
        case .file(let path):
            let contents: Data
            do {
                contents = try Data(contentsOf: URL(filePath: path))
            } catch {
                throw Failure(
                    .badInput, "directory.bind: the password file \(path.printable()) cannot be read")
            }
            // Some editors begin a file with a mark of its encoding.
            let text = contents.starts(with: [0xef, 0xbb, 0xbf]) ? contents.dropFirst(3) : contents
            let line = text.prefix(1024).prefix { $0 != 10 && $0 != 13 }
            guard !line.isEmpty, !line.contains(0), let password = String(validating: line, as: UTF8.self)
            else {
                throw Failure(
                    .badInput, "directory.bind: the first line of \(path.printable()) is no password")
            }
            return password
        }
    }
}
