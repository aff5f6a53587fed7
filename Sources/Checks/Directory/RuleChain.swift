import Model

/// What the rules make of `cloudFiltered` for one computer: whether it is kept out of Entra ID.
struct RuleChain {
    enum Outcome: Equatable {
        /// No rule keeps it out.
        case passes
        /// A rule of this name does.
        case filtered(String)
        case unknown(String)
    }

    /// Enabled, in the order in which they win.
    let rules: [SyncRule]
    /// Of their flows to cloudFiltered, by what is written; read once for all computers.
    private let expressions: [String: SyncExpression]

    init(rules: [SyncRule]) {
        self.rules = rules
        var expressions: [String: SyncExpression] = [:]
        for text in rules.flatMap({ $0.flows(to: "cloudFiltered") }).compactMap(\.expression)
        where expressions[text] == nil {
            expressions[text] = SyncExpressionParser.parse(text)
        }
        self.expressions = expressions
    }

    /// The first rule that applies and gives a value decides; what gives none leaves it to the next.
    ///
    /// It is worked out from the last rule upwards, so that each is looked at once.
    func outcome(for computer: SyncObject) -> Outcome {
        rules.reversed().reduce(.passes) { rest, rule in
            let own = outcome(of: rule, otherwise: rest, computer)
            switch computer.isInScope(of: rule) {
            case .bool(true): return own
            case .bool(false): return rest
            // Whether it applies is not known: then it must not matter.
            case .unknown(let why): return own == rest ? rest : .unknown("\(rule.name): \(why)")
            default: return .unknown("\(rule.name) has a scoping filter that is neither true nor false")
            }
        }
    }

    private func outcome(of rule: SyncRule, otherwise rest: Outcome, _ computer: SyncObject) -> Outcome {
        for flow in rule.flows(to: "cloudFiltered") {
            switch computer.value(of: flow, expressions) {
            case .null: continue
            case .authoritativeNull, .bool(false): return .passes
            case .bool(true): return .filtered(rule.name)
            case .text(let text) where text.lowercased() == "true": return .filtered(rule.name)
            case .text(let text) where text.lowercased() == "false": return .passes
            case .unknown(let why): return .unknown("\(rule.name): \(why)")
            default:
                return .unknown("\(rule.name) gives cloudFiltered a value that is neither true nor false")
            }
        }
        return rest
    }
}

/// A computer as the rules see it.
struct SyncObject {
    private let evaluator: SyncEvaluator

    private static let guid = "5d4c7a2e-1b3f-4a60-9c8d-7e6f5a4b3c2d"

    /// What a made-up computer has in userCertificate: one that is valid, and its own.
    static let usualCertificates = SyncValue.list([
        .certificate(
            SyncValue.Certificate(subject: "CN=\(guid)", notBefore: -86400, notAfter: 365 * 86400))
    ])

    /// What a rule of either direction sees of one that has a certificate.
    static let usual = SyncObject([
        "usercertificate": usualCertificates, "objectguid": .guid(guid), "deviceid": .guid(guid),
    ])

    private init(_ attributes: [String: SyncValue]) { evaluator = SyncEvaluator(attributes) }

    /// A made-up computer of one system, with a valid device certificate or without any.
    init(system: String?, version: String?, hasCertificate: Bool) {
        evaluator = SyncEvaluator([
            "operatingsystem": system.map { .text($0) } ?? .unknown("the operating system is not told"),
            "operatingsystemversion": version.map { .text($0) }
                ?? .unknown("the system's version is not told"),
            "usercertificate": hasCertificate ? Self.usualCertificates : .null,
            "objectguid": .guid(Self.guid),
            "useraccountcontrol": .number(4096),
            "primarygroupid": .number(515),
        ])
    }

    func value(of expression: SyncExpression) -> SyncValue { evaluator.value(of: expression) }

    func value(of flow: SyncRule.Flow, _ expressions: [String: SyncExpression]) -> SyncValue {
        if let text = flow.expression {
            guard let expression = expressions[text] else {
                return .unknown("the expression for \(flow.target) is not understood")
            }
            return evaluator.value(of: expression)
        }
        if let constant = flow.constant { return .text(constant) }
        guard flow.sources.count == 1, let source = flow.sources.first else {
            return .unknown("\(flow.target) is filled in a way that is not understood")
        }
        return evaluator.value(of: .attribute(source.lowercased()))
    }

    /// Whether the rule's scoping filter lets it in; one group of conditions suffices.
    func isInScope(of rule: SyncRule) -> SyncValue {
        guard !rule.scope.isEmpty else { return .bool(true) }
        var unknown: SyncValue?
        for group in rule.scope {
            switch holds(group) {
            case .bool(true): return .bool(true)
            case .bool(false): continue
            case let other: unknown = unknown ?? other
            }
        }
        return unknown ?? .bool(false)
    }

    private func holds(_ group: [SyncRule.Condition]) -> SyncValue {
        var unknown: SyncValue?
        for condition in group {
            switch holds(condition) {
            case .bool(true): continue
            case .bool(false): return .bool(false)
            case let other: unknown = unknown ?? other
            }
        }
        return unknown ?? .bool(true)
    }

    private func holds(_ condition: SyncRule.Condition) -> SyncValue {
        let value = evaluator.value(of: .attribute(condition.attribute.lowercased()))
        if case .unknown = value { return value }
        let comparison = condition.comparison.uppercased()
        switch comparison {
        case "ISNULL": return value.isPresent.map { .bool(!$0) } ?? value
        case "ISNOTNULL": return value.isPresent.map { .bool($0) } ?? value
        default: break
        }
        let text: String
        switch value {
        case .text(let own): text = own.lowercased()
        case .number(let number):
            guard let whole = Int(exactly: number) else {
                return .unknown("its condition on \(condition.attribute) is held against no whole number")
            }
            text = "\(whole)"
        default: return .unknown("its condition on \(condition.attribute) is not understood")
        }
        let wanted = condition.value.lowercased()
        switch comparison {
        case "EQUAL": return .bool(text == wanted)
        case "NOTEQUAL": return .bool(text != wanted)
        case "STARTSWITH": return .bool(text.hasPrefix(wanted))
        case "NOTSTARTSWITH": return .bool(!text.hasPrefix(wanted))
        case "ENDSWITH": return .bool(text.hasSuffix(wanted))
        case "NOTENDSWITH": return .bool(!text.hasSuffix(wanted))
        case "CONTAINS": return .bool(text.contains(wanted))
        case "NOTCONTAINS": return .bool(!text.contains(wanted))
        default: return .unknown("its condition \(condition.comparison) is not understood")
        }
    }
}
