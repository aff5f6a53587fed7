import Synchronization

/// What the threads have read of the saved answers so far, and what comes next.
final class SavedAnswersBoard: Sendable {
    private struct State {
        var next = 0
        var outcomes: [SavedAnswersOutcome?]
    }

    let files: [SavedAnswersFile]
    private let state: Mutex<State>

    init(_ files: [SavedAnswersFile]) {
        self.files = files
        state = Mutex(State(outcomes: .init(repeating: nil, count: files.count)))
    }

    /// The number of a file that nobody has taken yet.
    func take() -> Int? {
        state.withLock { state in
            guard state.next < state.outcomes.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func put(_ outcome: SavedAnswersOutcome, _ number: Int) {
        state.withLock { $0.outcomes[number] = outcome }
    }

    /// Takes what there is by now, in the order of the files; nil for what was not read.
    func clear() -> [SavedAnswersOutcome?] {
        state.withLock { state in
            defer { state.outcomes = [] }
            return state.outcomes
        }
    }
}
