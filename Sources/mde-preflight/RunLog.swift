import Synchronization

/// What a run did, how long each step took, and what was said on stderr meanwhile; for whoever has to find out why.
final class RunLog: Sendable {
    private struct Line {
        var time: ContinuousClock.Instant
        var text: String
    }

    /// The log of this process, which is one run.
    static let shared = RunLog(since: .now)

    private let begun: ContinuousClock.Instant
    private let lines = Mutex<[Line]>([])
    /// A run that has more to say than this repeats itself.
    private static let limit = 2000

    init(since begun: ContinuousClock.Instant) {
        self.begun = begun
    }

    /// Notes something that happened now; of several lines each is one of the log.
    func note(_ text: String) {
        let now = ContinuousClock.now
        lines.withLock { lines in
            for part in text.split(separator: "\n") where lines.count <= Self.limit {
                let isLast = lines.count == Self.limit
                lines.append(Line(time: now, text: isLast ? "(more was not kept)" : String(part)))
            }
        }
    }

    /// Does something, and notes how long it took.
    func step<T>(_ name: String, _ body: () async throws -> T) async rethrows -> T {
        let start = ContinuousClock.now
        defer { note("\(name): took \(Self.seconds(ContinuousClock.now - start))") }
        return try await body()
    }

    /// A line for each thing, with the seconds since the run began, in the order of time.
    var text: String {
        lines.withLock { lines in
            lines.map { "\(Self.seconds($0.time - begun))  \($0.text)\n" }.joined()
        }
    }

    /// With three decimals, such as `0.052 s`.
    private static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let thousandths = max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
    }
}
