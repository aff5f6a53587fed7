import Synchronization

/// A list whose elements are taken one behind the other, each once, by whoever is free.
final class SharedList<Element: Sendable>: Sendable {
    private let elements: [Element]
    private let taken = Mutex(0)

    init(_ elements: [Element]) {
        self.elements = elements
    }

    /// The next one; nil when there is none any more.
    func next() -> Element? {
        taken.withLock { taken in
            guard taken < elements.count else { return nil }
            defer { taken += 1 }
            return elements[taken]
        }
    }

    /// Nobody is given another one.
    func end() {
        taken.withLock { $0 = elements.count }
    }
}
