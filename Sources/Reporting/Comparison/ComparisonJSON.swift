import FoundationEssentials
package import Model

/// A comparison as JSON: keys sorted, times UTC, one document, each device that changed on a line of its own.
///
/// Its form is in `reports/schema/diff-1.schema.json`.
package enum ComparisonJSON {
    /// Gives the document to `sink`, piece by piece.
    ///
    /// - Throws: What `sink` throws, or why the comparison cannot be encoded; then nothing has been given to `sink`.
    package static func write(_ comparison: ReportComparison, to sink: (ArraySlice<UInt8>) throws -> Void)
        throws
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        var skeleton = Skeleton(Array(try encoder.encode(Document(comparison))) + Array("\n".utf8))
        try skeleton.fill(
            behind: "    \"items\" : [",
            [comparison.devices?.items].compactMap(\.self).map { list in
                let known = KnownChecks()
                return .init(0..<list.count) { $1.change(list[$0], known.bytes(of: list, at: $0)) }
            })
        try skeleton.write(to: sink)
    }

    /// The document with an empty list of devices.
    private struct Document: Encodable {
        struct Summary: Encodable {
            var change: Change
            var exitStatus: Int
            var results: [String: Int]
            var devices: [String: Int]?
        }

        struct Devices: Encodable {
            var groups: [DeviceChangeGroup]
            var moreGroups: Int
            let items: [Int] = []
        }

        let format = ReportComparison.format
        var tool: Report.Tool
        var old: ComparedReport
        var new: ComparedReport
        var doubts: [ComparisonDoubt]
        var summary: Summary
        var results: [ResultChange]
        var devices: Devices?

        init(_ comparison: ReportComparison) {
            tool = comparison.tool
            old = comparison.old
            new = comparison.new
            doubts = comparison.doubts
            let changes = Change.allCases.filter { $0 != .same }
            summary = Summary(
                change: comparison.change, exitStatus: comparison.exitStatus,
                results: Dictionary(
                    uniqueKeysWithValues: changes.map { ($0.rawValue, comparison.count(of: $0)) }),
                devices: comparison.devices?.counts)
            results = comparison.results
            devices = comparison.devices.map { Devices(groups: $0.groups, moreGroups: $0.moreGroups) }
        }
    }
}

/// What was written of checks that changed alike on many devices.
private final class KnownChecks {
    private var known: [Int: [UInt8]] = [:]
    private static let limit = 8192

    /// The elements of the list of checks.
    func bytes(of list: DeviceChanges, at position: Int) -> [UInt8] {
        let kind = list.kind(at: position)
        if let bytes = known[kind] { return bytes }
        var text = JSONText()
        for check in list[position].checks { text.check(check) }
        if known.count < Self.limit { known[kind] = text.bytes }
        return text.bytes
    }
}

extension JSONText {
    fileprivate mutating func change(_ device: DeviceChange, _ checks: [UInt8]) {
        object { text in
            text.key("change")
            text.string(device.change.rawValue)
            text.key("checks")
            text.array { $0.elements(checks) }
            if let from = device.from {
                text.key("from")
                text.string(from.rawValue)
            }
            text.key("ids")
            text.ids(device.ids)
            text.key("name")
            text.string(device.name)
            if let to = device.to {
                text.key("to")
                text.string(to.rawValue)
            }
        }
    }

    fileprivate mutating func check(_ check: CheckChange) {
        object { text in
            text.key("came")
            text.array { text in check.came.forEach { text.string($0.rawValue) } }
            text.key("change")
            text.string(check.change.rawValue)
            text.key("check")
            text.string(check.check.rawValue)
            if let from = check.from {
                text.key("from")
                text.string(from.rawValue)
            }
            text.key("gone")
            text.array { text in check.gone.forEach { text.string($0.rawValue) } }
            if let to = check.to {
                text.key("to")
                text.string(to.rawValue)
            }
        }
    }
}
