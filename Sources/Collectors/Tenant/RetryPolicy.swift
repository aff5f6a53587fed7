import FoundationEssentials

/// How often and after how long a request is repeated.
package struct RetryPolicy: Sendable {
    /// Times that a server error, a reset or a cut answer is tried again.
    var repetitions = 3
    /// Times that a service may ask to wait; the deadline most often comes first.
    var waits = 30
    /// Seconds before the first repetition; each later one waits twice as long.
    var firstPause = 0.5
    var longestPause = 30.0
    /// A number between 0 and 1, so that many clients do not come back at the same moment.
    var random: @Sendable () -> Double = { Double.random(in: 0...1) }
    /// Waits for so many seconds; throws when the task is cancelled.
    var sleep: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }

    package init() {}

    /// Seconds before the repetition of this number, from 0 on: between half and the whole of a doubling time.
    func pause(before repetition: Int) -> Double {
        let doubled = firstPause * Double(1 << min(max(repetition, 0), 16))
        return min(doubled, longestPause) * (0.5 + 0.5 * random())
    }

    /// Seconds to wait where a service says how long, with a little more, so that not all come at once.
    func pause(asked seconds: Double, before repetition: Int) -> Double {
        // Nobody who says 0 is asked in a tight loop.
        max(seconds + min(1, seconds * 0.1) * random(), min(pause(before: repetition), 1))
    }
}

/// The `Retry-After` of an answer.
///
/// Source: RFC 9110, section 10.2.3
enum RetryAfter {
    /// A service that asks for more asks for the impossible; seconds.
    private static let most = 1e9

    /// Seconds to wait, from a number of seconds or from a date; nil for anything else.
    static func seconds(_ value: String, now: Date) -> Double? {
        if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return min(Double(value) ?? most, most)
        }
        return HTTPDate.parse(value).map { min(max(0, $0.timeIntervalSince(now)), most) }
    }
}
