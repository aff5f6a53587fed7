import Foundation
import Glibc
import TestSupport
import Testing

@testable import SupportBundle

/// What is no whole bundle is refused, with a reason.
struct BundleReaderTests {
    /// What is said of `bytes` as a bundle, without the file's name; nil where it is opened.
    private static func complaint(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> String? {
        let path = folder.path("tried.zip")
        try Data(bytes).write(to: URL(filePath: path))
        do throws(UnusableBundle) {
            _ = try BundleReader.open(path)
            return nil
        } catch {
            #expect(error.description.hasPrefix(path + " "))
            return String(error.description.dropFirst(path.count + 1))
        }
    }

    private static let small: [(name: String, bytes: [UInt8])] = [
        ("facts.json", Array("{ \"facts\": [] }\n".utf8)), ("b/log.txt", Array("began, ended, began\n".utf8)),
    ]

    @Test(arguments: ["Mu\u{308}ller/a.txt", "\u{1112}\u{1161}\u{11ab}.txt", "A\u{30a}/\u{212b}.txt"])
    func `names whose accents are written apart come back`(name: String) throws {
        let folder = try TemporaryFolder()
        try BundleSample.write(folder.path("a.zip"), [(name, [1, 2, 3])])
        #expect(try BundleReader.open(folder.path("a.zip")).bytes(of: name) == [1, 2, 3])
    }

    @Test
    func `a bundle that is cut short anywhere is refused`() throws {
        let folder = try TemporaryFolder()
        try BundleSample.write(folder.path("a.zip"), Self.small)
        let bytes = try BundleSample.bytes(folder.path("a.zip"))
        #expect(try Self.complaint(bytes, in: folder) == nil)
        for length in bytes.indices {
            #expect(try Self.complaint(Array(bytes[..<length]), in: folder) != nil, "\(length)")
        }
    }

    @Test
    func `a bundle of which any bit was turned is refused`() throws {
        let folder = try TemporaryFolder()
        try BundleSample.write(folder.path("a.zip"), Self.small)
        let bytes = try BundleSample.bytes(folder.path("a.zip"))
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                #expect(try Self.complaint(changed, in: folder) != nil, "bit \(bit) of byte \(index)")
            }
        }
    }

    /// Who seals again what was changed gets no further than to change what nobody reads, such as an entry's time.
    @Test
    func `a bundle that was changed and sealed anew is refused, or holds what it held`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        let manifest = try BundleSample.write(path, Self.small)
        let bytes = try BundleSample.bytes(path).dropLast(BundleSeal.length)
        let expected = Dictionary(uniqueKeysWithValues: Self.small.map { ($0.name, $0.bytes) })
        var harmless = 0
        for index in bytes.indices.dropLast(2) {
            for bit in 0..<8 {
                var changed = Array(bytes)
                changed[index] ^= 1 << bit
                changed.replaceSubrange((changed.count - 2)..., with: [0, 0])
                try Data(changed).write(to: URL(filePath: path))
                try Self.seal(path)
                guard let reader = try? BundleReader.open(path) else { continue }
                harmless += 1
                #expect(reader.manifest == manifest)
                #expect(try BundleSample.read(path) == expected)
            }
        }
        // Times, versions and attributes in the list of entries.
        #expect(harmless < bytes.count * 8 / 2)
    }

    private static func seal(_ path: String) throws {
        let descriptor = open(path, O_RDWR)
        defer { close(descriptor) }
        try? BundleSeal.put(on: descriptor)
    }

    @Test(arguments: [
        ("", "is no bundle of mde-preflight"),
        ("hello\n", "is no bundle of mde-preflight"),
        (String(repeating: "{}\n", count: 100), "is no bundle of mde-preflight"),
        (
            "PK\u{3}\u{4}" + String(repeating: "x", count: 300),
            "is cut short, has something behind its end, or is no bundle of mde-preflight"
        ),
    ])
    func `what is no bundle is not taken for one`(text: String, reason: String) throws {
        #expect(try Self.complaint(Array(text.utf8), in: TemporaryFolder()) == reason)
    }

    @Test
    func `something before it or behind it is noticed`() throws {
        let folder = try TemporaryFolder()
        try BundleSample.write(folder.path("a.zip"))
        let bytes = try BundleSample.bytes(folder.path("a.zip"))
        #expect(
            try Self.complaint(bytes + [0], in: folder)
                == "is cut short, has something behind its end, or is no bundle of mde-preflight")
        #expect(try Self.complaint([0] + bytes, in: folder) == "is no bundle of mde-preflight")
        #expect(
            try Self.complaint(Array(bytes[..<4]) + bytes, in: folder)
                == "was changed after it was written: its seal does not match")
    }

    @Test(arguments: [
        ("", "is a directory"), ("pipe", "is no regular file"),
        ("missing", "cannot be read: no such file or directory"),
    ])
    func `what is no file is refused, and not waited for`(name: String, reason: String) throws {
        let folder = try TemporaryFolder()
        mkfifo(folder.path("pipe"), 0o600)
        let path = folder.url.path + "/" + name
        #expect(throws: UnusableBundle("\(path) \(reason)")) { _ = try BundleReader.open(path) }
    }

    @Test
    func `a link to a bundle is followed`() throws {
        let folder = try TemporaryFolder()
        try BundleSample.write(folder.path("a.zip"))
        try FileManager.default.createSymbolicLink(atPath: folder.path("b.zip"), withDestinationPath: "a.zip")
        #expect(try BundleSample.read(folder.path("b.zip")).count == BundleSample.entries.count)
    }

    @Test
    func `an entry is asked for by its name, and is as large as one allows`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try BundleSample.write(path, [("large.txt", [UInt8](repeating: 1, count: 3 << 20))])
        let reader = try BundleReader.open(path)
        #expect(throws: UnusableBundle("\(path) holds no a.txt")) { try reader.bytes(of: "a.txt") }
        #expect(throws: UnusableBundle("\(path) holds an entry of more than 1 MiB: large.txt")) {
            try reader.bytes(of: "large.txt", limit: 1 << 20)
        }
        #expect(try reader.bytes(of: "large.txt", limit: 3 << 20).count == 3 << 20)
    }

    @Test
    func `a bundle that is changed after it was opened is noticed`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        try BundleSample.write(path, [("a.txt", Array(String(repeating: "one ", count: 400).utf8))])
        let reader = try BundleReader.open(path)
        let descriptor = open(path, O_WRONLY)
        pwrite(descriptor, "\u{1}\u{2}\u{3}", 3, 60)
        close(descriptor)
        #expect(throws: UnusableBundle.self) { try reader.bytes(of: "a.txt") }
    }
}
