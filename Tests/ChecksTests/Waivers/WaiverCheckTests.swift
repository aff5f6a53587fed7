import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

/// The waivers themselves, by what became of each.
struct WaiverCheckTests {
    private static func entry(
        _ use: WaiverReview.Use, _ name: String = "tag.missing", days: Double = 30, likelyMeant: String? = nil
    ) -> WaiverReview.Entry {
        let waiver = Waiver(
            reason: name, subject: "PC-0*", because: "b", owner: "desk",
            expires: Sample.moment.addingTimeInterval(days * 86_400), line: 3, likelyMeant: likelyMeant)
        return .init(waiver, use)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var entries: [WaiverReview.Entry]
        var words: String
    }

    private static func words(_ check: some Check, _ entries: [WaiverReview.Entry]?) -> String {
        var evidence = Evidence(facts: FactSet(), references: .sample)
        evidence.waivers = entries.map { WaiverReview(judgedAt: Sample.moment, entries: $0) }
        return check.evaluate(evidence).map { finding in
            switch finding.verdict {
            case .met(let seen): "met: \(seen)"
            case .notApplicable(let why): "n/a: \(why)"
            case .notMet(let reasons):
                "not met: " + reasons.map { "\($0.code.rawValue): \($0.message)" }.joined(separator: "; ")
            case .undetermined(let reasons, let blockedBy):
                "undetermined: "
                    + reasons.map { "\($0.code.rawValue): \($0.message)" }.joined(separator: "; ")
                    + " <- " + blockedBy.map(\.rawValue).joined(separator: " ")
            }
        }.joined(separator: "|")
    }

    private static let name = "the waiver of tag.missing for \"PC-0*\" (line 3, desk)"

    @Test(arguments: [
        Row(testDescription: "none", entries: [], words: "n/a: the list of waivers is empty"),
        Row(
            testDescription: "known", entries: [entry(.used), entry(.unused)],
            words: "met: 2 waivers, of checks and reasons that there are"),
        Row(
            testDescription: "unknown",
            entries: [entry(.used), entry(.unknown, "tag.mising", likelyMeant: "tag.missing")],
            words:
                "not met: waiver.unknown: the waiver of tag.mising for \"PC-0*\" (line 3, desk) waives nothing: no reason is called so; tag.missing may be meant"
        ),
        Row(
            testDescription: "hostile", entries: [entry(.unknown, "a\u{1b}[2J")],
            words:
                "not met: waiver.unknown: the waiver of a\\u{1b}[2J for \"PC-0*\" (line 3, desk) waives nothing: no reason is called so"
        ),
    ])
    func `waivers.known`(row: Row) { #expect(Self.words(WaiversKnownCheck(), row.entries) == row.words) }

    @Test(arguments: [
        Row(
            testDescription: "in force", entries: [entry(.used), entry(.unused)],
            words: "met: 2 waivers, in force at 2025-10-09T08:53:20Z"),
        Row(
            testDescription: "expired a day ago", entries: [entry(.used), entry(.expired, days: -1)],
            words:
                "not met: waiver.expired: \(name) waives nothing any more: it expired at 2025-10-08T08:53:20Z"
        ),
        Row(
            testDescription: "expired at this second", entries: [entry(.expired, days: 0)],
            words:
                "not met: waiver.expired: \(name) waives nothing any more: it expired at 2025-10-09T08:53:20Z"
        ),
        Row(
            testDescription: "unknown and expired", entries: [entry(.unknown, days: -1)],
            words:
                "not met: waiver.expired: \(name) waives nothing any more: it expired at 2025-10-08T08:53:20Z"
        ),
    ])
    func `waivers.in-force`(row: Row) { #expect(Self.words(WaiversInForceCheck(), row.entries) == row.words) }

    @Test(arguments: [
        Row(
            testDescription: "used", entries: [entry(.used), entry(.expired), entry(.unknown)],
            words: "met: 1 waiver with something to waive"),
        Row(
            testDescription: "unused", entries: [entry(.used), entry(.unused), entry(.untold)],
            words: "not met: waiver.unused: \(name) has nothing to waive in this run"),
        Row(
            testDescription: "not told", entries: [entry(.used), untold],
            words:
                "undetermined: evidence.missing: the waiver of endpoints.a for \"x\" (desk) may have something to waive that could not be judged in this run <- endpoints.a"
        ),
        Row(
            testDescription: "some not looked at", entries: [entry(.used), entry(.notLookedAt)],
            words: "met: 1 waiver with something to waive, and 1 waiver of what was not looked at in this run"
        ),
        Row(
            testDescription: "none looked at", entries: [entry(.notLookedAt), entry(.notLookedAt)],
            words: "n/a: 2 waivers of what was not looked at in this run"),
        Row(testDescription: "all expired", entries: [entry(.expired)], words: "n/a: no waiver is in force"),
    ])
    func `waivers.used`(row: Row) { #expect(Self.words(WaiversUsedCheck(), row.entries) == row.words) }

    private static let untold = WaiverReview.Entry(
        Waiver(check: "endpoints.a", subject: "x", because: "b", owner: "desk", expires: .distantFuture),
        .untold)

    @Test(arguments: [
        Row(
            testDescription: "a fortnight and a second", entries: [entry(.used, days: 14 + 1 / 86_400)],
            words: "met: 1 waiver, for a fortnight at least"),
        Row(
            testDescription: "a fortnight", entries: [entry(.used), entry(.used, days: 14)],
            words:
                "not met: waiver.ending: \(name) expires at 2025-10-23T08:53:20Z; from then on, what it waives counts again"
        ),
        Row(
            testDescription: "soon, and unused", entries: [entry(.unused, days: 1)],
            words: "n/a: no waiver has anything to waive"),
    ])
    func `waivers.not-ending-soon`(row: Row) {
        #expect(Self.words(WaiversNotEndingSoonCheck(), row.entries) == row.words)
    }

    @Test func `without a list of waivers none of them is judged`() {
        let checks: [any Check] = allChecks.filter { $0.id.area == .waivers }
        #expect(checks.count == 4)
        for check in checks { #expect(Self.words(check, nil) == "") }
    }
}
