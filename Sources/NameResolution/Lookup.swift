/// What the resolver said of one name in one address family.
package enum LookupAnswer: Sendable, Equatable {
    /// Numeric addresses, in the resolver's order; never empty.
    case addresses([String])
    /// The name does not exist (NXDOMAIN).
    case noSuchName
    /// The name exists and has no address of this family.
    case noAddress
    /// The resolver answered, but with a failure; `detail` says which.
    case serverFailure(detail: String)
    /// No answer within the time that was given.
    case timeout
    /// The task was cancelled before an answer came.
    case cancelled
}

package enum AddressFamily: String, Sendable, CaseIterable {
    case ipv4, ipv6
}

/// The resolver could not be set up; `detail` is c-ares's own words.
package struct ResolverError: Error, Equatable, CustomStringConvertible {
    package var detail: String
    package var description: String { "cannot set up name resolution: \(detail)" }
}
