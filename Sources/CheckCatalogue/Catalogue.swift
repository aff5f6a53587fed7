package import Model

/// Everything under `checks/`, read and found sound.
package struct Catalogue: Sendable {
    package var texts: CatalogueTexts
    package var network: NetworkKnowledge

    package init(texts: CatalogueTexts, network: NetworkKnowledge) {
        self.texts = texts
        self.network = network
    }
}

/// What people read, and what each check counts for.
package struct CatalogueTexts: Sendable {
    /// In the order in which reports show them.
    package var areas: [AreaDescription]
    package var checks: [CheckID: CheckDescription]
    package var reasons: [ReasonCode: ReasonDescription]
    package var requirementSets: [RequirementSet]

    package func requirementSet(_ name: String) -> RequirementSet? {
        requirementSets.first { $0.name == name }
    }
}

/// What is known of the service's hosts, and of what may stand before them.
package struct NetworkKnowledge: Sendable {
    package var endpointSets: [EndpointSet]
    package var issuers: Issuers
    /// SHA-256 fingerprints, upper-case hexadecimal, of publicly trusted roots.
    package var publicRoots: Set<String>
    /// Networks that no public host of the service is in.
    package var sinkholes: [Sinkhole]
    package var wildcardControls: WildcardControls
    package var proxyMarks: ProxyMarks
    /// Regular expressions that are still to be found sound.
    var patterns: [PatternPlace]

    package struct Issuers: Sendable, Equatable {
        /// SHA-1 fingerprints, upper-case hexadecimal.
        package var roots: Set<String>
        package var issuers: Set<String>
    }

    package struct Sinkhole: Sendable, Equatable {
        package var cidr: String
        package var name: String
    }

    package struct WildcardControls: Sendable, Equatable {
        /// A top-level domain in which no name exists.
        package var absent: String
        /// A host that exists and that no allow list of the service holds.
        package var unrelated: String
    }

    /// How a proxy shows that an answer to a plain request is its own.
    package struct ProxyMarks: Sendable, Equatable {
        package var headers: [String]
        package var servers: [String]
    }

    /// A regular expression, and where it is written.
    struct PatternPlace: Sendable {
        var file: String
        var line: Int?
        var member: String
        var pattern: String
    }
}
