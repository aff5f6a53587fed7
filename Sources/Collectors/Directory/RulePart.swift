import Model

/// `SynchronizationRules/SynchronizationRule_{…}.xml`.
final class RulePart: ExportPart {
    let gap = SyncConfigurationFact.Gap.rules
    private var members: [String: String] = [:]
    /// A member that is there twice, with different values.
    private var contradiction: String?
    private var scope: [[SyncRule.Condition]] = []
    private var condition = SyncRule.Condition(attribute: "", comparison: "", value: "")
    private var flows: [SyncRule.Flow] = []
    private var flow = SyncRule.Flow(target: "", sources: [], expression: nil, constant: nil)

    private static let mapping = "attribute-mappings/mapping"
    private static let group = "synchronizationcriteria/conditions"

    func opened(_ path: String, _ attributes: [String: String]) -> XMLInterest {
        switch path {
        case "id", "name", "immutable-tag", "direction", "disabled", "connector", "sourceobjecttype",
            "targetobjecttype", "linktype", "precedence":
            return .text
        case Self.mapping:
            flow = SyncRule.Flow(target: "", sources: [], expression: nil, constant: nil)
            return .enter
        case "attribute-mappings", "synchronizationcriteria": return .enter
        case Self.group:
            scope.append([])
            return .enter
        case Self.group + "/scope":
            condition = SyncRule.Condition(attribute: "", comparison: "", value: "")
            return .enter
        case Self.mapping + "/dest", Self.mapping + "/src", Self.mapping + "/src/attr",
            Self.mapping + "/expression", Self.group + "/scope/csattribute",
            Self.group + "/scope/csoperator", Self.group + "/scope/csvalue":
            return .text
        default: return .skip
        }
    }

    func closed(_ path: String, _ text: String) {
        switch path {
        case Self.mapping + "/dest": flow.target = text.exported(limit: 255)
        case Self.mapping + "/src": flow.constant = text.isEmpty ? nil : text.exported()
        case Self.mapping + "/src/attr": if !text.isEmpty { flow.sources.append(text.exported(limit: 255)) }
        case Self.mapping + "/expression":
            flow.expression = text.isEmpty ? nil : text.exported(limit: 65536)
        case Self.mapping: flows.append(flow)
        case Self.group + "/scope/csattribute": condition.attribute = text.exported(limit: 255)
        case Self.group + "/scope/csoperator": condition.comparison = text.exported(limit: 255)
        case Self.group + "/scope/csvalue": condition.value = text.exported()
        case Self.group + "/scope": if !scope.isEmpty { scope[scope.count - 1].append(condition) }
        default:
            guard !path.contains("/") else { return }
            if let other = members.updateValue(text, forKey: path), other != text { contradiction = path }
        }
    }

    func content() throws(XMLFault) -> ExportContent {
        if let contradiction { throw XMLFault("gives \(contradiction) twice, with different values") }
        let direction: SyncRule.Direction
        switch members["direction"]?.lowercased() {
        case "inbound": direction = .inbound
        case "outbound": direction = .outbound
        default: throw XMLFault("is a rule that does not tell its direction")
        }
        guard let precedence = members["precedence"].flatMap({ Int($0) }) else {
            throw XMLFault("is a rule without a number for its precedence")
        }
        // A rule that is switched off says so; old exports leave the element out where it is on.
        let disabled = members["disabled"].map(\.exportedBool) ?? false
        guard let disabled else { throw XMLFault("is a rule that does not tell whether it is disabled") }
        func text(_ name: String) -> String { (members[name] ?? "").exported(limit: 255) }
        return .rule(
            (members["id"] ?? "").plainGUID,
            SyncRule(
                name: text("name"), immutableTag: text("immutable-tag").isEmpty ? nil : text("immutable-tag"),
                direction: direction, disabled: disabled, connector: (members["connector"] ?? "").plainGUID,
                sourceClass: text("sourceobjecttype"), targetClass: text("targetobjecttype"),
                linkType: text("linktype"), precedence: precedence, scope: scope,
                flows: flows))
    }
}
