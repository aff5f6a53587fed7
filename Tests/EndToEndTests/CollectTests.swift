import Foundation
import TestSupport
import Testing

/// `collect` leaves what `check` reads.
struct CollectTests {
    @Test func `this host is collected once`() async throws {
        let folder = try TemporaryFolder()
        let first = try await Program.run(["collect", "--output", "mine"], folder: folder.url.path)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.isEmpty)
        #expect(first.errors.hasPrefix("Collected mine."))
        let manifest = folder.url.appending(path: "mine/collection.txt")
        let written = try String(contentsOf: manifest, encoding: .utf8)
        #expect(written.hasPrefix("mde-preflight collection 1\nfamily: linux\n"))
        let again = try await Program.run(["collect", "--output", "mine/"], folder: folder.url.path)
        #expect(again.status == 65)
        #expect(again.errors.contains("is there already, and is left as it is"))
        #expect(try String(contentsOf: manifest, encoding: .utf8) == written)
    }

    @Test func `without a name the folder has that of the host`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["collect"], folder: folder.url.path)
        #expect(run.status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(names.count == 1)
        #expect(names.first?.wholeMatch(of: /[a-z0-9_-]+-mde-evidence/) != nil)
    }

    @Test(arguments: [
        (["--output", "-"], 64, "cannot go to standard output"),
        (["--output", "no/where"], 65, "no/where: no such file or directory"),
        (["--emit", "os2"], 64, "windows"),
    ])
    func `what cannot be done is said`(arguments: [String], status: Int, words: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["collect"] + arguments, folder: folder.url.path)
        #expect(run.status == status)
        #expect(run.errors.contains(words))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test func `an interrupt leaves nothing behind`() async throws {
        let folder = try TemporaryFolder()
        let programs = try TemporaryFolder()
        // It is run several times, and a second interrupt would end everything at once.
        let agent = try programs.write(
            """
            #!/bin/sh
            echo $$ >>"$0.started"
            mkdir "$0.told" 2>/dev/null && kill -INT $PPID
            exec sleep 600
            """, to: "mdatp")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: agent)
        let run = try await Program.run(
            ["collect", "--output", "mine"], environment: ["PATH": "\(programs.url.path):/usr/bin:/bin"],
            folder: folder.url.path)
        #expect(run.status == 130)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        let started = try String(contentsOfFile: agent + ".started", encoding: .utf8)
        let processes = started.split(separator: "\n").compactMap { pid_t($0) }
        #expect(!processes.isEmpty)
        #expect(processes.allSatisfy { kill($0, 0) != 0 })
    }

    @Test func `the script for Windows is plain, and the same in a file`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["collect", "--emit", "windows"])
        let path = folder.path("collect.cmd")
        let other = try await Program.run(["collect", "--emit", "windows", "--output", path])
        #expect(run.status == 0 && other.status == 0)
        #expect(try Data(contentsOf: URL(filePath: path)) == Data(run.output.utf8))
        let bytes = Array(run.output.utf8)
        #expect(bytes.allSatisfy { $0 < 0x80 })
        // Every line ends with both.
        let ends = zip([0] + bytes, bytes).filter { $1 == 10 }
        #expect(!ends.isEmpty && ends.allSatisfy { $0.0 == 13 })
        #expect(bytes.count { $0 == 13 } == ends.count)
        // Nothing is deleted, added or changed but files of its own.
        #expect(!run.output.contains(/reg(\.exe)? (add|delete|import|restore)/.ignoresCase()))
        #expect(!run.output.contains(/sc(\.exe)? (config|start|stop|create|delete)/.ignoresCase()))
    }
}
