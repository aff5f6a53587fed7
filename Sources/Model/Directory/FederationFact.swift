package import FoundationEssentials

/// How a domain signs in, and what its federation server offers, without anybody signing in.
package struct FederationFact: Codable, Sendable, Equatable {
    /// `federation:` and the domain; unique in a run.
    package var id: String
    /// Lower case.
    package var domain: String
    /// When the last answer came.
    package var observedAt: Date
    package var realm: Observation<Realm>
    /// Absent where the domain is not federated.
    package var metadata: Observation<Metadata>

    package init(
        domain: String, observedAt: Date, realm: Observation<Realm>, metadata: Observation<Metadata> = .absent
    ) {
        id = "federation:\(domain)"
        self.domain = domain
        self.observedAt = observedAt
        self.realm = realm
        self.metadata = metadata
    }

    package var subject: Subject { Subject(.directory, domain) }

    /// What the sign-in service says of the domain.
    package struct Realm: Codable, Sendable, Equatable {
        package enum Account: String, Codable, Sendable {
            /// By Entra ID itself.
            case managed
            /// By the federation server of the domain's owner.
            case federated
            /// The service knows no such domain.
            case unknown
        }

        package var account: Account
        /// As the service names it, such as `WSTrust` or `SAMLP`.
        package var federationProtocol: String?
        package var metadataURL: String?

        package init(account: Account, federationProtocol: String? = nil, metadataURL: String? = nil) {
            self.account = account
            self.federationProtocol = federationProtocol
            self.metadataURL = metadataURL
        }
    }

    /// What the federation server lists.
    package struct Metadata: Codable, Sendable, Equatable {
        /// Those that the catalogue knows, in the order of the metadata, each address once.
        package var endpoints: [Endpoint]
        /// Addresses of other services; the first few.
        package var otherAddresses: [String]

        package init(endpoints: [Endpoint], otherAddresses: [String] = []) {
            self.endpoints = endpoints
            self.otherAddresses = otherAddresses
        }
    }

    /// An endpoint of WS-Trust, and whether it answered.
    package struct Endpoint: Codable, Sendable, Equatable {
        /// As the catalogue names it, such as `windowstransport`.
        package var kind: String
        package var address: String
        /// The HTTP status that a request without a sign-in got, over a connection that this host trusts.
        package var status: Int?
        /// Why there is none.
        package var failure: Unreadable?

        package init(kind: String, address: String, status: Int? = nil, failure: Unreadable? = nil) {
            self.kind = kind
            self.address = address
            self.status = status
            self.failure = failure
        }
    }
}
