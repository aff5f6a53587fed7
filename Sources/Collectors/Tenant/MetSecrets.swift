import Synchronization

/// Secrets that a run was given while it went on, such as tokens; kept for looking whether anything it writes holds one.
package final class MetSecrets: Sendable {
    private let secrets = Mutex<[[UInt8]]>([])

    package init() {}

    func add(_ secret: Secret) {
        let bytes = Array(secret.text.utf8)
        secrets.withLock { if !$0.contains(bytes) { $0.append(bytes) } }
    }

    /// The bytes of each, in the order in which they came.
    package var all: [[UInt8]] { secrets.withLock(\.self) }
}
