import Model

/// What the rules of one direction together fill of a device, beside what they must fill.
///
/// For each attribute the first rule that gives it a value wins.
struct FilledFlows {
    /// Whom a rule is for.
    enum Reach {
        case all, some, nobody
    }

    /// One rule, and the attributes that it fills in a way that is not the right one.
    struct Fault {
        var rule: SyncRule
        var reach: Reach
        /// With what each is filled from.
        var wrong: [String] = []
        var notUnderstood: [String] = []
    }

    /// Attributes that no rule fills.
    private(set) var missing: [String] = []
    /// Attributes that are filled by rules for some only.
    private(set) var partial: [String] = []
    private(set) var faults: [Fault] = []

    /// Judges `rules`, which are enabled, and in the order in which they win.
    init(_ required: [RequiredFlow], _ rules: [SyncRule], reach: (SyncRule) -> Reach) {
        let reaches = rules.map { rule in
            required.contains { !rule.flows(to: $0.target).isEmpty } ? reach(rule) : .nobody
        }
        for flow in required { judge(flow, rules, reaches) }
    }

    private mutating func judge(_ flow: RequiredFlow, _ rules: [SyncRule], _ reaches: [Reach]) {
        var winning: Int?
        var isPartial = false
        for (rule, reach) in zip(rules, reaches) where reach != .nobody {
            // Which of two rules of one precedence wins is not known.
            if let winning, rule.precedence > winning { return }
            switch flow.judge(rule) {
            case nil, .nothing: continue
            case .right: break
            case .wrong(let source): note(rule, reach) { $0.wrong.append("\(flow.target) from \(source)") }
            case .notUnderstood: note(rule, reach) { $0.notUnderstood.append(flow.target) }
            }
            if reach == .all { winning = winning ?? rule.precedence } else { isPartial = true }
        }
        guard winning == nil else { return }
        if isPartial { partial.append(flow.target) } else { missing.append(flow.target) }
    }

    private mutating func note(_ rule: SyncRule, _ reach: Reach, _ change: (inout Fault) -> Void) {
        if let index = faults.firstIndex(where: { $0.rule == rule }) {
            change(&faults[index])
        } else {
            var fault = Fault(rule: rule, reach: reach)
            change(&fault)
            faults.append(fault)
        }
    }

    /// What is said of the server `name`, whose rules are in the fact `id`.
    func opinions(_ name: String, _ id: String) -> [SyncOpinion] {
        var opinions: [SyncOpinion] = []
        if !missing.isEmpty {
            let text = "\(name): no enabled rule fills \(missing.joined(separator: ", ")) of a device"
            opinions.append(.notMet(Reason(.syncRuleMissing, text, facts: [id])))
        }
        if !partial.isEmpty {
            let text =
                "\(name): only for what a scoping filter lets in a rule fills \(partial.joined(separator: ", "))"
            opinions.append(.undetermined(Reason(.syncRuleNotUnderstood, text, facts: [id])))
        }
        for fault in faults {
            let rule = "\(name): the rule \(fault.rule.name) (precedence \(fault.rule.precedence))"
            if !fault.wrong.isEmpty {
                let text = "\(rule) wins, and fills \(fault.wrong.joined(separator: ", "))"
                let reason = Reason(.syncRuleShadowed, text, facts: [id])
                opinions.append(fault.reach == .all ? .notMet(reason) : .undetermined(reason))
            }
            if !fault.notUnderstood.isEmpty {
                let targets = fault.notUnderstood.joined(separator: ", ")
                let text = "\(rule) wins, and fills \(targets) in a form that is not understood"
                opinions.append(.undetermined(Reason(.syncRuleNotUnderstood, text, facts: [id])))
            }
        }
        return opinions
    }
}
