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
            let outline = Outline(try await bundle.replayed())
            #expect(outline.difference(from: Outline(run.report)) == nil, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20)
    func `without identities the replay comes to the same`(part: Int) async throws {
        for seed in 2000 + part * 5..<2000 + part * 5 + 5 {
            let run = try await Self.run(seed)
            let bundle = try await MadeBundle(run, level: .identities)
            let replayed = try await bundle.replayed()
            #expect(Outline(replayed).difference(from: Outline(run.report)) == nil, "seed \(seed)")
            let report = String(decoding: try JSONReport.encode(replayed), as: UTF8.self)
            #expect(try bundle.entry("report.json") == report, "seed \(seed)")
        }
    }

    /// What a report concludes, without words and names, a line for each thing.
    private struct Outline {
        private var lines: [String]

        init(_ report: Report) {
            let summary = report.summary
            lines = [
                "\(summary.verdict) \(summary.exitStatus)", Self.text(summary.counts),
                "\(report.otherRequirementSets.map(\.verdict))", Self.text(report.devices?.counts ?? [:]),
            ]
            lines += report.results.map { result in
                let codes = Set(result.reasons.map(\.code.rawValue)).sorted()
                return "\(result.check) \(result.status) \(codes) \(Self.text(result.fleet?.counts ?? [:]))"
            }.sorted()
        }

        private static func text(_ counts: [String: Int]) -> String {
            counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        }

        /// The first line that differs, and how many there are.
        func difference(from other: Outline) -> String? {
            guard lines != other.lines else { return nil }
            let first = zip(lines, other.lines).first { $0 != $1 }.map { "\($0.0) is not \($0.1)" }
            return "\(lines.count) and \(other.lines.count) lines; \(first ?? "")"
        }
    }
}
