import Model

/// What the tenant's own services say of it.
extension FactPass {
    func redacted(_ fact: TenantFact) -> TenantFact {
        var result = fact
        result.name = called(fact.name, fact)
        // Saved answers keep the id that they had before they told a name.
        let id = fact.id.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
        result.id = factID(fact.id, [(id, called(id, fact))])
        result.organization = fact.organization.map(self, redacted)
        result.subscriptions = fact.subscriptions.map(self) { $0.map(redacted) }
        result.connectors = fact.connectors.map(self) { connectors in
            connectors.map { connector in
                var result = connector
                result.id = publicID(connector.id)
                result.partnerState = listed(connector.partnerState)
                return result
            }
        }
        result.policies = fact.policies.map(self) { $0.map(redacted) }
        result.lists = fact.lists.map { list in
            var result = list
            result.incomplete = list.incomplete.map(free)
            return result
        }
        result.faults = fact.faults.map(free)
        return result
    }

    /// What a tenant is called by: its name, or, of saved answers that tell none, where they are.
    private func called(_ text: String, _ fact: TenantFact) -> String {
        let told: [String?]? = fact.organization.value.map {
            [$0.verifiedDomains.first, $0.displayName, $0.id]
        }
        let isTold = told?.contains { $0?.printable() == text } ?? false
        if fact.source != .file || isTold { return tenantName(text) }
        let places = text.split(separator: ", ", omittingEmptySubsequences: false)
        return places.map { path(String($0)) }.joined(separator: ", ")
    }

    private func redacted(_ organization: Organization) -> Organization {
        var result = organization
        result.id = id(organization.id)
        result.displayName = organization.displayName.map(tenantName)
        result.verifiedDomains = organization.verifiedDomains.map(host)
        result.mobileDeviceManagementAuthority = listed(organization.mobileDeviceManagementAuthority)
        return result
    }

    /// An id of Microsoft's own is a GUID, with or without a number behind it, or a name in capitals; anything else names anybody.
    private func publicID(_ text: String) -> String {
        let start = text.prefix { $0 != "_" }
        let isID =
            GUIDText(String(start)) != nil && text[start.endIndex...].dropFirst().allSatisfy(\.isNumber)
        let isName = text.utf8.allSatisfy {
            (0x41...0x5a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f
        }
        return isID || isName ? text : listed(text)
    }

    /// Ids and names of products and plans are Microsoft's own.
    private func redacted(_ sku: SubscribedSKU) -> SubscribedSKU {
        var result = sku
        result.skuID = publicID(sku.skuID)
        result.partNumber = publicID(sku.partNumber)
        result.capabilityStatus = listed(sku.capabilityStatus)
        result.appliesTo = listed(sku.appliesTo)
        result.plans = sku.plans.map { plan in
            var result = plan
            result.provisioningStatus = listed(plan.provisioningStatus)
            return result
        }
        return result
    }

    private func redacted(_ policy: EndpointSecurityPolicy) -> EndpointSecurityPolicy {
        var result = policy
        result.id = distinct("policy", policy.id, id(policy.id))
        result.name = name(.unit, policy.name)
        result.templateID = publicID(policy.templateID)
        result.templateFamily = listed(policy.templateFamily)
        result.technologies = policy.technologies.map(listed)
        result.assignments = policy.assignments.map(self) { assignments in
            assignments.map { assignment in
                var result = assignment
                result.group = assignment.group.map(id)
                result.filter = assignment.filter.map(id)
                return result
            }
        }
        result.settings = policy.settings.map(self) { settings in
            settings.map { setting in
                var result = setting
                result.definition = definition(setting.definition)
                result.value = settingValue(setting)
                return result
            }
        }
        return result
    }

    private func definition(_ text: String) -> String {
        let lower = text.lowercased()
        let isPublic =
            names.publicNames.definitions.contains { lower.hasPrefix($0) } && !lower.contains("admx")
        return isPublic ? text : judged(text)
    }

    /// A choice is told by the definition's own name and a number; all else is equal afterwards where it was.
    private func settingValue(_ setting: EndpointSecurityPolicy.Setting) -> String {
        guard masks else { return free(setting.value) }
        let end = setting.value.dropFirst(setting.definition.utf8.count + 1)
        if setting.value.lowercased().hasPrefix(setting.definition.lowercased() + "_"), end.utf8.count <= 3,
            end.allSatisfy(\.isNumber)
        {
            return definition(setting.definition) + "_" + end
        }
        return distinct("setting", setting.value, names.value(setting.value))
    }
}
