import Model

/// What a saved answer lists.
package enum AnswerKind: Sendable, Equatable {
    case computers, entraDevices, managedDevices, machines
    case organization, subscriptions, connectors, policies
    /// Of the policy with this id.
    case assignments(of: String), settings(of: String)

    /// By what an answer says of itself, or else by the members of its first element; nil where neither tells.
    init?(context: String?, members: [String]) {
        if let context, let kind = AnswerKind(context: context) {
            self = kind
        } else if let kind = AnswerKind(members: Set(members.map { $0.lowercased() })) {
            self = kind
        } else {
            return nil
        }
    }

    /// By `@odata.context`, such as `https://graph.microsoft.com/v1.0/$metadata#devices(id,deviceId)`.
    private init?(context: String) {
        guard let mark = context.lastIndex(of: "#") else { return nil }
        var depth = 0
        var fragment = ""
        for character in context[context.index(after: mark)...].lowercased() {
            if character == "(" { depth += 1 }
            if depth == 0 { fragment.append(character) }
            if character == ")" { depth = max(0, depth - 1) }
        }
        if fragment.hasSuffix(Self.entity) { fragment.removeLast(Self.entity.count) }
        switch fragment {
        case "devices": self = .entraDevices
        case "devicemanagement/manageddevices": self = .managedDevices
        case "machines": self = .machines
        case "organization": self = .organization
        case "subscribedskus": self = .subscriptions
        case "devicemanagement/mobilethreatdefenseconnectors": self = .connectors
        case "devicemanagement/configurationpolicies": self = .policies
        case "devicemanagement/configurationpolicies/assignments":
            guard let id = Self.policy(in: context) else { return nil }
            self = .assignments(of: id)
        case "devicemanagement/configurationpolicies/settings":
            guard let id = Self.policy(in: context) else { return nil }
            self = .settings(of: id)
        default: return nil
        }
    }

    /// What ends the context of one element alone.
    private static let entity = "/$entity"

    /// Why an answer that says this of itself is not the whole list, or a page of it; nil where nothing speaks against it.
    static func doubt(about context: String, as kind: AnswerKind) -> String? {
        guard let mark = context.lastIndex(of: "#") else { return nil }
        if context.lowercased().hasSuffix(entity) { return "is one object alone, and no list" }
        guard AnswerKind(context: context) != kind else { return nil }
        let fragment = context[mark...].description.printable(limit: 100)
        return "says that it is another list (\(fragment)), which may not have all of them"
    }

    /// The id in `…/configurationPolicies('ID')/settings`.
    private static func policy(in context: String) -> String? {
        let parts = context.split(separator: "'", omittingEmptySubsequences: false)
        return parts.count >= 3 && !parts[1].isEmpty ? String(parts[1]) : nil
    }

    /// Members that no other list has, in lower case; what is asked for by hand may lack most of them.
    private static let marks: [(kind: AnswerKind, members: [[String]])] = [
        (.machines, [["computerdnsname"], ["aaddeviceid", "healthstatus"]]),
        (.managedDevices, [["azureaddeviceid"], ["managementagent", "devicename"]]),
        (
            .computers,
            [
                ["distinguishedname", "objectguid"], ["distinguishedname", "samaccountname"],
                ["objectguid", "samaccountname"],
            ]
        ),
        (.connectors, [["microsoftdefenderforendpointattachenabled"]]),
        (.subscriptions, [["skuid", "serviceplans"]]),
        (.organization, [["verifieddomains"]]),
        (.policies, [["templatereference"]]),
        (
            .entraDevices,
            [["deviceid", "displayname"], ["deviceid", "trusttype"], ["deviceid", "accountenabled"]]
        ),
    ]

    private init?(members: Set<String>) {
        for (kind, sets) in Self.marks where sets.contains(where: { $0.allSatisfy(members.contains) }) {
            self = kind
            return
        }
        return nil
    }

    /// What the beginning of an answer that cannot be read was to list; nil where nothing tells.
    package init?(guessing start: some Collection<UInt8>) {
        let text = String(decoding: start, as: UTF8.self)
        if let context = text.firstMatch(of: /"@odata\.context"\s*:\s*"([^"]*)"/),
            let kind = AnswerKind(context: String(context.1))
        {
            self = kind
            return
        }
        let names = text.matches(of: /"([A-Za-z]{1,60})"\s*:/).map { $0.1.lowercased() }
        guard let kind = AnswerKind(members: Set(names)) else { return nil }
        self = kind
    }
}
