import FoundationEssentials
import Model

extension GeneratedFacts {
    mutating func tenant() -> TenantFact {
        let place = pick([tenantName, tenantID, "saved/Contoso", "Answers", "saved/Contoso, more.json"])
        let isSaved = place.contains("/") || place == "Answers" || chance(10)
        var fact = TenantFact(
            id: "tenant:\(place)", name: place, source: isSaved ? .file : .api,
            unread: Unreadable(.graphPermissionMissing, "\(tenantName) refuses"))
        fact.observedAt = moment
        var organization = Organization(id: chance(85) ? tenantID : guid().description)
        organization.displayName = "Contoso \(word())"
        organization.onPremisesSyncEnabled = pick([true, false, nil])
        organization.onPremisesLastSync = moment.addingTimeInterval(-3600 * Double(number(0..<100)))
        organization.verifiedDomains = (domains + [tenantName]).filter { _ in chance(80) }
        organization.mobileDeviceManagementAuthority = pick(["intune", "sccm", nil, "other"])
        if chance(90) {
            fact.organization = .present(organization)
            // Saved answers are called by their place until they tell who they are of.
            if isSaved {
                fact.name = organization.verifiedDomains.first ?? organization.displayName ?? organization.id
            }
        }
        if chance(90), let plans = RealPlans.plans {
            var sku = SubscribedSKU(
                skuID: guid().description, partNumber: "SPE_E5",
                capabilityStatus: pick(["enabled", "warning", "suspended"]))
            sku.enabledUnits = number(0..<3)
            sku.consumedUnits = 1
            sku.plans = [
                .init(
                    id: pick(plans), name: "plan",
                    provisioningStatus: pick(["success", "disabled", "pendingactivation"]))
            ]
            fact.subscriptions = .present([sku])
        }
        if chance(90) {
            var connector = ThreatDefenseConnector(
                id: pick(["fc780465-2017-40d4-a0c5-307022471b92", guid().description]),
                attachEnabled: pick([true, false, nil]),
                partnerState: pick(["enabled", "available", "unavailable", "strange"]))
            connector.lastHeartbeat = moment.addingTimeInterval(-3600 * Double(number(0..<100)))
            fact.connectors = .present([connector])
        }
        if chance(90) { fact.policies = .present((0..<number(0..<6)).map { _ in policy() }) }
        fact.lists = [.init(kind: .machines, count: 3, observedAt: moment, incomplete: nil)]
        return fact
    }

    private mutating func policy() -> EndpointSecurityPolicy {
        let groups = ["11111111-aaaa-4bbb-8ccc-0000000000", "22222222-AAAA-4bbb-8ccc-0000000000", "Berlin-"]
            .map { "\($0)\(number(10..<13))" }
        let assignments: [EndpointSecurityPolicy.Assignment] = (0..<number(0..<3)).map { _ in
            .init(
                pick([.group, .excludedGroup, .allDevices, .allUsers, .other]),
                group: chance(80) ? pick(groups) : "",
                filter: chance(10) ? guid().description : nil)
        }
        let settings: [EndpointSecurityPolicy.Setting] = (0..<number(0..<4)).map { _ in
            let definition =
                "device_vendor_msft_policy_config_defender_\(pick(["allowrealtimemonitoring", "excludedpaths"]))"
            return .init(
                definition: definition,
                value: pick(["\(definition)_1", "\(definition)_0", "C:\\Contoso", "c:\\contoso", "7", "true"])
            )
        }
        return EndpointSecurityPolicy(
            id: guid().description, name: "\(word()) policy",
            templateID: "804339ad-1553-4478-a742-138fb5807418_1",
            templateFamily: pick(["endpointSecurityAntivirus", "endpointSecurityFirewall", "other"]),
            technologies: pick([["mdm", "microsoftsense"], ["mdm"], []]),
            assignments: chance(90) ? .present(assignments) : .absent,
            settings: chance(90)
                ? .present(settings) : .unreadable(Unreadable(.graphThrottled, "of \(tenantName)")))
    }
}
