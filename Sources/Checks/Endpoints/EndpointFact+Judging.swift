import Model

extension FactSet {
    /// The endpoints that devices need; the questions about the tenant are judged by its own check.
    var neededEndpoints: [EndpointFact] {
        endpoints.filter { $0.endpoint.set != "tenant" && $0.endpoint.set != TenantNames.set }
    }
}

extension EndpointFact {
    /// `host:port through the proxy: what happened`.
    func sentence(_ what: String) -> String {
        "\(endpoint.name)\(path == .direct ? "" : " through the proxy"): \(what)"
    }

    func reason(_ code: ReasonCode, _ what: String) -> Reason {
        Reason(code, sentence(what), facts: [id])
    }

    /// What keeps a check from its answer when the probe died before it.
    func notReached(by check: CheckID) -> Verdict {
        let blockers = endpoint.reachabilityCheck == check ? [] : [endpoint.reachabilityCheck]
        guard let failure = probe.failure else {
            return .undetermined([reason(.evidenceMissing, "nothing was seen of it")], blockedBy: blockers)
        }
        return .undetermined([reason(failure.code, failure.detail)], blockedBy: blockers)
    }

    /// Codes that tell nothing of the endpoint itself.
    var gaveUp: Bool {
        switch probe.failure?.code {
        case .deadlineExceeded, .runInterrupted, .endpointNotDocumented: true
        default: false
        }
    }
}

extension [EndpointFact] {
    /// The checks that tell why none of these was reached, each once, in order.
    var blockers: [CheckID] {
        reduce(into: []) { list, fact in
            if fact.probe.failure != nil, !list.contains(fact.endpoint.reachabilityCheck) {
                list.append(fact.endpoint.reachabilityCheck)
            }
        }
    }
}
