/// The one moment at which a run must have its answer.
package struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    /// The moment `seconds` after `start`; positive.
    package init(seconds: Double, since start: ContinuousClock.Instant = .now) {
        end = start.advanced(by: .seconds(seconds))
    }

    /// An earlier deadline, which leaves time for what comes after; never less than half of what is left.
    package func sooner(by seconds: Double) -> Deadline {
        Deadline(seconds: max(remaining / 2, remaining - seconds))
    }

    /// Seconds left; 0 once it has passed.
    package var remaining: Double {
        let left = end - .now
        let parts = left.components
        return max(0, Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }

    /// The moment that leaves `seconds` before it.
    package func instant(before seconds: Double) -> ContinuousClock.Instant {
        end.advanced(by: .seconds(-seconds))
    }

    /// `limit`, or what is left if that is less.
    package func cap(_ limit: Double) -> Double { min(limit, remaining) }
}
