import Foundation
import Model
import SampleFacts
import Testing

@testable import Reporting

/// Saved reports, read piece by piece.
struct SavedReportReaderTests {
    private static func read(
        _ bytes: some Sequence<UInt8>, pieces: Int = .max,
        for purpose: SavedReportReader.Purpose = .everything
    ) throws(UnreadableReport) -> Report {
        let bytes = Array(bytes)
        var reader = SavedReportReader(for: purpose)
        var start = 0
        while start < bytes.count {
            // The first piece has four bytes at least, as it is promised.
            let end = min(bytes.count, start + max(pieces == .max ? bytes.count : pieces, start == 0 ? 4 : 1))
            bytes[start..<end].withUnsafeBufferPointer { reader.take($0) }
            start = end
        }
        return try reader.finish()
    }

    /// Why a document cannot be read; nil where it can.
    private static func refusal(_ text: String) -> String? {
        do {
            _ = try read(text.utf8)
            return nil
        } catch {
            return error.reason
        }
    }

    /// With devices that say what differs from one to the other, in characters that need escaping.
    private static func sample() throws -> Report {
        var report = try Example.directoryMixed.report
        for (number, message) in ["HKLM\\SOFTWARE \"x\"\u{1}\n", "\u{1F600} Köln", "", "HKLM\\SOFTWARE"]
            .enumerated()
        {
            let results: [Report.Device.Result] = [
                .init(
                    check: "platform.supported", status: .fail,
                    reasons: [.init(.platformNotSupported, message)]),
                .init(check: "tagging.management-tag-present", status: .pass, reasons: []),
            ]
            report.devices?.append(
                .init(
                    name: "x\(number)\u{7}", ids: .init(evidence: "a/\(number)"), verdict: .notReady,
                    results: results))
            report.devices?.append(.init(name: "y\(number)", ids: .init(), verdict: .ready, results: []))
        }
        let waived = Report.Device.Result(
            check: "tagging.management-tag-present", status: .waived, reasons: [.init(.tagMissing)],
            found: .fail)
        report.devices?.append(.init(name: "z", ids: .init(), verdict: .ready, results: [waived]))
        report.facts.devices = [DeviceFact(path: "a/0", name: "x0"), DeviceFact(path: "a/1", name: "x1")]
        return report
    }

    @Test(arguments: [1, 2, 7, 4096, .max])
    func `a report is the same in pieces of any size`(size: Int) throws {
        let report = try Self.sample()
        #expect(try Self.read(JSONReport.encode(report), pieces: size) == report)
    }

    @Test(arguments: [
        JSONSerialization.WritingOptions(), .prettyPrinted, .sortedKeys, [.prettyPrinted, .sortedKeys],
    ])
    func `another program may have laid it out anew`(options: JSONSerialization.WritingOptions) throws {
        let report = try Self.sample()
        let object = try JSONSerialization.jsonObject(with: JSONReport.encode(report))
        let data = try JSONSerialization.data(withJSONObject: object, options: options)
        #expect(try Self.read(data) == report)
        #expect(try Self.read(data, pieces: 11) == report)
    }

    @Test(arguments: [
        ("\"devices\" :", "\"d\\u0065vices\" :"), ("\"items\" :", "\"item\\u0073\" :"),
        ("\"facts\" : [", "\"f\\u0061cts\" : ["), ("\"computers\" :", "\"computer\\u0073\" :"),
        ("{\"ids\":", "{\"unknown\":{\"a\":[1,{}]},\"ids\":"), ("{\"ids\":", "{ \"ids\" :\t"),
        ("\"verdict\":\"ready\"", "\"verdict\":\"re\\u0061dy\""),
        ("\"name\":\"PC-001\"", "\"n\\u0061me\":\"PC-001\""),
    ])
    func `what may be written in several ways is read in all of them`(plain: String, other: String) throws {
        let report = try Self.sample()
        let text = String(decoding: try JSONReport.encode(report), as: UTF8.self)
        #expect(text.contains(plain))
        #expect(try Self.read(text.replacing(plain, with: other).utf8) == report)
    }

    @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian])
    func `PowerShell may have saved it`(encoding: String.Encoding) throws {
        let report = try Self.sample()
        let text = String(decoding: try JSONReport.encode(report), as: UTF8.self)
        #expect(try Self.read(#require(text.data(using: encoding))) == report)
        #expect(try Self.read([0xef, 0xbb, 0xbf] + Array(text.utf8)) == report)
    }

    @Test func `for a comparison the facts and the words about devices are left out`() throws {
        let report = try Self.sample()
        let read = try Self.read(JSONReport.encode(report), for: .comparison)
        #expect(read.results == report.results)
        #expect(read.facts == FactSet())
        let (own, others) = try (#require(read.devices), #require(report.devices))
        #expect(own.counts == others.counts)
        #expect(own.map(\.name) == others.map(\.name))
        #expect(own.map(\.ids) == others.map(\.ids))
        #expect(
            own.map { $0.results.map { $0.reasons.map(\.code) } }
                == others.map { $0.results.map { $0.reasons.map(\.code) } })
        #expect(own.allSatisfy { $0.results.allSatisfy { $0.reasons.allSatisfy { $0.message == nil } } })
    }

    @Test func `a report that is cut short is refused, wherever that is`() throws {
        let bytes = Array(try JSONReport.encode(Self.sample()))
        // The last two bytes are a bracket and a line feed.
        let cuts = Array(stride(from: 0, to: bytes.count - 2, by: 211)) + [bytes.count - 3, bytes.count - 2]
        for purpose in [SavedReportReader.Purpose.everything, .comparison] {
            let read = cuts.filter { (try? Self.read(bytes[..<$0], for: purpose)) != nil }
            #expect(read == [])
        }
    }

    static let spoilt = [
        (
            "\"name\":\"PC-001\",\"results\"", "\"nom\":\"PC-001\",\"results\"",
            "\"name\" is missing at devices.items[0]"
        ),
        (
            "\"verdict\":\"ready\"", "\"verdict\":\"steady\"",
            "a value is not one of those that are known at devices.items["
        ),
        ("\"reasons\":[]", "\"reasons\":[{\"code\":\"none\"}]", "at devices.items["),
        (
            "    \"items\" : [", "    \"items\" : [ 1,",
            "devices.items is not a list of objects with commas between them"
        ),
        ("    \"items\" : [", "    \"items\" : [ {} {},", "devices.items is not a list"),
        ("    \"items\" : [", "    \"items\" : [ ,", "devices.items is not a list"),
        ("    \"items\" : [", "    \"items\" : [], \"items\" : [", "devices.items is there twice"),
        ("  \"facts\" : [", "  \"facts\" : [], \"facts\" : [", "facts is there twice"),
        ("\"items\" : [", "\"items\" : 4, \"x\" : [", "a value has the wrong type at devices.items"),
        ("report/1\"", "report/2\"", "its format is \"mde-preflight.report/2\""),
        ("\"objectGUID\":\"", "\"objectGUID\":\"x", "at devices.items[0].ids.objectGUID"),
        ("{\"accountControl\":4096", "{\"accountControl\":\"x\"", "a value has the wrong type at "),
        (
            "\"kind\" : \"directory\"", "\"kind\" : \"x\"",
            "a value is not one of those that are known at facts["
        ),
    ]

    @Test(arguments: spoilt)
    func `what is wrong is named with its place`(plain: String, other: String, reason: String) throws {
        let text = String(decoding: try JSONReport.encode(Self.sample()), as: UTF8.self)
        #expect(text.contains(plain))
        let found = Self.refusal(text.replacing(plain, with: other, maxReplacements: 1))
        #expect(found?.contains(reason) == true, "\(found ?? "it was read")")
    }

    @Test(arguments: [
        (
            "\"verdict\" : \"not-ready\"", "\"verdict\" : \"ready\"",
            "summary.verdict is ready, and its results come to not-ready"
        ),
        ("\"fail\" : 1", "\"fail\" : 0", "summary.counts has 0 of fail, and there are 1 among its results"),
        ("\"exitStatus\" : 1", "\"exitStatus\" : 0", "summary.exitStatus is 0, and its results come to 1"),
        ("\"not-ready\" : 7", "\"not-ready\" : 1", "devices.counts has 1 that are not-ready, and lists 7"),
    ])
    func `a summary that is not that of its results is refused`(
        plain: String, other: String, reason: String
    ) throws {
        let text = String(decoding: try JSONReport.encode(Self.sample()), as: UTF8.self)
        #expect(text.contains(plain))
        let changed = text.replacing(plain, with: other)
        #expect(Self.refusal(changed) == reason)
        // As a whole, and without the facts.
        for purpose in [SavedReportReader.Purpose.everything, .comparison] {
            let bytes = Array(try #require(changed.data(using: .utf16)))
            #expect(throws: UnreadableReport.self) { try Self.read(bytes, for: purpose) }
            #expect(throws: UnreadableReport.self) { try Self.read(changed.utf8, for: purpose) }
        }
    }

    @Test func `another format is the better reason`() throws {
        let text = String(decoding: try JSONReport.encode(Self.sample()), as: UTF8.self)
        let other = text.replacing("report/1\"", with: "report/2\"").replacing("{\"ids\":", with: "{\"id\":")
        #expect(Self.refusal(other)?.contains("its format is") == true)
    }

    @Test(arguments: [
        "", " \n", "{", "}", "[", "[]", "null", "1", "\"", "\"{\"", "{}", "{} {}",
        "{\"devices\":{\"items\":[",
        "{\"devices\":{\"items\":[{]}}", "{\"devices\":[]}", "{\"facts\":{}}", "{\"facts\":[{\"kind\":[]}]}",
        "{\"a\":\"\\", "{\"format\":\"mde-preflight.report/1\"}", "\u{0}\u{0}\u{0}\u{0}",
        "{\"devices\":{\"items\":[{}]}}",
    ])
    func `what is no report is refused`(text: String) {
        #expect(Self.refusal(text) != nil)
        let pieces = Array(text.utf8)
        #expect(throws: UnreadableReport.self) { try Self.read(pieces, pieces: 1) }
        #expect(throws: UnreadableReport.self) { try Self.read(pieces, for: .comparison) }
    }

    @Test func `deeply nested nonsense does no harm`() {
        let deep = String(repeating: "[", count: 200_000)
        #expect(Self.refusal("{\"x\":\(deep)") != nil)
        #expect(Self.refusal("{\"devices\":{\"items\":[{\"results\":\(deep)}]}}") != nil)
    }
}
