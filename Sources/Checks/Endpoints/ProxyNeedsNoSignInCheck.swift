import Model

/// No proxy on the way asks for a sign-in; devices connect as SYSTEM and have none to give.
struct ProxyNeedsNoSignInCheck: Check {
    let id: CheckID = "endpoints.proxy-needs-no-sign-in"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts.neededEndpoints
        guard !facts.isEmpty else { return [] }
        var proxies: [NetworkPath] = []
        for fact in facts where fact.path != .direct && !proxies.contains(fact.path) {
            proxies.append(fact.path)
        }
        guard !proxies.isEmpty else {
            return [Finding(.environment, .notApplicable(why: "no proxy is in use"))]
        }
        return proxies.map { proxy in finding(proxy, facts.filter { $0.path == proxy }) }
    }

    private func finding(_ path: NetworkPath, _ facts: [EndpointFact]) -> Finding {
        guard case .proxy(let address) = path else {
            return Finding(.environment, .notApplicable(why: "direct"))
        }
        let subject = Subject(.environment, address, via: path.via)
        let demands = facts.filter { $0.probe.failure?.code == .proxyAuthenticationRequired }
        if !demands.isEmpty {
            let schemes = Set(demands.flatMap { $0.probe.tunnel?.schemes ?? [] }).sorted()
            let offer = schemes.isEmpty ? "" : " (it offers \(schemes.joined(separator: ", ")))"
            let hosts = demands.map(\.endpoint.name).joined(separator: ", ")
            let reason = Reason(
                .proxyAuthenticationRequired, "\(address) demands a sign-in for \(hosts)\(offer)",
                facts: demands.map(\.id))
            return Finding(subject, .notMet([reason]))
        }
        let passed = facts.filter { $0.probe.tunnel.map { $0.status != 407 } ?? ($0.probe.http != nil) }
        guard !passed.isEmpty else {
            let reasons = facts.prefix(1).map {
                $0.reason($0.probe.failure?.code ?? .evidenceMissing, $0.probe.failure?.detail ?? "no answer")
            }
            return Finding(subject, .undetermined(reasons, blockedBy: facts.blockers))
        }
        return Finding(
            subject, .met(seen: "\(passed.count) of \(facts.count) requests got an answer without one"))
    }
}
