import Configuration
import Curl
import FoundationEssentials
import Model

/// Tries a random label below a wildcard, and the controls that give the result its meaning.
struct WildcardProber: Sendable {
    let prober: Prober
    let controls: Controls
    /// 16 letters and digits that nobody has chosen.
    let label: @Sendable () -> String

    package struct Controls: Sendable {
        var absent: String
        var unrelated: String
    }

    /// Tries the random name as far as nothing else need be known.
    func begin(_ wildcard: EndpointPlan.Wildcard) async throws -> WildcardFact {
        let name = label() + wildcard.pattern.drop { $0 == "*" }
        var fact = WildcardFact(
            id: "wildcard:\(wildcard.pattern):\(wildcard.path.via)",
            reachabilityCheck: wildcard.reachabilityCheck, pattern: wildcard.pattern, label: name,
            path: wildcard.path,
            observedAt: prober.now(), probe: Probe())
        switch wildcard.path {
        case .proxy: try await throughProxy(&fact)
        case .direct:
            let target = await prober.names.target(
                for: name, port: 443, timeout: prober.deadline.cap(prober.settings.timeout))
            fact.probe.resolution = target.fact
            fact.probe.failure = target.failure
            // Somebody answers for a name that nobody has chosen: who that is, its own certificate tells.
            if target.failure == nil { fact.probe = try await ask(name, wildcard.path) }
        }
        fact.observedAt = prober.now()
        return fact
    }

    private func throughProxy(_ fact: inout WildcardFact) async throws {
        fact.probe = try await ask(fact.label, fact.path)
        guard fact.probe.tunnel != nil, fact.probe.failure?.code == .proxyTargetUnreachable else { return }
        // The proxy let it through, or failed before it decided: a name that cannot exist tells which.
        let absent = try await ask("\(label()).\(controls.absent)", fact.path)
        fact.absentControl = absent
        guard absent.failure?.code == .proxyTargetUnreachable else { return }
        fact.unrelatedControl = try await ask(controls.unrelated, fact.path)
    }

    /// On a direct path, makes a handshake with the random name where a known host's handshake got an answer.
    ///
    /// `known` is the fact of a concrete host below the wildcard, on the same path.
    func finish(_ begun: WildcardFact, known: EndpointFact?) async throws -> WildcardFact {
        var fact = begun
        guard fact.path == .direct else { return fact }
        try await handshake(&fact, known: known)
        fact.observedAt = prober.now()
        return fact
    }

    private func handshake(_ fact: inout WildcardFact, known: EndpointFact?) async throws {
        fact.knownHost = known?.endpoint.host
        fact.knownHostAnswered = known?.probe.tls?.chain.isEmpty == false
        let timeout = prober.deadline.cap(prober.settings.timeout)
        guard fact.knownHostAnswered, let address = known?.probe.remoteAddress, let known else { return }
        var request = TransferRequest(
            url: "https://\(fact.label):\(known.endpoint.port)/", userAgent: prober.userAgent,
            timeout: Int(timeout * 1000))
        let authority = address.contains(":") ? "[\(address)]" : address
        let port = prober.settings.connectTo.first {
            $0.matches(host: known.endpoint.host ?? "", port: known.endpoint.port)
        }?.toPort
        request.connectTo = ["::\(authority):\(port ?? known.endpoint.port)"]
        let outcome = try await prober.engine.perform(request)
        fact.handshake = Self.reach(outcome)
        fact.handshakeTLS = outcome.tls.map(TLSReader.fact)
    }

    private static func reach(_ outcome: TransferOutcome) -> WildcardFact.Handshake {
        guard !outcome.cancelled, let tls = outcome.tls else { return .notTried }
        if !tls.sent.isEmpty || tls.handshakeFinished { return .answered }
        return tls.alertReceived != nil ? .alert : .cut
    }

    private func ask(_ host: String, _ path: NetworkPath) async throws -> Probe {
        let endpoint = Endpoint(
            id: "wildcard", set: "wildcard", host: host, port: 443, scheme: .https, path: "/",
            reachabilityCheck: "endpoints.device-management-reachable", why: "")
        return try await prober.probe(.init(endpoint: endpoint, path: path))
    }
}
