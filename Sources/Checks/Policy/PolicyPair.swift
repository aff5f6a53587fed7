import Model

/// Two policies of one template.
struct PolicyPair {
    private let first: CarriedPolicy
    private let second: CarriedPolicy
    /// Whom both reach, in words; nil where that is nobody for certain.
    private let common: String?
    /// Whether both may reach the same devices, by targets that are not known.
    private let mayMeet: Bool
    /// Definitions of the settings that they give different values; nil where that cannot be told.
    private let differing: [String]?

    /// With the values of each by definition; nil where they could not be read.
    init(
        _ first: CarriedPolicy, _ second: CarriedPolicy, _ own: [String: [String]]?,
        _ others: [String: [String]]?
    ) {
        self.first = first
        self.second = second
        if let one = first.reach, let other = second.reach {
            common = one.common(with: other)
            let isNowhere =
                (!one.reachesDevices && !one.isUnclear) || (!other.reachesDevices && !other.isUnclear)
            mayMeet = common == nil && !isNowhere && (one.isUnclear || other.isUnclear)
        } else {
            common = nil
            mayMeet = true
        }
        guard common != nil || mayMeet else {
            differing = []
            return
        }
        guard let own, let others else {
            differing = nil
            return
        }
        differing = own.keys.filter { key in others[key].map { $0 != own[key] } ?? false }.sorted()
    }

    func conflict(_ tenant: TenantFact) -> Reason? {
        guard let common, let differing, !differing.isEmpty, first.isCertain, second.isCertain else {
            return nil
        }
        let names = differing.map { $0.printable(limit: 120) }.listed(3)
        let text = "\(first.title) and \(second.title), both assigned to \(common), differ in \(names)"
        return tenant.reason(.policyConflicting, text)
    }

    func doubts(_ tenant: TenantFact) -> [Reason] {
        guard common != nil || mayMeet, differing?.isEmpty != true else { return [] }
        guard conflict(tenant) == nil else { return [] }
        var doubts: [Reason] = []
        for policy in [first, second] {
            if let why = policy.policy.assignments.fault {
                doubts.append(policy.reason(why, "assignments", tenant))
            } else if policy.reach?.isUnclear == true {
                let text = "\(policy.title) is assigned to a target that is not known"
                doubts.append(tenant.reason(.evidenceInconclusive, text))
            }
            if differing == nil {
                switch policy.policy.settings {
                case .present: break
                case .absent:
                    let text = "no answer tells the settings of \(policy.title)"
                    doubts.append(tenant.reason(.evidenceMissing, text))
                case .unreadable(let why): doubts.append(policy.reason(why, "settings", tenant))
                }
            }
            if !policy.isCertain {
                let text = "the answer does not tell the technologies of \(policy.title)"
                doubts.append(tenant.reason(.evidenceMissing, text))
            }
        }
        return doubts
    }
}
