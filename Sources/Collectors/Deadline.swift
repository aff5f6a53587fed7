/// The one moment at which a run must have its answer.
package struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    /// - Parameter seconds: From now on; positive.
    package init(seconds: Double) {
        end = .now.advanced(by: .seconds(seconds))
    }

    /// Seconds left; 0 once it has passed.
    package var remaining: Double {
        let left = end - .now
        let parts = left.components
        return max(0, Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }

    /// `limit`, or what is left if that is less.
    package func cap(_ limit: Double) -> Double { min(limit, remaining) }
}
