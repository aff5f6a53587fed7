/// Outside knowledge of licences, connectors, synchronization and policies; all ids and values are lower case.
package struct TenantKnowledge: Sendable, Equatable {
    package var licences = Licences()
    package var connector = Connector()
    package var authority = Authority()
    /// Seconds since the last synchronization from which on it is old.
    package var syncOldAfter = 0.0
    /// Seconds from which on what was attested of the enforcement scope proves nothing.
    package var attestedFor = 0.0
    package var policies = Policies()

    package init() {}

    /// What tells a licence that can be used.
    package struct Licences: Sendable, Equatable {
        package var plans: [Plan] = []
        /// SKUs that are known to hold one of the plans, by their id.
        package var products: [String: Product] = [:]
        /// By capabilityStatus.
        package var capabilities: [String: Standing] = [:]
        /// By provisioningStatus.
        package var provisioning: [String: Standing] = [:]
        /// By appliesTo: whether a subscription can be assigned to users.
        package var audiences: [String: Bool] = [:]
        /// Names of the requirement sets under which licences for servers alone are not enough.
        package var setsWithUserLicence: Set<String> = []

        package init() {}
    }

    /// A service plan that brings Defender for Endpoint, or opens the Endpoint security node.
    package struct Plan: Sendable, Equatable {
        /// A GUID.
        package var id: String
        package var name: String
        package var title: String
        /// Whether it counts as a licence of Defender for Endpoint.
        package var isDefender: Bool
        /// Whether it opens the Endpoint security node by itself.
        package var opensNode: Bool

        package init(id: String, name: String, title: String, isDefender: Bool, opensNode: Bool) {
            self.id = id
            self.name = name
            self.title = title
            self.isDefender = isDefender
            self.opensNode = opensNode
        }
    }

    package struct Product: Sendable, Equatable {
        package var title: String
        /// Whether it is a licence for servers, and none for users.
        package var isForServers: Bool

        package init(title: String, isForServers: Bool) {
            self.title = title
            self.isForServers = isForServers
        }
    }

    /// What a status means for use.
    package enum Standing: String, Sendable, CaseIterable {
        case usable
        /// Usable for a while yet.
        case ending
        /// On the way to be usable.
        case pending
        case unusable
    }

    /// The connection of Defender for Endpoint with Intune.
    package struct Connector: Sendable, Equatable {
        /// A GUID.
        package var id = ""
        /// Values of partnerState.
        package var alive: Set<String> = []
        package var dead: Set<String> = []
        /// Seconds without a heartbeat after which the state is doubted.
        package var quietAfter = 0.0

        package init() {}
    }

    /// Values of mobileDeviceManagementAuthority.
    package struct Authority: Sendable, Equatable {
        package var fitting: Set<String> = []
        package var other: Set<String> = []

        package init() {}
    }

    /// Which policies security settings management carries out, and which of their settings merge.
    package struct Policies: Sendable, Equatable {
        /// Among a policy's technologies.
        package var technology = ""
        /// Titles by templateFamily.
        package var families: [String: String] = [:]
        /// Parts of setting definitions whose values merge instead of conflicting.
        package var merging: [String] = []

        package init() {}
    }
}
