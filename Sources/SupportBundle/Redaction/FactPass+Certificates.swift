import Model

/// Certificates: those of public authorities stay whole, and all others tell whose they are.
extension FactPass {
    func redacted(_ tls: TLSFact) -> TLSFact {
        var result = tls
        // An issuer of whom everybody knows may be named by a certificate of anybody.
        let all = tls.chain + tls.verifiedChain
        let authorities = Set(all.filter(isPublic).map(\.subject) + all.filter(isPublic).map(\.issuer))
        result.chain = tls.chain.map { redacted($0, authorities) }
        result.verifiedChain = tls.verifiedChain.map { redacted($0, authorities) }
        return result
    }

    private func isPublic(_ certificate: CertificateFact) -> Bool {
        let known = names.publicNames.fingerprints
        return known.contains(certificate.sha1.uppercased())
            || known.contains(certificate.sha256.uppercased())
    }

    private func redacted(_ certificate: CertificateFact, _ authorities: Set<String>) -> CertificateFact {
        guard masks, !isPublic(certificate) else {
            var result = certificate
            if !masks {
                result.subject = free(certificate.subject)
                result.issuer = free(certificate.issuer)
                result.issuerName = free(certificate.issuerName)
                result.dnsNames = certificate.dnsNames.map(host)
            }
            return result
        }
        var result = certificate
        result.subject = name(certificate.subject, authorities)
        result.issuer = name(certificate.issuer, authorities)
        if !authorities.contains(certificate.issuer) {
            result.issuerName =
                commonName(of: certificate.issuer) == certificate.issuerName
                ? commonName(of: result.issuer) : names.computer(certificate.issuerName)
        }
        result.dnsNames = certificate.dnsNames.map(names.host)
        result.sha1 = names.fingerprint(certificate.sha1)
        result.sha256 = names.fingerprint(certificate.sha256)
        return result
    }

    private func name(_ text: String, _ authorities: Set<String>) -> String {
        authorities.contains(text) ? text : distinguishedName(text)
    }

    /// The value of the first common name, else of the first organization, else all of the name.
    private func commonName(of text: String) -> String {
        var values: [String: String] = [:]
        var rest = text[...]
        while !rest.isEmpty {
            let (first, behind) = DistinguishedName.split(rest)
            let halves = first.split(separator: "=", maxSplits: 1).map(String.init)
            if halves.count == 2, values[halves[0]] == nil { values[halves[0]] = halves[1] }
            rest = behind
        }
        return values["CN"] ?? values["O"] ?? text
    }
}
