/// What a result says of many devices, without the devices themselves.
package struct FleetSummary: Codable, Sendable, Equatable {
    /// Groups beyond this many are counted only.
    package static let maximumGroups = 1000

    /// Devices by the check's mark for each, also with 0.
    package var counts: [String: Int]
    /// Accounts that were seen and not judged, by why.
    package var leftOut: [String: Int]
    /// What holds the devices that are not met or undetermined, worst first.
    package var groups: [FleetOutcome.Group]
    /// How many more groups there are.
    package var moreGroups: Int

    package init(_ outcome: FleetOutcome) {
        counts = outcome.counts
        leftOut = outcome.leftOut
        groups = Array(outcome.groups.prefix(Self.maximumGroups))
        moreGroups = outcome.groups.count - groups.count
    }

    /// How many devices have `mark`.
    package func count(of mark: FleetOutcome.Mark) -> Int { counts[mark.rawValue] ?? 0 }

    /// How many devices were judged.
    package var total: Int { counts.values.reduce(0, +) - count(of: .notApplicable) }
}

extension FleetSummary {
    private enum CodingKeys: String, CodingKey {
        case counts, leftOut, groups, moreGroups
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        counts = try container.decode([String: Int].self, forKey: .counts)
        leftOut = try container.decode([String: Int].self, forKey: .leftOut)
        groups = try container.decode([FleetOutcome.Group].self, forKey: .groups)
        moreGroups = try container.decode(Int.self, forKey: .moreGroups)
        // Who shows a saved report adds them up.
        let numbers = [Array(counts.values), Array(leftOut.values), groups.map(\.count), groups.map(\.total)]
        guard (numbers.joined() + [moreGroups]).allSatisfy(Self.numbers.contains) else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "a number of devices is out of range")
        }
    }

    private static let numbers = 0...Int(Int32.max)
}
