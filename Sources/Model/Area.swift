/// A subject matter of the requirements; also the folder of that name in every layer.
package enum Area: String, Codable, Sendable, CaseIterable {
    case endpoints, tenant, directory, registration, platform, licensing, tagging, onboarding
    case controlPlane = "control-plane"
    case policy
}
