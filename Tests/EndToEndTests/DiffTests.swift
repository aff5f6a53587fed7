import Foundation
import TestSupport
import Testing

/// `diff`, from the built program.
struct DiffTests {
    private static func example(_ name: String) -> String {
        Repository.root.appending(path: "reports/examples/\(name)/report.json").path
    }

    private static let good = example("all-good")
    private static let bad = example("failures-and-blocked")
    private static let fleet = example("directory-mixed")

    @Test(arguments: [(good, good, 0), (good, bad, 1), (fleet, fleet, 0), (good, fleet, 1)])
    func `the exit status says whether anything is worse`(old: String, new: String, status: Int) async throws
    {
        let run = try await Program.run(["diff", old, new])
        #expect(run.status == status)
        #expect(run.errors == "")
        #expect(run.output.hasPrefix(status == 0 ? "NO CHANGE\n" : "WORSE\n"))
    }

    @Test(arguments: [
        ("diff /dev/zero \"$1\"", "cannot read /dev/zero: it is a device, and no report"),
        ("diff \"$1\" /dev/urandom", "cannot read /dev/urandom: it is a device, and no report"),
        ("check --only waivers --baseline /dev/zero", "cannot read /dev/zero: it is a device, and no report"),
        ("render <(exec cat /dev/zero)", "it begins with zeros, as no text does"),
    ])
    func `what has no end is no report, and is given up`(command: String, words: String) async throws {
        let run = try await Program.run(
            [Self.good], through: ["/bin/bash", "-c", "ulimit -v 6000000; \"$0\" \(command)"])
        #expect(run.status == 65)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test(arguments: ["2026-01-01", nil])
    func `another edition of the catalogue is told in each form`(edition: String?) async throws {
        let folder = try TemporaryFolder()
        var report = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: Self.good))) as? [String: Any])
        func saved(_ edition: String?, _ name: String) throws -> String {
            report["catalogue"] = edition.map { ["version": $0] }
            let data = try JSONSerialization.data(withJSONObject: report)
            return try folder.write(String(decoding: data, as: UTF8.self), to: name)
        }
        let (old, new) = try (saved(edition, "old.json"), saved("2026-11-26", "new.json"))
        let run = try await Program.run([
            "diff", old, new, "--output", "json", "--output", "markdown=\(folder.path("a.md"))",
            "--output", "text=\(folder.path("a.txt"))",
        ])
        #expect(run.status == 0)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let doubts = try #require(document["doubts"] as? [[String: String]])
        #expect(doubts.map { $0["kind"] } == ["catalogue"])
        let before = try #require(document["old"] as? [String: Any])
        #expect((before["catalogue"] as? [String: String])?["version"] == edition)
        for form in ["a.md", "a.txt"] {
            let text = try String(contentsOfFile: folder.path(form), encoding: .utf8)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let told = "from which a difference may come: \(edition ?? "not told"), then 2026-11-26"
            #expect(text.contains("other edition of the catalogue of checks, \(told)"), "\(text)")
        }
    }

    @Test func `each form is written, to files and to standard output`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run([
            "diff", Self.good, Self.bad, "--output", "json", "--output", "markdown=\(folder.path("a.md"))",
            "--output",
            "text=\(folder.path("a.txt"))", "--color", "never",
        ])
        #expect(run.status == 1)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(document["format"] as? String == "mde-preflight.diff/1")
        #expect(try String(contentsOfFile: folder.path("a.md"), encoding: .utf8).hasPrefix("# "))
        #expect(try String(contentsOfFile: folder.path("a.txt"), encoding: .utf8).hasPrefix("WORSE\n"))
    }

    @Test(arguments: [true, false])
    func `one report may come by standard input`(isOld: Bool) async throws {
        let script = "cat \"$0\" | \"$@\""
        let file = isOld ? Self.good : Self.bad
        let run = try await Program.run(
            ["diff", isOld ? "-" : Self.good, isOld ? Self.bad : "-"],
            through: ["/bin/bash", "-c", script, file])
        #expect(run.status == 1)
        #expect(run.output == (try await Program.run(["diff", Self.good, Self.bad]).output))
    }

    @Test(arguments: [
        (["-", "-"], 64, "only one of the reports"), ([good], 64, "<new>"), ([good, ""], 64, "is empty"),
        ([good, bad, "--output", "html"], 64, "html"),
        ([good, bad, "--output", "text", "--output", "json"], 64, "two outputs on standard output"),
        ([good, "/nonexistent"], 65, "cannot read /nonexistent: no such file or directory"),
        (["/tmp", bad], 65, "cannot read /tmp: is a directory"),
        ([good, "/dev/null"], 65, "it is a device, and no report"),
        ([good, bad, "--output", "json=/nonexistent/a"], 65, "cannot write /nonexistent/a"),
        ([good, bad, "--output", "json=/dev/full"], 70, "no space left on device"),
    ])
    func `what cannot be done is said, with its own status`(
        arguments: [String], status: Int, message: String
    ) async throws {
        let run = try await Program.run(["diff"] + arguments)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output == "")
    }

    @Test func `a report that is cut short is named, and nothing is written`() async throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: Self.fleet, encoding: .utf8)
        let cut = try folder.write(String(text.prefix(text.count / 2)), to: "cut.json")
        let run = try await Program.run([
            "diff", Self.fleet, cut, "--output", "json=\(folder.path("a.json"))",
        ])
        #expect(run.status == 65)
        #expect(
            run.errors.contains("cut.json: not a report of mde-preflight: it is not JSON, or is cut short"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["cut.json"])
    }

    @Test func `another program may have laid a report out anew`() async throws {
        let folder = try TemporaryFolder()
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: Self.fleet)))
        let data = try JSONSerialization.data(withJSONObject: object, options: .prettyPrinted)
        let other = try folder.write(String(decoding: data, as: UTF8.self), to: "other.json")
        let run = try await Program.run(["diff", Self.fleet, other])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("NO CHANGE\n"))
    }

    @Test func `devices that got worse are told with their names`() async throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: Self.fleet, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.contains("\"name\":\"PC-001\",\"results\"")
                ? String(line).replacing("\"verdict\":\"ready\"", with: "\"verdict\":\"not-ready\"")
                : String(line)
        }
        let counted = lines.joined(separator: "\n").replacing(
            "\"not-ready\" : 3,\n      \"ready\" : 4,", with: "\"not-ready\" : 4,\n      \"ready\" : 3,")
        let worse = try folder.write(counted, to: "worse.json")
        let run = try await Program.run(["diff", Self.fleet, worse])
        #expect(run.status == 1)
        #expect(run.output.contains("1 device: ready → not ready"))
        #expect(run.output.contains("PC-001"))
    }
}
