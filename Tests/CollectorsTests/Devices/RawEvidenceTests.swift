import Archive
import Collectors
import Configuration
import Foundation
import Model
import TestSupport
import Testing

/// The files that were recognised as evidence, read a second time for a bundle.
struct RawEvidenceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static func join(_ name: String) -> String {
        """
        +----------------------------------------------------------------------+
        | Device State                                                         |
        +----------------------------------------------------------------------+

                     AzureAdJoined : YES
                  EnterpriseJoined : NO
                      DomainJoined : YES
                       Device Name : \(name).corp.example

        """
    }

    private func write(_ text: String, to path: String) throws {
        let url = folder.url.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func run(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-ec", command]
        process.currentDirectoryURL = folder.url
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private func facts(_ places: [EvidencePlace]) async throws -> [DeviceFact] {
        try await DeviceCollector.collect(places, deadline: Deadline(seconds: 1800)) { _ in }
    }

    private func places(_ names: String...) -> [EvidencePlace] {
        names.map { EvidencePlace(name: $0, path: folder.path($0)) }
    }

    /// For each file, its device's path and its own name, with the bytes or with why there are none.
    private func read(
        _ places: [EvidencePlace], _ facts: [DeviceFact], unchangedSince begun: Date = .distantFuture
    ) -> [String] {
        var found: [String] = []
        let sources = places.map { RawEvidence.Source($0, begun: begun) }
        RawEvidence.read(sources, of: facts, isOver: { false }) { file, finding in
            let device = facts[file.device]
            let name = "\(device.path)|\(device.files[file.number].name)"
            switch finding {
            case .bytes(let bytes):
                let text = String(decoding: bytes, as: UTF8.self)
                let known = text.split(separator: ": ").last?.split(separator: ".").first ?? ""
                found.append("\(name)=\(known)")
            case .lost(let why): found.append("\(name): \(why)")
            }
        }
        return found
    }

    @Test func `what is there and is no evidence is told of, in folders and in archives`() async throws {
        try write(Self.join("a"), to: "all/A/join.txt")
        for name in ["notes.txt", "garbage.bin", "picture.png", ".DS_Store"] {
            try write("nothing that is known", to: "all/A/\(name)")
        }
        try write(Self.join("c"), to: "pack/C/join.txt")
        try write("nothing that is known", to: "pack/C/letter.txt")
        try run("tar czf all/many.tgz -C pack .")
        let places = places("all")
        let facts = try await facts(places)
        var others: [String] = []
        RawEvidence.read(
            places.map { .init($0, begun: .distantFuture) }, of: facts, isOver: { false }, found: { _, _ in }
        ) { others.append($0) }
        let expected = ["A/garbage.bin", "A/notes.txt", "A/picture.png", "many.tgz/C/letter.txt"]
        #expect(others.sorted() == expected.map { "all/\($0)" })
    }

    @Test func `a bundle of an earlier run is no evidence, where it lies among some`() async throws {
        try write(Self.join("a"), to: "all/A/join.txt")
        try write(Self.join("b"), to: "pack/B/join.txt")
        try run("python3 -m zipfile -c all/b.zip pack/B")
        #expect(try await facts(places("all")).count == 2)
        // The comment that a bundle has at its end, behind its length.
        let seal = SealMark.text + Array(repeating: UInt8(ascii: "0"), count: 64)
        let file = folder.url.appending(path: "all/b.zip")
        let archive = try Data(contentsOf: file).dropLast(2)
        try (archive + [UInt8(seal.count), 0] + seal).write(to: file)
        let facts = try await facts(places("all"))
        #expect(facts.map(\.path) == ["all/A"])
        #expect(facts.allSatisfy { $0.faults.isEmpty })
        let named = try await self.facts(places("all/b.zip"))
        #expect(named.contains { $0.faults.contains { $0.detail.contains("which replay reads") } })
    }

    @Test func `a file of a further folder of a device is there under that folder`() async throws {
        try write(Self.join("a"), to: "all/one/join.txt")
        try write(Self.join("a"), to: "all/two/join.txt")
        let places = places("all")
        var facts = try await facts(places)
        var shared = facts[1].files[0]
        shared.name = DeviceFact.name(of: shared, in: facts[1])
        facts[0].files.append(shared)
        #expect(read(places, facts) == ["all/one|join.txt=a", "all/two|join.txt=a"])
        try run("rm all/two/join.txt")
        #expect(
            read(places, facts) == ["all/one|join.txt=a", "all/two|join.txt: is not there any more"])
    }

    @Test func `files of folders and of archives in them are found where the facts have them`() async throws {
        try write(Self.join("a"), to: "all/A/join.txt")
        try write(Self.join("b"), to: "all/site/B/more/join.txt")
        try write(Self.join("c"), to: "pack/C/join.txt")
        try write(Self.join("d"), to: "pack/D/join.txt")
        try write("nothing that is known", to: "all/A/letter.txt")
        try run(
            "tar czf all/many.tgz -C pack . && mkdir outer && cp all/many.tgz outer/ && tar cf all/nested.tar -C outer ."
        )
        let places = places("all")
        let facts = try await facts(places)
        #expect(
            Set(read(places, facts)) == [
                "all/A|join.txt=a", "all/site/B/more|join.txt=b", "all/many.tgz/C|join.txt=c",
                "all/many.tgz/D|join.txt=d", "all/nested.tar/many.tgz/C|join.txt=c",
                "all/nested.tar/many.tgz/D|join.txt=d",
            ])
    }

    @Test func `a file and an archive that were named by themselves are found`() async throws {
        try write(Self.join("a"), to: "join.txt")
        try write(Self.join("b"), to: "B/join.txt")
        try run("tar cf b.tar -C B .")
        let places = places("join.txt", "b.tar")
        let facts = try await facts(places)
        #expect(read(places, facts) == ["join.txt|join.txt=a", "b.tar|join.txt=b"])
    }

    @Test func `a place within another one is read once`() async throws {
        try write(Self.join("a"), to: "all/A/join.txt")
        let places = places("all", "all/A", "all/")
        let facts = try await facts(places)
        #expect(read(places, facts) == ["all/A|join.txt=a"])
    }

    @Test func `what vanished or was changed is told and not shown`() async throws {
        for name in ["a", "b", "c"] { try write(Self.join(name), to: "all/\(name)/join.txt") }
        try run("tar cf all/d.tar -C all/c . && rm -r all/c")
        let places = places("all")
        let facts = try await facts(places)
        try run("rm all/a/join.txt")
        #expect(
            read(places, facts, unchangedSince: .distantPast) == [
                "all/d.tar|join.txt: was changed since it was read",
                "all/b|join.txt: was changed since it was read",
                "all/a|join.txt: is not there any more",
            ])
    }

    @Test func `a link that took the place of a file is not followed`() async throws {
        try write(Self.join("a"), to: "all/A/join.txt")
        try write("secret", to: "elsewhere.txt")
        let places = places("all")
        let facts = try await facts(places)
        try run("rm all/A/join.txt && ln -s ../../elsewhere.txt all/A/join.txt")
        #expect(read(places, facts) == ["all/A|join.txt: is not there any more"])
    }
}
