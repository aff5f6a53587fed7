import Foundation

/// The misbehaving peers, started once for all tests of a process and ended with it.
package struct Lab: Sendable {
    package let tenant: String
    private let ports: [String: Int]
    private let authorities: [String: String]

    /// - Throws: ``LabError`` with what the script said.
    package static func shared() throws -> Lab {
        try started.get()
    }

    package func port(_ peer: String) throws -> Int {
        guard let port = ports[peer] else { throw LabError(message: "the lab has no peer \"\(peer)\"") }
        return port
    }

    /// The PEM file of one of the lab's authorities.
    package func authority(_ name: String) throws -> String {
        guard let path = authorities[name] else {
            throw LabError(message: "the lab has no authority \"\(name)\"")
        }
        return path
    }

    private struct Description: Decodable {
        var authorities: [String: String]
        var ports: [String: Int]
        var tenant: String
    }

    private static let started: Result<Lab, LabError> = {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "mde-preflight-lab-\(UUID().uuidString)")
        do {
            let said = try script("up", folder)
            runningFolder = folder
            atexit { Lab.end() }
            let path = said.trimmingCharacters(in: .whitespacesAndNewlines)
            let description = try JSONDecoder().decode(
                Description.self, from: Data(contentsOf: URL(filePath: path)))
            return .success(
                Lab(
                    tenant: description.tenant, ports: description.ports, authorities: description.authorities
                ))
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
        _ = try? script("down", folder)
        try? FileManager.default.removeItem(at: folder)
    }

    static func script(_ name: String, _ folder: URL) throws -> String {
        let process = Process()
        process.executableURL = Repository.root.appending(path: "Lab/\(name)")
        process.arguments = [folder.path]
        // Should this process die, the lab ends with it.
        process.environment = ProcessInfo.processInfo.environment.merging([
            "LAB_OWNER": "\(ProcessInfo.processInfo.processIdentifier)"
        ]) { _, new in new }
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw LabError(message: "Lab/\(name): \(String(decoding: complaint, as: UTF8.self))")
        }
        return String(decoding: said, as: UTF8.self)
    }
}

package struct LabError: Error, CustomStringConvertible {
    var message: String
    package var description: String { message }
}
