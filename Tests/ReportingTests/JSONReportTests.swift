import Foundation
import Model
import Reporting
import SampleFacts
import Testing

struct JSONReportTests {
    @Test(arguments: Example.allCases)
    func `a report reads back as it was`(example: Example) throws {
        let report = try example.report
        let data = try JSONReport.encode(report)
        #expect(try JSONReport.decode(data) == report)
        #expect(try JSONReport.encode(JSONReport.decode(data)) == data)
    }

    @Test
    func `the document names its format, its keys are sorted and its times are UTC`() throws {
        let data = try JSONReport.encode(Example.failuresAndBlocked.report)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.hasSuffix("}\n"))
        #expect(text.contains("\"startedAt\" : \"2026-01-15T09:30:00Z\""))
        let top = text.matches(of: #/(?m)^  "([A-Za-z]+)" : /#).map { String($0.output.1) }
        #expect(
            top == ["areas", "facts", "format", "otherRequirementSets", "results", "run", "summary", "tool"])
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["format"] as? String == "mde-preflight.report/1")
    }

    @Test
    func `every result has what a reader needs`() throws {
        let data = try JSONReport.encode(Example.failuresAndBlocked.report)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let results = try #require(object["results"] as? [[String: Any]])
        #expect(results.count > 16)
        let keys: Set = [
            "check", "area", "status", "severity", "subject", "reasons", "blockedBy", "remediation", "source",
        ]
        #expect(results.filter { !keys.isSubset(of: $0.keys) }.count == 0)
        let facts = try #require(object["facts"] as? [[String: Any]])
        #expect(
            facts.filter { $0["kind"] == nil || $0["source"] == nil || $0["observedAt"] == nil }.count == 0)
    }

    /// The reason for which a document is refused.
    private static func refusal(_ data: Data) -> String? {
        do {
            _ = try JSONReport.decode(data)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        ("", "it is not JSON, or is cut short"), ("not JSON", "it is not JSON, or is cut short"),
        ("{", "it is not JSON, or is cut short"),
        ("{}", "\"format\" is missing"), ("[]", "a value has the wrong type"),
        ("null", "a value has the wrong type"),
        ("{\"format\": 1}", "a value has the wrong type at format"),
        (
            "{\"format\": \"mde-preflight.report/2\"}",
            "its format is \"mde-preflight.report/2\", not \"mde-preflight.report/1\""
        ),
        (
            "{\"format\": \"other\\u001b[2J\"}",
            "its format is \"other\\u{1b}[2J\", not \"mde-preflight.report/1\""
        ),
        ("{\"format\": \"mde-preflight.report/1\"}", "\"tool\" is missing"),
        ("\u{0}\u{1}\u{2}", "it is not JSON, or is cut short"),
    ])
    func `anything else is refused in clear words`(text: String, reason: String) {
        #expect(Self.refusal(Data(text.utf8)) == "not a report of mde-preflight: \(reason)")
    }

    @Test
    func `a report that is cut short anywhere is refused`() throws {
        let data = try JSONReport.encode(Example.interrupted.report)
        // The last byte is the line feed.
        let lengths =
            stride(from: 0, to: data.count - 1, by: max(1, data.count / 40)).map { $0 } + [data.count - 2]
        let reasons = Set(lengths.compactMap { Self.refusal(data.prefix($0)) })
        #expect(reasons == ["not a report of mde-preflight: it is not JSON, or is cut short"])
        #expect(lengths.filter { Self.refusal(data.prefix($0)) == nil } == [])
    }

    struct Spoilt: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var reason: String
        var testDescription: String { "\(old) as \(new)" }
    }

    @Test(arguments: [
        Spoilt(
            old: "\"status\" : \"pass\"", new: "\"status\" : \"great\"",
            reason: "a value is not one of those that are known at results"),
        Spoilt(
            old: "\"exitStatus\" : 0", new: "\"exitStatus\" : \"0\"",
            reason: "a value has the wrong type at summary.exitStatus"),
        Spoilt(
            old: "\"exitStatus\" : 0", new: "\"exit\" : 0", reason: "\"exitStatus\" is missing at summary"),
        Spoilt(
            old: "\"kind\" : \"wildcard\"", new: "\"kind\" : \"oracle\"",
            reason: "a value is not one of those that are known at facts"),
        Spoilt(
            old: "2026-01-15T09:30:00Z", new: "yesterday",
            reason: "a value is not one of those that are known at run"),
        Spoilt(
            old: "\"fail\" : 0", new: "\"\\u001b[2J\" : \"x\"",
            reason: "a value has the wrong type at summary.counts"),
    ])
    func `a report with one value spoilt is refused with its place`(spoilt: Spoilt) throws {
        let text = String(decoding: try JSONReport.encode(Example.allGood.report), as: UTF8.self)
        #expect(text.contains(spoilt.old))
        let reason = try #require(Self.refusal(Data(text.replacing(spoilt.old, with: spoilt.new).utf8)))
        #expect(reason.hasPrefix("not a report of mde-preflight: \(spoilt.reason)"), "\(reason.printable())")
        #expect(HostileText.harm(in: reason) == [])
    }
}
