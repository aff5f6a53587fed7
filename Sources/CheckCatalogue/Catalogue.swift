package import Model

/// Everything under `checks/`, read and found sound.
package struct Catalogue: Sendable {
    package var judging: JudgingKnowledge
    package var probing: ProbingKnowledge

    package init(judging: JudgingKnowledge, probing: ProbingKnowledge) {
        self.judging = judging
        self.probing = probing
    }
}

/// What is needed once there is something to judge and to say.
package struct JudgingKnowledge: Sendable {
    /// The edition of the catalogue, a day such as `2026-11-26`.
    package var version: String
    /// In the order in which reports show them.
    package var areas: [AreaDescription]
    package var checks: [CheckID: CheckDescription]
    package var reasons: [ReasonCode: ReasonDescription]
    package var requirementSets: [RequirementSet]
    package var issuers: Issuers
    /// SHA-256 fingerprints, upper-case hexadecimal, of publicly trusted roots.
    package var publicRoots: Set<String>

    package struct Issuers: Sendable, Equatable {
        /// SHA-1 fingerprints, upper-case hexadecimal.
        package var roots: Set<String>
        package var issuers: Set<String>
    }

    package func requirementSet(_ name: String) -> RequirementSet? {
        requirementSets.first { $0.name == name }
    }
}

/// What is needed for probing: the service's hosts, and what may stand before them.
package struct ProbingKnowledge: Sendable {
    package var endpointSets: [EndpointSet]
    /// Networks that no public host of the service is in.
    package var sinkholes: [Sinkhole]
    package var wildcardControls: WildcardControls
    package var proxyMarks: ProxyMarks
    /// Judging needs it too.
    package var directory: DirectoryKnowledge

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
}
