import Model

/// The rules that make devices of computers and export them are in force.
struct ComputerRuleEnabledCheck: Check {
    let id: CheckID = "directory.computer-rule-enabled"

    /// What another rule must not fill in its own way.
    private static let identifiers = ["deviceId", "sourceAnchor", "userCertificate"]

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let limits = evidence.facts.directoryExpectation
        return evidence.facts.syncSubjects().map { subject, directory, routes in
            switch routes {
            case .none(let reason): return Finding(subject, .undetermined([reason]))
            case .routes(let routes):
                let systems = Self.systems(of: directory, limits)
                return Finding(subject, routes.flatMap { opinions($0, systems, limits) }.verdict)
            }
        }
    }

    /// Those that are for this check to judge: Server 2012 R2 has a check of its own.
    private static func systems(
        of directory: DirectoryFact?, _ limits: DirectoryExpectation?
    ) -> SystemsOfComputers {
        guard let directory, let all = directory.computers.value else { return .usual }
        let computers = Computers(all, of: directory, limits).counted(onServer2012R2: false)
        return computers.isEmpty ? .usual : SystemsOfComputers(computers)
    }

    private func opinions(
        _ route: SyncRoute, _ systems: SystemsOfComputers, _ limits: DirectoryExpectation?
    ) -> [SyncOpinion] {
        switch ComputerRules.of(route, limits) {
        case .none(let reason): return [.undetermined(reason)]
        case .rules(let rules):
            let judge = RouteJudge(name: route.name, rules: rules)
            guard let join = judge.join, let export = judge.export else { return judge.missing }
            return judge.shadows(of: join, among: rules.enabled)
                + judge.shadows(of: export, among: rules.outbound.filter { !$0.disabled })
                + judge.scope(of: join) + judge.filters(systems)
                + [.met("the rules \(join.name) and \(export.name) of \(route.name) are enabled")]
        }
    }

    private struct RouteJudge {
        var name: String
        var rules: ComputerRules

        /// The shipped rule where it is enabled, else an enabled clone.
        var join: SyncRule? {
            rules.enabled.first { $0.isComputerJoin && $0.makesDevices }
                ?? rules.enabled.first(where: \.makesDevices)
        }

        var export: SyncRule? {
            let enabled = rules.outbound.filter { !$0.disabled }
            return enabled.first(where: \.isDeviceExport) ?? enabled.first(where: \.makesDevices)
        }

        /// What is said where one of the two is not in force.
        var missing: [SyncOpinion] {
            var opinions: [SyncOpinion] = []
            if join == nil {
                opinions.append(gone(rules.inbound.filter(\.isComputerJoin), "In from AD - Computer Join"))
            }
            if export == nil {
                opinions.append(
                    gone(rules.outbound.filter(\.isDeviceExport), "Out to AAD - Device Join SOAInAD"))
            }
            return opinions
        }

        private func gone(_ shipped: [SyncRule], _ usual: String) -> SyncOpinion {
            if let rule = shipped.first(where: \.disabled) {
                let text = "\(name): the rule \(rule.name) is disabled, and no clone takes its place"
                return .notMet(Reason(.syncRuleDisabled, text, facts: [rules.id]))
            }
            if let rule = shipped.first {
                let text = "\(name): the rule \(rule.name) is enabled, but does not fill what it should"
                return .undetermined(Reason(.syncRuleNotUnderstood, text, facts: [rules.id]))
            }
            let text = "\(name): there is no rule \(usual), and none like it"
            return .notMet(Reason(.syncRuleMissing, text, facts: [rules.id]))
        }

        /// Rules that win over `rule`, and fill an identifier in another way.
        func shadows(of rule: SyncRule, among others: [SyncRule]) -> [SyncOpinion] {
            others.filter { $0 != rule && $0.precedence <= rule.precedence }.compactMap { other in
                let filled = ComputerRuleEnabledCheck.identifiers.filter { target in
                    let (theirs, own) = (other.flows(to: target), rule.flows(to: target))
                    return !theirs.isEmpty && theirs != own
                }
                guard !filled.isEmpty else { return nil }
                let text =
                    "\(name): the rule \(other.name) (precedence \(other.precedence)) wins over \(rule.name) and fills "
                    + "\(filled.joined(separator: ", ")) in another way"
                let reason = Reason(.syncRuleShadowed, text, facts: [rules.id])
                return other.scope.isEmpty ? .notMet(reason) : .undetermined(reason)
            }
        }

        /// A clone that is for some computers only.
        func scope(of join: SyncRule) -> [SyncOpinion] {
            guard !join.scope.isEmpty else { return [] }
            let text =
                "\(name): the rule \(join.name) applies only to computers that its scoping filter lets in"
            return [.undetermined(Reason(.syncRuleFilters, text, facts: [rules.id]))]
        }

        /// Rules that keep computers out although they have a device certificate.
        func filters(_ systems: SystemsOfComputers) -> [SyncOpinion] {
            let chain = RuleChain(rules: rules.enabled)
            return systems.all.compactMap { system in
                switch chain.outcome(for: system.computer(hasCertificate: true)) {
                case .passes: return nil
                case .filtered(let rule):
                    let text =
                        "\(name): the rule \(rule) keeps out \(system.words) even with a device certificate"
                    return .notMet(Reason(.syncRuleFilters, text, facts: [rules.id]))
                case .unknown(let why):
                    let text = "\(name): whether \(system.words) passes the rules cannot be told: \(why)"
                    return .undetermined(Reason(.syncRuleNotUnderstood, text, facts: [rules.id]))
                }
            }
        }
    }
}
