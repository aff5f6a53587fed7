package import Model

extension PageReader {
    /// Graph's `organization`.
    package func organization(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerValues<Organization> {
        try values(bytes, count, tenant.organization)
    }

    /// Graph's `subscribedSkus`.
    package func subscriptions(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerValues<SubscribedSKU> {
        try values(bytes, count, tenant.subscription)
    }

    /// Graph's `deviceManagement/mobileThreatDefenseConnectors`.
    package func connectors(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerValues<ThreatDefenseConnector> {
        try values(bytes, count, tenant.connector)
    }

    /// Graph's `deviceManagement/configurationPolicies`; assignments and settings are read where they are expanded.
    package func policies(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerValues<EndpointSecurityPolicy> {
        try values(bytes, count, policies.policy)
    }

    /// The `assignments` of one policy.
    package func assignments(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerValues<EndpointSecurityPolicy.Assignment> {
        try values(bytes, count, policies.assignment)
    }

    /// The `settings` of one policy; those that others hold follow them.
    package func settings(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerValues<EndpointSecurityPolicy.Setting> {
        try document.open(bytes, count: count ?? bytes.count)
        defer { document.close() }
        return try openSettings()
    }

    func openSettings() throws(AnswerFault) -> AnswerValues<EndpointSecurityPolicy.Setting> {
        let lists = try openValues(policies.setting)
        return AnswerValues(values: lists.values.flatMap(\.self), nextLink: lists.nextLink)
    }

    private func values<Value: Sendable & Equatable>(
        _ bytes: [UInt8], _ count: Int?, _ read: (AnswerValue) throws(AnswerFault) -> Value
    ) throws(AnswerFault) -> AnswerValues<Value> {
        try document.open(bytes, count: count ?? bytes.count)
        defer { document.close() }
        return try openValues(read)
    }

    /// The values of the answer that is open.
    func openValues<Value: Sendable & Equatable>(
        _ read: (AnswerValue) throws(AnswerFault) -> Value
    ) throws(AnswerFault) -> AnswerValues<Value> {
        var found: [Value] = []
        try document.forEachElement { (element) throws(AnswerFault) in
            guard element.isObject else { throw AnswerFault("lists something that is no object") }
            found.append(try read(element))
        }
        var page = AnswerValues(values: found, nextLink: document.nextLink)
        page.total = document.total
        return page
    }
}
