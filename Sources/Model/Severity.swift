/// What a check that is not met counts for, in one requirement set; ordered from the mildest.
package enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
    case note, warning, fail

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .fail: 2
        }
    }
}

/// What a report shows for a result.
package enum Status: String, Codable, Sendable, CaseIterable {
    case pass, fail, warning, note, undetermined
    case notApplicable = "not-applicable"
    case skipped, waived

    package init(_ verdict: Verdict, severity: Severity) {
        switch verdict {
        case .met: self = .pass
        case .undetermined: self = .undetermined
        case .notApplicable: self = .notApplicable
        case .notMet:
            switch severity {
            case .fail: self = .fail
            case .warning: self = .warning
            case .note: self = .note
            }
        }
    }

    /// How much a reader must mind it; the worst of a group stands for the group.
    package var weight: Int {
        switch self {
        case .fail: 7
        case .undetermined: 6
        case .warning: 5
        case .note: 4
        case .waived: 3
        case .pass: 2
        case .notApplicable: 1
        case .skipped: 0
        }
    }
}
