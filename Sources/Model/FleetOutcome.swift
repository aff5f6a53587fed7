/// What a check says of many devices at once.
package struct FleetOutcome: Codable, Sendable, Equatable {
    package enum Mark: String, Codable, Sendable, CaseIterable {
        case met
        case notMet = "not-met"
        case undetermined
        /// The check is not about this device.
        case notApplicable = "not-applicable"
    }

    /// Devices by the check's mark for each, also with 0.
    package var counts: [String: Int]
    /// Accounts that were seen and not judged, by why, such as `disabled`, `stale` or `domain-controller`.
    package var leftOut: [String: Int]
    /// What holds the devices that are not met or undetermined, worst first.
    package var groups: [Group]
    /// One for each device judged, in the order of the facts.
    package var devices: [Device]

    package init(counts: [String: Int], leftOut: [String: Int], groups: [Group], devices: [Device]) {
        self.counts = counts
        self.leftOut = leftOut
        self.groups = groups
        self.devices = devices
    }

    /// Devices of one container that are not met or undetermined for the same reason.
    package struct Group: Codable, Sendable, Equatable {
        /// The container's distinguished name.
        package var name: String
        package var code: ReasonCode
        package var verdict: Mark
        package var count: Int
        /// Devices in the container that were judged.
        package var total: Int
        /// Names of at most three of the devices, in the directory's order.
        package var examples: [String]

        package init(
            name: String, code: ReasonCode, verdict: Mark, count: Int, total: Int, examples: [String]
        ) {
            self.name = name
            self.code = code
            self.verdict = verdict
            self.count = count
            self.total = total
            self.examples = examples
        }
    }

    package struct Device: Codable, Sendable, Equatable {
        /// The computer's distinguished name, or the source of the device's evidence.
        package var name: String
        package var mark: Mark
        /// Absent where the mark is `met` or `notApplicable`.
        package var code: ReasonCode?
        /// All reasons, where there is more to say than the code.
        package var details: [Report.Device.Reason]

        package init(name: String, mark: Mark, code: ReasonCode?, details: [Report.Device.Reason] = []) {
            self.name = name
            self.mark = mark
            self.code = code
            self.details = details
        }
    }
}
