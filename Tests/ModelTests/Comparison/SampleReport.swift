import FoundationEssentials
import Model

/// Small reports to compare.
extension Report {
    static func sample(
        _ results: [Result], devices: [Device]? = nil, failOn: FailOn = .fail, interrupted: Bool = false
    ) -> Report {
        var table: Devices?
        if let devices {
            table = Devices()
            for device in devices { table?.append(device) }
        }
        return Report(
            tool: .init(name: "mde-preflight", version: "1.0"),
            run: .init(
                startedAt: Date(timeIntervalSince1970: 1_768_469_400), durationSeconds: 1, host: "probe",
                vantage: nil, interrupted: interrupted, requirementSet: "classic", cloud: "global",
                paths: [.direct],
                failOn: failOn),
            summary: Summary(results, failOn: failOn, interrupted: interrupted), otherRequirementSets: [],
            results: results, devices: table, areas: [], facts: FactSet())
    }

    func compared(to new: Report) -> ReportComparison { ReportComparison(from: self, to: new, tool: tool) }
}

extension Report.Result {
    static func sample(
        _ id: CheckID, _ status: Status, _ severity: Severity = .fail, of host: String,
        _ codes: ReasonCode...
    ) -> Report.Result {
        var result = sample(id, status, severity)
        result.subject = Subject(.endpoint, host)
        result.reasons = codes.map { Reason($0, "seen \($0.rawValue)") }
        return result
    }
}

extension Report.Result {
    /// What is said of the waivers themselves.
    static func ofWaivers(
        _ id: CheckID, _ status: Status, _ severity: Severity, _ codes: ReasonCode...
    ) -> Report.Result {
        var result = sample(id, status, severity)
        result.area = .waivers
        result.reasons = codes.map { Reason($0, "seen \($0.rawValue)") }
        return result
    }
}

extension Report.Device {
    /// A device of which one check says something.
    static func sample(
        _ name: String, _ verdict: Verdict, _ status: Status = .pass, _ codes: ReasonCode...,
        ids: IDs = .init()
    ) -> Report.Device {
        Report.Device(
            name: name, ids: ids, verdict: verdict,
            results: [.init(check: "tagging.tag", status: status, reasons: codes.map { .init($0) })])
    }
}

extension Report.Device.IDs {
    static func entra(_ number: UInt64) -> Self {
        var ids = Self()
        ids.entraDeviceID = GUID(high: 1, low: number)
        return ids
    }

    static func account(_ number: UInt64) -> Self { Self(objectGUID: GUID(high: 2, low: number)) }

    static func machine(_ id: String) -> Self {
        var ids = Self()
        ids.machine = id
        return ids
    }

    static func dn(_ name: String) -> Self { Self(distinguishedName: name) }

    static func evidence(_ path: String) -> Self { Self(evidence: path) }

    func with(_ change: (inout Self) -> Void) -> Self {
        var ids = self
        change(&ids)
        return ids
    }
}
