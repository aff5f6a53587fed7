import Foundation
import Model
import SampleFacts
import Testing

@testable import Reporting

/// Reports whose lists are written item by item.
struct LongListTests {
    /// The document as `JSONEncoder` alone would have it, with nothing spliced in.
    private static func plain(_ report: Report) throws -> NSDictionary {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        return try object(encoder.encode(report))
    }

    private static func written(_ report: Report) throws -> NSDictionary {
        try object(JSONReport.encode(report))
    }

    private static func object(_ data: Data) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
    }

    @Test(arguments: Example.allCases)
    func `a report says the same as if it had been written at once`(example: Example) throws {
        let report = try example.report
        #expect(try Self.written(report) == Self.plain(report))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout Report) -> Void
    }

    /// Looks like the lines between which lists are filled in.
    private static let bait =
        "\n    \"items\" : [\n\n    ]\n      \"computers\" : {\n        \"present\" : [\n\n        ]"

    static let rows: [Row] = [
        Row(testDescription: "no computers") { $0.facts.directories[0].computers = .present([]) },
        Row(testDescription: "computers that could not be read") {
            $0.facts.directories[0].computers = .unreadable(Unreadable(.ldapTimeout, "no answer"))
        },
        Row(testDescription: "computers in the last domain alone") {
            $0.facts.directories[0].computers = .absent
        },
        Row(testDescription: "no domain") { $0.facts.directories = [] },
        Row(testDescription: "no device") { $0.devices = Report.Devices() },
        Row(testDescription: "nothing of devices") { $0.devices = nil },
        Row(testDescription: "many domains") { report in
            report.facts.directories = (0..<7).flatMap { _ in report.facts.directories }
        },
        Row(testDescription: "texts that look like the places of lists") { report in
            report.run.host = bait
            report.run.vantage = bait
            report.results[0].seen = bait
            report.facts.directories[0].domain = bait
            report.facts.directories[0].syncAccounts = .present([
                SyncAccount(name: bait, description: bait, disabled: false)
            ])
            report.facts.directories[0].computers = .present([
                ComputerFact(dn: bait, name: bait, objectGUID: nil)
            ])
            report.facts.endpoints[0].probe.http?.headers = [
                "items": "[]", bait: bait, "computers": "present",
            ]
            report.facts.endpoints[0].probe.http?.jsonMembers = ["present": bait, "items": bait]
            report.devices?.append(
                .init(name: bait, ids: .init(distinguishedName: bait), verdict: .ready, results: []))
        },
    ]

    @Test(arguments: rows)
    func `whatever the lists hold, a report says the same and reads back`(row: Row) throws {
        var report = try Example.directoryMixed.report
        row.change(&report)
        #expect(try Self.written(report) == Self.plain(report))
        let data = try JSONReport.encode(report)
        #expect(try JSONReport.decode(data) == report)
        #expect(try JSONReport.encode(JSONReport.decode(data)) == data)
    }

    @Test
    func `each computer and each device has a line of its own`() throws {
        let text = String(decoding: try JSONReport.encode(Example.directoryMixed.report), as: UTF8.self)
        let computers = text.matches(of: #/(?m)^          \{"accountControl".*"name":"([^"]*)".*\},?$/#)
        #expect(computers.count == 12)
        let devices = text.matches(of: #/(?m)^      \{"ids":.*"name":"([^"]*)".*\},?$/#).map {
            String($0.output.1)
        }
        #expect(devices.first == "PC-001")
        #expect(devices.count == 9)
    }

    @Test
    func `a long list comes in pieces, and nothing comes after a sink has refused`() throws {
        struct Full: Error {}
        var report = try Example.directoryMixed.report
        report.facts.directories[0].computers = .present(
            (0..<3000).map { ExampleDirectory.computer($0, "PC-\($0)", "OU=x,\(ExampleDirectory.corp)") })
        var sizes: [Int] = []
        try JSONReport.write(report) { sizes.append($0.count) }
        #expect(sizes.count > 5)
        #expect(sizes.allSatisfy { $0 < 150_000 })
        #expect(try sizes.reduce(0, +) == JSONReport.encode(report).count)
        var calls = 0
        #expect(throws: Full.self) {
            try JSONReport.write(report) { _ in
                calls += 1
                if calls == 3 { throw Full() }
            }
        }
        #expect(calls == 3)
    }

    // MARK: - The document with gaps

    private static func filled(_ document: String, behind lines: String, _ lists: [[Int]]) throws -> String {
        var skeleton = Skeleton(Array(document.utf8))
        try skeleton.fill(behind: lines, lists.map { .init($0) { $1.integer($0) } })
        var bytes: [UInt8] = []
        try skeleton.write { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("{\n  \"a\" : [\n\n  ]\n}\n", [[1, 2]], "{\n  \"a\" : [\n    1,\n    2\n  ]\n}\n"),
        ("{\n  \"a\" : []\n}\n", [[1]], "{\n  \"a\" : [\n    1\n  ]\n}\n"),
        ("{\n  \"a\" : [\n\n  ]\n}\n", [[]], "{\n  \"a\" : [\n\n  ]\n}\n"),
        ("[\n  \"a\" : [ ],\n  \"a\" : [ ]\n]", [[], [3]], "[\n  \"a\" : [ ],\n  \"a\" : [\n    3\n  ]\n]"),
    ])
    func `lists are filled where they stand`(document: String, lists: [[Int]], expected: String) throws {
        #expect(try Self.filled(document, behind: "  \"a\" : [", lists) == expected)
    }

    @Test(arguments: [
        ("{\n    \"a\" : [\n\n  ]\n}\n", [[1]]), ("{\n  \"a\" : [\n    4\n  ]\n}\n", [[1]]),
        ("{\n  \"a\" : [ ],\n  \"a\" : [ ]\n}", [[1]]), ("{\n  \"a\" : [ ]\n}", [[1], [2]]), ("", [[1]]),
    ])
    func `a list that is not where it should be is a fault`(document: String, lists: [[Int]]) {
        #expect(throws: Skeleton.Misfit.self) { try Self.filled(document, behind: "  \"a\" : [", lists) }
    }
}
