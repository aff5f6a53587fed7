import Foundation
import Model

/// A settings file of the wizard: `Applied-SynchronizationPolicy-….JSON` or `Exported-…`.
///
/// It tells domains and containers, but neither staging mode nor schedule, and of the rules only some. It is written
/// when the wizard changes something, so that what was changed otherwise is not in it.
///
/// Source: <https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-import-export-config>
enum SyncPolicyFile {
    static func read(_ path: String, _ bytes: Data) -> SyncConfigurationFact {
        func nothing(_ what: String) -> SyncConfigurationFact {
            SyncConfigurationCollector.nothing(path, .syncConfigurationUnreadable, what)
        }
        var transcoder = UTF8Transcoder()
        guard let text = transcoder.transcode(bytes, isLast: true) else {
            return nothing("holds text that is not in the encoding that it begins with")
        }
        let json: Any
        do {
            json = try JSONSerialization.jsonObject(with: Data(text))
        } catch {
            return nothing("is no JSON, or breaks off")
        }
        if let name = JSONMembers.repeated(in: Array(text)) {
            return nothing("has the member \(name.printable(limit: 60)) twice in one object")
        }
        guard let root = json as? [String: Any] else { return nothing("is no settings file of the wizard") }
        let members = PolicyObject(root)
        let metadata = members.object("policyMetadata")
        guard members.has("onpremisesDirectoryPolicy") else {
            let isMigration = metadata?.text("type")?.lowercased() == "migration"
            return nothing(
                isMigration
                    ? "is the index of an export; give the folder that it lies in"
                    : "is no settings file of the wizard (it has no onpremisesDirectoryPolicy)")
        }
        if let version = unknownVersion(members, metadata) {
            return nothing("is of version \(version.printable(limit: 40)), which is not known")
        }
        return Builder(path, members, metadata).build()
    }

    /// A version outside of those whose shape is known: of the file's, or of the wizard's.
    private static func unknownVersion(_ members: PolicyObject, _ metadata: PolicyObject?) -> String? {
        let found = [
            members.version("version"), members.version("schemaVersion"), members.version("policyVersion"),
            metadata?.version("version"), metadata?.version("schemaVersion"),
            metadata?.version("azureADConnectVersion"), metadata?.version("entraConnectVersion"),
        ]
        return found.compactMap(\.self).first { version in
            guard let major = version.split(separator: ".").first.flatMap({ Int($0) }) else { return true }
            return !(1...2).contains(major)
        }
    }

    private struct Builder {
        private let members: PolicyObject
        private let metadata: PolicyObject?
        private var fact: SyncConfigurationFact

        init(_ path: String, _ members: PolicyObject, _ metadata: PolicyObject?) {
            self.members = members
            self.metadata = metadata
            fact = SyncConfigurationFact(path: path, kind: .policy)
        }

        consuming func build() -> SyncConfigurationFact {
            fact.server = members.object("deploymentMetadata")?.text("hostName")?.printable(limit: 255)
            fact.exportedAt = date
            fact.tenants =
                members.object("azureDirectoryPolicy")?.texts(depth: 4)
                .flatMap(\.tenantDomains).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } ?? []
            guard let policies = members.objects("onpremisesDirectoryPolicy") else {
                fault("onpremisesDirectoryPolicy is no list of objects")
                return fact
            }
            for policy in policies { add(policy) }
            if fact.forests.isEmpty { fault("it names no domain") }
            return fact
        }

        /// From the file's name, else from what it says.
        ///
        /// When the file was last written proves nothing: a copy is as young as its copying.
        private var date: Date? {
            let name = URL(fileURLWithPath: fact.path).lastPathComponent
            if let match = name.firstMatch(
                of: /([0-9]{4})([0-9]{2})([0-9]{2})-([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])/)
            {
                let out = match.output
                let parts = [out.1, out.2, out.3, out.4, out.5, out.6].compactMap { Int($0) }
                if let date = Date(exported: parts) { return date }
            }
            return metadata?.text("timeCreated")?.exportedDate
        }

        private mutating func fault(_ what: String) {
            let name = fact.path.printable(limit: 300)
            if !fact.gaps.contains(.connectors) { fact.gaps.append(.connectors) }
            if fact.faults.count < 20 {
                fact.faults.append(Unreadable(.syncConfigurationUnreadable, "\(name): \(what)"))
            }
        }

        private mutating func add(_ policy: PolicyObject) {
            let name = (policy.text("fullyQualifiedDomainName") ?? policy.text("friendlyName") ?? "")
                .printable(limit: 255)
            guard let filters = policy.objects("partitionFilters") else {
                return fault("partitionFilters of \(name) is no list of objects")
            }
            var forest = SyncForest(
                connector: (policy.text("uniqueIdentifier") ?? "").plainGUID, name: name, partitions: [])
            for filter in filters {
                if let partition = partition(filter, name) { forest.partitions.append(partition) }
            }
            forest.filterGroup =
                (policy.groupFilter() ?? members.groupFilter(except: "onpremisesdirectorypolicy"))?.exported()
            if forest.partitions.isEmpty { fault("\(name) has no domain that could be read") }
            fact.forests.append(forest)
        }

        private static let switches = ["selected", "isselected", "enabled", "isenabled"]
        /// Members of a domain that are understood, or name it and do no more.
        private static let known = Set(switches).union([
            "distinguishedname", "containerinclusions", "containerexclusions", "uniqueidentifier",
            "identifier",
            "id", "name", "friendlyname", "fullyqualifieddomainname", "$type",
        ])

        private mutating func partition(_ filter: PolicyObject, _ name: String) -> SyncPartition? {
            guard let dn = filter.text("distinguishedName") else {
                fault("a domain of \(name) has no distinguishedName")
                return nil
            }
            guard filter.has("containerInclusions") || filter.has("containerExclusions"),
                let inclusions = filter.list("containerInclusions"),
                let exclusions = filter.list("containerExclusions")
            else {
                fault("the containers of \(dn.printable(limit: 100)) are no lists of texts")
                return nil
            }
            for other in filter.others(than: Self.known) {
                fault(
                    "\(dn.printable(limit: 100)) has a member \(other.printable(limit: 60)), which is not known"
                )
            }
            let switches = Self.switches.filter { filter.has($0) }
            let flags = switches.compactMap { filter.bool($0) }
            if flags.count < switches.count || Set(flags).count > 1 {
                fault("it is not clear whether \(dn.printable(limit: 100)) is selected")
            }
            return SyncPartition(
                dn: dn.exported(), selected: !flags.contains(false), objectClasses: nil,
                inclusions: inclusions.map { $0.exported() }, exclusions: exclusions.map { $0.exported() })
        }
    }
}
