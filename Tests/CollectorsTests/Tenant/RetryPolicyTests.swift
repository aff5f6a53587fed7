import Foundation
import Testing

@testable import Collectors

@Suite struct RetryPolicyTests {
    private static let now = Date(timeIntervalSince1970: 784_111_777)

    @Test(arguments: [
        ("0", 0), ("1", 1), ("120", 120), ("Sun, 06 Nov 1994 08:50:07 GMT", 30),
        ("Sun, 06 Nov 1994 08:49:07 GMT", 0), ("99999999999999999999999999999", 1e9),
    ])
    func `reads the time to wait in both forms`(value: String, seconds: Double) {
        #expect(RetryAfter.seconds(value, now: Self.now) == seconds)
    }

    @Test(arguments: ["", "-1", "1.5", "1e9", "soon", "NaN", "Sun, 99 Nov 1994 08:49:37 GMT", "٣"])
    func `takes nothing else for a time to wait`(value: String) {
        #expect(RetryAfter.seconds(value, now: Self.now) == nil)
    }

    @Test(arguments: [(0, 0.0, 0.25), (0, 1.0, 0.5), (3, 1.0, 4.0), (100, 1.0, 30.0), (.max, 0.0, 15.0)])
    func `waits twice as long each time, up to a bound, and not all at once`(
        repetition: Int, random: Double, seconds: Double
    ) {
        var policy = RetryPolicy()
        policy.random = { random }
        #expect(policy.pause(before: repetition) == seconds)
    }

    @Test(arguments: [(0.0, 0.25), (10.0, 10.0), (120.0, 120.0)])
    func `waits at least as long as it is asked to`(asked: Double, seconds: Double) {
        var policy = RetryPolicy()
        policy.random = { 0 }
        #expect(policy.pause(asked: asked, before: 0) == seconds)
    }
}
