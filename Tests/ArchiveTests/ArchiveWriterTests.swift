import Foundation
import Glibc
import TestSupport
import Testing

@testable import Archive

struct ArchiveWriterTests {
    /// Writes entries to a file, each in pieces of seven bytes; with their sizes told beforehand, or not.
    private static func write(
        _ entries: [(name: String, bytes: [UInt8])], to path: String, telling: Bool = true
    ) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        defer { close(descriptor) }
        var writer = try ArchiveWriter.open(descriptor: descriptor, level: 1)
        for entry in entries {
            try writer.begin(entry.name, size: telling ? entry.bytes.count : nil)
            for start in stride(from: 0, to: entry.bytes.count, by: 7) {
                try writer.write(entry.bytes[start..<min(start + 7, entry.bytes.count)])
            }
            try writer.end()
        }
        try writer.close()
    }

    private static func read(_ path: String) throws -> [(name: String, bytes: [UInt8])] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        var budget = ArchiveBudget(ArchiveLimits(), packed: bytes.count)
        let format = try #require(ArchiveFormat(head: Array(bytes.prefix(ArchiveFormat.headLength))))
        var reader = try ArchiveReader.open(bytes, format, ArchiveLimits())
        var entries: [(name: String, bytes: [UInt8])] = []
        while let entry = try reader.next(&budget) {
            #expect(!entry.isFolder)
            entries.append(
                (entry.parts.joined(separator: "/"), try reader.read(upTo: 1 << 26, &budget)))
        }
        return entries
    }

    @Test(arguments: [true, false])
    func `entries are read as they were written, in their order`(telling: Bool) throws {
        let folder = try TemporaryFolder()
        let entries: [(name: String, bytes: [UInt8])] = [
            ("b.txt", Array(String(repeating: "hello ", count: 10_000).utf8)), ("a/empty", []),
            ("a/Gerät \u{65e5}.bin", (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 167) }),
        ]
        try Self.write(entries, to: folder.path("a.zip"), telling: telling)
        let read = try Self.read(folder.path("a.zip"))
        #expect(read.map(\.name) == entries.map(\.name))
        #expect(read.map(\.bytes) == entries.map(\.bytes))
    }

    @Test
    func `an entry that is not as long as was told is an error`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ArchiveError("cannot be written: an entry is longer than was told")) {
            let descriptor = open(folder.path("a.zip"), O_RDWR | O_CREAT, 0o600)
            defer { close(descriptor) }
            var writer = try ArchiveWriter.open(descriptor: descriptor, level: 1)
            try writer.begin("a", size: 2)
            try writer.write([1, 2, 3])
        }
        #expect(throws: ArchiveError("cannot be written: an entry is shorter than was told")) {
            let descriptor = open(folder.path("b.zip"), O_RDWR | O_CREAT, 0o600)
            defer { close(descriptor) }
            var writer = try ArchiveWriter.open(descriptor: descriptor, level: 1)
            try writer.begin("a", size: 2)
            try writer.write([1])
            try writer.end()
        }
    }

    @Test
    func `an archive that is dropped is not ended as if it were whole`() throws {
        let folder = try TemporaryFolder()
        let descriptor = open(folder.path("a.zip"), O_RDWR | O_CREAT, 0o600)
        defer { close(descriptor) }
        try Self.begin(descriptor)
        #expect(lseek(descriptor, 0, SEEK_END) == 0, "nothing but whole blocks")
    }

    private static func begin(_ descriptor: Int32) throws {
        var writer = try ArchiveWriter.open(descriptor: descriptor, level: 1)
        try writer.begin("a", size: nil)
        try writer.write([1, 2, 3])
        try writer.end()
    }

    @Test
    func `a full disk is told in the system's words`() throws {
        let full = open("/dev/full", O_RDWR)
        defer { close(full) }
        #expect(throws: ArchiveError("cannot be written: no space left on device")) {
            var writer = try ArchiveWriter.open(descriptor: full, level: 1)
            try writer.begin("a", size: nil)
            for _ in 0..<200_000 { try writer.write([UInt8.random(in: 0...255), 2, 3]) }
            try writer.end()
            try writer.close()
        }
    }

    @Test
    func `the library tells its version`() {
        #expect(ArchiveLibrary.version.contains("libarchive"))
    }
}
