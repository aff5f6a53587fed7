import Synchronization

/// Files beside the evidence that are no evidence, which no bundle takes along: the first few hundred by name.
final class OtherFiles: Sendable {
    private static let mostNames = 300

    private let found = Mutex<(names: [String], more: Int)>(([], 0))

    func add(_ name: String) {
        found.withLock { found in
            if found.names.count < Self.mostNames {
                found.names.append(name)
            } else {
                found.more += 1
            }
        }
    }

    /// The names, and how many more files there are.
    var all: (names: [String], more: Int) { found.withLock(\.self) }
}
