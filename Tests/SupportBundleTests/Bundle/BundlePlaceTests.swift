import Foundation
import Glibc
import Model
import TestSupport
import Testing

@testable import SupportBundle

/// Where a bundle is written, and what is there when it could not be.
struct BundlePlaceTests {
    @Test(arguments: [true, false])
    func `only its owner may read a bundle, also where others could read what was there`(nameless: Bool)
        throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.zip")
        chmod(path, 0o644)
        try BundleSample.write(path, nameless: nameless)
        #expect(try BundleSample.mode(path) == 0o600)
        #expect(try BundleSample.read(path).count == BundleSample.entries.count)
    }

    @Test
    func `a link stays a link, and what it leads to is replaced`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.zip")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.zip"), withDestinationPath: "a.zip")
        try BundleSample.write(folder.path("link.zip"))
        #expect(try BundleSample.read(path).count == BundleSample.entries.count)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.zip")) == "a.zip")
    }

    @Test(arguments: [
        ("", "it is a directory"),
        ("pipe", "it is no regular file, and a bundle is read back before it gets its name"),
        ("dangling", "it is a link to a file that is not there"),
        ("missing/a.zip", "no such file or directory"),
        ("file/a.zip", "not a directory"),
        ("a.zip/", "no such file or directory"),
        (String(repeating: "x", count: 256), "file name too long"),
    ])
    func `a place that cannot be written to is refused beforehand`(name: String, reason: String) throws {
        let folder = try TemporaryFolder()
        mkfifo(folder.path("pipe"), 0o600)
        try folder.write("text", to: "file")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("dangling"), withDestinationPath: "nowhere")
        let before = try BundleSample.names(in: folder)
        let path = folder.url.path + "/" + name
        #expect(throws: BundleError(.place, "cannot write \(path.printable(limit: 1000)): \(reason)")) {
            _ = try BundleWriter.create(at: path, time: BundleSample.moment)
        }
        #expect(try BundleSample.names(in: folder) == before)
    }

    /// Not even who may do everything can make a file there.
    @Test
    func `a folder that takes no file is told as what it is`() throws {
        let error = #expect(throws: BundleError.self) {
            _ = try BundleWriter.create(at: "/proc/a.zip", time: BundleSample.moment)
        }
        #expect(error?.cause == .place)
        #expect(error?.description.hasPrefix("cannot write /proc/a.zip: ") == true)
    }

    @Test
    func `a name as long as names may be has room for what is written beside it`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(String(repeating: "x", count: 255))
        try BundleSample.write(path, nameless: false)
        #expect(try BundleSample.read(path).count == BundleSample.entries.count)
    }

    @Test(arguments: [true, false], 0...2)
    func `what is dropped leaves nothing, and the file that was there as it was`(
        nameless: Bool, step: Int
    ) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.zip")
        try Self.drop(path, nameless, step)
        #expect(try BundleSample.names(in: folder) == ["a.zip"])
        #expect(try BundleSample.bytes(path) == Array("old".utf8))
    }

    private static func drop(_ path: String, _ nameless: Bool, _ step: Int) throws {
        var writer = try BundleWriter.create(at: path, time: BundleSample.moment, nameless: nameless)
        guard step > 0 else { return }
        try writer.add("a.txt", [UInt8](repeating: 7, count: 300_000))
        guard step > 1 else { return }
        let finished = try writer.finish(BundleSample.head)
        try finished.forEachEntry { _, _ in }
    }

    @Test
    func `a file under construction has a name that tells what it is`() throws {
        let folder = try TemporaryFolder()
        let writer = try BundleWriter.create(
            at: folder.path("a.zip"), time: BundleSample.moment, nameless: false)
        let names = try BundleSample.names(in: folder)
        #expect(names.count == 1 && names[0].hasPrefix("mde-preflight-bundle.partial."))
        #expect(try BundleSample.mode(folder.path(names[0])) == 0o600)
        try writer.finish(BundleSample.head).commit()
    }

    /// What is to be written goes to a device that is always full.
    @Test(arguments: [true, false], [100, 300_000])
    func `a full disk is told, and leaves nothing`(nameless: Bool, size: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "a.zip")
        let error = #expect(throws: BundleError.self) {
            var writer = try BundleWriter.create(at: path, time: BundleSample.moment, nameless: nameless)
            let full = open("/dev/full", O_RDWR)
            dup2(full, writer.file.descriptor)
            close(full)
            var random = SplitMix(state: 1)
            try writer.add("a.txt", (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) })
            _ = try writer.finish(BundleSample.head)
        }
        #expect(error == BundleError(.writing, "\(path) cannot be written: no space left on device"))
        #expect(try BundleSample.names(in: folder) == ["a.zip"])
        #expect(try BundleSample.bytes(path) == Array("old".utf8))
    }

    @Test
    func `an entry that was not given to its end spoils the bundle`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.zip")
        #expect(throws: BundleError(.writing, "cannot write \(path): an entry was not given to its end")) {
            var writer = try BundleWriter.create(at: path, time: BundleSample.moment)
            #expect(throws: CancellationError.self) {
                try writer.add("a.txt") { sink in
                    try sink([1, 2, 3])
                    throw CancellationError()
                }
            }
            _ = try writer.finish(BundleSample.head)
        }
        #expect(try BundleSample.names(in: folder).isEmpty)
    }
}
