import Foundation
import Model
import TestSupport
import Testing

@testable import Collectors

/// However large or odd an export is, reading it ends, and takes little.
struct SyncExportBoundsTests {
    @Test(.timeLimit(.minutes(10)))
    func `a hundred megabytes of schema are read past, in bounded memory`() throws {
        let export = try ExportFixture()
        let file = export.folder.url.appending(path: ExportFixture.forestFile)
        let text = ExportFixture.forest
        let cut = try #require(text.range(of: "<schema>")).upperBound
        try Data(text[..<cut].utf8).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        let line =
            "<attribute-type id='extensionAttribute'><name>extensionAttribute</name></attribute-type>\n"
        let block = Data(String(repeating: line, count: 12_000).utf8)
        for _ in 0..<100 { try handle.write(contentsOf: block) }
        try handle.write(contentsOf: Data(text[cut...].utf8))
        try handle.close()
        let before = try Self.residentPeak()
        let fact = export.read()
        #expect(fact.faults == [])
        #expect(fact.forests.first?.partitions.first?.inclusions.count == 1)
        // The whole tree of it would take a gigabyte; other tests run in this process meanwhile.
        #expect(try Self.residentPeak() - before < 400_000)
    }

    /// KiB.
    private static func residentPeak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(line.split(separator: " ").compactMap { Int($0) }.first)
    }

    @Test
    func `a file beyond the limit is given up`() throws {
        let export = try ExportFixture()
        var limits = SyncConfigurationCollector.Limits()
        limits.xml.fileBytes = 1000
        let fact = SyncConfigurationCollector.read(export.path, limits: limits)
        #expect(
            fact.faults.contains {
                $0.detail.contains("Connector_{0f0e7a52") && $0.detail.contains("is larger than 0 MiB")
            })
        #expect(fact.gaps.contains(.connectors))
    }

    @Test
    func `a text in many pieces counts as one`() throws {
        let export = try ExportFixture(
            ExportFixture.ruleFile,
            ExportFixture.rule.replacing("ServerAd", with: String(repeating: "a&amp;", count: 300_000)))
        var limits = SyncConfigurationCollector.Limits()
        limits.xml.textBytes = 100_000
        let fact = SyncConfigurationCollector.read(export.path, limits: limits)
        #expect(fact.faults.first?.detail.contains("holds more text than is read") == true)
    }

    @Test
    func `nothing more is read once time is up`() throws {
        let export = try ExportFixture()
        final class Counter { var asked = 0 }
        for allowed in 0..<12 {
            let counter = Counter()
            let fact = SyncConfigurationCollector.read(export.path) {
                counter.asked += 1
                return counter.asked > allowed
            }
            #expect(counter.asked <= allowed + 2)
            #expect(fact.faults.contains { $0.detail.contains("since the time was up") })
            #expect(!fact.gaps.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `ten thousand files end`() throws {
        let export = try ExportFixture()
        for index in 0..<10_000 {
            try Data("<other/>".utf8).write(to: export.folder.url.appending(path: "Connectors/\(index).xml"))
        }
        #expect(export.read().faults == [])
        var limits = SyncConfigurationCollector.Limits()
        limits.entries = 5000
        let fact = SyncConfigurationCollector.read(export.path, limits: limits)
        #expect(fact.faults.contains { $0.detail.contains("hold more than 5000 files") })
        #expect(fact.gaps.contains(.connectors))
    }

    @Test
    func `ten thousand broken files are some faults`() throws {
        let export = try ExportFixture()
        for index in 0..<300 {
            try Data("<ma-data>".utf8).write(to: export.folder.url.appending(path: "Connectors/\(index).xml"))
        }
        let fact = export.read()
        #expect(fact.faults.count <= 20)
        #expect(fact.forests.count == 1)
    }

    @Test(.timeLimit(.minutes(10)))
    func `links, loops, pipes and folders named like files are no trap`() throws {
        let export = try ExportFixture()
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: export.path + "/loop", withDestinationPath: export.path)
        try manager.createSymbolicLink(
            atPath: export.path + "/Connectors/self.xml", withDestinationPath: "self.xml")
        try manager.createDirectory(
            atPath: export.path + "/Connectors/folder.xml", withIntermediateDirectories: false)
        #expect(mkfifo(export.path + "/SynchronizationRules/pipe.xml", 0o600) == 0)
        let fact = export.read()
        #expect(
            fact.faults.map(\.detail) == [
                "\(export.path)/Connectors/self.xml is no regular file",
                "\(export.path)/SynchronizationRules/pipe.xml is no regular file",
            ])
        #expect(fact.gaps == [.connectors, .rules])
        #expect(fact.forests.count == 1)
        // The path that was given may be a link itself.
        let link = try TemporaryFolder().url
        let given = link.deletingLastPathComponent().appending(path: "link-\(UUID().uuidString)").path
        try manager.createSymbolicLink(atPath: given, withDestinationPath: export.path)
        defer { try? manager.removeItem(atPath: given) }
        #expect(SyncConfigurationCollector.read(given).forests.count == 1)
        #expect(SyncConfigurationCollector.read(given).faults.first?.detail.hasPrefix(given) == true)
        #expect(
            SyncConfigurationCollector.read(export.path + "/SynchronizationRules/pipe.xml").kind == .unknown)
    }

    @Test
    func `an external entity is never fetched`() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port: UInt16 = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                guard bind(listener, raw, length) == 0, listen(listener, 5) == 0,
                    getsockname(listener, raw, &length) == 0
                else { return 0 }
                return raw.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    UInt16(bigEndian: $0.pointee.sin_port)
                }
            }
        }
        try #require(port != 0)
        let url = "http://127.0.0.1:\(port)/evil"
        for type in [
            "<!DOCTYPE ma-data SYSTEM '\(url)'>", "<!DOCTYPE ma-data [<!ENTITY x SYSTEM '\(url)'>]>",
            "<!DOCTYPE ma-data [<!ENTITY % p SYSTEM '\(url)'>%p;]>",
        ] {
            let text = type + ExportFixture.forest.replacing("OU=Werk", with: "&x;")
            for data in [Data(text.utf8), ExportFixture.wide(text)] {
                let fact = try ExportFixture(ExportFixture.forestFile, data).read()
                #expect(
                    fact.faults.first?.detail.hasSuffix(
                        "declares a document type, which is refused") == true)
                #expect(fact.forests == [])
            }
        }
        var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        #expect(poll(&waiting, 1, 50) == 0)
    }

    @Test
    func `random bytes are never taken for an export`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let count = Int.random(in: 1...400, using: &generator)
            let bytes = Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
            let fact = try ExportFixture(ExportFixture.forestFile, Data("<ma-data>".utf8) + bytes).read()
            #expect(fact.gaps.contains(.connectors))
            #expect(fact.forests == [])
        }
    }

    @Test
    func `a mutated export never gains an inclusion`() throws {
        var generator = SystemRandomNumberGenerator()
        let sound = Array(ExportFixture.forest.utf8)
        for _ in 0..<300 {
            let bytes = Data(sound.prefix(Int.random(in: 0..<sound.count, using: &generator)))
            let fact = try ExportFixture(ExportFixture.forestFile, bytes).read()
            #expect(fact.forests == [])
            #expect(fact.gaps.contains(.connectors))
        }
    }
}
