package import FoundationEssentials

/// What one probe of one endpoint, on one path, saw.
package struct EndpointFact: Codable, Sendable, Equatable {
    /// Such as `endpoint:device-management-checkin:https://checkin.dm.microsoft.com:443/:direct`; unique in a run.
    package var id: String
    package var endpoint: Endpoint
    package var path: NetworkPath
    /// When the probe ended.
    package var observedAt: Date
    package var probe: Probe

    package init(id: String, endpoint: Endpoint, path: NetworkPath, observedAt: Date, probe: Probe) {
        self.id = id
        self.endpoint = endpoint
        self.path = path
        self.observedAt = observedAt
        self.probe = probe
    }

    package var subject: Subject { Subject(.endpoint, endpoint.name, via: path.via) }
}

/// The phases of a probe, in their order.
package enum Phase: String, Codable, Sendable, CaseIterable {
    case plan, name, tcp, proxy, tls, http
}

/// A probe's course, up to its end or to the phase in which it died.
package struct Probe: Codable, Sendable, Equatable {
    package struct Failure: Codable, Sendable, Equatable {
        package var phase: Phase
        package var code: ReasonCode
        /// A few words, without the host's name: `connection to 192.0.2.1:443 refused`.
        package var detail: String

        package init(_ phase: Phase, _ code: ReasonCode, _ detail: String) {
            self.phase = phase
            self.code = code
            self.detail = detail
        }
    }

    /// Absent where the proxy resolves the name.
    package var resolution: NameFact?
    /// TCP to each published family; filled in on a direct path whose name has addresses of both.
    package var families: [FamilyFact] = []
    package var remoteAddress: String?
    /// Length of each phase that was entered, in milliseconds.
    package var milliseconds: [String: Double] = [:]
    /// Length of all phases, added up in one order: in another, a sum near a half could be rounded otherwise.
    package var totalMilliseconds: Double {
        milliseconds.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    }
    package var tunnel: TunnelFact?
    package var tls: TLSFact?
    package var http: HTTPFact?
    /// Absent when an HTTP answer came.
    package var failure: Failure?

    package init() {}

    package init(failure: Failure) {
        self.failure = failure
    }
}

/// What the resolver said.
package struct NameFact: Codable, Sendable, Equatable {
    package enum Source: String, Codable, Sendable {
        case resolver, configuration, literal
    }

    package enum Answer: String, Codable, Sendable {
        case addresses
        case noSuchName = "no-such-name"
        case noAddress = "no-address"
        case serverFailure = "server-failure"
        case timeout
        case cancelled
        case notAsked = "not-asked"
    }

    package var source: Source
    package var ipv4: Answer
    package var ipv6: Answer
    package var addresses: [String]
    package var detail: String?

    package init(source: Source, ipv4: Answer, ipv6: Answer, addresses: [String], detail: String? = nil) {
        self.source = source
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.addresses = addresses
        self.detail = detail
    }
}

/// A TCP connection in one address family.
package struct FamilyFact: Codable, Sendable, Equatable {
    package enum Family: String, Codable, Sendable {
        case ipv4, ipv6
    }

    package var family: Family
    package var address: String
    package var connected: Bool
    /// Absent when connected.
    package var code: ReasonCode?
    /// This host has no route at all for the family, so nothing is learnt of the endpoint.
    package var noLocalRoute: Bool

    package init(family: Family, address: String, connected: Bool, code: ReasonCode?, noLocalRoute: Bool) {
        self.family = family
        self.address = address
        self.connected = connected
        self.code = code
        self.noLocalRoute = noLocalRoute
    }
}

/// A proxy's answer to CONNECT, or to a plain request.
package struct TunnelFact: Codable, Sendable, Equatable {
    package var status: Int
    /// Names of the authentication schemes that it offers.
    package var schemes: [String]
    /// The proxy's own words on why it refused, if it sent any header that tells.
    package var explanation: String?

    package init(status: Int, schemes: [String], explanation: String?) {
        self.status = status
        self.schemes = schemes
        self.explanation = explanation
    }
}
