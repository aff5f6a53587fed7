package import FoundationEssentials

/// What a comparison says of each of its reports.
package struct ComparedReport: Codable, Sendable, Equatable {
    package var tool: Report.Tool
    /// What judged; absent where the report does not tell.
    package var catalogue: Report.Catalogue?
    package var startedAt: Date
    package var host: String
    package var vantage: String?
    package var requirementSet: String
    package var cloud: String
    package var failOn: FailOn
    package var interrupted: Bool
    package var verdict: Summary.Conclusion
    package var exitStatus: Int
    /// Devices by their own verdict; absent where no check judged devices one by one.
    package var devices: [String: Int]?

    package init(_ report: Report) {
        tool = report.tool
        catalogue = report.catalogue
        startedAt = report.run.startedAt
        host = report.run.host
        vantage = report.run.vantage
        requirementSet = report.run.requirementSet
        cloud = report.run.cloud
        failOn = report.run.failOn
        interrupted = report.run.interrupted
        verdict = report.summary.verdict
        exitStatus = report.summary.exitStatus
        devices = report.devices?.counts
    }
}

/// What makes a comparison less sure than it looks.
package struct ComparisonDoubt: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case requirementSet = "requirement-set"
        case cloud
        case toolVersion = "tool-version"
        /// Other checks, or other words and lists behind them.
        case catalogue
        case vantage
        case paths
        case failOn = "fail-on"
        case interrupted
        /// Checks that the old run had looked at, and the new one has not.
        case checks
        /// Devices that only their name could tell apart, and several have it.
        case ambiguousNames = "ambiguous-names"
    }

    package var kind: Kind
    /// One sentence, without a full stop.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// How two runs differ that ought to be alike.
    static func all(between old: Report, and new: Report) -> [ComparisonDoubt] {
        var doubts: [ComparisonDoubt] = []
        func differ(_ kind: Kind, _ what: String, _ before: String, _ after: String) {
            guard before != after else { return }
            let words = "\(before.printable(limit: 100)), then \(after.printable(limit: 100))"
            doubts.append(ComparisonDoubt(kind, "\(what): \(words)"))
        }
        if old.run.interrupted {
            doubts.append(.init(.interrupted, "the old run was interrupted, and had not seen everything"))
        }
        if new.run.interrupted {
            doubts.append(.init(.interrupted, "the new run was interrupted, and had not seen everything"))
        }
        let (before, after) = (old.run, new.run)
        differ(.requirementSet, "other requirement set", before.requirementSet, after.requirementSet)
        differ(.cloud, "other cloud", before.cloud, after.cloud)
        differ(.toolVersion, "other version of the tool", old.tool.version, new.tool.version)
        differ(
            .catalogue, "other edition of the catalogue of checks, from which a difference may come",
            old.catalogue?.version ?? "not told", new.catalogue?.version ?? "not told")
        differ(.vantage, "other vantage", before.vantage ?? "none named", after.vantage ?? "none named")
        differ(.paths, "other way through the network", before.ways, after.ways)
        differ(.failOn, "other --fail-on", before.failOn.rawValue, after.failOn.rawValue)
        doubts += [fewerChecks(old, new)].compactMap(\.self)
        return doubts
    }
}

extension ComparisonDoubt {
    /// At most so many checks are named.
    private static let maximumChecks = 5

    /// Not looking mends nothing, and what failed and is not looked at has only vanished.
    private static func fewerChecks(_ old: Report, _ new: Report) -> ComparisonDoubt? {
        func lookedAt(_ report: Report) -> [CheckID] {
            report.results.filter { $0.area != .waivers && $0.status != .skipped }.map(\.check)
        }
        let now = Set(lookedAt(new))
        let missed = Set(lookedAt(old)).subtracting(now).sorted()
        guard !missed.isEmpty else { return nil }
        let failed = Set(old.results.filter { $0.status == .fail }.map(\.check)).intersection(missed).count
        let names = missed.prefix(maximumChecks).map(\.rawValue).joined(separator: ", ")
        let more = missed.count > maximumChecks ? " and \(missed.count - maximumChecks) more" : ""
        let noun = missed.count == 1 ? "1 check" : "\(missed.count) checks"
        let which = failed == 0 ? "" : missed.count == 1 ? ", which failed" : ", of which \(failed) failed"
        return .init(.checks, "\(noun) of the old run\(which), not looked at by the new one: \(names)\(more)")
    }
}

extension Report.Run {
    fileprivate var ways: String {
        let words = paths.map { path in
            switch path {
            case .direct: "direct"
            case .proxy(let address): "through \(address)"
            }
        }
        return words.isEmpty ? "none" : words.joined(separator: " and ")
    }
}
