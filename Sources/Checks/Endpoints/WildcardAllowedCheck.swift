import Model

/// A name below the wildcard that nobody can have listed by itself is let through.
struct WildcardAllowedCheck: Check {
    let id: CheckID
    /// The check of the hosts below the wildcard.
    private let hosts: CheckID

    init(_ id: CheckID, hosts: CheckID) {
        self.id = id
        self.hosts = hosts
    }

    func evaluate(_ evidence: Evidence) -> [Finding] {
        evidence.facts.wildcards.filter { $0.reachabilityCheck == hosts }.map { fact in
            Finding(
                fact.subject,
                fact.path == .direct
                    ? direct(fact, evidence.references) : throughProxy(fact, evidence.references))
        }
    }

    private func throughProxy(_ fact: WildcardFact, _ references: References) -> Verdict {
        guard let failure = fact.probe.failure else { return answered(fact, references) }
        switch failure.code {
        case .proxyDenied:
            let text = "the proxy refuses a random name below it, \(fact.label): \(failure.detail)"
            return .notMet([reason(fact, failure.code, text)])
        case .proxyTargetUnreachable: return control(fact)
        case .proxyAuthenticationRequired:
            return .undetermined(
                [reason(fact, failure.code, failure.detail)], blockedBy: ["endpoints.proxy-needs-no-sign-in"])
        case .deadlineExceeded, .runInterrupted:
            return .undetermined([reason(fact, failure.code, failure.detail)], blockedBy: [hosts])
        case _ where failure.phase == .tls || failure.phase == .http: return answered(fact, references)
        default:
            return .undetermined(
                [reason(fact, failure.code, failure.detail)],
                blockedBy: [hosts])
        }
    }

    /// Something stands behind a name that nobody has chosen: the service, by its certificate, or somebody on the way.
    private func answered(_ fact: WildcardFact, _ references: References) -> Verdict {
        if let tls = fact.probe.tls, references.vouch(for: tls), fact.probe.failure?.phase ?? .http == .http,
            fact.probe.http?.body != .html
        {
            return .met(seen: "the service itself answers a random name below it")
        }
        let who =
            fact.probe.tls?.chain.first.map { ", with a certificate issued by \"\($0.issuerName)\"" } ?? ""
        let path = fact.path == .direct ? "the network" : "the proxy"
        return inconclusive(
            fact,
            "\(path) connects a name that nobody has chosen, \(fact.label), to something that is not the service\(who)"
        )
    }

    /// Tells a name that was let through and not found from one that was looked up before any rule was asked.
    private func control(_ fact: WildcardFact) -> Verdict {
        let absent = fact.absentControl?.failure?.code
        if absent == .proxyDenied {
            return .met(seen: "the proxy lets a random name below it through, and refuses one elsewhere")
        }
        guard let unrelated = fact.unrelatedControl else {
            return inconclusive(fact, "the proxy could not be asked for comparison")
        }
        if unrelated.failure == nil || unrelated.failure?.phase == .tls || unrelated.failure?.phase == .http {
            return .met(seen: "the proxy lets every name through")
        }
        let code = unrelated.failure?.code
        if code == .proxyDenied {
            return inconclusive(
                fact,
                "the proxy looks names up before it decides, so an absent name tells nothing of its rules")
        }
        return inconclusive(fact, "the proxy gives the same answer for every name that it cannot find")
    }

    private func direct(_ fact: WildcardFact, _ references: References) -> Verdict {
        if fact.probe.failure == nil || fact.probe.tls?.chain.isEmpty == false {
            return answered(fact, references)
        }
        if let failure = fact.probe.failure {
            switch failure.code {
            case .dnsSinkholed:
                return .notMet([
                    reason(
                        fact, failure.code,
                        "a random name below it, \(fact.label), is sinkholed: \(failure.detail)")
                ])
            case .dnsNoSuchName, .dnsNoAddress: break
            case .deadlineExceeded, .runInterrupted:
                return .undetermined([reason(fact, failure.code, failure.detail)])
            case _ where failure.phase != .name:
                let text = "a random name below it, \(fact.label), has an address, but \(failure.detail)"
                return .undetermined([reason(fact, failure.code, text)], blockedBy: [hosts])
            default: return unresolved(fact, failure)
            }
        }
        guard let host = fact.knownHost else {
            return .undetermined([
                reason(
                    fact, .endpointNotDocumented, "no host below it is known to compare a random name with")
            ])
        }
        guard fact.knownHostAnswered else {
            return .undetermined(
                [
                    reason(
                        fact, .evidenceMissing,
                        "\(host), with which a random name is compared, was not reached")
                ],
                blockedBy: [hosts])
        }
        switch fact.handshake {
        case .answered:
            if let tls = fact.handshakeTLS, references.vouch(for: tls) {
                return .met(seen: "a random name gets as far as \(host) does, in DNS and in TLS")
            }
            let who = fact.handshakeTLS?.chain.first.map { " (issued by \"\($0.issuerName)\")" } ?? ""
            return inconclusive(
                fact,
                "at \(host)'s address a random name is answered with a certificate that is not the service's\(who)"
            )
        case .notTried:
            return .undetermined([
                reason(fact, .evidenceMissing, "the handshake with a random name was not made")
            ])
        case .alert:
            let text =
                "\(host)'s server answers a handshake for a random name with a TLS alert: likelier a server that serves "
                + "listed names only than a filter, since filters cut the connection"
            return .undetermined([reason(fact, .evidenceInconclusive, text)])
        case .cut:
            let text =
                "a handshake at \(host)'s address is cut when it names a random host, and not when it names \(host): "
                + "likelier a filter on server names than the server, which would send a TLS alert"
            return .undetermined([reason(fact, .tlsReset, text)])
        }
    }

    /// The resolver failed for the random name; whether only for it tells who is at fault.
    private func unresolved(_ fact: WildcardFact, _ failure: Probe.Failure) -> Verdict {
        let text =
            "a random name below it, \(fact.label), is not answered as an absent name: \(failure.detail)"
        guard fact.knownHostAnswered else {
            return .undetermined(
                [reason(fact, failure.code, text)], blockedBy: [hosts])
        }
        return failure.code == .dnsTimeout
            ? .undetermined([reason(fact, failure.code, text)]) : .notMet([reason(fact, failure.code, text)])
    }

    private func inconclusive(_ fact: WildcardFact, _ text: String) -> Verdict {
        .undetermined([reason(fact, .evidenceInconclusive, text)])
    }

    private func reason(_ fact: WildcardFact, _ code: ReasonCode, _ text: String) -> Reason {
        Reason(code, "\(fact.pattern): \(text)", facts: [fact.id])
    }
}
