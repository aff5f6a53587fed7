/// What the enrolment status codes of a device mean, source by source.
package struct EnrollmentKnowledge: Sendable, Equatable {
    package var statuses: [Int: Status] = [:]
    /// How often a device that is enrolled asks for policy, in seconds.
    package var checkInEvery = 0.0
    /// How long an enrolled device may be silent before that matters, in seconds; absent where nothing says.
    package var quietAfter: Double?
    package var machines = MachineStates()

    package init() {}

    package struct Status: Sendable, Equatable {
        package var code: Int
        /// A clause.
        package var words: String
        /// What to do, as a clause.
        package var next: String
        /// Whether sources contradict each other.
        package var isContested: Bool
        /// In the order of the catalogue; at least one.
        package var meanings: [Meaning]

        package init(code: Int, words: String, next: String, isContested: Bool, meanings: [Meaning]) {
            self.code = code
            self.words = words
            self.next = next
            self.isContested = isContested
            self.meanings = meanings
        }
    }

    /// What one source says of a code.
    package struct Meaning: Sendable, Equatable {
        /// The source's name, such as `the documentation`.
        package var source: String
        /// In the source's own words.
        package var says: String
        package var means: State

        package init(source: String, says: String, means: State) {
            self.source = source
            self.says = says
            self.means = means
        }
    }

    package enum State: String, Sendable, CaseIterable {
        case enrolled
        case neverEnrolled = "never-enrolled"
        case unenrolled
        case intune
        case configurationManager = "configuration-manager"
        /// Defender and Configuration Manager.
        case both
        case failed
        case harmless
        case unknown
    }
}

extension EnrollmentKnowledge.Status {
    /// What all sources that say anything make of the code; nil where they contradict each other in what matters.
    package var state: EnrollmentKnowledge.State? {
        let said = Set(meanings.map(\.means)).subtracting([.unknown])
        if said.count <= 1 { return said.first ?? .unknown }
        if said == [.enrolled, .harmless] { return .harmless }
        // Whichever of these it is, the device is not managed.
        return said.isSubset(of: [.failed, .unenrolled]) ? .failed : nil
    }
}
