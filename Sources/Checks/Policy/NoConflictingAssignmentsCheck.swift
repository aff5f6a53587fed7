import Model

/// No two policies of one template give a setting different values for the same devices.
struct NoConflictingAssignmentsCheck: TenantCheck {
    let id: CheckID = "policy.no-conflicting-assignments"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        tenant.verdict(tenant.policies, "its policies") { policies in
            let carried = CarriedPolicy.all(policies, evidence)
            guard !carried.isEmpty else {
                return .notApplicable(why: "it has no policy that security settings management carries out")
            }
            let all = Self.byTemplate(carried).map { PolicyComparison($0, evidence) }
            let conflicts = Self.conflicts(all, tenant)
            guard conflicts.isEmpty else { return .notMet(conflicts) }
            var doubts: [Reason] = []
            for comparison in all where doubts.count < 6 {
                let told = comparison.doubts(tenant, limit: 6 - doubts.count)
                for doubt in told where !doubts.contains(doubt) { doubts.append(doubt) }
            }
            guard doubts.isEmpty else { return .undetermined(doubts) }
            let compared = all.reduce(0) { $0 + $1.pairCount }
            return .met(
                seen:
                    "\(carried.count.counted("policy", "policies")), \(compared.counted("pair", "pairs")) of one template, no conflict"
            )
        }
    }

    /// At most six reasons, the last of which tells how many more there are.
    private static func conflicts(_ all: [PolicyComparison], _ tenant: TenantFact) -> [Reason] {
        var reasons: [Reason] = []
        var (count, isMore) = (0, false)
        for comparison in all {
            let found = comparison.conflicts(tenant, limit: 6)
            reasons += found.reasons
            count += found.count
            isMore = isMore || found.isMore
        }
        guard count > 6 else { return reasons }
        let number = isMore ? "at least \(count - 5)" : "\(count - 5)"
        let text = "\(number) more pairs of policies set something differently"
        return reasons.prefix(5) + [tenant.reason(.policyConflicting, text)]
    }

    /// The policies of each template, in the order of the first ones.
    private static func byTemplate(_ policies: [CarriedPolicy]) -> [[CarriedPolicy]] {
        var order: [String] = []
        var groups: [String: [CarriedPolicy]] = [:]
        for policy in policies {
            let key = policy.policy.templateFamily.lowercased() + "/" + policy.template
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(policy)
        }
        return order.compactMap { groups[$0] }
    }
}
