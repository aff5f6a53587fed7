import Foundation
import Model
import Reporting
import SupportBundle
import Testing

@testable import mde_preflight

/// A bundle tells all that judging needs: its replay comes to what the run came to.
struct ReplayPropertyTests {
    private static let sets = ["classic", "current"]
    private static let thresholds = FailOn.allCases

    private static func run(_ seed: Int) async throws -> JudgedRun {
        var made = GeneratedFacts(seed: UInt64(seed))
        return try await MadeBundle.judged(
            made.facts(), requirementSet: sets[seed % 2], failOn: thresholds[seed % 3],
            interrupted: seed % 11 == 0)
    }

    @Test(arguments: 0..<40)
    func `the replay of any run is its report, byte for byte`(part: Int) async throws {
        for seed in part * 5..<part * 5 + 5 {
            let run = try await Self.run(seed)
            let bundle = try await MadeBundle(run, level: .none)
            let written = try JSONReport.encode(run.report)
            #expect(
                try bundle.entry("report.json") == String(decoding: written, as: UTF8.self), "seed \(seed)")
            #expect(try await JSONReport.encode(bundle.replayed()) == written, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20)
    func `at level secrets the replay is the bundle's report, byte for byte`(part: Int) async throws {
        for seed in 1000 + part * 5..<1000 + part * 5 + 5 {
            let run = try await Self.run(seed)
            let bundle = try await MadeBundle(run, level: .secrets)
            let report = try await String(decoding: JSONReport.encode(bundle.replayed()), as: UTF8.self)
            #expect(try bundle.entry("report.json") == report, "seed \(seed)")
            #expect(bundle.account.manifest.notes == [], "seed \(seed)")
            #expect(Outline(try await bundle.replayed()) == Outline(run.report), "seed \(seed)")
        }
    }

    @Test(
        .disabled("open: of some generated facts a name is left, and the search refuses the bundle"),
        arguments: 0..<20)
    func `without identities the replay comes to the same`(part: Int) async throws {
        for seed in 2000 + part * 5..<2000 + part * 5 + 5 {
            let run = try await Self.run(seed)
            let bundle = try await MadeBundle(run, level: .identities)
            let replayed = try await bundle.replayed()
            #expect(Outline(replayed) == Outline(run.report), "seed \(seed)")
            let report = String(decoding: try JSONReport.encode(replayed), as: UTF8.self)
            #expect(try bundle.entry("report.json") == report, "seed \(seed)")
        }
    }

    /// What a report concludes, without words and names.
    private struct Outline: Equatable {
        var verdict: Summary.Conclusion
        var exitStatus: Int
        var counts: [String: Int]
        var results: [String]
        var devices: [String: Int]?
        var others: [Summary.Conclusion]

        init(_ report: Report) {
            verdict = report.summary.verdict
            exitStatus = report.summary.exitStatus
            counts = report.summary.counts
            results = report.results.map { result in
                "\(result.check) \(result.status) \(result.reasons.map(\.code)) \(result.fleet?.counts.sorted { $0.key < $1.key } ?? [])"
            }.sorted()
            devices = report.devices?.counts
            others = report.otherRequirementSets.map(\.verdict)
        }
    }
}
