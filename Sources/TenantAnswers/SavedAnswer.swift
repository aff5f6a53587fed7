package import Model

/// One saved answer.
package enum SavedAnswer: Sendable, Equatable {
    case computers(AnswerPage<ListedComputer>)
    case entraDevices(AnswerPage<EntraDevice>)
    case managedDevices(AnswerPage<ManagedDevice>)
    case machines(AnswerPage<ListedMachine>)
    case organization(AnswerValues<Organization>)
    case subscriptions(AnswerValues<SubscribedSKU>)
    case connectors(AnswerValues<ThreatDefenseConnector>)
    case policies(AnswerValues<EndpointSecurityPolicy>)
    case assignments(AnswerValues<EndpointSecurityPolicy.Assignment>, policy: String)
    case settings(AnswerValues<EndpointSecurityPolicy.Setting>, policy: String)
}

extension PageReader {
    /// Opens an answer that somebody saved.
    ///
    /// - Returns: What it lists; nil where it is JSON, but nothing that is known.
    package func open(_ bytes: [UInt8], count: Int) throws(AnswerFault) -> AnswerKind? {
        try document.open(bytes, count: count)
        let (context, members) = try document.outline()
        return AnswerKind(context: context, members: members)
    }

    /// Reads the answer that was opened last, as what it lists.
    ///
    /// - Returns: The answer, and the ids of the tenants that it names.
    package func read(_ kind: AnswerKind) throws(AnswerFault) -> (answer: SavedAnswer, tenants: Set<String>) {
        defer { document.close() }
        tenant.tenants = []
        let answer: SavedAnswer =
            switch kind {
            case .computers: .computers(try page(computerFields))
            case .entraDevices: .entraDevices(try page(entraFields))
            case .managedDevices: .managedDevices(try page(managedFields))
            case .machines: .machines(try page(machineFields))
            case .organization: .organization(try openValues(tenant.organization))
            case .subscriptions: .subscriptions(try openValues(tenant.subscription))
            case .connectors: .connectors(try openValues(tenant.connector))
            case .policies: .policies(try openValues(policies.policy))
            case .assignments(let id): .assignments(try openValues(policies.assignment), policy: id)
            case .settings(let id): .settings(try openSettings(), policy: id)
            }
        return (answer, tenant.tenants)
    }
}
