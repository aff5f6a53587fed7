import Model

/// The certificate of each endpoint was issued by an authority that the service uses.
///
/// That this host trusts a certificate is no proof: an inspecting proxy's authority is installed where it inspects.
struct TLSNotInterceptedCheck: Check {
    let id: CheckID = "endpoints.tls-not-intercepted"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        evidence.facts.neededEndpoints.filter { $0.endpoint.scheme == .https }
            .map { Finding($0.subject, verdict($0, evidence.references)) }
    }

    private func verdict(_ fact: EndpointFact, _ references: References) -> Verdict {
        guard let tls = fact.probe.tls, let leaf = tls.chain.first else { return fact.notReached(by: id) }
        guard tls.trusted else { return untrusted(fact, tls, leaf, references) }
        if references.vouch(for: tls), let issuer = tls.verifiedChain.dropFirst().first {
            return .met(seen: "issued by \(issuer.commonName), one of the service's")
        }
        let root = tls.verifiedChain.last
        let rootName = root?.commonName ?? leaf.issuerName
        if let root, references.covers(root) {
            let text =
                "issued by \"\(leaf.issuerName)\" under \"\(rootName)\": a root that is known, an issuer that is not"
            return .undetermined([fact.reason(.tlsUnknownIssuer, text)])
        }
        let text =
            "issued by \"\(leaf.issuerName)\" under \"\(rootName)\", which this host trusts, but which is no public authority"
        return .notMet([fact.reason(.tlsIntercepted, text)])
    }

    /// A chain that this host does not trust: whose it is may still be plain.
    private func untrusted(
        _ fact: EndpointFact, _ tls: TLSFact, _ leaf: CertificateFact, _ references: References
    ) -> Verdict {
        switch fact.probe.failure?.code {
        case .tlsUntrustedIssuer?, .tlsSelfSigned?:
            let known = (tls.chain + tls.verifiedChain).dropFirst().contains {
                references.knownIssuers.contains($0.sha1) || references.knownRoots.contains($0.sha1)
            }
            let code = fact.probe.failure?.code ?? .tlsUntrustedIssuer
            let reason = fact.reason(
                code, "issued by \"\(leaf.issuerName)\", which is not known as one of the service's")
            // With an issuer of the service's in it, the chain is incomplete here rather than foreign.
            return known ? fact.notReached(by: id) : .notMet([reason])
        default: return fact.notReached(by: id)
        }
    }
}

extension References {
    /// Whether this host trusts a chain and its leaf was issued by an authority that the service uses.
    func vouch(for tls: TLSFact) -> Bool {
        guard tls.trusted, let issuer = tls.verifiedChain.dropFirst().first else { return false }
        return knownIssuers.contains(issuer.sha1) || knownRoots.contains(issuer.sha1)
    }

    /// Whether a root is the service's, a public one, or one that the configuration counts as the service's.
    fileprivate func covers(_ root: CertificateFact) -> Bool {
        knownRoots.contains(root.sha1) || knownIssuers.contains(root.sha1)
            || publicRoots.contains(root.sha256)
    }
}

extension CertificateFact {
    /// The common name of the subject, or all of the subject.
    fileprivate var commonName: String {
        let parts = subject.split(separator: ",")
        return parts.first { $0.hasPrefix("CN=") }.map { String($0.dropFirst(3)) } ?? subject
    }
}
