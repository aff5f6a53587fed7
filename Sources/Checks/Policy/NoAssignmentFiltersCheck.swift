import Model

/// No policy that security settings management carries out is assigned with a filter.
struct NoAssignmentFiltersCheck: TenantCheck {
    let id: CheckID = "policy.no-assignment-filters"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        tenant.verdict(tenant.policies, "its policies") { policies in
            let carried = CarriedPolicy.all(policies, evidence)
            guard !carried.isEmpty else {
                return .notApplicable(why: "it has no policy that security settings management carries out")
            }
            let filtered = carried.filter { $0.reach?.hasFilter == true }
            guard filtered.isEmpty else {
                let text = "\(filtered.map(\.title).listed()) is assigned with a filter"
                return .notMet([tenant.reason(.policyAssignmentFilter, text)])
            }
            let doubts = carried.compactMap { policy in
                policy.policy.assignments.fault.map { policy.reason($0, "assignments", tenant) }
            }
            guard doubts.isEmpty else { return .undetermined(Array(doubts.prefix(6))) }
            return .met(seen: "\(carried.count.counted("policy", "policies")), none with a filter")
        }
    }
}
