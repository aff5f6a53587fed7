import Foundation
import TestSupport
import Testing

/// `Scripts/catalogue-edition`, by which a change of the catalogue is not forgotten to be an edition of its own.
struct EditionTests {
    private let folder: TemporaryFolder
    private let checks: URL

    init() throws {
        folder = try TemporaryFolder()
        checks = folder.url.appending(path: "checks")
        try FileManager.default.copyItem(at: Repository.root.appending(path: "checks"), to: checks)
    }

    private func edition(_ arguments: String...) async throws -> Command.Run {
        try await Command.run(
            "Scripts/catalogue-edition", arguments + [checks.path], folder: Repository.root.path)
    }

    private func change(_ file: String) throws {
        let file = checks.appending(path: file)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let old = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        try (old + "# another line\n").write(to: file, atomically: true, encoding: .utf8)
    }

    @Test(arguments: ["reasons.yml", "endpoints/sets/other.yml", "collectors/windows.cmd", "new/folder.yml"])
    func `a change is found, and is an edition of its own`(file: String) async throws {
        _ = try await edition()
        #expect(try await edition("--check").status == 0)
        try change(file)
        let told = try await edition("--check")
        #expect(told.status == 1)
        #expect(told.errors.contains("run make edition"))
        #expect(try await edition().status == 0)
        #expect(try await edition("--check").status == 0)
        let text = try String(contentsOf: checks.appending(path: "catalogue.yml"), encoding: .utf8)
        #expect(text.contains(#/\nversion: 20[0-9]{2}-[0-9]{2}-[0-9]{2}\n$/#))
    }

    @Test(arguments: ["README.md", "reasons.yml~"])
    func `what is no part of the catalogue makes no edition`(file: String) async throws {
        _ = try await edition()
        try change(file)
        #expect(try await edition("--check").status == 0)
    }

    @Test func `a file that is gone or has another name is a change`() async throws {
        _ = try await edition()
        try FileManager.default.moveItem(
            at: checks.appending(path: "areas.yml"), to: checks.appending(path: "area.yml"))
        #expect(try await edition("--check").status == 1)
    }
}
