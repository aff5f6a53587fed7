package import FoundationEssentials

/// What was seen of a random label below a wildcard, and of the controls that give it meaning.
package struct WildcardFact: Codable, Sendable, Equatable {
    /// How far a handshake at a known host's address got with a given server name.
    package enum Handshake: String, Codable, Sendable {
        /// As far as a certificate, whatever it says.
        case answered
        /// A TLS alert that the peer chose to send.
        case alert
        /// Reset, closed or silent.
        case cut
        case notTried = "not-tried"
    }

    package var id: String
    /// The check that answers whether the hosts below the wildcard were reached.
    package var reachabilityCheck: CheckID
    package var pattern: String
    /// The random name that was tried; lower case.
    package var label: String
    package var path: NetworkPath
    package var observedAt: Date
    /// The probe of the random name: its name phase on a direct path, CONNECT through a proxy.
    package var probe: Probe
    /// Through a proxy: a name that cannot exist; and, asked only if that was let through, one that exists and is unrelated.
    package var absentControl: Probe?
    package var unrelatedControl: Probe?
    /// On a direct path: the handshake at `knownHost`'s address, with the random name.
    package var handshake: Handshake
    /// What that handshake showed, as far as it got.
    package var handshakeTLS: TLSFact?
    /// The known host whose address was used, and whether its own handshake got an answer.
    package var knownHost: String?
    package var knownHostAnswered: Bool

    package init(
        id: String, reachabilityCheck: CheckID, pattern: String, label: String, path: NetworkPath,
        observedAt: Date, probe: Probe,
        absentControl: Probe? = nil, unrelatedControl: Probe? = nil, handshake: Handshake = .notTried,
        handshakeTLS: TLSFact? = nil,
        knownHost: String? = nil, knownHostAnswered: Bool = false
    ) {
        self.id = id
        self.reachabilityCheck = reachabilityCheck
        self.pattern = pattern
        self.label = label
        self.path = path
        self.observedAt = observedAt
        self.probe = probe
        self.absentControl = absentControl
        self.unrelatedControl = unrelatedControl
        self.handshake = handshake
        self.handshakeTLS = handshakeTLS
        self.knownHost = knownHost
        self.knownHostAnswered = knownHostAnswered
    }

    package var subject: Subject { Subject(.endpoint, pattern, via: path.via) }
}
