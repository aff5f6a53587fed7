/// How long the program may wait in a test, as its configuration writes it.
package enum Patience {
    /// For a peer that will never answer; long enough for the steps before, though other tests run at the same time.
    package static let forSilence = "3s"
    /// For a peer that will answer, however busy the machine is.
    package static let forAnswers = "60s"
}
