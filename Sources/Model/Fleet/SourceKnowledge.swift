/// What the values mean that sources list for a device; all texts are lower case.
package struct SourceKnowledge: Sendable, Equatable {
    package struct Platform: Sendable, Equatable {
        /// `windows`, `linux` or `macos`.
        package var family: String
        package var role: PlatformKnowledge.Role?
        package var title: String

        package init(family: String, role: PlatformKnowledge.Role?, title: String) {
            self.family = family
            self.role = role
            self.title = title
        }
    }

    /// Who manages a device, by a value.
    package struct Manager: Sendable, Equatable {
        /// Absent where the value says that nobody does.
        package var plane: ControlPlaneKnowledge.Plane?
        /// Whether Configuration Manager has a part in it.
        package var isCoManaged: Bool

        package init(plane: ControlPlaneKnowledge.Plane?, isCoManaged: Bool = false) {
            self.plane = plane
            self.isCoManaged = isCoManaged
        }
    }

    /// By osPlatform.
    package var platforms: [String: Platform] = [:]
    /// EditionIDs by what follows the system's name.
    package var editions: [String: String] = [:]
    /// Builds whose revision is the last part of a sensor's version, by the part before it.
    package var branches: [Int: Set<Int>] = [:]
    /// Architectures by osProcessor.
    package var processors: [String: String] = [:]
    package var onboarded: Set<String> = []
    package var notOnboarded: Set<String> = []
    package var healthy: Set<String> = []
    package var unhealthy: Set<String> = []
    package var success: Set<String> = []
    package var failure: Set<String> = []
    /// By managedBy.
    package var managers: [String: Manager] = [:]
    /// By managementAgent.
    package var agents: [String: Manager] = [:]
    /// By managementType.
    package var managementTypes: [String: Manager] = [:]
    package var joinedTrusts: Set<String> = []
    package var otherTrusts: Set<String> = []

    package init() {}
}
