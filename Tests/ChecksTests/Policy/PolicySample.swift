import Model

@testable import Checks

/// Policies made by hand: antivirus, carried out by security settings management, unless told otherwise.
enum PolicySample {
    typealias Assignment = EndpointSecurityPolicy.Assignment
    typealias Setting = EndpointSecurityPolicy.Setting

    static let template = "804339ad-1553-4478-a742-138fb5807418_1"
    static let realTime = "device_vendor_msft_policy_config_defender_allowrealtimemonitoring"
    static let paths = "device_vendor_msft_policy_config_defender_excludedpaths"
    static let unread = Unreadable(.graphPermissionMissing, "403")

    static func policy(
        _ name: String = "A", template: String = template, family: String = "endpointSecurityAntivirus",
        technologies: [String] = ["mdm", "microsoftsense"], _ assignments: [Assignment] = [],
        settings: [(String, String)] = [], _ change: (inout EndpointSecurityPolicy) -> Void = { _ in }
    ) -> EndpointSecurityPolicy {
        var policy = EndpointSecurityPolicy(
            id: "id-\(name)", name: name, templateID: template, templateFamily: family,
            technologies: technologies, assignments: .present(assignments),
            settings: .present(settings.map { Setting(definition: $0, value: $1) }))
        change(&policy)
        return policy
    }

    static func policy(_ assignments: [Assignment]) -> EndpointSecurityPolicy { policy("A", assignments) }

    static func group(_ name: String = "g1", filter: String? = nil) -> Assignment {
        Assignment(.group, group: name, filter: filter)
    }

    static func without(_ name: String) -> Assignment { Assignment(.excludedGroup, group: name) }

    static let allDevices = Assignment(.allDevices)
    static let allUsers = Assignment(.allUsers)
    static let other = Assignment(.other)

    static func row(_ name: String, _ policies: [EndpointSecurityPolicy], _ outline: String) -> Judgement {
        Judgement(name, tenant: TenantSample.fact { $0.policies = .present(policies) }, outline)
    }

    /// What was not read, or not asked.
    static let none: [Judgement] = [
        Judgement(
            "absent", tenant: TenantSample.fact { $0.policies = .absent }, "undetermined evidence.missing"),
        Judgement(
            "not read", tenant: TenantSample.fact { $0.policies = .unreadable(unread) },
            "undetermined graph.permission-missing < tenant.answers-complete"),
        Judgement("not asked", FactSet(), []),
    ]
}
