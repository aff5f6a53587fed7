import Foundation
import TestSupport
import Testing

/// The tenant's services, asked by the built program as whoever a configuration says.
struct TenantServicesTests {
    /// What the report says of the tenant's services.
    private struct Fact: Decodable {
        struct Seen: Decodable {
            struct Why: Decodable {
                var code: String
                var detail: String
            }

            var unreadable: Why?
        }

        struct List: Decodable {
            var kind: String
            var count: Int
            var incomplete: Seen.Why?
        }

        var kind: String
        var name: String?
        var organization: Seen?
        var subscriptions: Seen?
        var lists: [List]?

        /// `code` of all that could not be read to its end.
        var codes: Set<String> {
            let seen = [organization, subscriptions].compactMap { $0?.unreadable?.code }
            return Set(seen + (lists ?? []).compactMap { $0.incomplete?.code })
        }

        func list(_ kind: String) -> List? { lists?.first { $0.kind == kind } }
    }

    private struct Facts: Decodable {
        var facts: [Fact]
    }

    private struct Outcome {
        var run: Command.Run
        var fact: Fact
    }

    private static func check(
        _ habit: String, signIn: String, environment: [String: String] = [:], deadline: Int = 30,
        through path: String = "via: direct"
    ) async throws -> Outcome {
        let lab = try TenantLab.shared()
        let folder = try TemporaryFolder()
        let domain = TenantLab.domain(habit)
        let file = try folder.write(
            "tenant: { domain: \(domain) }\nsign-in: { client-id: \(lab.client), \(signIn) }\n\(lab.network(through: path))",
            to: "preflight.yml")
        let run = try await Program.run(
            ["check", "--config", file, "--only", "tenant", "--deadline", "\(deadline)", "--output", "json"],
            environment: environment)
        guard [0, 1, 2].contains(run.status) else {
            throw ProgramError(message: "exit status \(run.status): \(run.errors)")
        }
        let facts = try JSONDecoder().decode(Facts.self, from: Data(run.output.utf8)).facts
        return Outcome(run: run, fact: try #require(facts.first { $0.kind == "tenant-services" }))
    }

    private static func withSecret(_ habit: String, deadline: Int = 30) async throws -> Outcome {
        let secret = try TenantLab.shared().secret
        let outcome = try await check(
            habit, signIn: "client-secret-env: LAB_SECRET", environment: ["LAB_SECRET": secret],
            deadline: deadline)
        #expect(!"\(outcome.run)".contains(secret))
        return outcome
    }

    /// Each of them is in a token's header, and in the beginning of an assertion.
    private static func expectNoToken(in outcome: Outcome) {
        #expect(!"\(outcome.run)".contains("eyJ"))
    }

    @Test func `a certificate signs in, and everything is read`() async throws {
        let lab = try TenantLab.shared()
        let certificate =
            "certificate: \"\(try lab.file("app.pem"))\", private-key: \"\(try lab.file("app-encrypted.key"))\""
        let outcome = try await Self.check(
            "happy", signIn: "\(certificate), passphrase-file: \"\(try lab.file("passphrase"))\"")
        #expect(outcome.fact.codes == [])
        #expect(outcome.fact.lists?.map(\.count) == [4, 4, 4])
        Self.expectNoToken(in: outcome)
        #expect(!"\(outcome.run)".contains("Pass-phrase.1"))
    }

    @Test func `a wrong secret is told, and shown nowhere`() async throws {
        let outcome = try await Self.check(
            "happy", signIn: "client-secret-env: LAB_SECRET", environment: ["LAB_SECRET": "not-the-secret"])
        #expect(outcome.fact.codes == ["graph.sign-in-rejected", "defender.sign-in-rejected"])
        #expect(outcome.fact.organization?.unreadable?.detail.contains("the client secret is wrong") == true)
        #expect(!"\(outcome.run)".contains("not-the-secret"))
    }

    @Test func `an expired certificate is told with its day`() async throws {
        let lab = try TenantLab.shared()
        let outcome = try await Self.check(
            "happy",
            signIn:
                "certificate: \"\(try lab.file("expired.pem"))\", private-key: \"\(try lab.file("app.key"))\""
        )
        #expect(outcome.fact.codes == ["graph.sign-in-rejected", "defender.sign-in-rejected"])
        #expect(outcome.fact.organization?.unreadable?.detail.hasPrefix("the certificate ended on ") == true)
        Self.expectNoToken(in: outcome)
    }

    @Test(arguments: [
        ("machines-forbidden", "machines", "defender.permission-missing", "Machine.Read.All"),
        ("devices-forever", "entra-devices", "graph.throttled", "longer than the run may last"),
        ("devices-elsewhere", "entra-devices", "graph.incomplete", "where no token is sent"),
        ("machines-huge", "machines", "defender.malformed", "larger than 64 MiB"),
        ("managed-html", "managed-devices", "graph.malformed", "Blocked by proxy"),
    ])
    func `what keeps it from one list is told, and the others are read`(
        habit: String, list: String, code: String, words: String
    ) async throws {
        let outcome = try await Self.withSecret(habit)
        #expect(outcome.fact.codes == [code])
        let why = try #require(outcome.fact.list(list)?.incomplete)
        #expect(why.detail.contains(words), "\(why.detail)")
        Self.expectNoToken(in: outcome)
    }

    @Test func `tokens that somebody else fetched are used, each for its own service`() async throws {
        let lab = try TenantLab.shared()
        let domain = TenantLab.domain("happy")
        let folder = try TemporaryFolder()
        try folder.write(try await lab.token(for: "graph", of: domain) + "\n", to: "graph.token")
        let file = try folder.write(
            "sign-in: { token-file: graph.token, defender-token-env: DEFENDER }\n\(lab.network)",
            to: "preflight.yml")
        let run = try await Program.run(
            ["check", "--config", file, "--only", "tenant", "--output", "json"],
            environment: ["DEFENDER": try await lab.token(for: "graph", of: domain)])
        let facts = try JSONDecoder().decode(Facts.self, from: Data(run.output.utf8)).facts
        let fact = try #require(facts.first { $0.kind == "tenant-services" })
        #expect(fact.codes == ["defender.sign-in-rejected"])
        #expect(fact.list("machines")?.incomplete?.detail.contains("is for another service") == true)
        #expect(fact.list("entra-devices")?.count == 4)
        Self.expectNoToken(in: Outcome(run: run, fact: fact))
    }

    @Test func `the proxy of the configuration is taken`() async throws {
        let port = try Lab.shared().port("squid-open")
        let outcome = try await Self.check(
            "happy", signIn: "client-secret-env: LAB_SECRET",
            environment: ["LAB_SECRET": try TenantLab.shared().secret],
            through: "via: proxy, proxy: \"127.0.0.1:\(port)\"")
        #expect(outcome.fact.codes == [])
        #expect(outcome.fact.lists?.map(\.count) == [4, 4, 4])
    }

    @Test(arguments: [
        ("squid-auth", "the proxy demands a sign-in"),
        ("squid-denying", "the proxy refuses to connect there"),
        ("squid-bump", "certificate"),
    ])
    func `a proxy that is in the way is told, for each service`(proxy: String, words: String) async throws {
        let port = try Lab.shared().port(proxy)
        let outcome = try await Self.check(
            "happy", signIn: "client-secret-env: LAB_SECRET",
            environment: ["LAB_SECRET": try TenantLab.shared().secret],
            through: "via: proxy, proxy: \"127.0.0.1:\(port)\"")
        #expect(outcome.fact.codes == ["graph.unavailable", "defender.unavailable"])
        #expect(outcome.fact.organization?.unreadable?.detail.contains(words) == true)
    }

    @Test func `a person is told on stderr how to sign in`() async throws {
        let outcome = try await Self.check("happy", signIn: "device-code: true")
        #expect(outcome.run.errors.contains("enter the code LAB-CODE"))
        #expect(!outcome.run.output.contains("LAB-CODE"))
        #expect(outcome.fact.codes == [])
    }

    @Test(arguments: [
        ("client-secret-env: NOT_SET", "the environment variable NOT_SET is not set"),
        ("certificate: \"{passphrase}\"", "is neither PEM nor PKCS#12"),
        ("certificate: \"{app.pem}\", private-key: \"{app-encrypted.key}\"", "no passphrase is given"),
        ("certificate: \"{app.p12}\", passphrase-env: WRONG", "the passphrase is wrong"),
        ("certificate: \"{app.pem}\", private-key: \"{other.key}\"", "is not the certificate's"),
    ])
    func `what cannot be used for signing in ends the run with a reason`(
        signIn: String, words: String
    ) async throws {
        let lab = try TenantLab.shared()
        let folder = try TemporaryFolder()
        var text = signIn
        for name in ["passphrase", "app.pem", "app-encrypted.key", "app.p12", "other.key"] {
            text = text.replacingOccurrences(of: "{\(name)}", with: try lab.file(name))
        }
        let file = try folder.write(
            "tenant: { domain: happy.lab.test }\nsign-in: { client-id: \(lab.client), \(text) }\n\(lab.network)",
            to: "preflight.yml")
        let run = try await Program.run(
            ["check", "--config", file, "--only", "tenant"], environment: ["WRONG": "wrong-passphrase"])
        #expect(run.status == 65)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(!run.errors.contains("wrong-passphrase"))
    }
}
