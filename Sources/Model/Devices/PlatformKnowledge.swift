/// Which systems can be managed, from which update on, and what their builds are.
package struct PlatformKnowledge: Sendable, Equatable {
    /// By base build, such as 19045.
    package var updates: [Int: Updates] = [:]
    /// Systems that are known, whether or not they can be managed.
    package var systems: [System] = []
    package var roles = Roles()
    package var editions: [Edition] = []
    /// Parts of names for people that mean a multi-session host.
    package var multiSessionNames: [String] = []
    package var agent = Agent()
    package var distributions: [Distribution] = []
    package var listed = ListedSystems()
    /// By the name of the requirement set.
    package var rules: [String: Rules] = [:]

    package init() {}

    package enum Role: String, Sendable, CaseIterable {
        case client, server
    }

    /// Which update brings a base build to which revision.
    package struct Updates: Sendable, Equatable {
        /// Revisions by the number of an update, such as 5006738.
        package var revisions: [Int: Int]
        /// The highest number among the updates; 0 where there is none.
        package var newest: Int

        package init(revisions: [Int: Int]) {
            self.revisions = revisions
            newest = revisions.keys.max() ?? 0
        }
    }

    package struct System: Sendable, Equatable {
        package var build: Int
        package var role: Role
        package var name: String

        package init(build: Int, role: Role, name: String) {
            self.build = build
            self.role = role
            self.name = name
        }
    }

    /// What evidence says of clients and servers.
    package struct Roles: Sendable, Equatable {
        package var productTypes: [Int: Role] = [:]
        /// The product type of a domain controller.
        package var domainController = 0
        /// By installation type, lower case.
        package var installationTypes: [String: Role] = [:]
        /// The installation type of Server Core, lower case.
        package var serverCore = ""
        /// Parts of names for people; the first that fits counts.
        package var names: [Name] = []

        package init() {}

        package struct Name: Sendable, Equatable {
            package var part: String
            package var role: Role

            package init(part: String, role: Role) {
                self.part = part
                self.role = role
            }
        }
    }

    package struct Edition: Sendable, Equatable {
        package enum Standing: String, Sendable, CaseIterable {
            case supported
            /// The requirements neither name it nor rule it out.
            case notNamed = "not-named"
            case notSupported = "not-supported"
            case multiSession = "multi-session"
        }

        /// EditionIDs, lower case.
        package var ids: Set<String>
        /// What follows the system in the name for people, such as `Pro`.
        package var name: String
        package var role: Role
        package var standing: Standing

        package init(ids: Set<String>, name: String, role: Role, standing: Standing) {
            self.ids = ids
            self.name = name
            self.role = role
            self.standing = standing
        }
    }

    /// By what the sensor, and the agent that came before it, are known.
    package struct Agent: Sendable, Equatable {
        /// Lower case, as all names of services.
        package var service = ""
        package var legacyService = ""
        /// Beginnings of the names of products.
        package var productPrefixes: [String] = []
        package var versionPrefix = ""

        package init() {}
    }

    /// A distribution of Linux, or macOS, by the beginning of its name for people.
    package struct Distribution: Sendable, Equatable {
        package var family: String
        /// Empty where every name of the family will do.
        package var name: String
        /// The oldest version.
        package var from: DottedVersion
        /// Beginnings of names that begin alike, and are not this distribution.
        package var exceptions: [String]

        package init(family: String, name: String, from: DottedVersion, exceptions: [String] = []) {
            self.family = family
            self.name = name
            self.from = from
            self.exceptions = exceptions
        }

        /// Whether a name for people is one of it; case does not count.
        package func covers(_ text: String) -> Bool {
            let text = text.lowercased()
            return text.hasPrefix(name.lowercased())
                && !exceptions.contains { text.hasPrefix($0.lowercased()) }
        }
    }

    /// The system of a build in a role.
    package func system(_ build: Int, _ role: Role) -> System? {
        systems.first { $0.build == build && $0.role == role }
    }
}
