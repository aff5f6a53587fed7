package import Model

extension Probe {
    /// A probe that got an HTTP answer over a connection to the genuine service.
    package static func answered(
        _ http: HTTPFact = HTTPFact(status: 200), tls: TLSFact? = .genuine,
        _ change: (inout Probe) -> Void = { _ in }
    ) -> Probe {
        var probe = Probe()
        probe.resolution = NameFact(
            source: .resolver, ipv4: .addresses, ipv6: .noAddress, addresses: ["20.190.128.1"])
        probe.remoteAddress = "20.190.128.1"
        probe.milliseconds = ["name": 1, "tcp": 2, "tls": 3, "http": 4]
        probe.tls = tls
        probe.http = http
        change(&probe)
        return probe
    }

    package static func failed(
        _ phase: Phase, _ code: ReasonCode, _ detail: String = "it failed",
        _ change: (inout Probe) -> Void = { _ in }
    ) -> Probe {
        var probe = Probe(failure: .init(phase, code, detail))
        change(&probe)
        return probe
    }

    /// What a resolver says of a name that nobody has registered.
    package static let absentName = failed(
        .name, .dnsNoSuchName, "the resolver says that the name does not exist")

    /// What a proxy says of such a name.
    package static let absentTarget = failed(
        .proxy, .proxyTargetUnreachable, "the proxy cannot get there (status 503)"
    ) {
        $0.tunnel = TunnelFact(status: 503, schemes: [], explanation: nil)
    }

    package static let denied = failed(
        .proxy, .proxyDenied, "the proxy refuses to connect there (status 403)"
    ) {
        $0.tunnel = TunnelFact(status: 403, schemes: [], explanation: nil)
    }

    package static func signInDemanded(_ schemes: [String] = []) -> Probe {
        failed(.proxy, .proxyAuthenticationRequired, "the proxy demands a sign-in (status 407)") {
            $0.tunnel = TunnelFact(status: 407, schemes: schemes, explanation: nil)
        }
    }

    package static let interrupted = failed(.plan, .runInterrupted, "interrupted before it was tried")
    package static let late = failed(.plan, .deadlineExceeded, "the run's deadline came before it was tried")
    package static let undocumented = failed(.plan, .endpointNotDocumented, "no concrete host is documented")
    package static let refused = failed(.tcp, .tcpRefused, "the connection was refused")
}

extension TLSFact {
    /// The service's own certificate, over TLS 1.3.
    package static let genuine = TLSFact(
        version: .tls13, cipher: "TLS_AES_256_GCM_SHA384", chain: [.leaf, .serviceIssuer],
        verifiedChain: [.leaf, .serviceIssuer, .serviceRoot], trusted: true, handshakeFinished: true)

    /// A handshake that this host trusts, with a chain of somebody's.
    package static func trusted(_ verified: CertificateFact..., version: TLSVersion? = .tls13) -> TLSFact {
        TLSFact(
            version: version, chain: Array(verified.prefix(2)), verifiedChain: verified, trusted: true,
            handshakeFinished: true)
    }

    /// A handshake that ended at the certificate.
    package static func untrusted(_ sent: CertificateFact...) -> TLSFact {
        TLSFact(chain: sent, verifiedChain: sent)
    }
}

extension CertificateFact {
    package static let leaf = sample("login.example", by: "Service Issuer 1", digit: "1")
    package static let serviceIssuer = sample("Service Issuer 1", by: "Service Root", digit: "2")
    package static let serviceRoot = sample("Service Root", by: "Service Root", digit: "3")
    /// Publicly trusted, and none of the service's.
    package static let publicIssuer = sample("Public Issuer", by: "Public Root", digit: "4")
    package static let publicRoot = sample("Public Root", by: "Public Root", digit: "5")
    /// An inspecting gateway's.
    package static let gateway = sample("Contoso Gateway CA", by: "Contoso Gateway CA", digit: "6")
    package static let gatewayLeaf = sample("login.example", by: "Contoso Gateway CA", digit: "7")
    package static let selfSigned = sample("login.example", by: "login.example", digit: "8")
    package static let publicLeaf = sample("login.example", by: "Public Issuer", digit: "9")

    /// A certificate whose fingerprints consist of one digit.
    private static func sample(_ name: String, by issuer: String, digit: String) -> CertificateFact {
        CertificateFact(
            subject: "CN=\(name),O=Example", issuer: "CN=\(issuer),O=Example", issuerName: issuer,
            dnsNames: [name],
            sha1: String(repeating: digit, count: 40), sha256: String(repeating: digit, count: 64),
            selfIssued: name == issuer)
    }
}

extension References {
    /// Under which the sample certificates are the service's, public or a gateway's.
    package static let sample: References = {
        var references = References()
        references.knownRoots = [CertificateFact.serviceRoot.sha1]
        references.knownIssuers = [CertificateFact.serviceIssuer.sha1]
        references.publicRoots = [CertificateFact.publicRoot.sha256]
        references.directory = RealCatalogue.directory
        references.devices = RealCatalogue.devices
        references.tenant = RealCatalogue.tenant
        return references
    }()
}
