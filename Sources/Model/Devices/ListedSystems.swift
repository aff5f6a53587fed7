/// How Defender for Endpoint and Active Directory name the systems of the devices that they list.
package struct ListedSystems: Sendable, Equatable {
    /// By osPlatform of Defender for Endpoint, lower case.
    package var platforms: [String: Platform] = [:]
    /// Beginnings of operatingSystem of Active Directory; the longest that fits counts.
    package var names: [Name] = []
    /// EditionIDs, lower case, by role and by what follows the name in Active Directory, lower case.
    package var editions: [PlatformKnowledge.Role: [String: String]] = [:]
    /// Builds whose revision is the last number of a sensor's version, by the number before it.
    package var sensorBases: [Int: Set<Int>] = [:]
    /// Architectures by osProcessor of Defender for Endpoint, lower case.
    package var processors: [String: String] = [:]
    /// Architectures that osArchitecture of Defender for Endpoint may mean, by it, lower case.
    package var architectures: [String: Set<String>] = [:]

    package init() {}

    package struct Platform: Sendable, Equatable {
        /// `windows`, `linux`, `macos` or another.
        package var family: String
        /// Absent where the platform has none of them.
        package var role: PlatformKnowledge.Role?
        /// Whether it is a host for many sessions.
        package var isMultiSession: Bool
        /// Builds that it can have; nil where nothing says so.
        package var builds: ClosedRange<Int>?

        package init(
            family: String, role: PlatformKnowledge.Role?, isMultiSession: Bool = false,
            builds: ClosedRange<Int>? = nil
        ) {
            self.builds = builds
            self.family = family
            self.role = role
            self.isMultiSession = isMultiSession
        }
    }

    package struct Name: Sendable, Equatable {
        /// Case does not count.
        package var begins: String
        package var family: String
        package var role: PlatformKnowledge.Role?
        /// Builds that it can have; nil where nothing says so.
        package var builds: ClosedRange<Int>?

        package init(
            begins: String, family: String, role: PlatformKnowledge.Role?, builds: ClosedRange<Int>? = nil
        ) {
            self.builds = builds
            self.begins = begins
            self.family = family
            self.role = role
        }
    }

    /// What Active Directory's name of a system begins with, and the rest of it in lower case.
    package func name(of text: String) -> (name: Name, rest: String)? {
        let text = text.lowercased()
        let fitting = names.filter { name in
            let begins = name.begins.lowercased()
            return text == begins || text.hasPrefix(begins + " ")
        }
        guard let name = fitting.max(by: { $0.begins.count < $1.begins.count }) else { return nil }
        let rest = text.dropFirst(name.begins.count).split(separator: " ").joined(separator: " ")
        return (name, rest)
    }
}
