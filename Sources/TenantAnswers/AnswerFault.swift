/// Why the bytes of an answer cannot be used.
package struct AnswerFault: Error, Sendable, Equatable {
    /// Goes on after the name of the answer: `is cut short`; printable.
    package var reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}
