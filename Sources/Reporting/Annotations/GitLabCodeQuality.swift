package import FoundationEssentials
package import Model

/// The report as a code quality report of GitLab: an entry for the verdict, which counts every result by status, for each
/// area that was not looked at, and for each result that is not right, could not be told or is waived.
///
/// Who reads it takes every entry for a problem; so what passes has none. Subjects stand where other tools name a file.
///
/// Source: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
package enum GitLabCodeQuality {
    private struct Entry: Encodable {
        enum CodingKeys: String, CodingKey {
            case description
            case check = "check_name"
            case fingerprint, severity, location
        }

        enum Severity: String, Encodable {
            case info, minor, major, critical, blocker
        }

        struct Location: Encodable {
            struct Lines: Encodable {
                var begin = 1
            }

            var path: String
            var lines = Lines()
        }

        var description: String
        var check: String
        var fingerprint: String
        var severity: Severity
        var location: Location
    }

    /// - Throws: Why it cannot be encoded.
    package static func render(_ report: Report) throws -> Data {
        let report = report.madePrintable()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(entries(report)) + Data("\n".utf8)
    }

    private static func entries(_ report: Report) -> [Entry] {
        let gate = GateResults(of: report)
        var fingerprints = Fingerprints()
        var entries = [verdict(report, &fingerprints)]
        entries += report.areas.filter { !$0.lookedAt }.map { area in
            Entry(
                description: "\(area.title): not looked at\(area.note.map { ": \($0)" } ?? "")",
                check: "area.not-looked-at", fingerprint: fingerprints.other("area", area.area.rawValue),
                severity: .info, location: .init(path: "area/\(area.area.rawValue)"))
        }
        entries += report.results.filter { $0.status.weight >= Status.waived.weight }.map { result in
            Entry(
                description: description(result), check: result.check.rawValue,
                fingerprint: fingerprints.codes(result),
                severity: severity(result, isDecisive: gate.contains(result)),
                location: .init(path: result.subject.path))
        }
        return entries
    }

    private static func verdict(_ report: Report, _ fingerprints: inout Fingerprints) -> Entry {
        let verdict = report.summary.verdict
        return Entry(
            description: "\(report.verdictSentence). Looked with \(report.circumstances)",
            check: "run.verdict",
            fingerprint: fingerprints.other("verdict", verdict.rawValue, String(report.run.interrupted)),
            severity: report.gate == .ready ? .info : .blocker, location: .init(path: "run/verdict"))
    }

    private static func severity(_ result: Report.Result, isDecisive: Bool) -> Entry.Severity {
        if isDecisive { return .critical }
        switch result.status {
        case .fail, .warning, .undetermined: return .major
        case .note: return .minor
        case .waived, .pass, .notApplicable, .skipped: return .info
        }
    }

    private static func description(_ result: Report.Result) -> String {
        let ground = result.ground.isEmpty ? "" : ": \(result.ground)"
        let remedy = result.remedies.first.map { ". Do: \($0)" } ?? ""
        return "\(result.status.words): \(result.title): \(result.subjectWords)\(ground)\(remedy)"
    }
}
