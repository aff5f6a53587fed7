import Model

/// Endpoints, and what probes saw of them.
extension FactPass {
    func redacted(_ fact: EndpointFact) -> EndpointFact {
        var result = fact
        result.endpoint = redacted(fact.endpoint)
        result.path = redacted(fact.path)
        result.probe = redacted(fact.probe)
        redact(&result, fact)
        result.id = factID(
            fact.id,
            [
                (fact.endpoint.id, result.endpoint.id),
                (fact.endpoint.host ?? "", result.endpoint.host ?? ""),
                (fact.endpoint.path, result.endpoint.path),
            ])
        return result
    }

    private func redacted(_ endpoint: Endpoint) -> Endpoint {
        var result = endpoint
        result.id = TenantNames.domain(of: endpoint).map { TenantNames.id(of: host($0)) } ?? free(endpoint.id)
        result.set = free(endpoint.set)
        result.host = endpoint.host.map(host)
        if masks {
            let isPublic = endpoint.host.map { names.publicNames.isPublic(host: $0.lowercased()) } ?? false
            result.path = names.segments(endpoint.path.prefix { $0 != "?" && $0 != "#" }, isPublic: isPublic)
        } else {
            result.path = free(endpoint.path)
        }
        result.requestHeaders = free(endpoint.requestHeaders)
        // In anybody's words, unless it is the catalogue's.
        result.why = endpoint.set == "additional" ? name(.word, endpoint.why) : free(endpoint.why)
        result.expectation.headers = endpoint.expectation.headers.map(free)
        result.expectation.tenantClaim = free(endpoint.expectation.tenantClaim)
        result.expectation.jsonMembers = [:]
        for (member, forms) in endpoint.expectation.jsonMembers {
            result.expectation.jsonMembers[free(member)] = forms.map(answer)
        }
        return result
    }

    /// A member of an answer, or the form that it should have.
    private func answer(_ original: String) -> String {
        // An answer of the service stays whole where the catalogue knows it.
        masks && original.contains("://") && !names.publicNames.words.contains(original.lowercased())
            ? names.url(original) : listed(original)
    }

    func redacted(_ probe: Probe) -> Probe {
        var result = probe
        if let resolution = probe.resolution {
            result.resolution?.addresses = resolution.addresses.map(address)
            result.resolution?.detail = free(resolution.detail)
        }
        result.families = probe.families.map { family in
            var result = family
            result.address = address(family.address)
            return result
        }
        result.remoteAddress = probe.remoteAddress.map(address)
        if let tunnel = probe.tunnel {
            result.tunnel?.schemes = tunnel.schemes.map(free)
            result.tunnel?.explanation = tunnel.explanation.map(foreign)
        }
        result.tls = probe.tls.map(redacted)
        result.http = probe.http.map(redacted)
        result.failure?.detail = free(probe.failure?.detail ?? "")
        return result
    }

    private func redacted(_ http: HTTPFact) -> HTTPFact {
        var result = http
        // Checks compare the names alone.
        result.headers = [:]
        for (name, value) in http.headers.sorted(by: { $0.key < $1.key }) {
            result.headers[free(name)] = foreign(value)
        }
        result.title = http.title.map(foreign)
        result.redirectHost = http.redirectHost.map(host)
        result.jsonMembers = [:]
        for (member, value) in http.jsonMembers { result.jsonMembers[free(member)] = answer(value) }
        return result
    }

    /// Mends what an answer tells beside its texts: whether it has the form that it should have, which tenant it names, and
    /// whether it leads to another service.
    private func redact(_ result: inout EndpointFact, _ fact: EndpointFact) {
        guard masks, let http = fact.probe.http else { return }
        for (member, forms) in fact.endpoint.expectation.jsonMembers {
            let name = free(member)
            guard let value = http.jsonMembers[member] else { continue }
            let isFit = forms.contains { AnswerTemplate($0)?.matches(value) == true }
            let tokens = result.endpoint.expectation.jsonMembers[name] ?? []
            let shown = result.probe.http?.jsonMembers[name] ?? ""
            guard isFit != tokens.contains(where: { AnswerTemplate($0)?.matches(shown) == true }) else {
                continue
            }
            let fitting = tokens.lazy.map {
                $0.replacing("*", with: "x").replacing("{guid}", with: GUID.zero.description)
            }
            .first { text in tokens.contains { AnswerTemplate($0)?.matches(text) == true } }
            result.probe.http?.jsonMembers[name] = isFit ? fitting ?? shown : names.token(.word, value)
        }
        if let claim = fact.endpoint.expectation.tenantClaim, let value = http.jsonMembers[claim],
            let id = value.firstGUID
        {
            let name = free(claim)
            let token = guid(id)
            if result.probe.http?.jsonMembers[name]?.firstGUID != token {
                result.probe.http?.jsonMembers[name] = token.description
            }
        }
        if let target = http.redirectHost, isOfShortDomain(target, fact.endpoint) {
            result.probe.http?.redirectHost = names.token(.word, target)
        }
    }

    /// Whether strangers may share the domain of an endpoint of the user's own, as its length tells; tokens are longer.
    private func isOfShortDomain(_ target: String, _ endpoint: Endpoint) -> Bool {
        guard endpoint.set == "additional", let own = endpoint.host, target != own else { return false }
        let parent = own.split(separator: ".").dropFirst()
        return parent.count == 2 && parent.allSatisfy { $0.count <= 3 }
            && target.hasSuffix("." + parent.joined(separator: "."))
    }

    func redacted(_ fact: WildcardFact) -> WildcardFact {
        var result = fact
        result.pattern = host(fact.pattern)
        result.label = host(fact.label)
        result.path = redacted(fact.path)
        result.probe = redacted(fact.probe)
        result.absentControl = fact.absentControl.map(redacted)
        result.unrelatedControl = fact.unrelatedControl.map(redacted)
        result.handshakeTLS = fact.handshakeTLS.map(redacted)
        result.knownHost = fact.knownHost.map(host)
        result.id = factID(fact.id, [(fact.pattern, result.pattern)])
        return result
    }
}

extension String {
    /// The first id in a text, whatever stands around it.
    fileprivate var firstGUID: GUID? {
        let bytes = Array(lowercased().utf8)
        guard bytes.count >= 36 else { return nil }
        return (0...(bytes.count - 36)).lazy.compactMap { place in
            GUID(Substring(decoding: bytes[place..<(place + 36)], as: UTF8.self))
        }.first
    }
}
