import Foundation
import TestSupport
import Testing

/// Reports of many devices, saved and rendered.
struct LargeReportTests {
    private static let example = Repository.root.appending(
        path: "reports/examples/directory-mixed/report.json")
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The example with many times its first computer and device, as it would have been written.
    private func large(_ count: Int) throws -> String {
        let lines = try String(contentsOf: Self.example, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let many = lines.flatMap { line -> [Substring] in
            line.contains("\"name\":\"PC-001\"") ? Array(repeating: line, count: count) : [line]
        }
        let counted = many.map { $0 == "      \"ready\" : 4," ? "      \"ready\" : \(3 + count)," : $0 }
        return try folder.write(counted.joined(separator: "\n"), to: "large.json")
    }

    @Test func `an example renders as it was saved`() async throws {
        let json = try await Program.run(["render", Self.example.path, "--output", "json"])
        #expect(json.status == 0)
        #expect(try json.output == String(contentsOf: Self.example, encoding: .utf8))
        let text = try await Program.run(["render", Self.example.path])
        let recorded = Self.example.deletingLastPathComponent().appending(path: "report.txt")
        #expect(try text.output == String(contentsOf: recorded, encoding: .utf8))
    }

    @Test func `so does a report of many devices, into a file and to standard output`() async throws {
        let path = try large(3000)
        let run = try await Program.run([
            "render", path, "--output", "json", "--output", "json=\(folder.path("a.json"))",
        ])
        #expect(run.status == 0)
        let saved = try String(contentsOfFile: path, encoding: .utf8)
        #expect(saved.utf8.count > 1_500_000)
        #expect(run.output == saved)
        #expect(try String(contentsOfFile: folder.path("a.json"), encoding: .utf8) == saved)
    }

    @Test func `a reader that leaves in the middle spoils neither the status nor the other output`()
        async throws
    {
        let path = try large(3000)
        let command = "\"$0\" \"$@\" | head -c 200000 > /dev/null; exit ${PIPESTATUS[0]}"
        let run = try await Program.run(
            ["render", path, "--output", "json", "--output", "json=\(folder.path("a.json"))"],
            through: ["/bin/bash", "-c", command])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(
            try String(contentsOfFile: folder.path("a.json"), encoding: .utf8)
                == String(contentsOfFile: path, encoding: .utf8))
    }

    @Test func `a write that fails in the middle leaves the old report as it was`() async throws {
        let path = try large(3000)
        try folder.write("old", to: "a.json")
        // 512 blocks of 1024 bytes; what goes beyond fails as on a full disk.
        let command = "trap '' XFSZ; ulimit -f 512; \"$0\" \"$@\""
        let run = try await Program.run(
            ["render", path, "--output", "json=\(folder.path("a.json"))"],
            through: ["/bin/bash", "-c", command])
        #expect(run.status == 70)
        #expect(run.errors.contains("a.json: file too large"))
        #expect(try String(contentsOfFile: folder.path("a.json"), encoding: .utf8) == "old")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [
                "a.json", "large.json",
            ])
        let full = try await Program.run(["render", path, "--output", "json=/dev/full"])
        #expect(full.status == 70)
        #expect(full.errors.contains("/dev/full: no space left on device"))
    }

    @Test func `the text report of many devices is as short as that of a few`() async throws {
        let few = try await Program.run(["render", Self.example.path])
        let many = try await Program.run(["render", large(3000)])
        #expect(many.status == 0)
        #expect(many.output.split(separator: "\n").count == few.output.split(separator: "\n").count)
        #expect(many.output.contains("3003") && !few.output.contains("3003"))
    }
}
