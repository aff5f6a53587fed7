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

/// What an answer that somebody saved turns out to list.
package enum OpenedAnswer: Sendable, Equatable {
    case known(AnswerKind)
    /// What nobody asked for: it says so itself, or lists nothing.
    case other
    /// Nothing tells; it may have been an answer to any question.
    case unknown
}

extension PageReader {
    /// Opens an answer that somebody saved.
    ///
    /// - Returns: What it lists.
    package func open(_ bytes: [UInt8], count: Int) throws(AnswerFault) -> OpenedAnswer {
        var opened = OpenedAnswer.unknown
        // What nobody goes on to read is let go of.
        defer { if case .known = opened {} else { document.close() } }
        try document.open(bytes, count: count)
        let (context, members) = try document.outline()
        if let kind = AnswerKind(context: context, members: members) {
            opened = .known(kind)
        } else if context?.contains("#") == true {
            opened = .other
        } else if try isEmptyList() {
            opened = .other
        }
        return opened
    }

    /// Whether the answer that is open is a list of nothing, and leads on to nothing.
    private func isEmptyList() throws(AnswerFault) -> Bool {
        var isEmpty = true
        try document.forEachElement { _ in isEmpty = false }
        return isEmpty && document.nextLink == nil
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
        return (answer.doubted(doubt(about: kind)), tenant.tenants)
    }

    /// Why the answer that has been read is not the whole list, nor a page of it.
    private func doubt(about kind: AnswerKind) -> String? {
        if let doubt = document.context.flatMap({ AnswerKind.doubt(about: $0, as: kind) }) { return doubt }
        return document.isAlone ? "is one object alone, and no list" : nil
    }
}

extension SavedAnswer {
    fileprivate func doubted(_ doubt: String?) -> SavedAnswer {
        guard let doubt else { return self }
        func doubted<Row>(_ page: AnswerPage<Row>) -> AnswerPage<Row> {
            var page = page
            page.doubt = doubt
            return page
        }
        func doubted<Value>(_ page: AnswerValues<Value>) -> AnswerValues<Value> {
            var page = page
            page.doubt = doubt
            return page
        }
        return switch self {
        case .computers(let page): .computers(doubted(page))
        case .entraDevices(let page): .entraDevices(doubted(page))
        case .managedDevices(let page): .managedDevices(doubted(page))
        case .machines(let page): .machines(doubted(page))
        case .organization(let page): .organization(doubted(page))
        case .subscriptions(let page): .subscriptions(doubted(page))
        case .connectors(let page): .connectors(doubted(page))
        case .policies(let page): .policies(doubted(page))
        case .assignments(let page, let id): .assignments(doubted(page), policy: id)
        case .settings(let page, let id): .settings(doubted(page), policy: id)
        }
    }
}
