import Model

/// Every endpoint that was reached negotiated TLS 1.2 or later.
struct TLSVersionCheck: Check {
    let id: CheckID = "endpoints.tls-version"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        evidence.facts.neededEndpoints.filter { $0.endpoint.scheme == .https }.map {
            Finding($0.subject, verdict($0))
        }
    }

    private func verdict(_ fact: EndpointFact) -> Verdict {
        if let failure = fact.probe.failure, failure.code == .tlsProtocolVersion {
            return .notMet([fact.reason(failure.code, failure.detail)])
        }
        guard let tls = fact.probe.tls, let version = tls.version else { return fact.notReached(by: id) }
        guard version >= .tls12 else {
            return .notMet([fact.reason(.tlsProtocolVersion, "negotiated \(version.rawValue)")])
        }
        return .met(seen: version.rawValue)
    }
}
