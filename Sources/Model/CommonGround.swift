import Synchronization

/// What checks make of the facts once, for all of them: the first one that needs it makes it, and others wait.
package final class CommonGround: Sendable {
    private let made = Mutex<[any Sendable]>([])

    package init() {}

    /// What was made of this type, else what is made now; whatever is made must follow from the facts alone.
    package func value<Value: Sendable>(_ make: () -> Value) -> Value {
        made.withLock { made in
            if let known = made.lazy.compactMap({ $0 as? Value }).first { return known }
            let value = make()
            made.append(value)
            return value
        }
    }
}
