package import FoundationEssentials

/// What the configuration says of how old evidence from the directory may be, and when the run judged it.
package struct DirectoryExpectation: Codable, Sendable, Equatable {
    /// Seconds since a computer's last sign-in from which on it does not count; 90 days.
    package var staleAfter: Double = 90 * 86400
    /// Seconds since an export of a synchronization server's configuration from which on it proves nothing; 30 days.
    package var exportMaximumAge: Double = 30 * 86400
    /// The moment to which ages are counted.
    package var judgedAt: Date

    package init(judgedAt: Date) {
        self.judgedAt = judgedAt
    }
}

extension Date {
    /// Seconds from here to `later`; negative where that is earlier.
    package func seconds(until later: Date) -> Double { later.timeIntervalSince(self) }
}
