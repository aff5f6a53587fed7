import Configuration
import Curl
import FoundationEssentials
import Model

/// Probes one host on one path: name, connection, tunnel, handshake, answer.
package struct Prober: Sendable {
    let engine: TransferEngine
    let names: NameStep
    let settings: NetworkSettings
    let userAgent: String
    let proxyMarks: ProxyMarks
    let deadline: Deadline
    let now: @Sendable () -> Date

    /// A little more than what the endpoint allows is kept for telling that it ran out.
    private static let shortest = 0.05

    /// What a probe saw, and the answer as it came; absent where nothing was asked.
    struct Exchange: Sendable {
        var probe: Probe
        var answer: TransferOutcome.HTTPRecord?
    }

    func probe(_ item: EndpointPlan.Item) async throws -> Probe {
        try await exchange(item).probe
    }

    /// Probes, and keeps the answer; a body of more than `maximumBody` bytes ends it.
    func exchange(_ item: EndpointPlan.Item, maximumBody: Int? = nil) async throws -> Exchange {
        func unasked(_ code: ReasonCode, _ detail: String) -> Exchange {
            Exchange(probe: Probe(failure: .init(.plan, code, detail)))
        }
        guard let host = item.endpoint.host else {
            return unasked(.endpointNotDocumented, "no concrete host is documented for this cloud")
        }
        guard !Task.isCancelled else { return unasked(.runInterrupted, "interrupted before it was tried") }
        guard deadline.remaining > Self.shortest else {
            return unasked(.deadlineExceeded, "the run's deadline came before it was tried")
        }
        switch item.path {
        case .direct: return try await direct(item.endpoint, host, maximumBody)
        case .proxy(let proxy): return try await proxied(item.endpoint, host, proxy, maximumBody)
        }
    }

    private func direct(_ endpoint: Endpoint, _ host: String, _ maximumBody: Int?) async throws -> Exchange {
        let started = ContinuousClock.now
        let target = await names.target(
            for: host, port: endpoint.port, timeout: deadline.cap(settings.timeout))
        let nameSeconds = started.secondsAgo
        var probe = Probe()
        probe.resolution = target.fact
        probe.milliseconds[Phase.name.rawValue] = nameSeconds.milliseconds
        if let failure = target.failure {
            probe.failure = cutByDeadline(failure, waited: nameSeconds)
            return Exchange(probe: probe)
        }
        async let families = families(of: target)
        var request = request(for: endpoint, host, maximumBody)
        request.resolve = [target.resolveEntry].compactMap(\.self)
        request.connectTo = settings.connectTo.map(\.text)
        let answer = try await perform(request, endpoint, into: &probe)
        probe.families = try await families
        refine(&probe)
        return Exchange(probe: probe, answer: answer)
    }

    private func proxied(_ endpoint: Endpoint, _ host: String, _ proxy: String, _ maximumBody: Int?)
        async throws -> Exchange
    {
        var probe = Probe()
        var request = request(for: endpoint, host, maximumBody)
        request.proxy = proxy
        request.connectTo = settings.connectTo.map(\.text)
        // The target's name is the proxy's affair; only the proxy's own is looked up here.
        if let address = try? ProxyAddress(proxy) {
            let target = await names.target(
                for: address.host, port: address.port, isProxy: true, timeout: deadline.cap(settings.timeout))
            if let failure = target.failure {
                probe.failure = proxyNameFailure(failure)
                return Exchange(probe: probe)
            }
            request.resolve = [target.resolveEntry].compactMap(\.self)
        }
        let answer = try await perform(request, endpoint, into: &probe)
        return Exchange(probe: probe, answer: answer)
    }

    private func request(for endpoint: Endpoint, _ host: String, _ maximumBody: Int?) -> TransferRequest {
        let name = host.contains(":") ? "[\(host)]" : host
        var request = TransferRequest(
            url: "\(endpoint.scheme.rawValue)://\(name):\(endpoint.port)\(endpoint.path)",
            userAgent: userAgent,
            timeout: Int(deadline.cap(settings.timeout) * 1000))
        if let maximumBody { request.maximumBody = maximumBody }
        request.headers = endpoint.requestHeaders.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return request
    }

    private func perform(_ request: TransferRequest, _ endpoint: Endpoint, into probe: inout Probe)
        async throws -> TransferOutcome.HTTPRecord
    {
        let cut = deadline.remaining < settings.timeout
        let outcome = try await engine.perform(request)
        let diagnosis = Diagnosis(
            outcome: outcome, isTLS: endpoint.scheme == .https, viaProxy: request.proxy != nil,
            cutByDeadline: cut && outcome.moments.finished < Self.patience)
        probe.remoteAddress = outcome.remoteAddress
        probe.tunnel = TunnelReader.fact(outcome.tunnel)
        probe.tls = outcome.tls.map(TLSReader.fact)
        note(outcome.moments, in: &probe)
        probe.failure = diagnosis.failure()
        guard outcome.http.status != 0 else { return outcome.http }
        let receivedAt = now().addingTimeInterval(
            (outcome.moments.firstByte ?? outcome.moments.finished) - outcome.moments.finished)
        let answer = AnswerReader(endpoint: endpoint, receivedAt: receivedAt).fact(outcome.http)
        probe.http = answer
        if request.proxy != nil, endpoint.scheme == .http, probe.failure == nil {
            probe.failure = proxyMarks.failure(answer)
            probe.tunnel =
                probe.failure == nil ? nil : TunnelFact(status: answer.status, schemes: [], explanation: nil)
        }
        return outcome.http
    }

    /// Silence for this long says more of the peer than that the run was short of time, in seconds.
    private static let patience = 2.0

    private func cutByDeadline(_ failure: Probe.Failure, waited: Double) -> Probe.Failure {
        guard failure.code == .dnsTimeout, deadline.remaining <= Self.shortest, waited < Self.patience else {
            return failure
        }
        return .init(.name, .deadlineExceeded, "the run's deadline came before the resolver's answer")
    }

    private func proxyNameFailure(_ failure: Probe.Failure) -> Probe.Failure {
        switch failure.code {
        case .runInterrupted, .deadlineExceeded: failure
        default:
            .init(.proxy, .proxyNameNotResolved, "the proxy's name could not be resolved (\(failure.detail))")
        }
    }

    private func note(_ moments: TransferOutcome.Moments, in probe: inout Probe) {
        let marks: [(Phase, from: Double?, to: Double?)] = [
            (
                .tcp, 0,
                moments.connected ?? moments.tunnelRequested ?? moments.tlsStarted ?? moments.requestSent
            ),
            (.proxy, moments.tunnelRequested, moments.tunnelEstablished),
            (
                .tls, moments.tlsStarted,
                moments.tlsFinished ?? (moments.tlsStarted == nil ? nil : moments.finished)
            ),
            (.http, moments.requestSent, moments.finished),
        ]
        for (phase, from, to) in marks {
            if let from, let to { probe.milliseconds[phase.rawValue] = (to - from).milliseconds }
        }
    }
}

// MARK: - Both address families

extension Prober {
    /// TCP to the first address of each family, where the resolver gave both.
    private func families(of target: NameStep.Target) async throws -> [FamilyFact] {
        guard let four = target.addresses.first(where: { !$0.contains(":") }),
            let six = target.addresses.first(where: { $0.contains(":") })
        else { return [] }
        async let first = connect(target, four, .ipv4)
        async let second = connect(target, six, .ipv6)
        return [try await first, try await second].compactMap(\.self)
    }

    private func connect(_ target: NameStep.Target, _ address: String, _ family: FamilyFact.Family)
        async throws
        -> FamilyFact?
    {
        let authority = address.contains(":") ? "[\(address)]" : address
        var request = TransferRequest(
            url: "http://\(authority):\(target.port)/", userAgent: userAgent,
            timeout: Int(deadline.cap(settings.timeout) * 1000))
        request.connectOnly = true
        let cut = deadline.remaining < settings.timeout
        let outcome = try await engine.perform(request)
        let failure = Diagnosis(outcome: outcome, isTLS: false, viaProxy: false, cutByDeadline: false)
            .failure()
        let gaveUp = failure?.code == .tcpTimeout && cut && outcome.moments.finished < Self.patience
        guard failure?.code != .runInterrupted, !gaveUp else { return nil }
        return FamilyFact(
            family: family, address: address, connected: failure == nil, code: failure?.code,
            noLocalRoute: SystemError.noRoute.contains(Int32(outcome.osError)))
    }

    /// With several addresses libcurl tells of the last failure alone, which may be a family that this host lacks.
    private func refine(_ probe: inout Probe) {
        guard probe.failure?.code == .tcpUnreachable,
            let better = probe.families.first(where: { !$0.connected && !$0.noLocalRoute }),
            let code = better.code
        else { return }
        let what = code == .tcpRefused ? "the connection was refused" : "no answer to the connection attempt"
        probe.failure = .init(.tcp, code, "\(what) (\(better.address))")
    }
}

extension Double {
    /// Seconds as milliseconds with one decimal.
    var milliseconds: Double { (self * 10_000).rounded() / 10 }
}

extension ContinuousClock.Instant {
    var secondsAgo: Double {
        let parts = (ContinuousClock.now - self).components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }
}
