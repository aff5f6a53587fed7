import Collectors
import Configuration
import Foundation
import Model
import SampleFacts
import SupportBundle
import TestSupport
import Testing

@testable import mde_preflight

/// What whoever wanted a bundle is told where it would have held what it must not.
struct BundleHitTests {
    private static let name = "KASSE-17"

    private static func facts(_ place: String) -> FactSet {
        var facts = Sample.facts([])
        var device = DeviceFact(path: "\(place)/\(name)", name: name)
        device.files = [
            EvidenceFile(name: "other.txt", kind: .joinStatus),
            EvidenceFile(name: "join.txt", kind: .joinStatus),
        ]
        device.claims = [Claim(.computerName, .text(name), file: 1, line: 1)]
        facts.devices = [DeviceFact(path: "evidence/PC-1", name: "PC-1"), device]
        facts.deviceExpectation = DeviceExpectation(judgedAt: Sample.moment)
        return facts
    }

    private static func message(
        _ level: RedactionLevel, place: String = "evidence", secrets: [KnownSecret] = [],
        sources: [RawEvidence.Source] = [],
        configuration: String? = nil, _ change: @escaping (inout BundleRedaction) -> Void
    ) async throws -> String {
        let run = try await MadeBundle.judged(facts(place))
        let failure = await #expect(throws: MadeBundle.NotMade.self) {
            try await MadeBundle(
                run, level: level, secrets: secrets, configuration: configuration, sources: sources
            ) { redaction in
                change(&redaction)
                // Nor is it seen by the second redaction.
                let again = redaction
                redaction.informed = { again }
            }
        }
        #expect((failure?.error as? Failure)?.status == .fault)
        #expect(failure?.left == [])
        return failure?.message ?? ""
    }

    private static func evidence(_ folder: TemporaryFolder, _ line: String) throws -> [RawEvidence.Source] {
        let device = folder.url.appending(path: "evidence/\(name)")
        try FileManager.default.createDirectory(at: device, withIntermediateDirectories: true)
        for file in ["join.txt", "other.txt"] {
            let text = "first\r\nsecond\r\n" + (file == "join.txt" ? line : "third") + "\r\n"
            try Data(text.utf8).write(to: device.appending(path: file))
        }
        let place = EvidencePlace(name: "evidence", path: folder.path("evidence"))
        return [RawEvidence.Source(place, begun: .distantFuture)]
    }

    @Test func `of a file of evidence the line is told, and which file of which device it is, by number`()
        async throws
    {
        let folder = try TemporaryFolder()
        let sources = try Self.evidence(folder, "owner kasse-17 here")
        let message = try await Self.message(.identities, sources: sources) {
            $0.file = { bytes, _ in bytes }
        }
        let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
        try #require(lines.count == 4, "\(message)")
        let first =
            /no bundle was written: evidence\/[a-z0-9-]+\/name-[0-9a-z]{10}\/[a-z0-9-]+\.txt would hold the name of a computer \(plain\) in line 3, at byte 21/
        #expect(lines[0].wholeMatch(of: first) != nil, "\(message)")
        #expect(
            lines[1].contains("line 3 of a file of evidence, which facts.devices[1].files[1] of the run's"))
        #expect(lines[2].contains("outside of the evidence") && lines[2].contains("--redact secrets"))
        #expect(lines[3].contains("report the first of these lines"))
        #expect(!message.lowercased().contains("kasse"))
    }

    @Test(arguments: [RedactionLevel.none, .secrets])
    func `where names may be told, the file is named`(level: RedactionLevel) async throws {
        let folder = try TemporaryFolder()
        let sources = try Self.evidence(folder, "x w8Q~kept.from.everybody y")
        let secret = KnownSecret(name: "client secret", value: Array("w8Q~kept.from.everybody".utf8))
        let message = try await Self.message(level, secrets: [secret], sources: sources) {
            $0.file = { bytes, _ in bytes }
        }
        #expect(message.contains("evidence/evidence/KASSE-17/join.txt would hold the client secret (plain)"))
        #expect(message.contains("line 3 of the file of evidence evidence/KASSE-17/join.txt\n"), "\(message)")
        #expect(!message.contains("w8Q~"))
    }

    @Test func `a name of a file that holds the secret is not told`() async throws {
        let secret = KnownSecret(name: "client secret", value: Array("w8Q~kept".utf8))
        let message = try await Self.message(.none, place: "w8Q~kept", secrets: [secret]) {
            $0.facts = { $0 }
        }
        #expect(message.contains("would hold the client secret"))
        #expect(!message.contains("w8Q~"))
    }

    @Test func `of the report the place is told that says what it is of`() async throws {
        let message = try await Self.message(.identities) { $0.facts = { $0 } }
        #expect(message.contains("report.json would hold"), "\(message)")
        #expect(message.contains(", in devices.items[0], at byte"), "\(message)")
        #expect(message.contains("its own report tells it at the same place, in devices.items[0]"))
        #expect(message.contains("--output json"))
        #expect(!message.lowercased().contains("kasse"))
    }

    @Test func `of the configuration the setting is told`() async throws {
        let text = "cloud: global\nnetwork:\n  via: direct\n  no-proxy:\n    - KASSE-17\n"
        let message = try await Self.message(.identities, configuration: text) {
            $0.setting = { value, _ in value }
        }
        #expect(message.contains("configuration.yml would hold"), "\(message)")
        #expect(message.contains("the configuration, from the setting network.no-proxy\n"), "\(message)")
        #expect(message.contains("write that setting otherwise"))
        #expect(!message.lowercased().contains("kasse"))
    }

    @Test(
        arguments: [
            ("a\nb\nc", 4, "x.txt", 3, nil), ("", 0, "x.txt", 1, nil),
            ("{\"a\":{\"b\":[1,{\"c\":\"d\"},\"e\"]}}", 26, "report.json", 1, "a.b[2]"),
            ("{\"a\":{\"b\":[1,{\"c\":\"d\"},\"e\"]}}", 19, "report.json", 1, "a.b[1]"),
            ("{\"a\":{\"b\":{\"meier\":{\"c\":1}}}}", 24, "report.json", 1, "a.b"),
            ("{\"a\\\"[\":\n{\"b\":\"[[{\\\"\", \"c\": 1}}", 28, "report.json", 2, "a\\\"[.c"),
            ("[1, 2", 5, "report.json", 1, nil), ("]]}{", 4, "report.json", 1, nil),
            ("a:\n  b: 1\n  c:\n    - d\nx: 2\n", 21, "configuration.yml", 4, "a.c"),
            ("# who\na: 1\n", 3, "configuration.yml", 1, nil),
        ] as [(String, Int, String, Int, String?)])
    func `places are told by line and by what is around them`(
        text: String, offset: Int, entry: String, line: Int, path: String?
    ) {
        let place = TextPlace(of: offset, in: Array(text.utf8), entry)
        #expect(place.line == line)
        #expect(place.path == path)
    }

    @Test(arguments: [true, false])
    func `lines are counted in UTF-16 as well`(isLittle: Bool) {
        let units = Array("\u{feff}a\nਊ\nb".utf16)
        let bytes = units.flatMap { unit in
            let pair = [UInt8(unit & 0xff), UInt8(unit >> 8)]
            return isLittle ? pair : pair.reversed()
        }
        #expect(TextPlace(of: bytes.count, in: bytes, "evidence/x.reg").line == 3)
    }
}
