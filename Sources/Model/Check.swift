/// One documented requirement as a pure function of what was seen.
package protocol Check: Sendable {
    var id: CheckID { get }
    /// Whether requirement sets differ in what this check asks for, and not only in what it counts for.
    var judgesBySet: Bool { get }

    /// Judges every subject that `evidence` has for this check, in the order of the evidence.
    ///
    /// - Returns: One finding a subject; none when nothing was asked for that this check could judge.
    func evaluate(_ evidence: Evidence) -> [Finding]
}

extension Check {
    package var judgesBySet: Bool { false }
}

/// What checks judge: the facts of a run and the outside knowledge to hold them against.
package struct Evidence: Sendable {
    package let facts: FactSet
    package var references: References
    /// The name of the requirement set to judge by, for checks that judge by the set.
    package var requirementSet = ""
    /// What became of the waivers, for the checks that judge them, which come last; absent where none were given.
    package var waivers: WaiverReview?
    /// Where to end judging devices one by one, as a run did that is judged again; absent in the run itself, which ends it when
    /// its task is cancelled.
    package var cut: JudgingCut?
    /// What checks make of the facts for all of them.
    package let common = CommonGround()
    /// By the id of the directory; none for an id that several have.
    private let indexes: [String: ComputerIndex?]

    package init(facts: FactSet, references: References) {
        self.facts = facts
        self.references = references
        let pairs = facts.directories.compactMap { fact in
            fact.computers.value.map { (fact.id, ComputerIndex($0) as ComputerIndex?) }
        }
        indexes = Dictionary(pairs, uniquingKeysWith: { _, _ in nil })
    }

    /// What the computers of one of the directories have in common.
    package func index(of directory: DirectoryFact) -> ComputerIndex {
        if let known = indexes[directory.id] ?? nil { return known }
        return ComputerIndex(directory.computers.value ?? [])
    }
}

/// The tenant that the configuration names; either may be absent.
package struct TenantExpectation: Codable, Sendable, Equatable {
    /// Lower case.
    package var id: String?
    package var domain: String?
    /// The domain that the cloud gave the tenant, such as `contoso.onmicrosoft.com`; lower case.
    package var initialDomain: String?

    package init(id: String?, domain: String?, initialDomain: String? = nil) {
        self.id = id?.lowercased()
        self.domain = domain
        self.initialDomain = initialDomain?.lowercased()
    }
}

/// Outside knowledge that verdicts need, from the catalogue and the configuration.
package struct References: Sendable, Equatable {
    /// SHA-1 fingerprints, upper-case hexadecimal, of the roots under which the service's certificates are issued.
    package var knownRoots: Set<String> = []
    /// SHA-1 fingerprints of the issuers that the service uses.
    package var knownIssuers: Set<String> = []
    /// SHA-256 fingerprints of publicly trusted roots.
    package var publicRoots: Set<String> = []
    package var directory = DirectoryKnowledge()
    package var devices = DeviceKnowledge()
    package var tenant = TenantKnowledge()

    package init() {}
}
