import Model

/// Reads policies of the Endpoint security node, with their assignments and settings where those are in the answer.
final class PolicyReader {
    private let parser: JSONParser
    private let policies = FieldTable<PolicyField>()
    private let templates = FieldTable<TemplateField>()
    private let assignments = FieldTable<AssignmentField>()
    private let targets = FieldTable<TargetField>(named: TargetField.names)
    private let settings = FieldTable<SettingField>()
    private let instances = FieldTable<InstanceField>()
    private let values = FieldTable<SettingValueField>(named: SettingValueField.names)

    init(_ parser: JSONParser) {
        self.parser = parser
    }

    func policy(_ object: AnswerValue) throws(AnswerFault) -> EndpointSecurityPolicy {
        try policies.read(object, by: parser)
        guard let id = policies[.id].text, !id.isEmpty else { throw AnswerFault("has a policy without id") }
        let technologies = policies[.technologies].text?.lowered ?? ""
        let (template, assigned, held) = (
            policies[.templateReference], policies[.assignments], policies[.settings]
        )
        var policy = EndpointSecurityPolicy(
            id: id.prefix(1000).string, name: policies[.name].text?.prefix(1000).string ?? "",
            templateID: "", templateFamily: "",
            technologies: technologies.split(separator: ",").map { $0.filter { !$0.isWhitespace } },
            assignments: .unreadable(
                Unreadable(.graphIncomplete, "the answer does not hold its assignments")),
            settings: .unreadable(Unreadable(.graphIncomplete, "the answer does not hold its settings")))
        if template.isObject {
            try templates.read(template, by: parser)
            policy.templateID = templates[.templateId].text?.prefix(1000).string ?? ""
            policy.templateFamily = templates[.templateFamily].text?.prefix(1000).string ?? ""
        }
        if assigned.isArray {
            var found: [EndpointSecurityPolicy.Assignment] = []
            try parser.forEachElement(of: assigned) { (element) throws(AnswerFault) in
                found.append(try assignment(element))
            }
            policy.assignments = .present(found)
        }
        if held.isArray {
            var found: [EndpointSecurityPolicy.Setting] = []
            try parser.forEachElement(of: held) { (element) throws(AnswerFault) in
                found += try setting(element)
            }
            policy.settings = .present(found)
        }
        return policy
    }

    /// An assignment, by its target.
    ///
    /// Source: <https://learn.microsoft.com/graph/api/resources/intune-shared-deviceandappmanagementassignmenttarget>
    func assignment(_ object: AnswerValue) throws(AnswerFault) -> EndpointSecurityPolicy.Assignment {
        guard object.isObject else { throw AnswerFault("has an assignment that is no object") }
        try assignments.read(object, by: parser)
        guard assignments[.target].isObject else { throw AnswerFault("has an assignment without target") }
        try targets.read(assignments[.target], by: parser)
        let type = targets[.type].text?.lowered ?? ""
        let target: EndpointSecurityPolicy.Assignment.Target =
            switch type.split(separator: ".").last ?? "" {
            case "groupassignmenttarget": .group
            case "exclusiongroupassignmenttarget": .excludedGroup
            case "alldevicesassignmenttarget": .allDevices
            case "alllicensedusersassignmenttarget": .allUsers
            default: .other
            }
        let kind = targets[.deviceAndAppManagementAssignmentFilterType].text?.lowered ?? "none"
        let filter = targets[.deviceAndAppManagementAssignmentFilterId].text?.guid
        return EndpointSecurityPolicy.Assignment(
            target, group: targets[.groupId].text?.lowered,
            filter: kind == "none" ? nil : filter?.description ?? "unknown")
    }

    /// All settings of one element, the first of which holds the others.
    func setting(_ object: AnswerValue) throws(AnswerFault) -> [EndpointSecurityPolicy.Setting] {
        guard object.isObject else { throw AnswerFault("has a setting that is no object") }
        try settings.read(object, by: parser)
        guard settings[.settingInstance].isObject else {
            throw AnswerFault("has a setting without settingInstance")
        }
        return try instance(settings[.settingInstance])
    }

    /// A setting and those below it.
    private func instance(_ object: AnswerValue) throws(AnswerFault) -> [EndpointSecurityPolicy.Setting] {
        guard object.isObject else { throw AnswerFault("has a setting that is no object") }
        try instances.read(object, by: parser)
        guard let id = instances[.settingDefinitionId].text?.lowered, !id.isEmpty else {
            throw AnswerFault("has a setting without settingDefinitionId")
        }
        let alone = [
            instances[.simpleSettingValue], instances[.choiceSettingValue], instances[.groupSettingValue],
        ]
        let lists = [
            instances[.simpleSettingCollectionValue], instances[.choiceSettingCollectionValue],
            instances[.groupSettingCollectionValue],
        ]
        if let single = alone.first(where: \.isObject) {
            let (value, below) = try settingValue(single)
            return [EndpointSecurityPolicy.Setting(definition: id, value: value)] + below
        }
        guard let list = lists.first(where: \.isArray) else {
            return [EndpointSecurityPolicy.Setting(definition: id, value: "")]
        }
        var parts: [(value: String, below: [EndpointSecurityPolicy.Setting])] = []
        try parser.forEachElement(of: list) { (element) throws(AnswerFault) in
            guard element.isObject else { throw AnswerFault("has a setting's value that is no object") }
            parts.append(try settingValue(element))
        }
        if parts.count == 1 {
            return [EndpointSecurityPolicy.Setting(definition: id, value: parts[0].value)] + parts[0].below
        }
        // Of several, none can be told from the others by its definition: they are one value, in whatever order.
        let texts = parts.map { part in
            ([part.value] + part.below.map { "\($0.definition)=\($0.value)" }.sorted()).joined(separator: ";")
        }
        return [EndpointSecurityPolicy.Setting(definition: id, value: texts.sorted().joined(separator: "\n"))]
    }

    private func settingValue(
        _ object: AnswerValue
    ) throws(AnswerFault) -> (value: String, below: [EndpointSecurityPolicy.Setting]) {
        try values.read(object, by: parser)
        let isSecret = values[.type].text?.lowered.hasSuffix("secretsettingvalue") ?? false
        let value = isSecret ? "a secret" : words(values[.value])
        var below: [EndpointSecurityPolicy.Setting] = []
        try parser.forEachElement(of: values[.children]) { (child) throws(AnswerFault) in
            below += try instance(child)
        }
        return (value, below)
    }

    private func words(_ value: AnswerValue) -> String {
        if let text = value.text { return text.prefix(4096).string }
        if let integer = value.integer { return String(integer) }
        if let flag = value.flag { return flag ? "true" : "false" }
        return ""
    }
}
