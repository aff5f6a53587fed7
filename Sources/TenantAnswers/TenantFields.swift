/// Members of an organization.
///
/// Source: <https://learn.microsoft.com/graph/api/resources/organization>
enum OrganizationField: Int, AnswerField {
    case id, displayName, onPremisesSyncEnabled, onPremisesLastSyncDateTime, verifiedDomains
    case mobileDeviceManagementAuthority
}

enum DomainField: Int, AnswerField {
    case name
}

/// Members of a subscription.
///
/// Source: <https://learn.microsoft.com/graph/api/resources/subscribedsku>
enum SubscriptionField: Int, AnswerField {
    case id, skuId, skuPartNumber, capabilityStatus, appliesTo, prepaidUnits, consumedUnits, servicePlans
}

enum UnitsField: Int, AnswerField {
    case enabled, warning, suspended, lockedOut
}

enum PlanField: Int, AnswerField {
    case servicePlanId, servicePlanName, provisioningStatus
}

/// Members of a connector.
///
/// Source: <https://learn.microsoft.com/graph/api/resources/intune-onboarding-mobilethreatdefenseconnector>
enum ConnectorField: Int, AnswerField {
    case id, microsoftDefenderForEndpointAttachEnabled, partnerState, lastHeartbeatDateTime
}

/// Members of a policy.
///
/// Source: <https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationpolicy>
enum PolicyField: Int, AnswerField {
    case id, name, technologies, templateReference, assignments, settings
}

enum TemplateField: Int, AnswerField {
    case templateId, templateFamily
}

enum AssignmentField: Int, AnswerField {
    case target
}

enum TargetField: Int, AnswerField {
    case type, groupId, deviceAndAppManagementAssignmentFilterId, deviceAndAppManagementAssignmentFilterType

    static let names = [
        "@odata.type", "groupId", "deviceAndAppManagementAssignmentFilterId",
        "deviceAndAppManagementAssignmentFilterType",
    ]
}

enum SettingField: Int, AnswerField {
    case settingInstance
}

/// Members of a setting, one of which holds its value.
///
/// Source: <https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationsettinginstance>
enum InstanceField: Int, AnswerField {
    case settingDefinitionId, simpleSettingValue, choiceSettingValue, groupSettingValue
    case simpleSettingCollectionValue, choiceSettingCollectionValue, groupSettingCollectionValue
}

enum SettingValueField: Int, AnswerField {
    case type, value, children

    static let names = ["@odata.type", "value", "children"]
}
