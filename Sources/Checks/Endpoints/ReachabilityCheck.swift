import Model

/// Each endpoint of one kind gave an HTTP answer over a connection that this host trusts.
struct ReachabilityCheck: Check {
    let id: CheckID

    init(_ id: CheckID) {
        self.id = id
    }

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let hosts = evidence.facts.serviceHosts
        return evidence.facts.neededEndpoints.filter { $0.endpoint.reachabilityCheck == id }
            .map { Finding($0.subject, verdict($0, hosts)) }
    }

    private func verdict(_ fact: EndpointFact, _ serviceHosts: Set<String>) -> Verdict {
        if let failure = fact.probe.failure {
            let reason = fact.reason(failure.code, failure.detail)
            return fact.gaveUp ? .undetermined([reason]) : .notMet([reason])
        }
        guard let http = fact.probe.http else { return fact.notReached(by: id) }
        switch Answer(http, of: fact.endpoint, serviceHosts: serviceHosts) {
        case .genuine, .anonymous: return .met(seen: "status \(http.status)\(timing(fact.probe))")
        case .wrongStatus(let what): return .notMet([fact.reason(.httpUnexpectedStatus, what)])
        // Something answered, but not the service, so whether that can be reached stays open.
        case .notGenuine(let code, let what):
            return .undetermined([fact.reason(code, what)], blockedBy: ["endpoints.genuine-responses"])
        }
    }

    private func timing(_ probe: Probe) -> String {
        let total = probe.milliseconds.values.reduce(0, +)
        return " in \(Int(total.rounded())) ms"
    }
}
