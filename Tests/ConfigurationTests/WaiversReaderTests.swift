import Foundation
import Model
import StrictYAML
import TestSupport
import Testing

@testable import Configuration

/// A file of waivers, as people write it.
struct WaiversReaderTests {
    private static let checks = ["endpoints.tls-not-intercepted", "endpoints.sign-in-reachable"]

    private static func read(_ text: String) throws -> [Waiver] {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "waivers.yml")
        return try WaiversReader.read(
            folder.url.appending(path: "waivers.yml"), name: "waivers.yml", checks: checks)
    }

    private static func complaints(_ text: String) throws -> String {
        do {
            return "read \(try read(text).count)"
        } catch let error as Diagnostics {
            return error.description
        }
    }

    /// One waiver with the given lines in place of its own of these keys.
    private static func waiver(_ changed: String...) -> String {
        let lines = [
            "check: endpoints.tls-not-intercepted", "subject: \"*\"", "because: b", "owner: o",
            "expires: 2027-01-31T00:00:00Z",
        ]
        func key(_ line: String) -> Substring { line.prefix { $0 != ":" } }
        let kept = lines.filter { line in !changed.contains { key($0) == key(line) } }
        let all = kept + changed.filter { !$0.hasSuffix(":-") }
        return "waivers:\n  - " + all.joined(separator: "\n    ") + "\n"
    }

    @Test func `waivers in full`() throws {
        let waivers = try Self.read(
            """
            waivers:
              - check: endpoints.tls-not-intercepted
                subject: "*.dm.microsoft.com*"
                because: >-
                  inspection is switched off soon,
                  change 4711
                owner: network team
                expires: 2027-01-31T00:00:00Z

              - { reason: tls.intercepted, subject: '*', because: b, owner: o, expires: 2027-01-31T00:00:00+01:00 }

            """)
        let end = Date(timeIntervalSince1970: 1_801_353_600)
        #expect(
            waivers == [
                Waiver(
                    check: "endpoints.tls-not-intercepted", subject: "*.dm.microsoft.com*",
                    because: "inspection is switched off soon, change 4711", owner: "network team",
                    expires: end, line: 2),
                Waiver(
                    reason: "tls.intercepted", subject: "*", because: "b", owner: "o",
                    expires: end.addingTimeInterval(-3600), line: 10),
            ])
    }

    @Test func `a list may be empty`() throws { #expect(try Self.read("waivers: []\n").isEmpty) }

    @Test(arguments: [
        ("2027-01-31T00:00:00Z", 0.0), ("2027-01-31t00:00:00z", 0), ("2027-01-31 00:00:00Z", 0),
        ("2027-01-31T00:00Z", 0), ("2027-01-31T00:00:00.999Z", 0), ("2027-01-31T01:30:00+01:30", 0),
        ("2027-01-30T19:00:00-05:00", 0), ("2027-01-31T01:00:00+0100", 0), ("2027-01-31T01:00:00+01", 0),
        ("2027-01-31T00:00:00-00:00", 0), ("2027-01-31T23:59:59Z", 86_399),
    ])
    func `one moment in many zones`(text: String, offset: Double) throws {
        let waivers = try Self.read(Self.waiver("expires: \(text)"))
        #expect(waivers.map(\.expires.timeIntervalSince1970) == [1_801_353_600 + offset])
    }

    private static let lacksTime =
        "is a day, which ends at another moment in each zone: give time and zone, such as"

    @Test(arguments: [
        ("2027-01-31", lacksTime), ("2027-01-31Z", lacksTime),
        ("2027-01-31T00:00:00", "has no zone, and is another moment in each of them: give one, such as"),
        ("2027-02-30T00:00:00Z", "there is no such moment as"),
        ("2026-02-29T00:00:00Z", "there is no such moment as"),
        ("2027-01-31T24:00:00Z", "there is no such moment as"),
        ("2027-01-31T00:60:00Z", "there is no such moment as"),
        ("2027-01-31T00:00:60Z", "there is no such moment as"),
        ("2027-01-31T00:00:00+24:00", "there is no such moment as"),
        ("2027-13-01T00:00:00Z", "there is no such moment as"),
        ("0000-06-01T00:00:00Z", "there is no such moment as"),
        ("0001-01-01T00:00:00+01:00", "there is no such moment as"),
        ("9999-12-31T23:59:59-00:01", "there is no such moment as"),
        ("31.01.2027", "expected a moment such as 2027-01-31T00:00:00Z"), ("never", "expected a moment"),
        ("2027", "expected a moment"), ("12027-01-31T00:00:00Z", "expected a moment"),
        ("2027-01-31T00:00:00Europe/Berlin", "expected a moment"), ("[]", "expected a value, found a list"),
        ("٢٠٢٧-01-31T00:00:00Z", "expected a moment"),
    ])
    func `what is no moment`(text: String, complaint: String) throws {
        let complaints = try Self.complaints(Self.waiver("expires: \(text)"))
        #expect(complaints.hasPrefix("waivers.yml:6: waivers[0].expires: "))
        #expect(complaints.contains(complaint), "\(complaints)")
    }

    @Test(arguments: [
        (
            waiver("reason: tls.intercepted"),
            "2: waivers[0]: gives both a check and a reason; give one of them"
        ),
        (waiver("check:-"), "2: waivers[0]: needs \"check\", the id of a check, or \"reason\""),
        (waiver("subject:-"), "2: waivers[0]: \"subject\" is missing"),
        (waiver("because:-"), "2: waivers[0]: \"because\" is missing"),
        (waiver("owner:-"), "2: waivers[0]: \"owner\" is missing"),
        (waiver("expires:-"), "2: waivers[0]: \"expires\" is missing"),
        (waiver("because: \" \""), "6: waivers[0].because: is empty"),
        (waiver("owner: 7"), "6: waivers[0].owner: expected text, found the number 7"),
        (waiver("subjekt: x"), "7: waivers[0]: unknown key \"subjekt\" (did you mean \"subject\"?)"),
        (waiver("expire: x"), "7: waivers[0]: unknown key \"expire\" (did you mean \"expires\"?)"),
        ("waiver: []\n", "1: unknown key \"waiver\" (did you mean \"waivers\"?)"),
        ("waivers: {}\n", "1: waivers: expected a list, found a mapping"),
        ("waivers: [x]\n", "1: waivers[0]: expected a mapping, found the text \"x\""),
        ("{}\n", "\"waivers\" is missing"), ("", "waivers.yml: is empty"),
        (
            waiver("subject: *.dm.microsoft.com"),
            "is not YAML here"
        ),
        (waiver("subject: *all"), "put a text that begins with * or & in quotes"),
        (
            waiver("check: waivers.used"),
            "waivers[0].check: what is wrong with waivers cannot be waived, or one could hide another"
        ),
        (waiver("check:-", "reason: waiver.expired"), "waivers[0].reason: what is wrong with waivers"),
        (
            waiver("subject: \"" + String(repeating: "*", count: 1_000_000) + "\""),
            "waivers[0].subject: is 1000000 characters long, and may be at most 500"
        ),
        (
            // What cannot be seen is shown by its number, in eight characters.
            waiver(
                "subject: \"" + String(repeating: "a", count: 450)
                    + String(repeating: #"\u202e"#, count: 7) + "\""),
            "waivers[0].subject: is 506 characters long, and may be at most 500"
        ),
        (
            waiver("owner: " + String(repeating: "o", count: 101)),
            "waivers[0].owner: is 101 characters long, and may be at most 100"
        ),
    ])
    func `a mistake is named with its place`(text: String, complaint: String) throws {
        let complaints = try Self.complaints(text)
        #expect(complaints.contains(complaint), "\(complaints.prefix(500))")
    }

    @Test func `all mistakes are told at once`() throws {
        let text = """
            waivers:
              - { check: a, subject: x, because: b, owner: o, expires: 2027-01-31 }
              - { subject: x, because: b, ownr: o, expires: 2027-01-31T00:00:00Z }

            """
        #expect(
            try Self.complaints(text).split(separator: "\n").map { $0.prefix { $0 != " " } } == [
                "waivers.yml:2:", "waivers.yml:3:", "waivers.yml:3:", "waivers.yml:3:",
            ])
    }

    @Test(arguments: [
        (1000, "read 1000"), (1001, "waivers.yml:2: waivers: there are 1001, and no more than 1000 are read"),
    ])
    func `there is an end to how many are read`(count: Int, outcome: String) throws {
        let one = "  - { check: a, subject: x, because: b, owner: o, expires: 2027-01-31T00:00:00Z }\n"
        #expect(try Self.complaints("waivers:\n" + String(repeating: one, count: count)) == outcome)
    }

    @Test(arguments: [
        ("check: endpoints.tls-not-interceptd", "endpoints.tls-not-intercepted"),
        ("check: something.else-altogether", nil), ("check: endpoints.sign-in-reachable", nil),
    ])
    func `an unknown name is no mistake of the file, and what was meant is kept`(line: String, meant: String?)
        throws
    {
        #expect(try Self.read(Self.waiver(line)).map(\.likelyMeant) == [meant])
    }

    @Test func `texts are printable and on one line`() throws {
        let waivers = try Self.read(Self.waiver("because: \"a\\n\\e[2Jb\\u202e\"", "owner: \"o\\u200b\""))
        #expect(waivers.map(\.because) == ["a \\u{1b}[2Jb\\u{202e}"])
        #expect(waivers.map(\.owner) == ["o\\u{200b}"])
    }

    @Test func `a configuration names the file of the waivers, beside itself`() throws {
        let text = try ConfigurationText()
        #expect(try text.settings("waivers: extra.pem\n").waiversFile == text.path("extra.pem"))
        #expect(try text.settings("requirement-set: current\n").waiversFile == nil)
        #expect(try text.complaints("waivers: nowhere.yml\n").contains("1: waivers: no readable file"))
    }
}
