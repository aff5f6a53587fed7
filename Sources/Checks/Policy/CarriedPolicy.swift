import Model

/// A policy of the Endpoint security node that security settings management carries out, or may.
struct CarriedPolicy {
    let policy: EndpointSecurityPolicy
    /// Whether the answer tells its technologies; without them nothing tells who carries it out.
    let isCertain: Bool
    /// What its template is for, such as `antivirus`.
    let kind: String
    /// Whom it is assigned to; nil where that could not be read.
    let reach: PolicyReach?

    /// nil where security settings management does not carry it out.
    init?(_ policy: EndpointSecurityPolicy, _ known: TenantKnowledge.Policies) {
        guard let kind = known.families[policy.templateFamily.lowercased()] else { return nil }
        let technologies = policy.technologies.filter { !$0.isEmpty }.map { $0.lowercased() }
        guard technologies.isEmpty || technologies.contains(known.technology) else { return nil }
        self.policy = policy
        self.kind = kind
        isCertain = !technologies.isEmpty
        switch policy.assignments {
        case .present(let assignments): reach = PolicyReach(assignments)
        case .absent: reach = PolicyReach([])
        case .unreadable: reach = nil
        }
    }

    /// All of them, in the order of the answer.
    static func all(_ policies: [EndpointSecurityPolicy], _ evidence: Evidence) -> [CarriedPolicy] {
        let known = evidence.references.tenant.policies
        return policies.compactMap { CarriedPolicy($0, known) }
    }

    /// `"Servers" (antivirus)`.
    var title: String { "\"\(policy.name.printable(limit: 80))\" (\(kind))" }

    /// The template whatever its version, which is a number at the end of the id.
    var template: String {
        let id = policy.templateID.lowercased()
        guard let end = id.lastIndex(of: "_"), id[id.index(after: end)...].allSatisfy(\.isNumber) else {
            return id
        }
        return String(id[..<end])
    }

    /// A reason why `what` of it could not be read.
    func reason(_ why: Unreadable, _ what: String, _ tenant: TenantFact) -> Reason {
        tenant.reason(why.code, "\(what) of \(title): \(why.detail)")
    }
}

/// Whom a policy is assigned to.
struct PolicyReach: Equatable {
    /// Groups that are included and not excluded, lower case.
    private(set) var groups: Set<String> = []
    private(set) var excluded: Set<String> = []
    private(set) var allDevices = false
    private(set) var allUsers = false
    /// Whether there is a target of which it is not known what it is.
    private(set) var isUnclear = false
    /// Whether somebody is excluded of whom it is not known who that is.
    private(set) var excludesUnknown = false
    /// Whether one of the targets has a filter.
    private(set) var hasFilter = false

    init(_ assignments: [EndpointSecurityPolicy.Assignment]) {
        for assignment in assignments {
            let group = assignment.group.flatMap { $0.isEmpty ? nil : $0.lowercased() }
            hasFilter = hasFilter || assignment.filter != nil
            switch assignment.target {
            case .allDevices: allDevices = true
            case .allUsers: allUsers = true
            case .other: isUnclear = true
            case .group: if let group { groups.insert(group) } else { isUnclear = true }
            case .excludedGroup: if let group { excluded.insert(group) } else { excludesUnknown = true }
            }
        }
        groups.subtract(excluded)
        isUnclear = isUnclear || excludesUnknown
    }

    /// Whether it can reach devices.
    var reachesDevices: Bool { allDevices || !groups.isEmpty }

    /// Whom both are assigned to for certain, in words; nil where that is nobody.
    func common(with other: PolicyReach) -> String? {
        guard !excludesUnknown, !other.excludesUnknown else { return nil }
        if allDevices && other.allDevices { return "all devices" }
        var shared = groups.intersection(other.groups)
        if allDevices { shared.formUnion(other.groups) }
        if other.allDevices { shared.formUnion(groups) }
        shared.subtract(excluded)
        shared.subtract(other.excluded)
        guard !shared.isEmpty else { return nil }
        let names = shared.sorted().map { $0.printable(limit: 40) }
        return (names.count == 1 ? "group " : "groups ") + names.listed(2)
    }
}
