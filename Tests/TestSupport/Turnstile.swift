/// Lets so many in at once, in the order in which they came.
///
/// Swift Testing starts every case of every test together. As many processes at the same time would run out of
/// descriptors, and take turns so slow that a peer's second passes before they look at it.
package actor Turnstile {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter width: How many may be inside; at least 1.
    package init(width: Int) {
        free = width
    }

    package func pass<T: Sendable>(_ body: @Sendable () async throws -> T) async rethrows -> T {
        await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Hands the place to whoever waits the longest.
    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
