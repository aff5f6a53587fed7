import Configuration
import DeviceEvidence
import Foundation
import Model
import Synchronization
import TestSupport
import Testing

@testable import Collectors

/// A folder of files in the small format of these tests.
final class EvidenceFolder: Sendable {
    private let folder: TemporaryFolder
    private let state = Mutex(0)
    private let over = DispatchSemaphore(value: 0)

    var counted: Int { state.withLock { $0 } }

    /// `!` is a text of something else, `0` nothing but zeros, `empty` an empty file.
    init(_ files: [String: String]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files {
            let url = folder.url.appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            let content =
                switch text {
                case "!": Data("something else".utf8)
                case "0": Data(count: 100)
                case "empty": Data()
                default: Data("evidence\n\(text)\n".utf8)
                }
            try content.write(to: url)
        }
    }

    func end() {
        over.signal()
    }

    /// Waits until ``end()``; for one who reads.
    func waitForEnd() {
        over.wait()
        // The others that wait are let go too.
        over.signal()
    }

    /// Runs a Python script in the folder.
    func run(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        process.currentDirectoryURL = folder.url
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    func collect(
        _ places: [String] = [""], seconds: Double = 60,
        read: @escaping DeviceCollector.Read = { EvidenceFolder.read($0) }
    ) async -> [DeviceFact] {
        let places = places.map { name in
            EvidencePlace(
                name: name.isEmpty ? "site" : "site/\(name)", path: folder.url.appending(path: name).path)
        }
        return await DeviceCollector.collect(
            places, .init(), deadline: Deadline(seconds: seconds), width: 2, read: read
        ) { count in self.state.withLock { $0 = max($0, count) } }
    }

    static func read(_ bytes: [UInt8]) -> (kind: EvidenceFile.Kind, found: EvidenceFindings) {
        guard String(decoding: bytes, as: UTF8.self).hasPrefix("evidence") else {
            return EvidenceReading.read(bytes)
        }
        var kind = EvidenceFile.Kind.joinStatus
        var found = EvidenceFindings()
        for (number, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n").enumerated() {
            let words = line.split(separator: " ")
            switch words.first {
            case "analyzer": kind = .analyzer
            case "manifest": kind = .collection
            case "name": found.add(.computerName, .text(String(words[1])), line: number + 1)
            case "at": found.observedAt = Double(words[1]).map { Date(timeIntervalSince1970: $0) }
            default: break
            }
        }
        return (kind, found)
    }
}

extension DeviceFact {
    /// `path=name: files`, damaged ones with a cross; the codes of faults behind.
    var outline: String {
        let files = files.map { $0.name + ($0.fault == nil ? "" : "✘") }
        return "\(path)=\(name): " + (files + faults.map { "✘ \($0.code.rawValue)" }).joined(separator: " ")
    }
}
