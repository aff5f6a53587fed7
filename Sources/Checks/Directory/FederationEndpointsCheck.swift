import Model

/// The federation server of a federated domain lists the endpoint with which computers sign in, and it answers.
struct FederationEndpointsCheck: Check {
    let id: CheckID = "directory.federation-endpoints"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let known = evidence.references.directory.federation.endpoints
        return evidence.facts.federation.map { Finding($0.subject, verdict($0, known)) }
    }

    private func verdict(_ fact: FederationFact, _ known: [FederationKnowledge.Endpoint]) -> Verdict {
        switch fact.realm {
        case .unreadable(let why): return .undetermined([fact.reason(why.code, why.detail)])
        case .absent:
            return .undetermined([fact.reason(.evidenceMissing, "nothing says how the domain signs in")])
        case .present(let realm):
            switch realm.account {
            case .managed: return .notApplicable(why: "\(fact.domain) signs in at Entra ID itself (managed)")
            case .unknown:
                let text = "the sign-in service knows the domain neither as managed nor as federated"
                return .undetermined([fact.reason(.federationUnknownDomain, text)])
            case .federated: return judge(fact, realm, known)
            }
        }
    }

    private func judge(
        _ fact: FederationFact, _ realm: FederationFact.Realm, _ known: [FederationKnowledge.Endpoint]
    ) -> Verdict {
        switch fact.metadata {
        case .unreadable(let why): return .undetermined([fact.reason(why.code, why.detail)])
        case .absent:
            let text = "the domain is federated, and no metadata of its federation server was read"
            return .undetermined([fact.reason(.federationMetadataUnreadable, text)])
        case .present(let metadata):
            let needed = known.filter(\.needed).map(\.kind).uniqued
            let answers = needed.map { kind in
                answer(kind, metadata, named: realm.metadataURL ?? "the federation server")
            }
            if answers.isEmpty {
                let text = "the catalogue does not say which endpoint is needed"
                return .undetermined([fact.reason(.evidenceMissing, text)])
            }
            let missing = answers.flatMap(\.dead)
            if !missing.isEmpty { return .notMet(missing.map { fact.reason($0.code, $0.detail) }) }
            let open = answers.flatMap(\.open)
            if !open.isEmpty { return .undetermined(open.map { fact.reason($0.code, $0.detail) }) }
            return .met(seen: answers.flatMap(\.alive).joined(separator: "; ") + absent(metadata, known))
        }
    }

    /// What is known of one kind of endpoint; one list alone has something in it.
    private struct Answer {
        var alive: [String] = []
        var dead: [Unreadable] = []
        var open: [Unreadable] = []
    }

    private func answer(_ kind: String, _ metadata: FederationFact.Metadata, named place: String) -> Answer {
        let listed = metadata.endpoints.filter { $0.kind == kind }
        guard !listed.isEmpty else {
            // Other products have paths of their own.
            guard metadata.endpoints.isEmpty, let other = metadata.otherAddresses.first else {
                let text = "the metadata at \(place) lists no \(kind)"
                return Answer(dead: [Unreadable(.federationEndpointMissing, text)])
            }
            let text =
                "the metadata at \(place) lists no endpoint under the paths of AD FS, but others such as \(other), whose purpose is not told"
            return Answer(open: [Unreadable(.evidenceInconclusive, text)])
        }
        let states = listed.map(Self.state)
        let alive = states.compactMap { if case .alive(let words) = $0 { words } else { nil } }
        if !alive.isEmpty { return Answer(alive: alive) }
        let open = states.compactMap { if case .open(let why) = $0 { why } else { nil } }
        if !open.isEmpty { return Answer(open: open) }
        return Answer(dead: states.compactMap { if case .dead(let why) = $0 { why } else { nil } })
    }

    private enum State {
        case alive(String)
        case dead(Unreadable)
        case open(Unreadable)
    }

    private static func state(_ endpoint: FederationFact.Endpoint) -> State {
        func says(_ code: ReasonCode, _ what: String) -> Unreadable {
            Unreadable(code, "\(endpoint.address) \(what)")
        }
        guard let status = endpoint.status else {
            let why = endpoint.failure ?? says(.evidenceMissing, "was not asked")
            return isOpen(why.code) ? .open(why) : .dead(why)
        }
        switch status {
        case 300...399: return .open(says(.httpRedirectedElsewhere, "leads elsewhere (status \(status))"))
        case 407, 511: return .open(says(.httpCaptivePortal, "is answered by a gateway (status \(status))"))
        // An endpoint that is switched off, and a service that is down behind a listener that is not.
        case 404, 410, 500...:
            return .dead(says(.httpUnexpectedStatus, "is not served (status \(status))"))
        default: return .alive("\(endpoint.kind) answers at \(endpoint.address) (status \(status))")
        }
    }

    /// What says more of this run, this host's authorities or a proxy than of the endpoint.
    private static func isOpen(_ code: ReasonCode) -> Bool {
        switch code {
        case .deadlineExceeded, .runInterrupted, .evidenceMissing, .endpointNotDocumented,
            .tlsUntrustedIssuer,
            .tlsSelfSigned:
            true
        default: code.rawValue.hasPrefix("proxy.")
        }
    }

    /// The kinds that the catalogue knows besides and the metadata lacks.
    private func absent(_ metadata: FederationFact.Metadata, _ known: [FederationKnowledge.Endpoint])
        -> String
    {
        let listed = Set(metadata.endpoints.map(\.kind))
        let missing = known.map(\.kind).uniqued.filter { !listed.contains($0) }
        return missing.isEmpty ? "" : "; not listed: \(missing.joined(separator: ", "))"
    }
}

extension FederationFact {
    fileprivate func reason(_ code: ReasonCode, _ what: String) -> Reason {
        Reason(code, "\(domain): \(what)", facts: [id])
    }
}

extension [String] {
    /// Each once, in their order.
    fileprivate var uniqued: [String] {
        reduce(into: []) { list, word in if !list.contains(word) { list.append(word) } }
    }
}
