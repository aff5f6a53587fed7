import Foundation
import TestSupport

/// A configuration that reads a directory of the lab, and the ways to change it.
struct Directory: Sendable {
    enum SignIn: Sendable {
        case user(String)
        /// The user's name as it is, and a password that is none of the lab's.
        case wrongPassword(String)
        case keytab, ticket
        case anonymous
    }

    var scenario = "healthy"
    /// nil leaves finding controllers to DNS.
    var server: String? = "ldaps://{server}"
    var address: String?
    var signIn = SignIn.user("reader")
    /// Lines below `directory:`.
    var more: [String] = []
    var tenant: String?
    var skew: String?
    var environment: [String: String] = [:]

    func configuration(_ lab: DirectoryLab) throws -> String {
        let scenario = try lab.scenario(scenario)
        var lines = ["directory:", "  domain: \(scenario.domain)", "  ca-file: \(lab.caFile)"]
        if let server {
            let names = server.replacing("{server}", with: scenario.server)
                .replacing("{alias}", with: scenario.alias)
            lines.append("  server: \(names)")
        }
        if let address { lines.append("  address: \(address)") }
        lines.append(try bind(scenario))
        if case .keytab = signIn { lines.append("  keytab: \(scenario.keytab)") }
        lines += more.map { "  \($0)" }
        if let tenant {
            lines.append("tenant: { \(tenant.replacing("{tenant}", with: scenario.tenant)) }")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func bind(_ scenario: DirectoryLab.Scenario) throws -> String {
        switch signIn {
        case .user(let name):
            guard let user = scenario.users[name] else { throw ProgramError(message: "no user \(name)") }
            return "  bind: { user: \(user.upn), password-file: \(user.passwordFile) }"
        case .wrongPassword(let name): return "  bind: { user: \"\(name)\", password-env: LAB_PASSWORD }"
        case .keytab, .ticket: return "  bind: gssapi"
        case .anonymous: return "  bind: anonymous"
        }
    }

    /// Runs the checks of the directory where its controller is.
    func report(_ more: [String] = [], only: [String] = ["directory", "control-plane"]) async throws
        -> (view: ReportView, run: Command.Run)
    {
        let lab = try DirectoryLab.shared()
        let folder = try TemporaryFolder()
        let file = try folder.write(configuration(lab), to: "preflight.yml")
        var variables = environment.merging(["LAB_PASSWORD": "not-the-password"]) { own, _ in own }
        if case .ticket = signIn, variables["KRB5CCNAME"] == nil {
            // Clients write into the cache, so each has its own.
            let copy = folder.path("tickets")
            try FileManager.default.copyItem(
                atPath: lab.scenario(scenario).ticketCache, toPath: copy)
            variables["KRB5CCNAME"] = "FILE:\(copy)"
        }
        let place = address == nil ? try DirectoryLab.inside(scenario, skew: skew) : []
        let run = try await Program.run(
            ["check", "--config", file, "--output", "json"] + only.flatMap { ["--only", $0] } + more,
            through: place, environment: variables)
        guard [0, 1, 2].contains(run.status) else {
            throw ProgramError(message: "exit status \(run.status): \(run.errors)")
        }
        return (try run.json(), run)
    }
}

extension Command.Run {
    /// The facts of one kind, as a JSON reader sees them.
    func facts(_ kind: String) throws -> [[String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        let facts = document?["facts"] as? [[String: Any]] ?? []
        return facts.filter { $0["kind"] as? String == kind }
    }

    /// The names of the computers that were read from the only domain; nil where they could not be read.
    func computers() throws -> [String]? {
        let observation = try facts("directory").first?["computers"] as? [String: Any]
        return (observation?["present"] as? [[String: Any]])?.compactMap { $0["dn"] as? String }
    }
}
