import Collectors
import Foundation
import TestSupport
import Testing

/// The evidence of this host is there whole or not at all, whatever mdatp does.
struct LocalHostTests {
    private let folder: TemporaryFolder
    private let place: URL

    init() throws {
        folder = try TemporaryFolder()
        place = folder.url.appending(path: "evidence")
    }

    /// A program in a folder of its own, which is first in PATH.
    private func environment(mdatp script: String) throws -> [String: String] {
        let path = try folder.write("#!/bin/sh\n\(script)\n", to: "mdatp")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return ["PATH": "\(folder.url.path):/usr/bin:/bin"]
    }

    private func contents(_ name: String) throws -> String {
        try String(contentsOf: place.appending(path: name), encoding: .utf8)
    }

    private func names(in url: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }

    @Test func `a host without mdatp says so`() async throws {
        try await LocalHost.collect(
            into: place, deadline: Deadline(seconds: 1800), longest: 1800,
            at: Date(timeIntervalSince1970: 1_795_608_000.7),
            environment: [:])
        let manifest = try contents("collection.txt")
        #expect(manifest.hasPrefix("mde-preflight collection 1\nfamily: linux\ncomputer-name: "))
        #expect(manifest.contains("\ncollected-at: 2026-11-25T12:00:00Z\n"))
        #expect(manifest.contains("\nmdatp: not installed\n"))
        #expect(manifest.contains(/\narchitecture: (x86_64|aarch64)\n/))
        #expect(manifest.contains(/\nboard-vendor: (present|absent)\n/))
        #expect(try contents("os-release").contains("ID="))
    }

    @Test func `what mdatp says is kept`() async throws {
        let environment = try environment(
            mdatp: """
                case "$*" in
                'health --output json') echo '{"healthy":true}' ;;
                'connectivity test') echo 'Testing connection with https://a.example ... [FAILED]'; exit 3 ;;
                --version) echo 'Product version: 101.1.2' ;;
                *) exit 9 ;;
                esac
                """)
        try await LocalHost.collect(
            into: place, deadline: Deadline(seconds: 1800), longest: 1800, environment: environment)
        #expect(try contents("mdatp-health.json") == "{\"healthy\":true}\n")
        #expect(try contents("mdatp-connectivity-test.txt").contains("[FAILED]"))
        let manifest = try contents("collection.txt")
        #expect(manifest.contains("\nmdatp: installed\nmdatp-version: Product version: 101.1.2\n"))
        #expect(manifest.contains("\nexit-status: 3 of mdatp connectivity test\n"))
        #expect(
            try names(in: place) == [
                "collection.txt", "mdatp-connectivity-test.txt", "mdatp-health.json", "os-release",
            ])
        #expect(try names(in: folder.url) == ["evidence", "mdatp"])
    }

    @Test(arguments: [
        ("exit 7", "it said nothing, exit status 7"), ("kill -9 $$", "ended by signal 9"),
        ("echo half; exec sleep 600", "it took too long"), ("exec yes", "it said too much"),
    ])
    func `what mdatp leaves undone is noted, and not taken for evidence`(script: String, words: String)
        async throws
    {
        let environment = try environment(mdatp: script)
        let limit = words == "it took too long" ? 0.3 : 1800
        try await LocalHost.collect(
            into: place, deadline: Deadline(seconds: limit), longest: 1800, environment: environment)
        let manifest = try contents("collection.txt")
        #expect(manifest.contains("\nnot-collected: mdatp health --output json: \(words)\n"))
        #expect(manifest.contains("\nnot-collected: mdatp connectivity test: \(words)\n"))
        #expect(try names(in: place) == ["collection.txt", "os-release"])
    }

    @Test func `what is there is left as it is`() async throws {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        await #expect(throws: LocalHostError.exists(place.path)) {
            try await LocalHost.collect(into: place, deadline: Deadline(seconds: 5), environment: [:])
        }
        #expect(try names(in: folder.url) == ["evidence"])
        #expect(try names(in: place).isEmpty)
    }

    @Test func `a folder that cannot be made is named`() async throws {
        let nowhere = folder.url.appending(path: "no/where")
        await #expect(throws: LocalHostError.unwritable(nowhere.path, ENOENT)) {
            try await LocalHost.collect(into: nowhere, deadline: Deadline(seconds: 5), environment: [:])
        }
    }
}
