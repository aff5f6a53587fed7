import Model

/// The rules that make devices of computers and export them are in force.
struct ComputerRuleEnabledCheck: Check {
    let id: CheckID = "directory.computer-rule-enabled"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let limits = evidence.facts.directoryExpectation
        return evidence.facts.syncSubjects().map { subject, directory, routes in
            switch routes {
            case .none(let reason): return Finding(subject, .wanting(reason))
            case .routes(let routes):
                let systems = Self.systems(of: directory, evidence)
                return Finding(subject, routes.flatMap { opinions($0, systems, limits) }.verdict)
            }
        }
    }

    /// Those that are for this check to judge: Server 2012 R2 has a check of its own, and what is older cannot join.
    private static func systems(of directory: DirectoryFact?, _ evidence: Evidence) -> SystemsOfComputers {
        guard let directory, let all = directory.computers.value else { return .usual }
        var sorted = Computers(all, of: directory, evidence)
        sorted.leaveOut(.unsupportedVersion, whoseSystem: \.isTooOldForHybridJoin)
        let computers = sorted.counted(onServer2012R2: false)
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
            return judge.filled(join, systems) + judge.sent(export) + judge.scope(of: join)
                + judge.scope(ofExport: export) + judge.filters(systems)
                + [.met("the rules \(join.name) and \(export.name) of \(route.name) are enabled")]
        }
    }

    private struct RouteJudge {
        var name: String
        var rules: ComputerRules

        /// The shipped rule where it is enabled, else an enabled clone; one without a scope first.
        var join: SyncRule? {
            let all = rules.enabled.filter { $0.provisions && ($0.isComputerJoin || $0.makesDevices) }
            let sorted = all.filter(\.isComputerJoin) + all.filter { !$0.isComputerJoin }
            return sorted.first(where: \.scope.isEmpty) ?? sorted.first
        }

        /// The shipped rule where it is enabled, else an enabled clone; one with the shipped scope first.
        var export: SyncRule? {
            let all = outbound.filter { $0.provisions && ($0.isDeviceExport || $0.makesDevices) }
            let sorted = all.filter(\.isDeviceExport) + all.filter { !$0.isDeviceExport }
            return sorted.first { ExportScope($0) == .shipped } ?? sorted.first
        }

        private var outbound: [SyncRule] { rules.outbound.filter { !$0.disabled } }

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

        /// What the rules make of a computer.
        func filled(_ join: SyncRule, _ systems: SystemsOfComputers) -> [SyncOpinion] {
            let computers = systems.all.map { $0.computer(hasCertificate: true) }
            return FilledFlows(RequiredFlow.inbound, rules.enabled) { rule in
                // The join rule's own scope is spoken of elsewhere.
                if rule.scope.isEmpty || rule == join { return .all }
                return computers.allSatisfy { $0.isInScope(of: rule) == .bool(false) } ? .nobody : .some
            }.opinions(name, rules.id)
        }

        /// What the rules send of a device.
        func sent(_ export: SyncRule) -> [SyncOpinion] {
            FilledFlows(RequiredFlow.outbound, outbound) { rule in
                rule.scope.isEmpty || rule == export || ExportScope(rule) == .shipped ? .all : .some
            }.opinions(name, rules.id)
        }

        /// Whether the rule that sends devices sends these.
        func scope(ofExport export: SyncRule) -> [SyncOpinion] {
            let rule = "\(name): the rule \(export.name)"
            var opinions: [SyncOpinion] = []
            switch ExportScope(export) {
            case .shipped: break
            case .nothing(let condition):
                let text = "\(rule) sends no device, because its scoping filter asks for \(condition)"
                opinions.append(.notMet(Reason(.syncRuleFilters, text, facts: [rules.id])))
            case .other(let conditions):
                let text = "\(rule) has a scope of its own: \(conditions)"
                opinions.append(.undetermined(Reason(.syncRuleNotUnderstood, text, facts: [rules.id])))
            }
            if !rules.isToTenant(export) {
                let text = "\(rule) is of another connector than the standard rules that write to the tenant"
                opinions.append(.undetermined(Reason(.syncRuleNotUnderstood, text, facts: [rules.id])))
            }
            return opinions
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
            return systems.excess(name, rules.id)
                + systems.all.compactMap { system in
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
