import Model

extension CheckDescription {
    /// A description of which every text can be told from the others.
    static func sample(_ id: CheckID, area: Area = .endpoints) -> CheckDescription {
        CheckDescription(
            id: id, area: area, title: "title of \(id)", why: "why", breaks: "breaks of \(id)",
            judged: "judged",
            remedy: "remedy of \(id)", source: "https://learn.microsoft.com/\(id)")
    }
}

extension Report.Result {
    static func sample(_ id: CheckID, _ status: Status, _ severity: Severity = .fail) -> Report.Result {
        Report.Result(.sample(id), status: status, severity: severity, subject: .environment)
    }
}

/// A check whose findings are given.
struct FixedCheck: Check {
    let id: CheckID
    let findings: [Finding]

    init(_ id: CheckID, _ verdicts: Verdict...) {
        self.init(id, verdicts: verdicts)
    }

    init(_ id: CheckID, verdicts: [Verdict]) {
        self.id = id
        findings = verdicts.enumerated().map { Finding(Subject(.endpoint, "host\($0)"), $1) }
    }

    func evaluate(_ evidence: Evidence) -> [Finding] { findings }
}
