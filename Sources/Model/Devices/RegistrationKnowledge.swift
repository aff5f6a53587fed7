/// How it shows that a device is known to Entra ID, and what the codes of a failed registration mean.
package struct RegistrationKnowledge: Sendable, Equatable {
    /// By code: `0x` and eight lower-case hexadecimal digits.
    package var errors: [String: JoinError] = [:]
    /// When a join failed, in words, by phase.
    package var phases: [String: String] = [:]
    /// DeviceAuthStatus.
    package var authentication = Outcome()
    package var keySignTest = Outcome()
    /// What stands in a failed authentication where the device was disabled or deleted; empty where that is not known.
    package var disabled = ""
    /// Requirement sets under which a device needs no join.
    package var setsWithoutJoin: Set<String> = []
    /// The tag that brings a device into the scope; empty where it is not known.
    package var managementTag = ""
    /// What trustType of Entra ID means, by value in lower case.
    package var trustTypes: [String: Trust] = [:]

    package init() {}

    package enum Trust: String, Sendable, CaseIterable {
        case joined
        case hybridJoined = "hybrid-joined"
        /// The user's, and not the device's.
        case registered
    }

    package struct JoinError: Sendable, Equatable {
        /// As Windows' headers have it.
        package var name: String?
        package var phases: [String]
        /// A clause, to stand behind a colon.
        package var words: String

        package init(name: String?, phases: [String], words: String) {
            self.name = name
            self.phases = phases
            self.words = words
        }
    }

    /// How the values of a test begin, in any case; empty where that is not known.
    package struct Outcome: Sendable, Equatable {
        package var good = ""
        package var failed = ""

        package init() {}
    }
}
