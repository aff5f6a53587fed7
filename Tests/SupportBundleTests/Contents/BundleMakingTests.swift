import Foundation
import Model
import Reporting
import SampleFacts
import SupportBundle
import TestSupport
import Testing

@testable import mde_preflight

/// What is in a bundle, and what makes that there is none.
struct BundleMakingTests {
    private static let secret = KnownSecret(
        name: "client secret", value: Array("w8Q~kept.from.everybody".utf8))

    private static func run(_ change: (inout FactSet) -> Void = { _ in }) async throws -> JudgedRun {
        var facts = Sample.facts([Sample.fact(Sample.endpoint(), .direct, .refused)])
        var device = DeviceFact(path: "evidence/KASSE-17", name: "KASSE-17")
        device.files = [EvidenceFile(name: "join.txt", kind: .joinStatus)]
        device.claims = [Claim(.computerName, .text("kasse-17.corp.fabrikam.net"), file: 0, line: 1)]
        facts.devices = [device]
        facts.deviceExpectation = DeviceExpectation(judgedAt: Sample.moment)
        change(&facts)
        return try await MadeBundle.judged(facts)
    }

    @Test(arguments: RedactionLevel.allCases)
    func `the same run and salt make the same bytes`(level: RedactionLevel) async throws {
        let run = try await Self.run()
        let one = try await MadeBundle(run, level: level, configuration: "cloud: global\n")
        let other = try await MadeBundle(run, level: level, configuration: "cloud: global\n")
        for name in try BundleReader.open(one.path).manifest.entries.map(\.name) + ["manifest.json"] {
            #expect(try one.entry(name) == other.entry(name), "\(name)")
        }
        #expect(try one.bytes == other.bytes)
    }

    @Test func `another salt makes other tokens`() async throws {
        let run = try await Self.run()
        let one = try await MadeBundle(run, level: .identities)
        let other = try await MadeBundle(
            run, level: .identities, salt: Array("another salt, also secret".utf8))
        #expect(try one.entry("report.json") != other.entry("report.json"))
    }

    @Test func `without identities no name of the run is in any entry`() async throws {
        let run = try await Self.run()
        let bundle = try await MadeBundle(
            run, level: .identities,
            configuration: "# for Fabrikam\ndevices: { evidence: [evidence/KASSE-17] }\n")
        let entries = try ["report.json", "report.txt", "configuration.yml", "log.txt", "manifest.json"]
            .map { try bundle.entry($0).lowercased() }
        for name in ["kasse", "fabrikam", "jump01"] { #expect(!entries.joined().contains(name)) }
        #expect(entries[2].contains("evidence:"))
    }

    @Test(arguments: RedactionLevel.allCases)
    func `a secret of the run in a fact that redaction does not know leaves no bundle`(level: RedactionLevel)
        async throws
    {
        let run = try await Self.run { $0.devices[0].name = "w8Q~kept.from.everybody" }
        let failure = await #expect(throws: MadeBundle.NotMade.self) {
            try await MadeBundle(run, level: level, secrets: [Self.secret]) { $0.facts = { $0 } }
        }
        let message = failure?.message ?? ""
        #expect(message.contains("report.json would hold the client secret"))
        #expect(!message.contains("w8Q~"))
        #expect((failure?.error as? Failure)?.status == .fault)
        #expect(failure?.left == [])
    }

    @Test func `a secret that is hidden in base64 leaves no bundle`() async throws {
        let hidden = Data("id:w8Q~kept.from.everybody".utf8).base64EncodedString()
        let run = try await Self.run { $0.devices[0].name = hidden }
        let failure = await #expect(throws: MadeBundle.NotMade.self) {
            try await MadeBundle(run, level: .none, secrets: [Self.secret])
        }
        #expect(failure?.message.contains("base64") == true)
        #expect(failure?.left == [])
    }

    @Test func `an identity that redaction overlooks leaves no bundle`() async throws {
        let run = try await Self.run()
        let failure = await #expect(throws: MadeBundle.NotMade.self) {
            try await MadeBundle(run, level: .identities) { $0.facts = { $0 } }
        }
        #expect(failure?.message.contains("would hold the") == true)
        #expect(failure?.message.lowercased().contains("kasse") == false)
        #expect(failure?.left == [])
    }

    @Test func `what one part tells of a name is known when all is redacted once more`() async throws {
        let log = RunLog(since: .now)
        log.note("warning: kasse-17 beside others")
        let bundle = try await MadeBundle(try await Self.run(), level: .identities, log: log) {
            // As if the name had come up only later.
            $0.text = { $0 }
        }
        let text = try bundle.entry("log.txt")
        #expect(text.contains("beside others") && !text.contains("kasse"))
        let replayed = try JSONReport.encode(try await bundle.replayed())
        #expect(try String(decoding: replayed, as: UTF8.self) == bundle.entry("report.json"))
        let names = try BundleReader.open(bundle.path).manifest.entries.map(\.name)
        #expect(names.prefix(3) == ["report.json", "report.txt", "judgement.json"])
    }

    @Test(arguments: [RedactionLevel.secrets, .identities])
    func `what is overlooked once more leaves no bundle`(level: RedactionLevel) async throws {
        let log = RunLog(since: .now)
        log.note("warning: kasse-17 has w8Q~kept.from.everybody")
        let run = try await Self.run()
        let failure = await #expect(throws: MadeBundle.NotMade.self) {
            try await MadeBundle(run, level: level, secrets: [Self.secret], log: log) { redaction in
                redaction.text = { $0 }
                let again = redaction
                redaction.informed = { again }
            }
        }
        #expect(failure?.message.contains("log.txt would hold the") == true)
        #expect(failure?.left == [])
    }

    @Test func `the log and the configuration are in it, without secrets`() async throws {
        let log = RunLog(since: .now)
        log.note("warning: w8Q~kept.from.everybody")
        let bundle = try await MadeBundle(
            try await Self.run(), level: .none, secrets: [Self.secret],
            configuration: "cloud: global # w8Q~kept.from.everybody\n", log: log)
        #expect(try bundle.entry("log.txt").contains("warning: "))
        #expect(try bundle.entry("configuration.yml").hasPrefix("cloud: global # "))
    }

    @Test(arguments: [true, false])
    func `a fact of more devices than the fleet has is not replayed`(hasFleet: Bool) async throws {
        var facts = Sample.facts([])
        var device = DeviceFact(path: "fleet/1", name: "KASSE-17")
        device.members = .init(count: 2, examples: ["KASSE-17"])
        facts.devices = [device]
        facts.deviceExpectation = DeviceExpectation(judgedAt: Sample.moment)
        var fleet = Fleet()
        fleet.rows = [Fleet.Row()]
        facts.fleet = hasFleet ? fleet : nil
        let bundle = try await MadeBundle(try await MadeBundle.judged(facts), level: .none)
        let failure = #expect(throws: Failure.self) { try Replay.open(bundle.path) }
        #expect(failure?.status == .badInput)
        #expect(failure?.message.contains("fleet.jsonl") == true)
    }

    @Test func `the joined fleet is in it, and comes back`() async throws {
        let seed = try #require(
            (0..<200).first { seed in
                var made = GeneratedFacts(seed: UInt64(seed))
                return made.facts().fleet?.rows.isEmpty == false
            })
        var made = GeneratedFacts(seed: UInt64(seed))
        let facts = made.facts()
        let bundle = try await MadeBundle(try await MadeBundle.judged(facts), level: .none)
        let lines = try bundle.entry("fleet.jsonl").split(separator: "\n")
        #expect(lines.count == (facts.fleet?.rows.count ?? 0) + 1)
        #expect(try await bundle.replayed().fleet == bundle.run.report.fleet)
    }

    @Test(arguments: RedactionLevel.allCases, [true, false])
    func `how the run stands beside its baseline is in it, and stays in a replay`(
        level: RedactionLevel, isWorse: Bool
    ) async throws {
        var old = try await Self.run {
            $0.endpoints.append(
                Sample.fact(Sample.endpoint("gone.fabrikam.net", id: "gone"), .direct, .refused))
        }.report
        old.run.host = "jump99.corp.fabrikam.net"
        old.run.vantage = "Fabrikam Straubing"
        var run = try await Self.run {
            if isWorse {
                $0.endpoints.append(
                    Sample.fact(Sample.endpoint("new.fabrikam.net", id: "new"), .direct, .refused))
            }
        }
        run.report = run.report.held(against: old)
        #expect(run.report.summary.exitStatus == (isWorse ? 1 : 0))
        let bundle = try await MadeBundle(run, level: level)
        #expect(bundle.account.manifest.notes.filter { $0.contains("compared") } == [])
        let replayed = try await bundle.replayed()
        let written = try bundle.entry("report.json")
        #expect(try String(decoding: JSONReport.encode(replayed), as: UTF8.self) == written)
        #expect(replayed.summary.exitStatus == run.report.summary.exitStatus)
        let (told, seen) = (replayed.summary.baseline, run.report.summary.baseline)
        #expect(told?.conclusion == seen?.conclusion && told?.results.count == seen?.results.count)
        guard level == .identities else {
            let original = try JSONReport.encode(run.report)
            #expect(written == String(decoding: original, as: UTF8.self))
            return
        }
        let entries = try written.lowercased() + bundle.entry("report.txt").lowercased()
        for name in ["fabrikam", "jump99", "straubing"] { #expect(!entries.contains(name)) }
    }

    @Test func `an account says what is in it and what was left out`() async throws {
        let bundle = try await MadeBundle(try await Self.run(), level: .secrets)
        let text = bundle.account.text
        #expect(text.contains("Bundle: \(bundle.path), \(bundle.account.size) bytes"))
        #expect(text.contains("report.json, report.txt, judgement.json, log.txt, manifest.json"))
        #expect(text.contains("names, ids and addresses are in it"))
    }
}
