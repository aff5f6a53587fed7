package import Configuration
import EventLoop
package import FoundationEssentials
import Glibc
import Model

/// Reads what somebody saved of Microsoft Graph's and Defender for Endpoint's answers, and of the portals' tables.
package enum SavedAnswers {
    /// What is kept of the run's time for judging and telling, in seconds.
    private static let reserve = 0.05
    /// Parsing is bound by the processor, and each thread keeps the memory of the largest file.
    private static let width = 4

    /// Reads the folders, and the folders in them.
    ///
    /// What a file lists is told by its content alone. Nothing is thrown: what could not be used is told in the fact's
    /// faults, and whatever rests on it is incomplete or unreadable there.
    ///
    /// - Parameters:
    ///   - places: Folders, or single files.
    ///   - tag: The management tag.
    ///   - maximumAge: Seconds; what was saved longer ago is not relied on.
    ///   - judgedAt: From when age counts.
    ///   - deadline: When reading ends, with what there is by then.
    package static func read(
        _ places: [SavedAnswersPlace], tag: String, maximumAge: Double, judgedAt: Date, deadline: Deadline
    ) async throws -> TenantReading {
        let end = deadline.instant(before: reserve)
        let listing = await BlockingThread.run(named: "answers", until: end) { isAbandoned in
            SavedAnswersListing(places.map { ($0.name, $0.path) }, isOver: isAbandoned)
        }
        let name = places.map { $0.name.printable(limit: 500) }.joined(separator: ", ")
        guard case .finished(let listed) = listing, ContinuousClock.now < end else {
            let why = unread("the saved answers were", listing.isCancelled)
            let fact = TenantFact(id: "tenant:\(name)", name: name, source: .file, unread: why)
            return TenantReading(fact: fact, sources: FleetSources())
        }
        let board = SavedAnswersBoard(listed.files)
        let isCancelled = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<max(1, min(width, processors, listed.files.count)) {
                group.addTask {
                    await BlockingThread.run(named: "answers", until: end) { isAbandoned in
                        var reader = SavedAnswersReader(tag: tag, isOver: isAbandoned)
                        while !isAbandoned(), ContinuousClock.now < end, let number = board.take() {
                            let outcome = reader.read(board.files[number])
                            if !isAbandoned() { board.put(outcome, number) }
                        }
                    }.isCancelled
                }
            }
            return await group.reduce(false) { $0 || $1 }
        }
        let outcomes = board.clear()
        let late = outcomes.count { $0 == nil }
        var merge = SavedAnswersMerge(maximumAge: maximumAge, judgedAt: judgedAt)
        if late > 0 { merge.late = unread("\(late) of \(outcomes.count) saved answers were", isCancelled) }
        merge.faults = listed.faults
        return merge.reading(of: outcomes.compactMap(\.self), name: name)
    }

    private static func unread(_ what: String, _ isCancelled: Bool) -> Unreadable {
        isCancelled
            ? Unreadable(.runInterrupted, "\(what) not read: interrupted")
            : Unreadable(.deadlineExceeded, "\(what) not read before the run's deadline")
    }

    private static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

extension BlockingOutcome {
    fileprivate var isCancelled: Bool { if case .cancelled = self { true } else { false } }
}
