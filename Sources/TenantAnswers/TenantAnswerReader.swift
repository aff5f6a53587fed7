import FoundationEssentials
import Model

/// Reads what tells of the tenant as a whole: a few objects, each at leisure.
final class TenantAnswerReader {
    let parser: JSONParser
    let organizations = FieldTable<OrganizationField>()
    let domains = FieldTable<DomainField>()
    let subscriptions = FieldTable<SubscriptionField>()
    private let units = FieldTable<UnitsField>()
    private let plans = FieldTable<PlanField>()
    let connectors = FieldTable<ConnectorField>()

    /// Ids of the tenants that were read of, lower case.
    var tenants: Set<String> = []

    init(_ parser: JSONParser) {
        self.parser = parser
    }

    func organization(_ object: AnswerValue) throws(AnswerFault) -> Organization {
        try organizations.read(object, by: parser)
        guard let id = organizations[.id].text, !id.isEmpty else {
            throw AnswerFault("has an organization without id")
        }
        var organization = Organization(id: id.identifier)
        tenants.insert(organization.id)
        organization.displayName = organizations[.displayName].text?.prefix(1000).string
        organization.onPremisesSyncEnabled = organizations[.onPremisesSyncEnabled].flag
        organization.onPremisesLastSync = organizations[.onPremisesLastSyncDateTime].text?.date
        organization.mobileDeviceManagementAuthority =
            organizations[.mobileDeviceManagementAuthority].text?.lowered
        try parser.forEachElement(of: organizations[.verifiedDomains]) { (domain) throws(AnswerFault) in
            guard domain.isObject else { return }
            try domains.read(domain, by: parser)
            if let name = domains[.name].text, !name.isEmpty {
                organization.verifiedDomains.append(name.lowered)
            }
        }
        return organization
    }

    func subscription(_ object: AnswerValue) throws(AnswerFault) -> SubscribedSKU {
        try subscriptions.read(object, by: parser)
        guard let id = subscriptions[.skuId].text, !id.isEmpty else {
            throw AnswerFault("has a subscription without skuId")
        }
        var sku = SubscribedSKU(
            skuID: id.identifier, partNumber: subscriptions[.skuPartNumber].text?.prefix(1000).string ?? "",
            capabilityStatus: subscriptions[.capabilityStatus].text?.lowered ?? "")
        // It begins with the tenant's id, as all examples have it.
        if let whole = subscriptions[.id].text, whole.count > 36, whole[36] == UInt8(ascii: "_"),
            let tenant = whole.prefix(36).guid
        {
            tenants.insert(tenant.description)
        }
        if let appliesTo = subscriptions[.appliesTo].text { sku.appliesTo = appliesTo.lowered }
        sku.consumedUnits = subscriptions[.consumedUnits].integer.map { Int($0) }
        if subscriptions[.prepaidUnits].isObject {
            try units.read(subscriptions[.prepaidUnits], by: parser)
            sku.enabledUnits = units[.enabled].integer.map { Int($0) }
            sku.warningUnits = units[.warning].integer.map { Int($0) }
            sku.suspendedUnits = units[.suspended].integer.map { Int($0) }
            sku.lockedOutUnits = units[.lockedOut].integer.map { Int($0) }
        }
        let list = subscriptions[.servicePlans]
        guard list.isArray else { throw AnswerFault("has a subscription without servicePlans") }
        try parser.forEachElement(of: list) { (plan) throws(AnswerFault) in
            guard plan.isObject else { throw AnswerFault("has a service plan that is no object") }
            try plans.read(plan, by: parser)
            sku.plans.append(
                SubscribedSKU.Plan(
                    id: plans[.servicePlanId].text?.identifier ?? "",
                    name: plans[.servicePlanName].text?.prefix(1000).string ?? "",
                    provisioningStatus: plans[.provisioningStatus].text?.lowered ?? ""))
        }
        return sku
    }

    func connector(_ object: AnswerValue) throws(AnswerFault) -> ThreatDefenseConnector {
        try connectors.read(object, by: parser)
        guard let id = connectors[.id].text, !id.isEmpty else {
            throw AnswerFault("has a connector without id")
        }
        var connector = ThreatDefenseConnector(
            id: id.identifier, attachEnabled: connectors[.microsoftDefenderForEndpointAttachEnabled].flag,
            partnerState: connectors[.partnerState].text?.lowered ?? "")
        let heartbeat = connectors[.lastHeartbeatDateTime]
        connector.lastHeartbeat = heartbeat.text?.date
        if connector.lastHeartbeat == nil, !heartbeat.isMissing, !heartbeat.isNull {
            connector.isHeartbeatUnreadable = true
        }
        return connector
    }
}

extension AnswerText {
    /// In lower case; what is longer than any id is cut.
    var lowered: String { prefix(1000).string.lowercased() }

    /// An id in lower case; a GUID without the braces that it may have.
    var identifier: String { guid?.description ?? lowered }

    /// nil where it is no time.
    var date: Date? {
        let seconds = seconds
        return seconds == .unknown ? nil : Date(timeIntervalSince1970: Double(seconds))
    }
}
