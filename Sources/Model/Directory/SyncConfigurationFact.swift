package import FoundationEssentials

/// What one synchronization server is configured to do, as one export of it says.
package struct SyncConfigurationFact: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable {
        /// A folder that `Get-ADSyncServerConfiguration` wrote.
        case serverExport = "server-export"
        /// A file that the wizard wrote: `Applied-SynchronizationPolicy-….JSON` or `Exported-…`.
        case policy
        /// Neither, or nothing that can be read.
        case unknown
    }

    /// `kind` is what a fact is in a report; there, this one's is `form`.
    private enum CodingKeys: String, CodingKey {
        case kind = "form"
        case id, path, exportedAt, server, faults, gaps, forests, tenants, staging, scheduled, interval, rules
    }

    /// A part of which something could not be read, so that what is not there proves nothing.
    package enum Gap: String, Codable, Sendable {
        case connectors, rules
        case globalSettings = "global-settings"
    }

    /// `sync-configuration:` and the path; unique in a run.
    package var id: String
    /// The path as the configuration gives it.
    package var path: String
    package var kind: Kind
    /// When it was exported, as it says itself; absent where that is not understood.
    ///
    /// Where no part that dates an export is there, when its files were last written.
    package var exportedAt: Date?
    /// The synchronization server's host name, where the export tells.
    package var server: String?
    /// Why nothing, or not everything, could be read from it; each names the file.
    package var faults: [Unreadable] = []
    /// What of it may be missing; each once.
    package var gaps: [Gap] = []
    /// One for each connected forest.
    package var forests: [SyncForest] = []
    /// Domains of the tenants that it exports to, such as `contoso.onmicrosoft.com`; lower case.
    package var tenants: [String] = []
    /// GUIDs of the connectors to tenants, lower case, without braces; absent where the export has none of its own.
    package var tenantConnectors: [String]?
    package var staging: Bool?
    /// Whether the scheduler runs: false where it is suspended or its cycle is off.
    package var scheduled: Bool?
    /// Seconds between two cycles.
    package var interval: Double?
    /// Absent where the export holds no rules at all.
    package var rules: [SyncRule]?

    package init(path: String, kind: Kind) {
        id = "sync-configuration:\(path)"
        self.path = path
        self.kind = kind
    }
}

/// A forest that a server reads, with what of it is in scope.
package struct SyncForest: Codable, Sendable, Equatable {
    /// The connector's GUID, lower case, without braces; empty where the export has none.
    package var connector: String
    package var name: String
    package var partitions: [SyncPartition]
    /// Attributes that are read, as written; absent where the export does not tell.
    package var attributes: [String]?
    /// The distinguished name of the group whose members alone are in scope.
    package var filterGroup: String?
    /// The account with which the forest is read.
    package var account: String?

    package init(connector: String, name: String, partitions: [SyncPartition]) {
        self.connector = connector
        self.name = name
        self.partitions = partitions
    }
}

/// A domain or other partition of a forest.
package struct SyncPartition: Codable, Sendable, Equatable {
    package var dn: String
    package var selected: Bool
    /// Absent where the export does not tell.
    package var objectClasses: [String]?
    package var inclusions: [String]
    package var exclusions: [String]
    /// Whether a run profile imports it; absent where the export does not tell.
    package var imported: Bool?

    package init(
        dn: String, selected: Bool, objectClasses: [String]?, inclusions: [String], exclusions: [String]
    ) {
        self.dn = dn
        self.selected = selected
        self.objectClasses = objectClasses
        self.inclusions = inclusions
        self.exclusions = exclusions
    }
}

/// A synchronization rule, as far as it matters for computers and devices.
package struct SyncRule: Codable, Sendable, Equatable {
    package enum Direction: String, Codable, Sendable {
        case inbound, outbound
    }

    package struct Condition: Codable, Sendable, Equatable {
        package var attribute: String
        /// As written, such as `EQUAL` or `ISNOTNULL`.
        package var comparison: String
        package var value: String

        package init(attribute: String, comparison: String, value: String) {
            self.attribute = attribute
            self.comparison = comparison
            self.value = value
        }
    }

    package struct Flow: Codable, Sendable, Equatable {
        package var target: String
        /// Attributes that it reads.
        package var sources: [String]
        package var expression: String?
        package var constant: String?

        package init(target: String, sources: [String], expression: String?, constant: String?) {
            self.target = target
            self.sources = sources
            self.expression = expression
            self.constant = constant
        }
    }

    package var name: String
    /// `Microsoft.InfromADComputerJoin.002`; absent for a rule of the customer's own.
    package var immutableTag: String?
    package var direction: Direction
    package var disabled: Bool
    /// The connector's GUID, lower case, without braces.
    package var connector: String
    package var sourceClass: String
    package var targetClass: String
    /// `Join`, `Provision` or `StickyJoin`, as written.
    package var linkType: String
    /// Rules with a lower number win.
    package var precedence: Int
    /// The rule applies where all conditions of any group hold; with no group, always.
    package var scope: [[Condition]]
    package var flows: [Flow]

    package init(
        name: String, immutableTag: String?, direction: Direction, disabled: Bool, connector: String,
        sourceClass: String,
        targetClass: String, linkType: String, precedence: Int, scope: [[Condition]], flows: [Flow]
    ) {
        self.name = name
        self.immutableTag = immutableTag
        self.direction = direction
        self.disabled = disabled
        self.connector = connector
        self.sourceClass = sourceClass
        self.targetClass = targetClass
        self.linkType = linkType
        self.precedence = precedence
        self.scope = scope
        self.flows = flows
    }
}
