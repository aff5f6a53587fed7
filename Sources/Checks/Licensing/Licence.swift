import Model

/// A subscription that holds a plan which counts, and whether it can be used.
struct Licence {
    enum Use: Equatable {
        /// In words.
        case usable(String)
        case doubtful([Reason])
        case unusable([Reason])
    }

    let isForServers: Bool
    let use: Use

    /// nil where the subscription holds no plan that counts.
    ///
    /// With `isForUsers` only subscriptions count that can be assigned to users.
    init?(
        _ sku: SubscribedSKU, of tenant: TenantFact, _ known: TenantKnowledge.Licences, isForUsers: Bool,
        counts: (TenantKnowledge.Plan) -> Bool
    ) {
        let product = known.products[sku.skuID.lowercased()]
        isForServers = product?.isForServers ?? false
        let title = Self.title(of: sku, product)
        if sku.plans.isEmpty, product != nil {
            let text = "the answer lists no plans of \(title)"
            use = .doubtful([tenant.reason(.evidenceMissing, text)])
            return
        }
        let held = sku.plans.compactMap { plan in
            known.plans.first { $0.id == plan.id.lowercased() }.map { (known: $0, plan: plan) }
        }.filter { counts($0.known) }
        guard !held.isEmpty else { return nil }
        var states = Doubts(tenant, title)
        states.add(status: sku.capabilityStatus, "capabilityStatus", known.capabilities)
        states.add(units: sku)
        if isForUsers, !isForServers { states.add(audience: sku.appliesTo, known.audiences) }
        // The best of its plans counts.
        let provisioned = held.map { pair in
            var states = Doubts(tenant, title)
            let what = "provisioningStatus of \(pair.known.name)"
            states.add(status: pair.plan.provisioningStatus, what, known.provisioning)
            return (name: pair.known.name, states: states)
        }
        let best =
            provisioned.first { $0.states.isGood }
            ?? provisioned.first { $0.states.obstacles.isEmpty } ?? provisioned[0]
        states.add(best.states)
        use = states.use("\(title) with \(best.name)", sku)
    }

    /// `Microsoft 365 E5 (SPE_E5)`.
    static func title(of sku: SubscribedSKU, _ product: TenantKnowledge.Product?) -> String {
        let part = sku.partNumber.printable(limit: 80)
        if let product { return part.isEmpty ? product.title : "\(product.title) (\(part))" }
        return part.isEmpty ? "subscription \(sku.skuID.printable(limit: 40))" : part
    }
}

/// What speaks against the use of a subscription.
private struct Doubts {
    private let tenant: TenantFact
    private let title: String
    /// Why it cannot be used.
    private(set) var obstacles: [Reason] = []
    /// Why it cannot be told whether it can be used.
    private(set) var doubts: [Reason] = []
    /// What should be known of one that can be used.
    private var remarks: [String] = []

    init(_ tenant: TenantFact, _ title: String) {
        self.tenant = tenant
        self.title = title
    }

    var isGood: Bool { obstacles.isEmpty && doubts.isEmpty }

    mutating func add(_ other: Doubts) {
        obstacles += other.obstacles
        doubts += other.doubts
        remarks += other.remarks
    }

    mutating func add(status: String, _ what: String, _ known: [String: TenantKnowledge.Standing]) {
        let shown = status.printable(limit: 40)
        guard !status.isEmpty else {
            doubts.append(tenant.reason(.evidenceMissing, "the answer does not tell the \(what) of \(title)"))
            return
        }
        switch known[status.lowercased()] {
        case .usable: break
        case .ending: remarks.append("\(what) \(shown)")
        case .pending:
            doubts.append(tenant.reason(.licensingPlanPending, "the \(what) in \(title) is \(shown)"))
        case .unusable:
            obstacles.append(tenant.reason(.licensingPlanNotUsable, "the \(what) in \(title) is \(shown)"))
        case nil:
            let text = "the \(what) in \(title) is \"\(shown)\", which is not known"
            doubts.append(tenant.reason(.evidenceInconclusive, text))
        }
    }

    mutating func add(units sku: SubscribedSKU) {
        let told = [sku.enabledUnits, sku.warningUnits]
        let isHeld = told.contains { ($0 ?? 0) > 0 }
        guard !isHeld else { return }
        guard told.allSatisfy({ $0 != nil }) else {
            doubts.append(tenant.reason(.evidenceMissing, "the answer does not tell the units of \(title)"))
            return
        }
        let rest = [("suspended", sku.suspendedUnits), ("locked out", sku.lockedOutUnits)].compactMap {
            word, units in units.flatMap { $0 > 0 ? "\($0) are \(word)" : nil }
        }
        let text =
            "\(title) has no units that can be used"
            + (rest.isEmpty ? "" : "; " + rest.joined(separator: ", "))
        obstacles.append(tenant.reason(.licensingPlanNotUsable, text))
        if let consumed = sku.consumedUnits, consumed > 0 {
            let text = "\(consumed) units of \(title) are in use, and none can be used"
            obstacles.append(tenant.reason(.licensingUnitsExceeded, text))
        }
    }

    mutating func add(audience: String, _ known: [String: Bool]) {
        guard known[audience.lowercased()] != true else { return }
        let shown = audience.printable(limit: 40)
        let text =
            known[audience.lowercased()] == false
            ? "\(title) applies to \(shown) and cannot be assigned to users; no page says that it counts as a user's licence"
            : "\(title) applies to \"\(shown)\", which is not known"
        doubts.append(tenant.reason(.evidenceInconclusive, text))
    }

    func use(_ what: String, _ sku: SubscribedSKU) -> Licence.Use {
        guard obstacles.isEmpty else { return .unusable(obstacles) }
        guard doubts.isEmpty else { return .doubtful(doubts) }
        let (held, isHuge) = max(sku.enabledUnits ?? 0, 0).addingReportingOverflow(
            max(sku.warningUnits ?? 0, 0))
        var words = isHuge ? what : "\(what), \(held) units"
        if !isHuge, let consumed = sku.consumedUnits, consumed > held {
            words += " of which \(consumed) are in use, more than there are"
        }
        if !remarks.isEmpty { words += " (\(remarks.joined(separator: ", ")))" }
        return .usable(words)
    }
}
