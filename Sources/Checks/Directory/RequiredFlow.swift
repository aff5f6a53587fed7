import Model

/// How a device's attribute must be filled, so that the device is the computer that it was made of.
///
/// Others that a newer version of the rules fills as well do no harm.
struct RequiredFlow {
    enum Judgement: Equatable {
        case right
        /// What it is filled from instead.
        case wrong(String)
        case notUnderstood
        /// This flow has no value for it, so that the next rule decides.
        case nothing
    }

    let target: String
    private let shipped: SyncRule.Flow

    private init(_ target: String, _ source: String, _ expression: String? = nil) {
        self.target = target
        shipped = SyncRule.Flow(target: target, sources: [source], expression: expression, constant: nil)
    }

    private init(_ target: String, constant: String) {
        self.target = target
        shipped = SyncRule.Flow(target: target, sources: [], expression: nil, constant: constant)
    }

    /// As In from AD - Computer Join is shipped; cloudFiltered is ``RuleChain``'s.
    static let inbound = [
        RequiredFlow("deviceId", "objectGUID"),
        RequiredFlow("sourceAnchor", "objectGUID", "ConvertToBase64([objectGUID])"),
        RequiredFlow("userCertificate", "userCertificate"),
        RequiredFlow("objectSid", "objectSid"),
        RequiredFlow(
            "accountEnabled", "userAccountControl", "IIF(BitAnd([userAccountControl],2)=0,True,False)"),
        RequiredFlow("deviceTrustType", constant: "ServerAd"),
        RequiredFlow("cloudCreated", constant: "False"),
    ]

    /// As Out to AAD - Device Join SOAInAD is shipped.
    static let outbound = [
        RequiredFlow("dn", "sourceAnchor", #""CN={" & ConvertToUTF8Hex([sourceAnchor]) & "}""#),
        RequiredFlow("deviceId", "deviceId"),
        RequiredFlow("accountEnabled", "accountEnabled"),
        RequiredFlow("deviceTrustType", "deviceTrustType"),
        RequiredFlow("onPremiseSecurityIdentifier", "objectSid"),
        RequiredFlow("userCertificate", "userCertificate"),
    ]

    /// What `rule` makes of the target; nil where it does not fill it.
    func judge(_ rule: SyncRule) -> Judgement? {
        let flows = rule.flows(to: target)
        guard let flow = flows.first else { return nil }
        guard flows.count == 1 else {
            return flows.allSatisfy { judge($0) == .right } ? .right : .notUnderstood
        }
        return judge(flow)
    }

    private func judge(_ flow: SyncRule.Flow) -> Judgement {
        if let expression = flow.expression { return judge(expression) }
        if let constant = flow.constant {
            return constant.lowercased() == shipped.constant?.lowercased()
                ? .right : .wrong("the constant \(constant.prefix(80))")
        }
        guard flow.sources.count == 1, let source = flow.sources.first else { return .notUnderstood }
        guard source.lowercased() == shipped.sources.first?.lowercased() else { return .wrong(source) }
        return shipped.expression == nil ? .right : .wrong("\(source) as it is")
    }

    private func judge(_ text: String) -> Judgement {
        if let own = shipped.expression, own.withoutSpaces == text.withoutSpaces { return .right }
        guard let expression = SyncExpressionParser.parse(text) else { return .notUnderstood }
        if case .attribute(let name) = expression {
            return judge(
                SyncRule.Flow(target: target, sources: [name], expression: nil, constant: nil))
        }
        let attributes = expression.attributes
        let value = SyncObject.usual.value(of: expression)
        if attributes.isEmpty {
            switch value {
            case .null: return .nothing
            case .bool, .number, .text, .authoritativeNull: break
            default: return .notUnderstood
            }
            let words = value.words
            return words.lowercased() == shipped.constant?.lowercased() ? .right : .wrong(words)
        }
        // Newer rules send only those certificates that are a device's.
        let isOfCertificates = attributes.allSatisfy {
            ["usercertificate", "deviceid", "objectguid"].contains($0)
        }
        if target == "userCertificate", isOfCertificates, value == SyncObject.usualCertificates {
            return .right
        }
        return .notUnderstood
    }
}

extension String {
    /// For a comparison of expressions.
    fileprivate var withoutSpaces: String { lowercased().filter { !$0.isWhitespace } }
}

extension SyncValue {
    fileprivate var words: String {
        switch self {
        case .bool(let isTrue): isTrue ? "True" : "False"
        case .text(let text): String(text.prefix(80))
        case .number(let number): "\(number)"
        case .authoritativeNull: "AuthoritativeNull"
        default: "an expression"
        }
    }
}
