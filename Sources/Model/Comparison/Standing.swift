/// How a result stands, as far as reports are compared by it.
package struct Standing: Codable, Sendable, Hashable {
    package var status: Status
    /// What the check counts for in its report.
    package var severity: Severity
    /// Each once, in the order of the alphabet.
    package var reasons: [ReasonCode]

    package init(_ status: Status, _ severity: Severity, reasons: some Sequence<ReasonCode>) {
        self.status = status
        self.severity = severity
        self.reasons = Set(reasons).sorted { $0.rawValue < $1.rawValue }
    }

    /// Whether anybody looked; what was skipped is as good as not there.
    package var isLookedAt: Bool { status != .skipped }

    /// How much trouble it is at least: nothing wrong is 0.
    ///
    /// What could not be told stands right below the trouble that it may turn out to be: above everything milder, since it may
    /// be worse than that, and below its own severity, since it may be nothing.
    package var rank: Int {
        switch status {
        case .pass, .notApplicable, .skipped: 0
        case .note: Self.trouble(.note)
        case .warning: Self.trouble(.warning)
        case .fail: Self.trouble(.fail)
        case .waived: Self.trouble(severity)
        case .undetermined: Self.trouble(severity) - 1
        }
    }

    private static func trouble(_ severity: Severity) -> Int {
        switch severity {
        case .note: 2
        case .warning: 4
        case .fail: 6
        }
    }

    /// The reasons of one standing that another does not have.
    static func reasons(of one: Standing?, missingIn other: Standing?) -> [ReasonCode] {
        (one?.reasons ?? []).filter { !(other?.reasons ?? []).contains($0) }
    }
}
