import Model

/// Policies that security settings management carries out are assigned to groups, or to all devices.
struct AssignedToDeviceGroupsCheck: TenantCheck {
    let id: CheckID = "policy.assigned-to-device-groups"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        tenant.verdict(tenant.policies, "its policies") { policies in
            let carried = CarriedPolicy.all(policies, evidence)
            guard !carried.isEmpty else {
                let others = policies.isEmpty ? "" : " among its \(policies.count)"
                let text = "there is no policy\(others) that security settings management carries out"
                return .notMet([tenant.reason(.policyNotAssigned, text)])
            }
            return judge(carried, tenant)
        }
    }

    private func judge(_ policies: [CarriedPolicy], _ tenant: TenantFact) -> Verdict {
        let reaching = policies.filter { $0.isCertain && $0.reach?.reachesDevices == true }
        let onUsers = policies.filter { policy in
            policy.reach.map { $0.allUsers && !$0.reachesDevices && !$0.isUnclear } ?? false
        }
        var doubts: [Reason] = []
        for policy in policies {
            if let why = policy.policy.assignments.fault {
                doubts.append(policy.reason(why, "assignments", tenant))
            } else if let reach = policy.reach, reach.isUnclear, !reach.reachesDevices {
                let text = "\(policy.title) is assigned to a target that is not known"
                doubts.append(tenant.reason(.evidenceInconclusive, text))
            } else if !policy.isCertain, policy.reach?.reachesDevices == true {
                let text = "the answer does not tell the technologies of \(policy.title)"
                doubts.append(tenant.reason(.evidenceMissing, text))
            }
        }
        var reasons: [Reason] = []
        if !onUsers.isEmpty {
            let text = "\(onUsers.map(\.title).listed()) is assigned to users alone"
            reasons.append(tenant.reason(.policyAssignedToUsers, text))
        }
        if reaching.isEmpty, doubts.isEmpty, onUsers.count < policies.count {
            let text = "\(policies.map(\.title).listed()) is assigned to no group and not to all devices"
            reasons.append(tenant.reason(.policyNotAssigned, text))
        }
        guard reasons.isEmpty else { return .notMet(Array((reasons + doubts).prefix(6))) }
        guard doubts.isEmpty else { return .undetermined(Array(doubts.prefix(6))) }
        return .met(seen: Self.seen(reaching, of: policies.count))
    }

    private static func seen(_ reaching: [CarriedPolicy], of count: Int) -> String {
        let onAll = reaching.count { $0.reach?.allDevices == true }
        let onGroups = reaching.count - onAll
        var parts: [String] = []
        if onAll > 0 { parts.append("\(onAll) of \(count) policies assigned to all devices") }
        if onGroups > 0 {
            parts.append(
                "\(onGroups) of \(count) policies assigned to groups, of which it is not known whether devices are in them"
            )
        }
        let rest = count - reaching.count
        if rest > 0 { parts.append("\(rest) not assigned") }
        return parts.joined(separator: ", ")
    }
}
