import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import SupportBundle

/// What was written is read back from the file before it gets its name.
struct FinishedBundleTests {
    private struct Found: Error, Equatable {
        var name: String
    }

    @Test(arguments: [true, false])
    func `every entry is read back, the manifest last`(nameless: Bool) throws {
        let folder = try TemporaryFolder()
        var writer = try BundleWriter.create(
            at: folder.path("a.zip"), time: BundleSample.moment, nameless: nameless)
        for entry in BundleSample.entries { try writer.add(entry.name, entry.bytes) }
        let finished = try writer.finish(BundleSample.head)
        var read: [(String, [UInt8])] = []
        try finished.forEachEntry { read.append(($0, $1)) }
        #expect(read.map(\.0) == BundleSample.entries.map(\.name) + ["manifest.json"])
        #expect(read.dropLast().map(\.1) == BundleSample.entries.map(\.bytes))
        #expect(try BundleManifest(reading: try #require(read.last).1) == finished.manifest)
        #expect(throws: Found(name: "facts.json")) {
            try finished.forEachEntry { name, _ in throw Found(name: name) }
        }
    }

    @Test(arguments: [1, 2, 5], [1, 100, 1 << 20])
    func `chunks overlap as asked and make up the entries, on any number of threads`(
        width: Int, limit: Int
    ) async throws {
        let folder = try TemporaryFolder()
        var writer = try BundleWriter.create(at: folder.path("a.zip"), time: BundleSample.moment)
        for entry in BundleSample.entries { try writer.add(entry.name, entry.bytes) }
        let finished = try writer.finish(BundleSample.head)
        let chunks = Mutex<[String: [BundleChunk]]>([:])
        try await finished.forEachChunk(of: limit, overlap: 7, width: width) { chunk in
            chunks.withLock { $0[chunk.name, default: []].append(chunk) }
        }
        var read: [String: [UInt8]] = [:]
        var ended: [String] = []
        func end(_ chunk: BundleChunk) -> Int { chunk.offset + chunk.bytes.count }
        for chunk in chunks.withLock({ $0 }).values.flatMap({ $0.sorted { end($0) < end($1) } }) {
            let known = read[chunk.name, default: []]
            #expect(chunk.offset == max(0, known.count - 7))
            #expect(chunk.bytes.starts(with: known[chunk.offset...]))
            read[chunk.name] = known[..<chunk.offset] + chunk.bytes
            if chunk.isLast { ended.append(chunk.name) }
        }
        let expected = Dictionary(uniqueKeysWithValues: BundleSample.entries.map { ($0.name, $0.bytes) })
        var all = read
        #expect(all.removeValue(forKey: "manifest.json") == (try finished.manifest.encoded()))
        #expect(all == expected)
        #expect(ended.sorted() == (expected.keys + ["manifest.json"]).sorted())
    }

    @Test(arguments: [1, 2, 4])
    func `of several errors that of the first entry counts`(width: Int) async throws {
        let folder = try TemporaryFolder()
        var writer = try BundleWriter.create(at: folder.path("a.zip"), time: BundleSample.moment)
        for number in 0..<40 { try writer.add("\(number).txt", [UInt8](repeating: 1, count: number * 50)) }
        let finished = try writer.finish(BundleSample.head)
        await #expect(throws: Found(name: "11.txt")) {
            try await finished.forEachChunk(of: 64, overlap: 0, width: width) { chunk in
                if let number = Int(chunk.name.dropLast(4)), number > 10 { throw Found(name: chunk.name) }
            }
        }
    }

    @Test
    func `what the disk does not hold as it was written is noticed`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        var writer = try BundleWriter.create(at: path, time: BundleSample.moment, nameless: false)
        try writer.add("a.txt", Array(repeating: 0x61, count: 40))
        let finished = try writer.finish(BundleSample.head)
        let partial = try #require(try BundleSample.names(in: folder).first)
        let descriptor = open(folder.path(partial), O_WRONLY)
        pwrite(descriptor, "\u{1}\u{2}\u{3}", 3, 60)
        close(descriptor)
        let error = #expect(throws: BundleError.self) { try finished.forEachEntry { _, _ in } }
        #expect(error?.description.hasPrefix("\(path) was written, and read back it ") == true)
    }
}
