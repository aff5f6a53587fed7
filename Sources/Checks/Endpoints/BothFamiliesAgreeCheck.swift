import Model

/// Where a name has addresses of both families, both can be connected to.
struct BothFamiliesAgreeCheck: Check {
    let id: CheckID = "endpoints.both-families-agree"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts.neededEndpoints
        guard !facts.isEmpty else { return [] }
        let direct = facts.filter { $0.path == .direct }
        guard !direct.isEmpty else {
            return [Finding(.environment, .notApplicable(why: "all names are resolved by the proxy"))]
        }
        return direct.map { Finding($0.subject, verdict($0)) }
    }

    private func verdict(_ fact: EndpointFact) -> Verdict {
        guard let resolution = fact.probe.resolution, !resolution.addresses.isEmpty, !fact.gaveUp else {
            return fact.notReached(by: id)
        }
        let families = fact.probe.families
        guard families.count == 2 else { return oneFamily(fact, resolution) }
        let dead = families.filter { !$0.connected }
        if dead.isEmpty { return .met(seen: "both families connect") }
        if dead.count == families.count { return fact.notReached(by: id) }
        guard let one = dead.first, !one.noLocalRoute else {
            return .notApplicable(
                why: "this host has no route for one of the families, so nothing is learnt of it")
        }
        let family = one.family == .ipv4 ? "IPv4" : "IPv6"
        let other = one.family == .ipv4 ? "IPv6" : "IPv4"
        let text = "\(family) is published (\(one.address)) but does not connect, while \(other) does"
        return .notMet([fact.reason(one.code ?? .tcpTimeout, text)])
    }

    /// Tells a family that is not published from one that was not seen.
    private func oneFamily(_ fact: EndpointFact, _ resolution: NameFact) -> Verdict {
        let answers = [("IPv4", resolution.ipv4), ("IPv6", resolution.ipv6)]
        for (family, answer) in answers {
            let text = "the resolver did not say whether there are \(family) addresses"
            if answer == .timeout { return .undetermined([fact.reason(.dnsTimeout, text)]) }
            if answer == .serverFailure { return .undetermined([fact.reason(.dnsServerFailure, text)]) }
        }
        if answers.allSatisfy({ $0.1 == .addresses }) {
            return .undetermined([
                fact.reason(.evidenceMissing, "the connections to both families were not tried to the end")
            ])
        }
        return .notApplicable(why: "\(fact.endpoint.name) has addresses of one family only")
    }
}
