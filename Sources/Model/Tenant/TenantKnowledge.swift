/// Outside knowledge of licences, connectors and policies.
package struct TenantKnowledge: Sendable, Equatable {
    /// A service plan that brings Defender for Endpoint.
    package struct Plan: Sendable, Equatable {
        /// A lower-case GUID.
        package var id: String
        package var name: String
        package var title: String
        /// Whether it counts as a licence of Defender for Endpoint for users.
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

    package var plans: [Plan] = []
    /// SKUs, lower-case GUIDs, whose plans are for servers only, by what they are called.
    package var serverSKUs: [String: String] = [:]
    /// The id of the connector through which Defender for Endpoint is attached, lower case.
    package var defenderConnector = ""
    /// capabilityStatus and provisioningStatus that count as usable, and those that are on the way; lower case.
    package var usableCapabilities: Set<String> = []
    package var usableProvisioning: Set<String> = []
    package var pendingProvisioning: Set<String> = []
    /// Values of mobileDeviceManagementAuthority that fit, lower case.
    package var fittingAuthorities: Set<String> = []
    /// Template families of policies that security settings management carries out, lower case, by title.
    package var policyFamilies: [String: String] = [:]
    /// Parts of setting definitions, lower case, whose values merge instead of conflicting.
    package var mergingSettings: [String] = []

    package init() {}
}
