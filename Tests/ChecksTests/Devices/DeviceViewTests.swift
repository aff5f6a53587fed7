import Foundation
import Model
import Testing

@testable import Checks

/// What evidence shows of a device, and when it shows nothing.
struct DeviceViewTests {
    private static func view(_ fact: DeviceFact, maximumAge: Double = 7 * DeviceSample.day) -> DeviceView {
        var expectation = DeviceExpectation(judgedAt: DeviceSample.now)
        expectation.maximumAge = maximumAge
        return DeviceView(fact, expectation)
    }

    private static func outline<Value>(_ seen: DeviceView.Seen<Value>) -> String {
        switch seen {
        case .value(let value, let place): "\(value) from \(place)"
        case .absent(let place): "absent in \(place)"
        case .untold(let reasons): "untold " + reasons.map(\.code.rawValue).joined(separator: " ")
        case .unusable(let reasons): "unusable " + reasons.map(\.code.rawValue).joined(separator: " ")
        }
    }

    @Test(
        arguments: [
            ([.systemBuild <- 19045], "19045 from evidence.txt:1"),
            ([.systemBuild <- 19045, .systemBuild <- 19045], "19045 from evidence.txt:1"),
            ([.systemBuild <- .absent], "absent in evidence.txt:1"),
            ([], "untold evidence.missing"),
            ([.systemBuild <- 19045, .systemBuild <- 19044], "unusable evidence.contradictory"),
            ([.systemBuild <- 19045, .systemBuild <- .absent], "unusable evidence.contradictory"),
            ([.systemBuild <- .unusable("a text")], "unusable evidence.unreadable"),
            ([.systemBuild <- "19045"], "unusable evidence.unreadable"),
        ] as [([Told], String)])
    func `a number is shown, absent, untold or unusable`(claims: [Told], expected: String) {
        #expect(Self.outline(Self.view(DeviceSample.fact(claims)).number(.systemBuild)) == expected)
    }

    @Test(
        arguments: [
            (3600.0, "1 from evidence.txt:1"), (7 * 86_400, "1 from evidence.txt:1"),
            (7 * 86_400 + 1, "unusable evidence.old"), (-86_400, "1 from evidence.txt:1"),
            (-86_401, "unusable evidence.old"), (nil, "unusable evidence.old"),
        ] as [(Double?, String)])
    func `evidence that is too old, of no known time or yet to come shows nothing`(
        age: Double?, expected: String
    ) {
        let fact = DeviceSample.fact([.onboardingState <- 1], ages: ["evidence.txt": age])
        #expect(Self.outline(Self.view(fact).number(.onboardingState)) == expected)
    }

    @Test(arguments: [-1e300, -1, .infinity * -1])
    func `evidence is too old for any age that a saved report may ask for`(maximumAge: Double) {
        let fact = DeviceSample.fact([.onboardingState <- 1])
        let seen = Self.view(fact, maximumAge: maximumAge).number(.onboardingState)
        #expect(Self.outline(seen) == "unusable evidence.old")
    }

    @Test
    func `fresh evidence counts although older evidence says something else`() {
        let fact = DeviceSample.fact(
            [(.onboardingState <- 0).in("old.txt"), (.onboardingState <- 1).in("new.txt")],
            ages: ["old.txt": 30 * DeviceSample.day, "new.txt": DeviceSample.hour])
        #expect(Self.outline(Self.view(fact).number(.onboardingState)) == "1 from new.txt:2")
    }

    @Test
    func `a contradiction names both sides`() throws {
        let fact = DeviceSample.fact([
            (.entraJoined <- true).in("a.txt"), (.entraJoined <- false).in("b.txt"),
        ])
        let message = try #require(Self.view(fact).flag(.entraJoined).doubts?.first?.message)
        #expect(message == "join.entra is yes in a.txt:1 and no in b.txt:2")
    }

    @Test(arguments: [
        ("pc1", "pc2", true), ("pc1", "pc1", false), ("a-very-long-nam", "a-very-long-name-indeed", false),
        ("a-very-long-na", "a-very-long-name-indeed", true),
    ])
    func `two devices in one folder make all of it unusable`(one: String, other: String, isMixed: Bool) {
        let fact = DeviceSample.fact([
            (.computerName <- .text(one)).in("a.txt"), (.computerName <- .text(other)).in("b.txt"),
            .onboardingState <- 1,
        ])
        let expected = isMixed ? "unusable evidence.two-devices" : "1 from evidence.txt:3"
        #expect(Self.outline(Self.view(fact).number(.onboardingState)) == expected)
    }

    @Test
    func `a file that could not be read is named where something is missing`() {
        let fact = DeviceSample.fact(
            [.onboardingState <- 1],
            unread: ["dsregcmd.txt": Unreadable(.evidenceUnreadable, "is empty")])
        let doubts = Self.view(fact).flag(.entraJoined).doubts ?? []
        #expect(doubts.map(\.code) == [.evidenceMissing, .evidenceUnreadable])
        #expect(doubts.last?.message == "dsregcmd.txt: is empty")
    }

    @Test
    func `one of several is told apart by its instance`() {
        let fact = DeviceSample.fact([
            .service("sense", "running"), .service("ccmexec", .absent),
            .service("sense", "running"),
        ])
        let view = Self.view(fact)
        #expect(view.instances(of: .serviceState) == ["sense", "ccmexec"])
        #expect(view.text(.serviceState, of: "sense").value == "running")
        #expect(Self.outline(view.text(.serviceState, of: "ccmexec")) == "absent in evidence.txt:2")
        #expect(Self.outline(view.text(.serviceState)) == "untold evidence.missing")
    }
}
