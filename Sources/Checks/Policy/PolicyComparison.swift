import Model

/// All policies of one template, held against each other.
///
/// Not pair by pair, since they may be thousands: those are looked at that have a group in common and a setting to which
/// they give different values.
struct PolicyComparison {
    let policies: [CarriedPolicy]
    /// The values by definition, without those that merge; nil where they could not be read.
    let values: [[String: [String]]?]
    /// Pairs that are compared at most where nothing but comparing tells.
    private static let mostPairs = 200_000
    /// Conflicts that are counted at most.
    private static let mostConflicts = 2000

    /// Two policies, by their numbers, the smaller one first.
    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// Values, each with the policies that set it, in the order of the policies.
    private struct Contest {
        var order: [[String]] = []
        var members: [[String]: [Int]] = [:]

        mutating func add(_ policy: Int, _ value: [String]) {
            if members[value] == nil { order.append(value) }
            members[value, default: []].append(policy)
        }
    }

    init(_ policies: [CarriedPolicy], _ evidence: Evidence) {
        self.policies = policies
        let merging = evidence.references.tenant.policies.merging
        values = policies.map { Self.values(of: $0, merging) }
    }

    var pairCount: Int { policies.count * (policies.count - 1) / 2 }

    private static func values(of policy: CarriedPolicy, _ merging: [String]) -> [String: [String]]? {
        guard let all = policy.policy.settings.value else { return nil }
        var values: [String: [String]] = [:]
        for setting in all {
            let definition = setting.definition.lowercased()
            guard !merging.contains(where: { definition.contains($0) }) else { continue }
            values[definition, default: []].append(setting.value)
        }
        return values.mapValues { $0.sorted() }
    }

    private func pair(_ pair: Pair) -> PolicyPair {
        PolicyPair(
            policies[pair.first], policies[pair.second], values[pair.first], values[pair.second])
    }

    // MARK: - Conflicts

    /// What is said of the first pairs that conflict, and how many do; `isMore` where there may be more of them.
    func conflicts(_ tenant: TenantFact, limit: Int) -> (reasons: [Reason], count: Int, isMore: Bool) {
        var found: Set<Pair> = []
        var left = Self.mostPairs
        for contest in contests() {
            guard found.count < Self.mostConflicts, left > 0 else { break }
            meet(contest.members, contest.all, contest.group, &found, &left)
        }
        let isMore = found.count >= Self.mostConflicts || left <= 0
        let pairs = found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
        return (pairs.prefix(limit).compactMap { pair($0).conflict(tenant) }, pairs.count, isMore)
    }

    /// Settings that policies for one group, or for all devices, give different values.
    ///
    /// `group` is nil for all devices; else `all` are the policies for all devices.
    private func contests() -> [(group: String?, members: Contest, all: Contest)] {
        var groups: [String] = []
        var byGroup: [String: [Int]] = [:]
        var all: [String: Contest] = [:]
        for (number, policy) in policies.enumerated() {
            guard policy.isCertain, let reach = policy.reach, !reach.excludesUnknown,
                let own = values[number]
            else { continue }
            if reach.allDevices {
                for (definition, value) in own { all[definition, default: Contest()].add(number, value) }
            }
            for group in reach.groups {
                if byGroup[group] == nil { groups.append(group) }
                byGroup[group, default: []].append(number)
            }
        }
        var contests: [(group: String?, members: Contest, all: Contest)] = []
        for (_, contest) in all.sorted(by: { $0.key < $1.key }) where contest.order.count > 1 {
            contests.append((nil, contest, Contest()))
        }
        for group in groups.sorted() {
            var own: [String: Contest] = [:]
            for number in byGroup[group] ?? [] {
                for (definition, value) in values[number] ?? [:] {
                    own[definition, default: Contest()].add(number, value)
                }
            }
            for (definition, contest) in own.sorted(by: { $0.key < $1.key }) {
                let others = all[definition] ?? Contest()
                let isContested = Set(contest.order).union(others.order).count > 1
                if isContested { contests.append((group, contest, others)) }
            }
        }
        return contests
    }

    /// Adds the pairs of different values.
    private func meet(
        _ members: Contest, _ all: Contest, _ group: String?, _ found: inout Set<Pair>, _ left: inout Int
    ) {
        func add(_ one: Int, _ other: Int) -> Bool {
            left -= 1
            if one != other { found.insert(Pair(first: min(one, other), second: max(one, other))) }
            return left > 0 && found.count < Self.mostConflicts
        }
        for (place, value) in members.order.enumerated() {
            for other in members.order[(place + 1)...] {
                for one in members.members[value] ?? [] {
                    for second in members.members[other] ?? [] {
                        guard add(one, second) else { return }
                    }
                }
            }
            guard let group else { continue }
            for other in all.order where other != value {
                for second in all.members[other] ?? []
                where policies[second].reach?.excluded.contains(group) == false {
                    for one in members.members[value] ?? [] {
                        guard add(one, second) else { return }
                    }
                }
            }
        }
    }

    // MARK: - Doubts

    /// Why it cannot be told whether policies conflict, where none does for certain; at most `limit` reasons.
    func doubts(_ tenant: TenantFact, limit: Int) -> [Reason] {
        let contested = contested
        let unread = policies.indices.filter { values[$0] == nil }
        var doubts: [Reason] = []
        var left = Self.mostPairs
        for one in policies.indices where isUnsure(one) {
            let own = values[one]?.filter { contested.contains($0.key) }
            // One that nobody contradicts may differ only from those that were not read.
            for other in own?.isEmpty == true ? unread : Array(policies.indices) where other != one {
                left -= 1
                guard left > 0 else {
                    let text = "its \(policies.count) policies of one template are too many to compare"
                    return doubts + [tenant.reason(.evidenceInconclusive, text)]
                }
                if let own, let others = values[other], !Self.differ(own, others) { continue }
                let told = pair(Pair(first: min(one, other), second: max(one, other))).doubts(tenant)
                for doubt in told where !doubts.contains(doubt) { doubts.append(doubt) }
                guard doubts.count < limit else { return Array(doubts.prefix(limit)) }
                // More of its kind say the same of this one.
                if !told.isEmpty { break }
            }
        }
        return doubts
    }

    private static func differ(_ own: [String: [String]], _ others: [String: [String]]) -> Bool {
        own.contains { definition, value in others[definition].map { $0 != value } ?? false }
    }

    private func isUnsure(_ number: Int) -> Bool {
        let policy = policies[number]
        return !policy.isCertain || policy.reach?.isUnclear ?? true || values[number] == nil
    }

    /// Settings that have more than one value in all policies together.
    private var contested: Set<String> {
        var first: [String: [String]] = [:]
        var contested: Set<String> = []
        for own in values {
            for (definition, value) in own ?? [:] {
                if let known = first[definition], known != value { contested.insert(definition) }
                first[definition] = value
            }
        }
        return contested
    }
}
