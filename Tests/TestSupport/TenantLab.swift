import Foundation

/// The stand-in for a tenant's services, started once for all tests of a process; it ends with it.
package struct TenantLab: Decodable, Sendable {
    private var ports: [String: Int]
    package var ca: String
    private var files: [String: String]
    /// The application that may sign in, its secret, and the tenant's id.
    package var client: String
    package var secret: String
    package var tenant: String

    package static func shared() throws -> TenantLab { try started.get() }

    /// The path of one of the application's certificates or keys.
    package func file(_ name: String) throws -> String {
        guard let path = files[name] else { throw LabError(message: "the stand-in has no file \"\(name)\"") }
        return path
    }

    /// A domain whose first label chooses what goes wrong, for this one test alone.
    package static func domain(_ habit: String) -> String {
        "\(habit).\(UUID().uuidString.prefix(8).lowercased()).lab.test"
    }

    /// Entries of `network.connect-to`, which lead all that could be asked to the stand-in.
    package var connectTo: [String] {
        let tls = ports["tls"] ?? 0
        let plain = ports["plain"] ?? 0
        let hosts = [
            "login.microsoftonline.com", "graph.microsoft.com", "api.security.microsoft.com",
            "elsewhere.lab.test",
            "enterpriseregistration.windows.net",
            "login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn",
        ]
        return hosts.map { "\($0):443:127.0.0.1:\(tls)" } + [
            "graph.microsoft.com:8443:127.0.0.1:\(tls)", "graph.microsoft.com:80:127.0.0.1:\(plain)",
            "169.254.169.254:80:127.0.0.1:\(plain)",
        ]
    }

    /// A configuration's `network` that leads to the stand-in and trusts it.
    package var network: String { network(through: "via: direct") }

    /// The same on the path that `path` tells, such as `via: direct`.
    package func network(through path: String) -> String {
        let rules = connectTo.map { "\"\($0)\"" }.joined(separator: ", ")
        return "network: { \(path), ca-file: \"\(ca)\", connect-to: [\(rules)], endpoint-sets: [] }\n"
    }

    /// A request that the stand-in has got.
    package struct Request: Decodable, Sendable {
        package var host: String
        package var path: String
        package var secure: Bool
        package var tenant: String?
        package var hasToken: Bool
    }

    /// All requests so far that came with any token, or for a tenant of this name.
    package func requests(of domain: String? = nil) async throws -> [Request] {
        let port = ports["plain"] ?? 0
        let run = try await Command.run(
            "curl", ["--silent", "--max-time", "10", "http://127.0.0.1:\(port)/lab/requests"])
        let all = try JSONDecoder().decode([Request].self, from: Data(run.output.utf8))
        guard let domain else { return all }
        return all.filter { $0.tenant == domain || $0.path.contains(domain) }
    }

    /// A token such as somebody might fetch by other means.
    package func token(for service: String, of domain: String) async throws -> String {
        struct Answer: Decodable {
            var token: String
            enum CodingKeys: String, CodingKey { case token = "access_token" }
        }
        let resource =
            service == "graph" ? "https://graph.microsoft.com" : "https://api.securitycenter.microsoft.com"
        let form = [
            "grant_type=client_credentials", "client_id=\(client)", "client_secret=\(secret)",
            "scope=\(resource)/.default",
        ]
        let port = ports["plain"] ?? 0
        let run = try await Command.run(
            "curl",
            ["--silent", "--max-time", "10", "http://127.0.0.1:\(port)/\(domain)/oauth2/v2.0/token"]
                + form.flatMap { ["--data", $0] })
        return try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8)).token
    }

    private static let started: Result<TenantLab, any Error> = Result {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = Repository.root.appending(path: "Lab/tenant/serve")
        process.arguments = [folder.url.path]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        held = (folder, input)
        atexit { TenantLab.end() }
        var said = Data()
        while !said.contains(10) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw LabError(message: "Lab/tenant/serve did not start") }
            said += more
        }
        return try JSONDecoder().decode(TenantLab.self, from: said)
    }

    // Written once, before the process can end. The stand-in ends when its input does.
    nonisolated(unsafe) private static var held: (TemporaryFolder, Pipe)?

    private static func end() {
        try? held?.1.fileHandleForWriting.close()
        held = nil
    }
}
