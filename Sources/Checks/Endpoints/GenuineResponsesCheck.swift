import Model

/// Every answer came from the service itself: no portal, no redirect elsewhere, no altered body.
struct GenuineResponsesCheck: Check {
    let id: CheckID = "endpoints.genuine-responses"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let hosts = evidence.facts.serviceHosts
        return evidence.facts.neededEndpoints.map { Finding($0.subject, verdict($0, hosts)) }
    }

    private func verdict(_ fact: EndpointFact, _ serviceHosts: Set<String>) -> Verdict {
        guard fact.probe.failure == nil, let http = fact.probe.http else { return fact.notReached(by: id) }
        switch Answer(http, of: fact.endpoint, serviceHosts: serviceHosts) {
        case .genuine: return .met(seen: "the answer is the service's own")
        case .anonymous:
            return .met(seen: "nothing speaks against it; an anonymous answer of this host proves no more")
        case .notGenuine(let code, let what): return .notMet([fact.reason(code, what)])
        case .wrongStatus(let what):
            return .undetermined(
                [fact.reason(.httpUnexpectedStatus, what)], blockedBy: [fact.endpoint.reachabilityCheck])
        }
    }
}
