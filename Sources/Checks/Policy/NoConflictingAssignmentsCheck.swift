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
            var conflicts: [Reason] = []
            var doubts: [Reason] = []
            var (compared, settings): (Int, [String: [String: [String]]]) = (0, [:])
            for group in Self.byTemplate(carried) {
                for (position, first) in group.enumerated() {
                    for second in group[(position + 1)...] {
                        compared += 1
                        let pair = PolicyPair(first, second, evidence, settings: &settings)
                        if let conflict = pair.conflict(tenant) { conflicts.append(conflict) }
                        for doubt in pair.doubts(tenant) where !doubts.contains(doubt) {
                            doubts.append(doubt)
                        }
                    }
                }
            }
            if !conflicts.isEmpty { return .notMet(Self.shortened(conflicts, tenant)) }
            if !doubts.isEmpty { return .undetermined(Array(doubts.prefix(6))) }
            return .met(
                seen:
                    "\(carried.count.counted("policy", "policies")), \(compared.counted("pair", "pairs")) of one template, no conflict"
            )
        }
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

    private static func shortened(_ conflicts: [Reason], _ tenant: TenantFact) -> [Reason] {
        guard conflicts.count > 6 else { return conflicts }
        let text = "\(conflicts.count - 5) more pairs of policies set something differently"
        return conflicts.prefix(5) + [tenant.reason(.policyConflicting, text)]
    }
}
