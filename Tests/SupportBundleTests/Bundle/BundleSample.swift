import Foundation
import Model
import TestSupport
import Testing

@testable import SupportBundle

/// Bundles to try things with.
enum BundleSample {
    static let moment = Date(timeIntervalSince1970: 1_700_000_000)
    static let head = BundleManifest(
        tool: .init(name: "mde-preflight", version: "1.2.3"), libraries: ["libarchive": "3.6.2"],
        catalogue: .init(version: "7", sha256: String(repeating: "a", count: 64)), redaction: .secrets,
        notes: ["One sentence."])
    static let entries: [(name: String, bytes: [UInt8])] = [
        ("facts.json", Array("{ \"facts\": [] }\n".utf8)),
        ("evidence/PC-1/Gerät.txt", Array(String(repeating: "AzureAdJoined : YES\n", count: 40).utf8)),
        ("evidence/PC-1/empty.txt", []),
        ("log.txt", Array("began\nended\n".utf8)),
    ]

    /// Writes a bundle and puts it in its place.
    @discardableResult
    static func write(
        _ path: String, _ entries: [(name: String, bytes: [UInt8])] = entries,
        leftOut: [(name: String, why: String)] = [], head: BundleManifest = head, nameless: Bool = true
    ) throws -> BundleManifest {
        var writer = try BundleWriter.create(at: path, time: moment, nameless: nameless)
        for entry in entries { try writer.add(entry.name, entry.bytes) }
        for file in leftOut { writer.leaveOut(file.name, why: file.why) }
        let finished = try writer.finish(head)
        let manifest = finished.manifest
        try finished.commit()
        return manifest
    }

    /// The entries of a bundle by their names.
    static func read(_ path: String) throws -> [String: [UInt8]] {
        let reader = try BundleReader.open(path)
        var entries: [String: [UInt8]] = [:]
        for entry in reader.manifest.entries { entries[entry.name] = try reader.bytes(of: entry.name) }
        return entries
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    static func names(in folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    }

    static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

/// Numbers that are the same on every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
