extension PlatformKnowledge {
    /// Which systems one requirement set supports.
    package struct Rules: Sendable, Equatable {
        package enum ControllerPolicy: String, Sendable, CaseIterable {
            case supported
            case notSupported = "not-supported"
            /// Where it was turned on, which nothing on the device shows.
            case optIn = "opt-in"
        }

        package var domainControllers = ControllerPolicy.notSupported
        /// Language modes of PowerShell, lower case, in which nothing can be applied.
        package var refusedLanguageModes: Set<String> = []
        /// Those in which everything can be applied, lower case.
        package var ordinaryLanguageModes: Set<String> = []
        package var systems: [Supported] = []
        /// Agents of Linux and macOS.
        package var agents: [SupportedAgent] = []

        package init() {}

        package func system(_ build: Int, _ role: Role) -> Supported? {
            systems.first { $0.role == role && $0.builds.contains(build) }
        }
    }

    /// A system of Windows that can be managed.
    package struct Supported: Sendable, Equatable {
        package enum CorePolicy: String, Sendable, CaseIterable {
            case supported
            case notSupported = "not-supported"
            /// With a feature on demand that no evidence shows.
            case withFeature = "with-feature"
            case notNamed = "not-named"
        }

        package var name: String
        package var role: Role
        package var builds: Set<Int>
        /// Absent where any revision will do.
        package var floor: Floor?
        /// Lower case; empty where it is the same for all.
        package var architectures: Set<String> = []
        package var serverCore = CorePolicy.supported
        /// Whether the sensor has to be installed.
        package var needsUnifiedAgent = false
        package var sensor: Sensor?
        /// Why it is not certain that it can be managed.
        package var doubt: String?

        package init(name: String, role: Role, builds: Set<Int>) {
            self.name = name
            self.role = role
            self.builds = builds
        }
    }

    /// The first update that will do.
    package struct Floor: Sendable, Equatable {
        package var revision: Int
        /// As `KB5006738`.
        package var update: String
        /// As `2021-10-26`.
        package var date: String

        package init(revision: Int, update: String, date: String) {
            self.revision = revision
            self.update = update
            self.date = date
        }
    }

    /// The oldest sensor that will do.
    package struct Sensor: Sendable, Equatable {
        package var minimum: DottedVersion
        /// What brings it, in words.
        package var update: String
        /// Whether it comes with the system, and a system at its floor brings a later one.
        package var isInbox: Bool

        package init(minimum: DottedVersion, update: String, isInbox: Bool) {
            self.minimum = minimum
            self.update = update
            self.isInbox = isInbox
        }
    }

    /// The agent of a family other than Windows.
    package struct SupportedAgent: Sendable, Equatable {
        package var family: String
        package var minimum: DottedVersion
        /// Whether the minimum itself fails where the maker of the board is not shown.
        package var needsBoardVendor: Bool

        package init(family: String, minimum: DottedVersion, needsBoardVendor: Bool) {
            self.family = family
            self.minimum = minimum
            self.needsBoardVendor = needsBoardVendor
        }
    }
}
