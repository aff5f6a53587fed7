import Testing

@testable import Collectors

/// Bounds that hold however long the test itself takes.
struct DeadlineTests {
    @Test(arguments: [0, -1, -3600.0])
    func `a deadline that has passed leaves nothing`(seconds: Double) {
        let deadline = Deadline(seconds: seconds)
        #expect(deadline.remaining == 0)
        #expect(deadline.cap(5) == 0)
    }

    @Test
    func `a deadline to come leaves at most what it was given, and ever less`() {
        let deadline = Deadline(seconds: 86_400)
        let first = deadline.remaining
        let second = deadline.remaining
        #expect(first <= 86_400)
        #expect(first > 80_000)
        #expect(second <= first)
    }

    @Test
    func `the nearer of a limit and the deadline counts`() {
        let deadline = Deadline(seconds: 86_400)
        #expect(deadline.cap(5) == 5)
        #expect(deadline.cap(100_000) <= 86_400)
        #expect(deadline.cap(100_000) > 80_000)
    }
}
