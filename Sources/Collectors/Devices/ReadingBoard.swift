import Synchronization

/// What the threads have read so far, and what comes next.
final class ReadingBoard: Sendable {
    private struct State {
        var next = 0
        var results: [EvidenceUnit.Result?]
        var finished: [Int]
        var devices = 0
    }

    private let state: Mutex<State>
    private let units: [EvidenceUnit]
    private let progress: @Sendable (Int) -> Void

    init(_ units: [EvidenceUnit], folders: Int, progress: @escaping @Sendable (Int) -> Void) {
        self.units = units
        self.progress = progress
        var open = [Int](repeating: 0, count: folders)
        for unit in units { open[unit.folder] += 1 }
        state = Mutex(State(results: .init(repeating: nil, count: units.count), finished: open))
    }

    /// The number of a unit that nobody has taken yet.
    func take() -> Int? {
        state.withLock { state in
            guard state.next < state.results.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func put(_ result: EvidenceUnit.Result, _ number: Int) {
        let folder = units[number].folder
        let devices = state.withLock { state -> Int? in
            state.results[number] = result
            state.finished[folder] -= 1
            let isWhole = state.finished[folder] == 0
            let more = result.archives.count + (isWhole && result.archives.isEmpty ? 1 : 0)
            state.devices += more
            return more > 0 ? state.devices : nil
        }
        if let devices { progress(devices) }
    }

    /// What there is by now, in the order of the units; nil for what was not read.
    var results: [EvidenceUnit.Result?] { state.withLock(\.results) }
}
