package import Foundation

/// A command interpreter and a registry of Windows, as Wine has them, in a folder of their own.
package final class WindowsShell: Sendable {
    private let folder: TemporaryFolder
    private let environment: [String: String]

    /// Where Debian puts it.
    package static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/wine")

    /// - Throws: ``LabError`` where it does not start within two minutes.
    package init() async throws {
        folder = try TemporaryFolder()
        environment = [
            "PATH": "/usr/bin:/bin", "HOME": folder.url.path, "WINEPREFIX": folder.path("prefix"),
            "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree=;mshtml=", "LANG": "C.UTF-8",
        ]
        let boot = try await run(["wineboot", "-i"], seconds: 120)
        guard boot.status == 0 else { throw LabError(message: "wineboot: \(boot.status) \(boot.errors)") }
    }

    deinit {
        let server = Process()
        server.executableURL = URL(filePath: "/usr/bin/env")
        server.arguments = ["wineserver", "-k"]
        server.environment = environment.merging(["PATH": "/usr/bin:/bin:/usr/lib/wine"]) { _, new in new }
        server.standardError = FileHandle.nullDevice
        if (try? server.run()) != nil { server.waitUntilExit() }
    }

    /// Runs a program of Windows; paths in its arguments are as that has them.
    package func run(_ arguments: [String], seconds: Int = 60) async throws -> Command.Run {
        try await Command.run(
            "timeout", ["-k", "5", "\(seconds)", "wine"] + arguments, environment: environment,
            folder: folder.url.path)
    }

    /// Adds a value to the registry.
    package func add(_ key: String, _ name: String, _ type: String, _ data: String) async throws {
        let run = try await run(["reg", "add", key, "/v", name, "/t", type, "/d", data, "/f"])
        guard run.status == 0 else { throw LabError(message: "reg add \(key): \(run.output)\(run.errors)") }
    }

    /// A path as programs of Windows have it.
    package static func path(_ url: URL) -> String {
        "Z:" + url.path.replacingOccurrences(of: "/", with: "\\")
    }
}
