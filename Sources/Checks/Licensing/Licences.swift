import Model

/// All subscriptions that hold a plan which counts, judged together.
struct Licences {
    /// What a check asks of them.
    struct Demand {
        /// Which plans count.
        var counts: (TenantKnowledge.Plan) -> Bool
        /// Whether only subscriptions count that can be assigned to users.
        var isForUsers: Bool
        /// Whether licences for servers are certainly not enough.
        var excludesServers: Bool
        /// What is missing where there is none, such as `a plan of Defender for Endpoint`.
        var what: String
    }

    private let tenant: TenantFact
    private let demand: Demand
    private let all: [Licence]
    private let count: Int
    private let evidence: Evidence

    init(_ skus: [SubscribedSKU], of tenant: TenantFact, _ demand: Demand, _ evidence: Evidence) {
        let known = evidence.references.tenant.licences
        self.tenant = tenant
        self.demand = demand
        count = skus.count
        all = skus.compactMap {
            Licence($0, of: tenant, known, isForUsers: demand.isForUsers, counts: demand.counts)
        }
        self.evidence = evidence
    }

    var verdict: Verdict {
        let users = all.filter { !$0.isForServers }
        let usable = users.compactMap(\.words)
        if !usable.isEmpty { return .met(seen: usable.listed(2)) }
        let doubts = users.flatMap(\.doubts)
        let obstacles = users.flatMap(\.obstacles)
        guard doubts.isEmpty else { return .undetermined(Array((doubts + obstacles).prefix(6))) }
        let servers = all.filter(\.isForServers)
        if servers.contains(where: { $0.obstacles.isEmpty }) { return onServers(servers, obstacles) }
        let reasons = Array((obstacles + servers.flatMap(\.obstacles)).prefix(6))
        return reasons.isEmpty ? nothing : .notMet(reasons)
    }

    /// Where the only licences that may be used are for servers.
    private func onServers(_ servers: [Licence], _ obstacles: [Reason]) -> Verdict {
        let usable = servers.compactMap(\.words)
        let doubts = servers.flatMap(\.doubts)
        let what =
            usable.isEmpty
            ? "the only licence that may be used" : "the only licence that can be used, \(usable.listed(2)),"
        let text =
            demand.excludesServers
            ? "\(what) is for servers, and at least one for users is needed"
            : "\(what) is for servers, and no page says that it is enough"
        let reasons = [tenant.reason(.licensingServersOnly, text)] + doubts + obstacles
        guard demand.excludesServers else { return .undetermined(Array(reasons.prefix(6))) }
        return unlessManaged(Array(reasons.prefix(6)))
    }

    /// Where no subscription holds a plan which counts.
    private var nothing: Verdict {
        let which =
            count == 0
            ? "it has no subscriptions"
            : "none holds \(demand.what), of \(count.counted("subscription", "subscriptions"))"
        var text = "\(which); Defender for Servers, which Azure bills, is not among them"
        if demand.excludesServers { text += " and would not be enough" }
        let missing = tenant.reason(.licensingPlanMissing, text)
        let onboarded = demand.excludesServers ? [] : DeviceSigns(evidence).onboarded
        guard !onboarded.isEmpty else { return unlessManaged([missing]) }
        let sign =
            "\(DeviceSigns.Sign.words(onboarded)) is onboarded all the same, so that something licenses it that is not listed"
        return .undetermined([missing, tenant.reason(.evidenceContradictory, sign)])
    }

    /// Not met, unless devices that are managed contradict it.
    private func unlessManaged(_ reasons: [Reason]) -> Verdict {
        let managed = DeviceSigns(evidence).managed
        guard !managed.isEmpty else { return .notMet(reasons) }
        let text =
            "\(DeviceSigns.Sign.words(managed)) is managed by Defender for Endpoint all the same"
        return .undetermined(reasons + [tenant.reason(.evidenceContradictory, text)])
    }
}

extension Licence {
    /// Why it cannot be told whether it can be used.
    var doubts: [Reason] { if case .doubtful(let reasons) = use { reasons } else { [] } }

    /// Why it cannot be used.
    var obstacles: [Reason] { if case .unusable(let reasons) = use { reasons } else { [] } }

    /// What there is; nil where it cannot be used for certain.
    var words: String? { if case .usable(let words) = use { words } else { nil } }
}
