/// The exit statuses that are not a verdict.
enum ExitStatus: Int32 {
    case usage = 64
    case badInput = 65
    case fault = 70
    case interrupted = 130
}

/// Why the tool cannot go on.
struct Failure: Error {
    var status: ExitStatus
    /// One or more lines, for a person.
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
