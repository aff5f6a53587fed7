import Foundation
import TestSupport
import Testing

@testable import SupportBundle

/// What is written, and that it is the same every time.
struct BundleWriterTests {
    @Test
    func `what is added is read again, and the manifest tells of it`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        let manifest = try BundleSample.write(path, leftOut: [("x\u{1b}.evtx", "it is not understood")])
        let reader = try BundleReader.open(path)
        #expect(reader.manifest == manifest)
        #expect(manifest.entries.map(\.name) == BundleSample.entries.map(\.name))
        #expect(manifest.entries.map(\.size) == BundleSample.entries.map(\.bytes.count))
        #expect(manifest.leftOut == [.init(name: "x\\u{1b}.evtx", why: "it is not understood")])
        #expect(manifest.createdAt == BundleSample.moment)
        for entry in BundleSample.entries { #expect(try reader.bytes(of: entry.name) == entry.bytes) }
        #expect(try BundleSample.names(in: folder) == ["a.zip"])
    }

    @Test
    func `the same entries are the same bytes, wherever and however they are written`() throws {
        let folder = try TemporaryFolder()
        try BundleSample.write(folder.path("a.zip"))
        try BundleSample.write(folder.path("another name.zip"), nameless: false)
        var writer = try BundleWriter.create(at: folder.path("b.zip"), time: BundleSample.moment)
        for entry in BundleSample.entries { try writer.add(entry.name, entry.bytes) }
        try writer.finish(BundleSample.head).commit()
        let bytes = try BundleSample.bytes(folder.path("a.zip"))
        #expect(try BundleSample.bytes(folder.path("another name.zip")) == bytes)
        #expect(try BundleSample.bytes(folder.path("b.zip")) == bytes)
    }

    @Test
    func `another program reads the same, finds the digests right and neither times nor owners`() async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        var writer = try BundleWriter.create(at: path, time: BundleSample.moment)
        for entry in BundleSample.entries { try writer.add(entry.name, entry.bytes) }
        try writer.add("streamed.txt") { sink in
            for line in 0..<5000 { try sink(Array("line \(line)\n".utf8)[...]) }
        }
        try writer.finish(BundleSample.head).commit()
        let script = """
            import hashlib, json, sys, zipfile
            raw = open(sys.argv[1], "rb").read()
            archive = zipfile.ZipFile(sys.argv[1])
            assert archive.testzip() is None
            manifest = json.loads(archive.read("manifest.json"))
            assert archive.namelist() == [e["name"] for e in manifest["entries"]] + ["manifest.json"]
            for entry in manifest["entries"]:
                data = archive.read(entry["name"])
                assert len(data) == entry["size"] and hashlib.sha256(data).hexdigest() == entry["sha256"]
            for info in archive.infolist():
                assert info.date_time == (1980, 1, 1, 0, 0, 0) and info.external_attr == 0o100600 << 16
            seal = archive.comment.decode()
            assert seal == "mde-preflight bundle, SHA-256 of all before: " + hashlib.sha256(raw[:-len(seal)]).hexdigest()
            print(archive.namelist()[1], len(archive.read("streamed.txt")))
            """
        let run = try await Command.run("python3", ["-X", "utf8", "-c", script, path])
        #expect(run.errors == "")
        #expect(run.output == "evidence/PC-1/Gerät.txt 48890\n")
    }

    @Test
    func `names are made safe and unique, and the manifest has the one from outside`() throws {
        let folder = try TemporaryFolder()
        var writer = try BundleWriter.create(at: folder.path("a.zip"), time: BundleSample.moment)
        #expect(try writer.add("../x", original: "../x\n", [1]) == "__/x")
        #expect(try writer.add("__/X", [2]) == "__/X~2")
        #expect(try writer.add("manifest.json", [3]) == "manifest~2.json")
        let finished = try writer.finish(BundleSample.head)
        #expect(finished.manifest.entries.map(\.original) == ["../x\\u{a}", nil, nil])
        try finished.commit()
        #expect(
            try BundleSample.read(folder.path("a.zip")) == [
                "__/x": [1], "__/X~2": [2], "manifest~2.json": [3],
            ])
    }

    /// Random entries, many of them empty, alike, or with bytes that look like a part of an archive.
    @Test(arguments: 1...8)
    func `whatever is put in comes out, and is the same bytes twice`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let folder = try TemporaryFolder()
        let marks: [[UInt8]] = [
            [0x50, 0x4b, 1, 2], [0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6], [0], [0x61, 0x62],
        ]
        var entries: [(name: String, bytes: [UInt8])] = []
        for number in 0..<Int.random(in: 0..<60, using: &random) {
            var bytes: [UInt8] = []
            let size = [0, 1, 700, 70_000, 300_000].randomElement(using: &random) ?? 0
            let piece = marks.randomElement(using: &random) ?? []
            while bytes.count < size {
                bytes += Bool.random(using: &random) ? piece : [UInt8.random(in: 0...255, using: &random)]
            }
            entries.append(("\(number % 7)/\(number).txt", bytes))
        }
        try BundleSample.write(folder.path("a.zip"), entries)
        try BundleSample.write(folder.path("b.zip"), entries)
        #expect(try BundleSample.bytes(folder.path("a.zip")) == BundleSample.bytes(folder.path("b.zip")))
        let read = try BundleSample.read(folder.path("a.zip"))
        #expect(read == Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.bytes) }))
    }

    /// No text is packed as well as this, and a bomb is no better.
    @Test
    func `a large file of nothing but zeros is not taken for a bomb`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try BundleSample.write(path, [("a.bin", [UInt8](repeating: 0, count: 48 << 20))])
        #expect(try BundleReader.open(path).manifest.entries.map(\.size) == [48 << 20])
    }

    @Test
    func `a manifest fits its published schema`() async throws {
        let folder = try TemporaryFolder()
        var head = BundleSample.head
        try BundleSample.write(folder.path("a.zip"), leftOut: [("x", "y")], head: head)
        head.catalogue.version = nil
        head.redaction = .identities
        try BundleSample.write(folder.path("b.zip"), [], head: head)
        let script = """
            import json, sys, zipfile
            from jsonschema import Draft202012Validator as V
            schema = json.load(open("reports/schema/bundle-1.schema.json"))
            V.check_schema(schema)
            for name in sys.argv[1:]:
                text = zipfile.ZipFile(name).read("manifest.json").decode()
                document = json.loads(text)
                for error in V(schema).iter_errors(document): print(list(error.absolute_path), error.message)
                expected = json.dumps(document, sort_keys=True, indent=2, ensure_ascii=False, separators=(",", " : "))
                assert json.loads(expected) == document and list(document) == sorted(document)
            """
        let paths = ["a.zip", "b.zip"].map { folder.path($0) }
        let run = try await Command.run("python3", ["-c", script] + paths, folder: Repository.root.path)
        #expect(run.errors == "")
        #expect(run.output == "")
    }
}
