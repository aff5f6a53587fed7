import Foundation
import LDAP
import TestSupport

/// Real directory servers, started once for all tests of a process; they end with it.
struct DirectoryServer: Decodable {
    var ports: [String: UInt16]
    var ca: String
    var files: [String: String]

    static let host = "dc.lab.test"
    static let suffix = "dc=lab,dc=test"
    static let password = "Pass-word.1"

    static func shared() throws -> DirectoryServer { try started.get() }

    func server(
        _ security: LDAPServer.Security = .none, host: String = Self.host, _ port: String? = nil
    ) throws -> LDAPServer {
        let name = port ?? (security == .ldaps ? "ldaps" : "ldap")
        guard let number = ports[name] else { throw Failure(message: "no port \(name)") }
        return LDAPServer(host: host, port: number, security: security, address: "127.0.0.1")
    }

    func open(
        _ security: LDAPServer.Security = .none, host: String = Self.host, within seconds: Double = 60
    ) throws -> LDAPSession {
        try LDAPSession.open(
            server(security, host: host), trust: LDAPTrust(caFile: ca), limits: .within(seconds))
    }

    struct Failure: Error {
        var message: String
    }

    private static let started: Result<DirectoryServer, any Error> = Result {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = Repository.root.appending(path: "Lab/ldap-server")
        process.arguments = [folder.url.path]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        held = (folder, input)
        atexit { DirectoryServer.end() }
        var said = Data()
        while !said.contains(10) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure(message: "Lab/ldap-server did not start") }
            said += more
        }
        return try JSONDecoder().decode(DirectoryServer.self, from: said)
    }

    // Written once, before the process can end. The servers end when their input does.
    nonisolated(unsafe) private static var held: (TemporaryFolder, Pipe)?

    private static func end() {
        try? held?.1.fileHandleForWriting.close()
        held = nil
    }
}

extension LDAPLimits {
    static func within(_ seconds: Double, maximumMessage: Int = 16 << 20) -> LDAPLimits {
        LDAPLimits(deadline: .now + .seconds(seconds), maximumMessage: maximumMessage)
    }
}
