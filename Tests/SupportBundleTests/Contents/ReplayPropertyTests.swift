import Checks
import Foundation
import Model
import Reporting
import SupportBundle
import TestSupport
import Testing

@testable import mde_preflight

/// A bundle tells all that judging needs: its replay comes to what the run came to.
struct ReplayPropertyTests {
    private static let sets = ["classic", "current"]
    private static let thresholds = FailOn.allCases

    private static func run(_ seed: Int, isCut: Bool = false) async throws -> JudgedRun {
        var made = GeneratedFacts(seed: UInt64(seed))
        let facts = made.facts()
        return try await MadeBundle.judged(
            facts, requirementSet: sets[seed % 2], failOn: thresholds[seed % 3],
            interrupted: isCut || seed % 11 == 0,
            cut: isCut ? cut(facts.devices.count, &made.generator) : nil)
    }

    /// Where an interrupt may end judging so many devices: each check got somewhere else.
    private static func cut(_ devices: Int, _ generator: inout SeededGenerator) -> JudgingCut {
        var parts: [JudgingCut.Part] = []
        for check in allChecks where Int.random(in: 0..<3, using: &generator) > 0 {
            let reached = Int.random(in: 0...devices, using: &generator)
            // The sets are judged by one after the other.
            let first = check.judgesBySet && Bool.random(using: &generator) ? devices : reached
            parts.append(
                .init(
                    check: check.id, requirementSet: check.judgesBySet ? sets[0] : nil, devices: first))
            guard check.judgesBySet else { continue }
            parts.append(
                .init(check: check.id, requirementSet: sets[1], devices: first == devices ? reached : 0))
        }
        return JudgingCut(parts: parts)
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

    /// Tables lie in another order there, and numbers may be added up in another one.
    @Test(arguments: 0..<5)
    func `the replay in another process is the report, byte for byte`(part: Int) async throws {
        for seed in 4000 + part * 5..<4000 + part * 5 + 5 {
            let run = try await Self.run(seed)
            let bundle = try await MadeBundle(run, level: .none)
            let written = try JSONReport.encode(run.report)
            let replay = try await Program.run(["replay", bundle.path, "--output", "json"])
            #expect(replay.output == String(decoding: written, as: UTF8.self), "seed \(seed)")
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

    @Test(arguments: 0..<10)
    func `the replay of a run that was interrupted while it judged ends where the run did`(part: Int)
        async throws
    {
        for seed in 3000 + part * 5..<3000 + part * 5 + 5 {
            let run = try await Self.run(seed, isCut: true)
            for level in RedactionLevel.allCases {
                let bundle = try await MadeBundle(run, level: level)
                let replayed = try await bundle.replayed()
                let report = String(decoding: try JSONReport.encode(replayed), as: UTF8.self)
                #expect(try bundle.entry("report.json") == report, "seed \(seed) at \(level)")
                let difference = Outline(replayed).difference(from: Outline(run.report))
                #expect(difference == nil, "seed \(seed) at \(level)")
                if level != .identities {
                    let written = try JSONReport.encode(run.report)
                    #expect(report == String(decoding: written, as: UTF8.self), "seed \(seed) at \(level)")
                }
            }
        }
    }

    @Test(arguments: RedactionLevel.allCases)
    func `what an interrupted task did not judge no replay judges`(level: RedactionLevel) async throws {
        let seed = try #require(
            (0..<200).first { seed in
                var made = GeneratedFacts(seed: UInt64(seed))
                return made.facts().devices.count > 2
            })
        let run = try await withThrowingTaskGroup(of: JudgedRun.self) { group in
            group.cancelAll()
            group.addTask {
                var made = GeneratedFacts(seed: UInt64(seed))
                return try await MadeBundle.judged(made.facts(), interrupted: true)
            }
            return try #require(await group.next())
        }
        #expect(run.judgement.cut?.parts.isEmpty == false)
        let bundle = try await MadeBundle(run, level: level)
        let replayed = try await bundle.replayed()
        #expect(Outline(replayed).difference(from: Outline(run.report)) == nil)
        #expect(replayed.devices?.counts["ready"] == 0)
    }

    @Test func `generated cuts leave some devices unjudged, and not all`() async throws {
        var kinds: Set<Bool> = []
        for seed in 3000..<3010 {
            let run = try await Self.run(seed, isCut: true)
            let whole = try await Self.run(seed)
            kinds.insert(run.judgement.cut != nil && run.report.results != whole.report.results)
        }
        #expect(kinds.contains(true))
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
