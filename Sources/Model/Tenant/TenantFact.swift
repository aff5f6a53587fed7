package import FoundationEssentials

/// What the tenant's own services say of the tenant as a whole; device lists are in ``FleetSources``.
package struct TenantFact: Codable, Sendable, Equatable {
    /// `tenant:` and the domain or id that was asked for, or the folder of saved answers.
    package var id: String
    /// The tenant, as results name it.
    package var name: String
    /// Whether it was asked, or answers that somebody saved were read.
    package var source: Source
    /// When it was asked, or the oldest saved answer was written.
    package var observedAt: Date?
    package var organization: Observation<Organization>
    package var subscriptions: Observation<[SubscribedSKU]>
    package var connectors: Observation<[ThreatDefenseConnector]>
    package var policies: Observation<[EndpointSecurityPolicy]>
    /// How each list of devices was read.
    package var lists: [DeviceListFact] = []
    /// Saved answers that could not be used, and others of which nothing more is known.
    package var faults: [Unreadable] = []
    /// How many saved answers are not used, since others of their kind were saved later; absent where there are none.
    package var olderFiles: Int?

    package enum Source: String, Codable, Sendable {
        case api, file
    }

    /// A tenant of which nothing has been read, for want of `why`.
    package init(id: String, name: String, source: Source, unread why: Unreadable) {
        self.id = id
        self.name = name
        self.source = source
        organization = .unreadable(why)
        subscriptions = .unreadable(why)
        connectors = .unreadable(why)
        policies = .unreadable(why)
    }

    package var subject: Subject { Subject(.tenant, name) }
}

/// How one list of devices was read.
package struct DeviceListFact: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case directoryComputers = "directory-computers"
        case entraDevices = "entra-devices"
        case managedDevices = "managed-devices"
        case machines
    }

    package var kind: Kind
    /// Devices that were read.
    package var count: Int
    package var observedAt: Date?
    /// Why it may lack devices, or could not be read at all.
    package var incomplete: Unreadable?

    package init(kind: Kind, count: Int, observedAt: Date?, incomplete: Unreadable?) {
        self.kind = kind
        self.count = count
        self.observedAt = observedAt
        self.incomplete = incomplete
    }
}

/// Graph's `organization`.
package struct Organization: Codable, Sendable, Equatable {
    /// The tenant's id, lower case.
    package var id: String
    package var displayName: String?
    /// nil is never synchronized, by Graph's words.
    package var onPremisesSyncEnabled: Bool?
    package var onPremisesLastSync: Date?
    /// Lower case.
    package var verifiedDomains: [String] = []
    /// As Graph has it, lower case; absent where the answer does not tell.
    package var mobileDeviceManagementAuthority: String?

    package init(id: String) {
        self.id = id
    }
}

/// One of Graph's `subscribedSkus`.
package struct SubscribedSKU: Codable, Sendable, Equatable {
    /// A lower-case GUID.
    package var skuID: String
    package var partNumber: String
    /// As Graph has it, lower case: `enabled`, `warning`, `suspended`, `deleted`, `lockedout`, or another.
    package var capabilityStatus: String
    /// Lower case: `user` or `company`.
    package var appliesTo: String
    /// prepaidUnits; absent where the answer does not tell.
    package var enabledUnits: Int?
    package var warningUnits: Int?
    package var suspendedUnits: Int?
    package var lockedOutUnits: Int?
    package var consumedUnits: Int?
    package var plans: [Plan] = []

    package struct Plan: Codable, Sendable, Equatable {
        /// A lower-case GUID.
        package var id: String
        package var name: String
        /// Lower case: `success`, `disabled`, `pendingactivation` and others.
        package var provisioningStatus: String

        package init(id: String, name: String, provisioningStatus: String) {
            self.id = id
            self.name = name
            self.provisioningStatus = provisioningStatus
        }
    }

    package init(skuID: String, partNumber: String, capabilityStatus: String, appliesTo: String = "user") {
        self.skuID = skuID
        self.partNumber = partNumber
        self.capabilityStatus = capabilityStatus
        self.appliesTo = appliesTo
    }
}

/// One of Graph's `mobileThreatDefenseConnectors`.
package struct ThreatDefenseConnector: Codable, Sendable, Equatable {
    /// A lower-case GUID.
    package var id: String
    /// microsoftDefenderForEndpointAttachEnabled; absent where the answer does not tell.
    package var attachEnabled: Bool?
    /// As Graph has it, lower case.
    package var partnerState: String
    package var lastHeartbeat: Date?
    /// Whether there is a heartbeat whose time is in a form that is not known, or no time at all; absent where there is not.
    package var isHeartbeatUnreadable: Bool?

    package init(id: String, attachEnabled: Bool?, partnerState: String) {
        self.id = id
        self.attachEnabled = attachEnabled
        self.partnerState = partnerState
    }
}

/// A policy of the Endpoint security node, as Graph's `configurationPolicies` have it.
package struct EndpointSecurityPolicy: Codable, Sendable, Equatable {
    package var id: String
    package var name: String
    /// templateReference.templateId and templateFamily; empty where the policy has no template.
    package var templateID: String
    package var templateFamily: String
    /// technologies, lower case, such as `mdm` and `microsoftsense`.
    package var technologies: [String]
    /// Absent, with why, where they could not be read.
    package var assignments: Observation<[Assignment]>
    package var settings: Observation<[Setting]>

    package struct Assignment: Codable, Sendable, Equatable {
        package enum Target: String, Codable, Sendable {
            case group
            case excludedGroup = "excluded-group"
            case allDevices = "all-devices"
            case allUsers = "all-users"
            case other
        }

        package var target: Target
        /// groupId, for groups.
        package var group: String?
        /// deviceAndAppManagementAssignmentFilterId, where there is one that is in force.
        package var filter: String?

        package init(_ target: Target, group: String? = nil, filter: String? = nil) {
            self.target = target
            self.group = group
            self.filter = filter
        }
    }

    /// One setting, by its definition, with the value in one text that is equal where values are.
    package struct Setting: Codable, Sendable, Equatable {
        package var definition: String
        package var value: String

        package init(definition: String, value: String) {
            self.definition = definition
            self.value = value
        }
    }

    package init(
        id: String, name: String, templateID: String, templateFamily: String, technologies: [String],
        assignments: Observation<[Assignment]>, settings: Observation<[Setting]>
    ) {
        self.id = id
        self.name = name
        self.templateID = templateID
        self.templateFamily = templateFamily
        self.technologies = technologies
        self.assignments = assignments
        self.settings = settings
    }
}
