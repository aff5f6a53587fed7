/// The fleet as one picture: which sources told of it, how far devices have come, and what stops them where.
package struct FleetPicture: Codable, Sendable, Equatable {
    /// A source of devices, whether or not it was asked.
    package struct Source: Codable, Sendable, Equatable {
        package enum Kind: String, Codable, Sendable, CaseIterable {
            case directory, entra, intune, defender, evidence
        }

        package var kind: Kind
        /// Devices of the fleet that the source knows; absent where it was not asked.
        package var devices: Int?
        /// Why its list may lack devices.
        package var incomplete: Unreadable?

        package init(kind: Kind, devices: Int?, incomplete: Unreadable?) {
            self.kind = kind
            self.devices = devices
            self.incomplete = incomplete
        }
    }

    /// A step on the way to being managed.
    package struct Step: Codable, Sendable, Equatable {
        package enum Kind: String, Codable, Sendable, CaseIterable {
            case directory, synchronized, registered, onboarded, tagged, managed
        }

        package var kind: Kind
        /// Devices that have taken this step and all before it; absent where no source tells of it.
        package var reached: Int?
        /// What stops the devices that came as far as this step, the most first.
        package var stops: [Stop]

        package init(kind: Kind, reached: Int?, stops: [Stop]) {
            self.kind = kind
            self.reached = reached
            self.stops = stops
        }
    }

    /// A reason that stops devices at a step.
    package struct Stop: Codable, Sendable, Equatable {
        package var code: ReasonCode
        /// Whether it is not known that they are stopped.
        package var isDoubt: Bool
        package var count: Int
        package var examples: [String]

        package init(code: ReasonCode, isDoubt: Bool, count: Int, examples: [String]) {
            self.code = code
            self.isDoubt = isDoubt
            self.count = count
            self.examples = examples
        }
    }

    /// Devices that have something in common, by verdict.
    package struct Group: Codable, Sendable, Equatable {
        package var name: String
        package var counts: [String: Int]

        package init(name: String, counts: [String: Int]) {
            self.name = name
            self.counts = counts
        }

        package var total: Int { counts.values.reduce(0, +) }

        package func count(of verdict: Report.Device.Verdict) -> Int { counts[verdict.rawValue] ?? 0 }
    }

    /// Groups beyond this many are counted only.
    package static let maximumGroups = 200

    package var devices: Int
    package var sources: [Source]
    package var funnel: [Step]
    /// By operating system, the most first.
    package var systems: [Group]
    /// By the container in Active Directory, those first in which the most is amiss.
    package var containers: [Group]
    /// By the code of what is to be mended first.
    package var reasons: [Group]
    /// How many more groups there are of each kind.
    package var moreSystems: Int
    package var moreContainers: Int
    /// Records that are of no device to judge, by why.
    package var leftOut: [String: Int]

    package init(devices: Int) {
        self.devices = devices
        sources = []
        funnel = []
        systems = []
        containers = []
        reasons = []
        moreSystems = 0
        moreContainers = 0
        leftOut = [:]
    }
}
