import Foundation
import Model
import SampleFacts

/// Directories and exports made by hand.
enum SyncSample {
    static let domain = "corp.example"
    static let root = "DC=corp,DC=example"
    static let now = Sample.moment
    static let day = 86400.0

    static func partition(
        _ dn: String = root, selected: Bool = true, classes: [String]? = ["computer", "user"],
        including inclusions: [String] = [root], excluding exclusions: [String] = []
    ) -> SyncPartition {
        SyncPartition(
            dn: dn, selected: selected, objectClasses: classes, inclusions: inclusions, exclusions: exclusions
        )
    }

    static func forest(_ partitions: SyncPartition..., filter: String? = nil) -> SyncForest {
        var forest = SyncForest(connector: connector, name: domain, partitions: partitions)
        forest.filterGroup = filter
        forest.attributes = ["cn", "objectGUID", "objectSid", "userAccountControl", "userCertificate"]
        return forest
    }

    static let connector = "11111111-1111-1111-1111-111111111111"
    static let tenantConnector = "22222222-2222-2222-2222-222222222222"

    /// An export of an active server, a day old.
    static func export(
        _ forests: SyncForest..., server: String? = "SYNC01", staging: Bool? = false, age: Double = day,
        path: String = "/exports/a", kind: SyncConfigurationFact.Kind = .serverExport,
        change: (inout SyncConfigurationFact) -> Void = { _ in }
    ) -> SyncConfigurationFact {
        var fact = SyncConfigurationFact(path: path, kind: kind)
        fact.exportedAt = now.addingTimeInterval(-age)
        fact.server = server
        fact.staging = staging
        fact.forests = forests
        change(&fact)
        return fact
    }

    static func computer(
        _ dn: String, lastLogon: Double? = day, control: UInt32? = 0x1000,
        system: String? = "Windows Server 2019 Standard", version: String? = "10.0 (17763)",
        _ change: (inout ComputerFact) -> Void = { _ in }
    ) -> ComputerFact {
        let name = dn.split(separator: ",").first.map { String($0.dropFirst(3)) } ?? dn
        var fact = ComputerFact(dn: dn, name: name, objectGUID: nil)
        fact.lastLogon = lastLogon.map { now.addingTimeInterval(-$0) }
        fact.accountControl = control
        fact.operatingSystem = system
        fact.operatingSystemVersion = version
        fact.primaryGroup = 515
        change(&fact)
        return fact
    }

    static func directory(
        _ computers: [ComputerFact], domain: String = domain,
        _ change: (inout DirectoryFact) -> Void = { _ in }
    ) -> DirectoryFact {
        var fact = DirectoryFact(
            domain: domain, observedAt: now, unread: Unreadable(.evidenceMissing, "not read"))
        fact.failure = nil
        fact.computers = .present(computers)
        fact.syncAccounts = .absent
        change(&fact)
        return fact
    }

    static func facts(
        _ directories: [DirectoryFact], _ exports: [SyncConfigurationFact] = [],
        tenant: TenantExpectation? = nil
    ) -> FactSet {
        var facts = FactSet()
        facts.directories = directories
        facts.syncConfigurations = exports
        facts.directoryExpectation = DirectoryExpectation(judgedAt: now)
        facts.tenant = tenant
        return facts
    }
}
