import Model

/// The attributes that the computer join rule needs are among those that the connector reads.
struct DeviceAttributesInScopeCheck: Check {
    let id: CheckID = "directory.device-attributes-in-scope"

    /// Of a device, those without which it is none, or not this one.
    fileprivate static let targets: Set = [
        "deviceid", "sourceanchor", "objectsid", "accountenabled", "usercertificate", "cloudfiltered",
    ]

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let limits = evidence.facts.directoryExpectation
        return evidence.facts.syncSubjects().map { subject, _, routes in
            switch routes {
            case .none(let reason): Finding(subject, .wanting(reason))
            case .routes(let routes): Finding(subject, routes.map { opinion($0, limits) }.verdict)
            }
        }
    }

    private func opinion(_ route: SyncRoute, _ limits: DirectoryExpectation?) -> SyncOpinion {
        if let reason = SyncExport.objection(route.export, route.name, limits) {
            return .undetermined(reason)
        }
        guard let (selected, export) = route.newest(\.attributes) else {
            let text = "what was given of \(route.name) does not list attributes; \(SyncExport.howTo)"
            return .undetermined(Reason(.evidenceMissing, text, facts: [route.export.id]))
        }
        if let reason = SyncExport.objection(export, route.name, limits) { return .undetermined(reason) }
        let chain: ComputerRules
        switch ComputerRules.of(route, limits) {
        case .rules(let rules): chain = rules
        case .none(let reason): return .undetermined(reason)
        }
        let needed = Needed(by: chain.enabled)
        guard !needed.isEmpty else {
            let text = "\(route.name) has no enabled rule that makes a device of a computer"
            return .undetermined(
                Reason(.syncRuleMissing, text, facts: [chain.id]))
        }
        let names = Set(selected.map { $0.lowercased() })
        let missing = needed.attributes.filter { !names.contains($0.lowercased()) }
        guard missing.isEmpty else {
            let text =
                "\(route.name) does not read \(missing.joined(separator: ", ")) from \(route.forest.name), which its "
                + "rules for computers need"
            return .notMet(Reason(.syncAttributeNotSelected, text, facts: [export.id]))
        }
        if let flow = needed.open.first(where: { !$0.isReadable(from: names) }) {
            let text =
                "\(route.name): what the rule \(flow.rule) reads to fill \(flow.target) is not understood"
            return .undetermined(Reason(.syncRuleNotUnderstood, text, facts: [chain.id]))
        }
        return .met("\(route.name) reads \(needed.attributes.joined(separator: ", "))")
    }

    /// What the rules read of a computer.
    private struct Needed {
        /// A flow whose expression is not understood.
        struct Open {
            var rule: String
            var target: String
            /// What it reads; nil where the expression is none.
            var attributes: [String]?

            /// Whether it is certain that all it may read is read: names are in lower case.
            func isReadable(from names: Set<String>) -> Bool {
                attributes?.allSatisfy { names.contains($0.lowercased()) } ?? false
            }
        }

        /// As written in the rules, each once.
        private(set) var attributes: [String] = []
        private(set) var open: [Open] = []

        init(by rules: [SyncRule]) {
            for rule in rules {
                for flow in rule.flows
                where DeviceAttributesInScopeCheck.targets.contains(flow.target.lowercased()) {
                    add(flow, rule)
                }
            }
        }

        var isEmpty: Bool { attributes.isEmpty && open.isEmpty }

        private mutating func add(_ flow: SyncRule.Flow, _ rule: SyncRule) {
            var read = flow.sources
            var isUnderstood = true
            if let text = flow.expression {
                let expression = SyncExpressionParser.parse(text)
                isUnderstood = expression?.isOfKnownFunctions ?? false
                read += expression?.attributes ?? []
                if expression == nil {
                    open.append(Open(rule: rule.name, target: flow.target, attributes: nil))
                    return
                }
            }
            read.removeAll(where: \.isPseudoAttribute)
            guard isUnderstood else {
                open.append(Open(rule: rule.name, target: flow.target, attributes: read))
                return
            }
            for name in read where !attributes.contains(where: { $0.lowercased() == name.lowercased() }) {
                attributes.append(name)
            }
        }
    }
}

extension String {
    /// Whether every object of a connector has it, although no connector lists it.
    ///
    /// `<dn>` and `<object type>` are the older way to write them; no attribute of a directory begins so.
    /// Source: <https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference>
    fileprivate var isPseudoAttribute: Bool {
        hasPrefix("<") || ["dn", "rdn", "objecttype", "sourceobjecttype"].contains(lowercased())
    }
}
