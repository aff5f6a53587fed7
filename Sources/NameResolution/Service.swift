/// What the resolver said of one service.
package enum ServiceAnswer: Sendable, Equatable {
    /// In the order in which to try them; never empty.
    case records([ServiceRecord])
    /// The name does not exist (NXDOMAIN).
    case noSuchName
    /// The name exists, and offers no such service.
    case noRecords
    /// The resolver answered, but with a failure or with something unreadable; `detail` says which.
    case serverFailure(detail: String)
    /// No answer within the time that was given.
    case timeout
    /// The task was cancelled before an answer came.
    case cancelled
}

/// A host that offers a service.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc2782>
package struct ServiceRecord: Sendable, Equatable {
    /// The lowest is tried first.
    package var priority: UInt16
    /// Among equals, the heavier is to be chosen more often.
    package var weight: UInt16
    package var port: UInt16
    /// The host's name as the server wrote it, not printable as it is.
    package var target: String

    package init(priority: UInt16, weight: UInt16, port: UInt16, target: String) {
        self.priority = priority
        self.weight = weight
        self.port = port
        self.target = target
    }
}

// By priority, then the heaviest first: always the same order for the same records, where RFC 2782 would draw lots.
extension ServiceRecord: Comparable {
    package static func < (one: ServiceRecord, other: ServiceRecord) -> Bool {
        (one.priority, other.weight, one.target, one.port) < (
            other.priority, one.weight, other.target, other.port
        )
    }
}
