/// Outside knowledge of directories: what their numbers mean, and where things stand in them.
package struct DirectoryKnowledge: Sendable, Equatable {
    /// What a controller means by the code behind `data` in the text of a refused sign-in.
    ///
    /// By the code: hexadecimal, lower case, without leading zeros.
    package var bindErrors: [String: String] = [:]
    package var functionalLevels = FunctionalLevels()
    package var registrationPoint = RegistrationPlace()
    package var federation = FederationKnowledge()

    package init() {}
}

/// The levels of `msDS-Behavior-Version`.
package struct FunctionalLevels: Sendable, Equatable {
    package var names: [Int: String] = [:]
    /// The least that a controller must have for hybrid join; absent where nothing is known.
    package var minimumController: Int?

    package init() {}
}

/// Where computers look up in which tenant to register.
package struct RegistrationPlace: Sendable, Equatable {
    /// Below the forest's configuration naming context, such as `CN=Device Registration Configuration,CN=Services`.
    package var container = ""
    /// The common name of the service connection point.
    package var name = ""
    /// What stands before the colon of the keyword that holds the tenant's id; case does not count.
    package var tenantID = ""
    package var tenantName = ""
    /// With what a keyword begins that sends computers to AD FS instead.
    package var enterpriseDRS = ""

    package init() {}
}

/// How the sign-in service says whether a domain is federated, and what its federation server must offer.
package struct FederationKnowledge: Sendable, Equatable {
    package struct Realm: Sendable, Equatable {
        /// With the placeholder `{user}`, for a user name in the domain.
        package var path = ""
        /// The member that tells how the domain signs in; case does not count in its values.
        package var accountType = ""
        package var managed = ""
        package var federated = ""
        package var unknown = ""
        /// The member that names the protocol of a federated domain.
        package var federationProtocol = ""
        /// The member with the address of the federation server's metadata.
        package var metadata = ""

        package init() {}
    }

    /// An endpoint of WS-Trust; of a kind, one version is enough.
    package struct Endpoint: Sendable, Equatable {
        package var kind: String
        /// The path as it ends in an address; case does not count.
        package var path: String
        /// Whether a computer cannot register without this kind.
        package var needed: Bool
        /// Whether it must not be published to the internet.
        package var intranetOnly: Bool
        package var why: String

        package init(kind: String, path: String, needed: Bool, intranetOnly: Bool, why: String) {
            self.kind = kind
            self.path = path
            self.needed = needed
            self.intranetOnly = intranetOnly
            self.why = why
        }
    }

    package var realm = Realm()
    package var endpoints: [Endpoint] = []

    package init() {}
}
