package import FoundationEssentials

/// One run's whole answer; every renderer works from it alone.
package struct Report: Codable, Sendable, Equatable {
    package static let format = "mde-preflight.report/1"

    package var format = Report.format
    package var tool: Tool
    /// The catalogue of checks that judged; absent in reports of versions that did not tell.
    package var catalogue: Catalogue?
    package var run: Run
    package var summary: Summary
    package var otherRequirementSets: [OtherRequirementSet]
    /// In the catalogue's order, within a check in the order of its subjects.
    package var results: [Result]
    /// Absent where no check judged devices one by one.
    package var devices: Devices?
    /// Absent where no more than one source told of devices.
    package var fleet: FleetPicture?
    package var areas: [AreaCoverage]
    package var facts: FactSet

    package init(
        tool: Tool, run: Run, summary: Summary, otherRequirementSets: [OtherRequirementSet],
        results: [Result], devices: Devices? = nil, fleet: FleetPicture? = nil, areas: [AreaCoverage],
        facts: FactSet, catalogue: Catalogue? = nil
    ) {
        self.tool = tool
        self.catalogue = catalogue
        self.run = run
        self.summary = summary
        self.otherRequirementSets = otherRequirementSets
        self.results = results
        self.devices = devices
        self.fleet = fleet
        self.areas = areas
        self.facts = facts
    }

    package struct Tool: Codable, Sendable, Equatable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    package struct Catalogue: Codable, Sendable, Equatable {
        /// Its edition, a day such as `2026-11-26`.
        package var version: String

        package init(version: String) {
            self.version = version
        }
    }

    package struct Run: Codable, Sendable, Equatable {
        package var startedAt: Date
        package var durationSeconds: Double
        package var host: String
        package var vantage: String?
        package var interrupted: Bool
        package var requirementSet: String
        package var cloud: String
        package var paths: [NetworkPath]
        package var failOn: FailOn

        package init(
            startedAt: Date, durationSeconds: Double, host: String, vantage: String?, interrupted: Bool,
            requirementSet: String, cloud: String, paths: [NetworkPath], failOn: FailOn
        ) {
            self.startedAt = startedAt
            self.durationSeconds = durationSeconds
            self.host = host
            self.vantage = vantage
            self.interrupted = interrupted
            self.requirementSet = requirementSet
            self.cloud = cloud
            self.paths = paths
            self.failOn = failOn
        }
    }

    package struct Result: Codable, Sendable, Equatable {
        package var check: CheckID
        package var title: String
        package var area: Area
        package var status: Status
        package var severity: Severity
        package var subject: Subject
        /// What a pass rests on, or why a check does not apply.
        package var seen: String?
        package var reasons: [Reason]
        package var blockedBy: [CheckID]
        /// Where the subject is many devices, and the check judged them one by one.
        package var fleet: FleetSummary?
        /// What of it is waived: all where the status says so, else some of the devices.
        package var waiver: Waived?
        package var breaks: String
        package var remediation: String
        package var source: String

        package init(
            _ description: CheckDescription, status: Status, severity: Severity, subject: Subject,
            seen: String? = nil, reasons: [Reason] = [], blockedBy: [CheckID] = [],
            fleet: FleetSummary? = nil
        ) {
            check = description.id
            title = description.title
            area = description.area
            self.status = status
            self.severity = severity
            self.subject = subject
            self.seen = seen
            self.reasons = reasons
            self.blockedBy = blockedBy
            self.fleet = fleet
            breaks = description.breaks
            remediation = description.remedy
            source = description.source
        }
    }

    /// What another requirement set would conclude from the same facts.
    package struct OtherRequirementSet: Codable, Sendable, Equatable {
        package struct Difference: Codable, Sendable, Equatable {
            package var check: CheckID
            package var subject: Subject
            package var status: Status
            package var otherStatus: Status
        }

        package var name: String
        package var verdict: Summary.Conclusion
        /// How many results it leaves to waivers; absent where there are none.
        package var waived: Int?
        package var differences: [Difference]
    }

    /// Whether an area was looked at, and if not, what it would take.
    package struct AreaCoverage: Codable, Sendable, Equatable {
        package var area: Area
        package var title: String
        package var lookedAt: Bool
        package var note: String?

        package init(area: Area, title: String, lookedAt: Bool, note: String?) {
            self.area = area
            self.title = title
            self.lookedAt = lookedAt
            self.note = note
        }
    }
}
