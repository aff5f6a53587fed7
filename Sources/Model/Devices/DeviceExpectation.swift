package import FoundationEssentials

/// What the evidence of devices is held against.
package struct DeviceExpectation: Codable, Sendable, Equatable {
    package var judgedAt: Date
    /// Seconds.
    package var maximumAge = 7 * 86_400.0
    /// Settings that policy should have brought, by name, as Get-MpPreference shows their values.
    package var settings: [String: String] = [:]

    package init(judgedAt: Date) {
        self.judgedAt = judgedAt
    }
}

extension Date {
    /// As `2026-02-28T09:15:00Z`, for messages.
    package var inUTC: String { ISO8601Format() }
}
