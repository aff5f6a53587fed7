import Foundation
import SupportBundle
import TestSupport
import Testing

/// Whatever a reader reads makes a bundle at every level, which ends as the run did.
struct SampleBundleTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let corpus = Repository.root.appending(path: "Fuzz/corpus")

    /// The readers that have samples.
    static let readers: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: corpus.path)) ?? []
        return names.filter { $0.hasSuffix("Reader") }.sorted()
    }()

    private func expectBundle(of evidence: URL) async throws {
        let areas = ["platform", "registration", "onboarding", "tagging", "control-plane", "policy"]
        for level in ["secrets", "identities"] {
            let run = try await Program.run(
                ["check", evidence.path, "--bundle", "b.zip", "--redact", level, "--quiet"]
                    + areas.flatMap { ["--only", $0] },
                folder: folder.url.path)
            #expect([0, 1, 2].contains(run.status), "\(level): \(run.errors)")
            let replay = try await Program.run(["replay", "b.zip", "--quiet"], folder: folder.url.path)
            #expect(replay.status == run.status, "\(level): \(replay.errors)")
        }
    }

    @Test(arguments: readers)
    func `all samples of a reader`(reader: String) async throws {
        // A sample by itself, since together some hide the others.
        let samples = try FileManager.default.contentsOfDirectory(
            atPath: Self.corpus.appending(path: reader).path)
        for sample in samples {
            let device = folder.url.appending(path: "evidence/KASSE-\(sample)")
            try FileManager.default.createDirectory(at: device, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: Self.corpus.appending(path: "\(reader)/\(sample)"),
                to: device.appending(path: "\(sample).txt"))
        }
        try await expectBundle(of: folder.url.appending(path: "evidence"))
    }

    @Test func `rules of attack surface reduction stay, and an id that is none of them does not`()
        async throws
    {
        let known = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
        let unknown = "7e1c0f52-6d0b-4c53-9d0a-5b0f6a4e2c19"
        let text = """

            AttackSurfaceReductionRules_Actions : {1, 2}
            AttackSurfaceReductionRules_Ids     : {\(known),
                                                  \(unknown)}
            DisableRealtimeMonitoring           : False
            MAPSReporting                       : 2

            """
        let device = folder.url.appending(path: "evidence/KASSE-1")
        try FileManager.default.createDirectory(at: device, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: device.appending(path: "preferences.txt"))
        try await expectBundle(of: folder.url.appending(path: "evidence"))
        let reader = try BundleReader.open(folder.path("b.zip"))
        let entries = try reader.manifest.entries.map {
            String(decoding: try reader.bytes(of: $0.name), as: UTF8.self)
        }
        #expect(entries.count { $0.contains(known) } == 2)
        #expect(entries.allSatisfy { !$0.lowercased().contains(unknown) })
    }
}
