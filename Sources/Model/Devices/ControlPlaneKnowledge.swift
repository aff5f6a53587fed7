/// By what other control planes are known on a device.
package struct ControlPlaneKnowledge: Sendable, Equatable {
    package var providers: [Provider] = []
    /// EnrollmentType and EnrollmentState of an enrolment that was never begun.
    package var notStarted = 0
    /// ExternallyManaged where something else claims the device; absent where that is not known.
    package var externallyManaged: Int?
    /// MmpcEnrollmentFlag where declared configuration is kept out.
    package var declaredConfigurationBlocked: Int?
    package var productTypes: [ProductType] = []
    package var coManagement = CoManagement()
    package var agents = Agents()
    /// managementAgent of Intune, and managementType of Entra ID, by value in lower case.
    package var listedAgents: [String: ListedAgent] = [:]
    /// managedBy of Defender for Endpoint, by value in lower case.
    package var managers: [String: ListedAgent] = [:]

    package init() {}

    /// What can set the security settings of a device.
    package enum Plane: String, Sendable, CaseIterable {
        case defender
        case intune
        case configurationManager = "configuration-manager"
    }

    /// Who stands behind enrolments of one ProviderID.
    package struct Provider: Sendable, Equatable {
        package enum Role: String, Sendable, CaseIterable {
            case intune
            case declaredConfiguration = "declared-configuration"
            case `internal` = "internal"
        }

        /// Case does not count.
        package var id: String
        package var role: Role
        /// For people.
        package var name: String
        /// EnrollmentTypes.
        package var types: Set<Int>
        /// Ends of the discovery service's host, lower case.
        package var hosts: [String]

        package init(id: String, role: Role, name: String, types: Set<Int>, hosts: [String]) {
            self.id = id
            self.role = role
            self.name = name
            self.types = types
            self.hosts = hosts
        }
    }

    /// What a ManagedDefenderProductType says.
    package struct ProductType: Sendable, Equatable {
        package var type: Int
        /// The EnrollmentStatus that it must go with; absent where any will do.
        package var status: Int?
        package var planes: Set<Plane>

        package init(type: Int, status: Int?, planes: Set<Plane>) {
            self.type = type
            self.status = status
            self.planes = planes
        }
    }

    /// Bits of CoManagementFlags.
    package struct CoManagement: Sendable, Equatable {
        package var enabled = 0
        package var endpointProtection = 0
        /// In rising order.
        package var bits: [Bit] = []

        package init() {}

        package struct Bit: Sendable, Equatable {
            package var bit: Int
            package var words: String

            package init(bit: Int, words: String) {
                self.bit = bit
                self.words = words
            }
        }
    }

    /// Who stands behind a value by which a list names the manager of a device.
    package struct ListedAgent: Sendable, Equatable {
        /// Empty where it names nobody, or nobody among the planes.
        package var planes: Set<Plane>
        /// Whether it names nobody at all, rather than somebody else.
        package var isSilent: Bool
        /// For people.
        package var words: String

        package init(planes: Set<Plane>, isSilent: Bool = false, words: String) {
            self.planes = planes
            self.isSilent = isSilent
            self.words = words
        }
    }

    /// managed_by of mdatp; lower case.
    package struct Agents: Sendable, Equatable {
        package var defender: Set<String> = []
        /// Values that name nobody.
        package var ambiguous: Set<String> = []

        package init() {}
    }
}
