import Model

/// Everything that the tenant's services were asked was read whole, and is of the right tenant.
struct AnswersCompleteCheck: TenantCheck {
    let id = TenantFact.readingCheck

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        let gaps = Self.gaps(in: tenant) + (evidence.facts.noDeviceJudged.map { [$0] } ?? [])
        if let mismatch = tenant.mismatch(with: evidence.facts.tenant) {
            return .notMet(Array(([mismatch] + gaps).prefix(12)))
        }
        guard gaps.isEmpty else { return .undetermined(Array(gaps.prefix(12))) }
        let lists = tenant.lists.map { "\($0.count) in \($0.kind.title)" }
        let own = [
            tenant.organization.value.map { "organization \($0.id.printable(limit: 40))" },
            tenant.subscriptions.value.map { $0.count.counted("subscription", "subscriptions") },
            tenant.connectors.value.map { $0.count.counted("connector", "connectors") },
            tenant.policies.value.map { $0.count.counted("policy", "policies") },
        ].compactMap(\.self)
        let older = tenant.olderFiles.map {
            "\($0.counted("saved answer", "saved answers")) not used, since newer ones take their place"
        }
        let all = own + lists + [older].compactMap(\.self)
        return .met(seen: all.isEmpty ? "nothing was asked" : all.joined(separator: ", "))
    }

    /// What could not be read, or not to its end: each cause once, with all that it keeps from being known.
    private static func gaps(in tenant: TenantFact) -> [Reason] {
        var order: [Unreadable] = []
        var parts: [Unreadable: [String]] = [:]
        func add(_ what: String?, _ why: Unreadable?) {
            guard let why else { return }
            if parts[why] == nil { order.append(why) }
            parts[why, default: []] += what.map { [$0] } ?? []
        }
        // Every tenant has an organization.
        let isNameless = tenant.organization == .absent
        let nameless = isNameless ? Unreadable(.evidenceMissing, "no answer tells which tenant it is") : nil
        add("organization", tenant.organization.fault ?? nameless)
        add("subscriptions", tenant.subscriptions.fault)
        add("connectors", tenant.connectors.fault)
        add("policies", tenant.policies.fault)
        for list in tenant.lists { add(list.kind.title, list.incomplete) }
        for fault in tenant.faults { add(nil, fault) }
        let policies = tenant.policies.value ?? []
        if let (what, why) = Self.gap(of: policies, \.assignments.fault) {
            add("assignments of \(what)", why)
        }
        if let (what, why) = Self.gap(of: policies, \.settings.fault) { add("settings of \(what)", why) }
        return order.map { why in
            let what = (parts[why] ?? []).joined(separator: ", ")
            return tenant.reason(why.code, what.isEmpty ? why.detail : "\(what): \(why.detail)")
        }
    }

    /// Policies may be many, and are told together: what the first one is called, and why it was not read.
    private static func gap(
        of policies: [EndpointSecurityPolicy], _ fault: (EndpointSecurityPolicy) -> Unreadable?
    ) -> (String, Unreadable)? {
        let unread = policies.compactMap { policy in fault(policy).map { (policy.name, $0) } }
        guard let (name, why) = unread.first else { return nil }
        let more = unread.count > 1 ? " and \((unread.count - 1).counted("policy", "policies")) more" : ""
        return ("\"\(name.printable(limit: 60))\"\(more)", why)
    }
}

extension Observation {
    /// Why it could not be read; nil where it could.
    var fault: Unreadable? { if case .unreadable(let why) = self { why } else { nil } }
}

extension DeviceListFact.Kind {
    /// What it is called in messages.
    var title: String {
        switch self {
        case .directoryComputers: "the directory's computers"
        case .entraDevices: "Entra ID's devices"
        case .managedDevices: "Intune's devices"
        case .machines: "Defender's machines"
        }
    }
}
