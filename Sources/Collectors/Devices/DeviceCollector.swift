import Archive
package import Configuration
import DeviceEvidence
import EventLoop
import Foundation
package import Model

/// Reads the evidence of devices: folders, archives, and trees of them.
package enum DeviceCollector {
    /// What is kept of the run's time for judging and telling, in seconds.
    private static let reserve = 0.05

    /// Reads every place that the configuration names.
    ///
    /// `progress` is told how many devices have been read so far. There is one fact for each device, in the order of
    /// the places and of the paths below them. Nothing is thrown: what ails a device is told in its fact.
    package static func collect(
        _ places: [EvidencePlace], deadline: Deadline, progress: @escaping @Sendable (Int) -> Void
    ) async throws -> [DeviceFact] {
        await collect(places, Limits(), deadline: deadline, read: EvidenceReading.read, progress: progress)
    }

    /// The same, with limits and a reader of the caller's.
    static func collect(
        _ places: [EvidencePlace], _ limits: Limits, deadline: Deadline,
        width: Int = ProcessInfo.processInfo.activeProcessorCount, read: @escaping Read,
        progress: @escaping @Sendable (Int) -> Void
    ) async -> [DeviceFact] {
        let end = deadline.instant(before: reserve)
        let listing = await BlockingThread.run(named: "devices", until: end) { isAbandoned in
            let limit = deadline.instant(before: 2 * reserve)
            var listing = FolderListing(limits) { isAbandoned() || ContinuousClock.now > limit }
            let roots = places.map { listing.list($0.path, name: $0.name) }
            return (roots, listing.folders)
        }
        guard case .finished((let roots, let folders)) = listing else {
            let why = unread(listing.isCancelled)
            return facts(
                places.map { place in
                    var draft = DeviceGrouping.Draft(path: shown(place), name: shown(place))
                    draft.faults = [why]
                    return draft
                }, limits)
        }
        let units = EvidenceUnit.units(of: folders)
        let board = ReadingBoard(units, folders: folders.count, progress: progress)
        let isCancelled = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<max(1, min(width, units.count)) {
                group.addTask {
                    await BlockingThread.run(named: "devices", until: end) { isAbandoned in
                        var reader = EvidenceFileReader(limits, read, isAbandoned: isAbandoned)
                        while !isAbandoned(), let number = board.take() {
                            let unit = units[number]
                            let result = reader.read(unit, of: folders[unit.folder])
                            // Half of a folder looks like the whole of it.
                            if !isAbandoned() { board.put(result, number) }
                        }
                    }.isCancelled
                }
            }
            return await group.reduce(false) { $0 || $1 }
        }
        let tree = EvidenceTree(folders, units, board.results, unread: unread(isCancelled))
        let drafts = zip(places, roots).flatMap { place, root in
            root.map { DeviceGrouping.devices(of: tree.node($0), path: shown(place)) } ?? []
        }
        return facts(drafts, limits)
    }

    private static func unread(_ isCancelled: Bool) -> Unreadable {
        isCancelled
            ? Unreadable(.runInterrupted, "was not read to its end: interrupted")
            : Unreadable(.deadlineExceeded, "was not read to its end before the run's deadline")
    }

    /// As it was given, with single slashes and none at its end.
    static func shown(_ place: EvidencePlace) -> String {
        let name = place.name.printable(limit: 1000)
        let parts = name.split(separator: "/").joined(separator: "/")
        return name.hasPrefix("/") ? "/" + parts : parts
    }

    /// The facts, no two of which have the same path.
    private static func facts(_ drafts: [DeviceGrouping.Draft], _ limits: Limits) -> [DeviceFact] {
        var known: Set<String> = []
        return drafts.map { draft in
            let path = draft.path.printable(limit: 2000)
            var unique = path
            var number = 1
            while !known.insert(unique).inserted {
                number += 1
                unique = "\(path) (\(number))"
            }
            return DeviceFact(draft, path: unique, limits)
        }
    }
}

extension BlockingOutcome {
    fileprivate var isCancelled: Bool { if case .cancelled = self { true } else { false } }
}
