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
            .map { Finding($0.subject, verdict($0, hosts, evidence.references)) }
    }

    private func verdict(_ fact: EndpointFact, _ serviceHosts: Set<String>, _ references: References)
        -> Verdict
    {
        if let failure = fact.probe.failure {
            let reason = fact.reason(failure.code, failure.detail)
            return fact.gaveUp ? .undetermined([reason]) : .notMet([reason])
        }
        guard let http = fact.probe.http else { return fact.notReached(by: id) }
        switch Answer(http, of: fact.endpoint, serviceHosts: serviceHosts) {
        case .anonymous where isForeign(fact, references):
            let text =
                "the answer came over a certificate that is not known as the service's, and nothing else tells who sent it"
            return .undetermined(
                [fact.reason(.evidenceInconclusive, text)], blockedBy: ["endpoints.tls-not-intercepted"])
        case .genuine, .anonymous: return .met(seen: "status \(http.status)\(timing(fact.probe))")
        case .wrongStatus(let what): return .notMet([fact.reason(.httpUnexpectedStatus, what)])
        // Something answered, but not the service, so whether that can be reached stays open.
        case .notGenuine(let code, let what):
            return .undetermined([fact.reason(code, what)], blockedBy: ["endpoints.genuine-responses"])
        }
    }

    /// Whether only the certificate could identify the service, and does not.
    private func isForeign(_ fact: EndpointFact, _ references: References) -> Bool {
        guard fact.endpoint.scheme == .https, fact.endpoint.set != "additional", let tls = fact.probe.tls
        else {
            return false
        }
        return !references.vouch(for: tls)
    }

    private func timing(_ probe: Probe) -> String {
        " in \(Int(nearest: probe.totalMilliseconds)) ms"
    }
}
