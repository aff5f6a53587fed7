import Model
import TenantAnswers

/// What one file of saved answers holds.
struct SavedAnswersOutcome: Sendable {
    enum Content: Sendable {
        case answer(SavedAnswer)
        /// What it was to list, where that shows; nil where it may have been part of any list.
        case damaged(AnswerKind?)
        /// Nothing that anybody asked for.
        case foreign
    }

    var name: String
    var content: Content
    /// Why it could not be used.
    var fault: Unreadable?
    /// Seconds since 1970.
    var writtenAt = 0.0
    /// Number of bytes and digest, where another file may be the same.
    var identity: Identity?
    /// Ids of tenants that it names.
    var tenants: Set<String> = []
    /// Why the list may lack devices, although nothing went wrong: a portal's table does not tell whether it is whole.
    var doubt: String?

    struct Identity: Hashable, Sendable {
        var count: Int
        var digest: UInt64
    }
}
