import Foundation

/// Real directories and misbehaving ones, started once for all tests of a process and ended with it; root only.
package struct DirectoryLab: Sendable, Decodable {
    package struct User: Sendable, Decodable {
        package var upn: String
        package var passwordFile: String
    }

    package struct Scenario: Sendable, Decodable {
        package var domain: String
        package var server: String
        package var alias: String
        package var ca: String
        package var tenant: String
        package var users: [String: User]
        package var keytab: String
        package var ticketCache: String
        package var expiredTicketCache: String
        package var computers: String
    }

    private struct Peer: Decodable {
        var port: Int
    }

    private struct Authorities: Decodable {
        var root: String
    }

    package let scenarios: [String: Scenario]
    private let peers: [String: Peer]
    private let ca: Authorities

    package var caFile: String { ca.root }

    /// - Throws: ``LabError`` with what the script said.
    package static func shared() throws -> DirectoryLab {
        try started.get()
    }

    package func port(_ peer: String) throws -> Int {
        guard let port = peers[peer]?.port else { throw LabError(message: "no directory peer \"\(peer)\"") }
        return port
    }

    package func scenario(_ name: String) throws -> Scenario {
        guard let found = scenarios[name] else { throw LabError(message: "no directory \"\(name)\"") }
        return found
    }

    /// What runs a command where the controller of a scenario is; `skew` is how wrong the clock is there.
    package static func inside(_ scenario: String, skew: String? = nil) throws -> [String] {
        guard let folder = runningFolder else { throw LabError(message: "the directory lab is not up") }
        let script = Repository.root.appending(path: "Lab/directory/inside").path
        return [script] + (skew.map { ["--skew", $0] } ?? []) + [folder.path, scenario]
    }

    private static let started: Result<DirectoryLab, LabError> = {
        // Samba binds sockets below it, whose paths are short.
        let folder = URL(filePath: "/tmp/mdl-\(UUID().uuidString.prefix(8))")
        do {
            let said = try Lab.script("directory/up", folder)
            runningFolder = folder
            atexit { DirectoryLab.end() }
            let path = said.trimmingCharacters(in: .whitespacesAndNewlines)
            return .success(
                try JSONDecoder().decode(DirectoryLab.self, from: Data(contentsOf: URL(filePath: path))))
        } catch let error as LabError {
            return .failure(error)
        } catch {
            return .failure(LabError(message: "\(error)"))
        }
    }()

    // Written once, before the process can end.
    nonisolated(unsafe) private static var runningFolder: URL?

    private static func end() {
        guard let folder = runningFolder else { return }
        _ = try? Lab.script("directory/down", folder)
        try? FileManager.default.removeItem(at: folder)
    }
}
