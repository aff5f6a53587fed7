/// A subject matter of the requirements; also the folder of that name in every layer.
package enum Area: String, Codable, Sendable, CaseIterable {
    case endpoints, tenant, directory, registration, platform, licensing, tagging, onboarding
    case controlPlane = "control-plane"
    case policy
    /// Not of the devices, but of what somebody accepts about them.
    case waivers
}

extension Area {
    /// In which order what is wrong with a device is mended: a system that cannot be managed makes the rest pointless, a
    /// sensor that is not onboarded does not register, and so on.
    static let mendingOrder: [Area] = [
        .endpoints, .tenant, .directory, .platform, .onboarding, .registration, .licensing, .tagging,
        .controlPlane,
        .policy, .waivers,
    ]
}
