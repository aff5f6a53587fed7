import Model

/// The attributes that the computer join rule needs are among those that the connector reads.
struct DeviceAttributesInScopeCheck: Check {
    let id: CheckID = "directory.device-attributes-in-scope"

    /// Of a device, those without which it is none, or not this one.
    private static let targets: Set = [
        "deviceid", "sourceanchor", "objectsid", "accountenabled", "usercertificate", "cloudfiltered",
    ]

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let limits = evidence.facts.directoryExpectation
        return evidence.facts.syncSubjects().map { subject, _, routes in
            switch routes {
            case .none(let reason): Finding(subject, .undetermined([reason]))
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
        let needed = Self.needed(by: chain.enabled)
        guard !needed.isEmpty else {
            let text = "\(route.name) has no enabled rule that makes a device of a computer"
            return .undetermined(
                Reason(.syncRuleMissing, text, facts: [chain.id]))
        }
        let names = Set(selected.map { $0.lowercased() })
        let missing = needed.filter { !names.contains($0.lowercased()) }
        guard missing.isEmpty else {
            let text =
                "\(route.name) does not read \(missing.joined(separator: ", ")) from \(route.forest.name), which its "
                + "rules for computers need"
            return .notMet(Reason(.syncAttributeNotSelected, text, facts: [export.id]))
        }
        return .met("\(route.name) reads \(needed.joined(separator: ", "))")
    }

    /// As written in the rules, each once.
    private static func needed(by rules: [SyncRule]) -> [String] {
        var needed: [String] = []
        for flow in rules.flatMap(\.flows) where targets.contains(flow.target.lowercased()) {
            let inExpression = flow.expression.flatMap(SyncExpressionParser.parse)?.attributes ?? []
            for name in flow.sources + inExpression
            where !needed.contains(where: { $0.lowercased() == name.lowercased() }) {
                needed.append(name)
            }
        }
        return needed
    }
}
