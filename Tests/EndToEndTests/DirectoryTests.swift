import Foundation
import TestSupport
import Testing

/// Reading real Active Directory domains.
struct DirectoryTests {
    private struct Made: Decodable {
        struct Computer: Decodable {
            var dn: String
            var kind: String
        }

        var computers: [Computer]
    }

    @Test(arguments: [
        Directory(), Directory(server: "ldap://{server}"),
        Directory(server: "ldap://{server}", signIn: .keytab),
        Directory(server: nil, signIn: .ticket), Directory(server: nil, signIn: .user("reader")),
        Directory(scenario: "decoy-first", server: nil, signIn: .keytab),
    ])
    func `every way of signing in reads every computer`(directory: Directory) async throws {
        let (view, run) = try await directory.report()
        #expect(view.outcome(of: "directory.controller-reachable") == ["pass"])
        let path = try DirectoryLab.shared().scenario("healthy").computers
        let made = try JSONDecoder().decode(Made.self, from: Data(contentsOf: URL(filePath: path)))
        let read = try #require(try run.computers())
        // Managed service accounts are computers by class and not by category.
        let computers = made.computers.filter { !$0.kind.hasSuffix("service-account") }
        // The controller's own account was not made by the lab.
        #expect(Set(read).isSuperset(of: computers.map(\.dn)))
        #expect(read.count <= computers.count + 1)
        #expect(read.count == Set(read).count)
        #expect(view.outcome(of: "directory.registration-service-connection-point") == ["pass"])
        #expect(view.outcome(of: "control-plane.configmgr-site-published").first?.hasPrefix("note ") == true)
    }

    @Test(arguments: [
        ("disabled", "533"), ("locked", "775"), ("expired", "701"), ("mustchange", "773"), ("hours", "530"),
    ])
    func `a refused sign-in is told in words`(user: String, code: String) async throws {
        let (view, _) = try await Directory(signIn: .user(user)).report()
        let result = try #require(view.results(of: "directory.controller-reachable").first)
        #expect(result.status == "undetermined")
        #expect(result.reasons.map(\.code) == ["ldap.bind-rejected"])
        #expect(result.reasons.first?.message.contains("(data \(code))") == true)
        #expect(result.reasons.first?.message.contains("the sign-in is not accepted") == false)
        #expect(view.verdict != "ready")
    }

    @Test func `a wrong password is told, and appears nowhere`() async throws {
        let (view, run) = try await Directory(signIn: .wrongPassword("reader@corp.contoso.test")).report()
        let result = try #require(view.results(of: "directory.controller-reachable").first)
        #expect(result.reasons.map(\.code) == ["ldap.bind-rejected"])
        #expect(!run.output.contains("not-the-password"))
        #expect(!run.errors.contains("not-the-password"))
    }

    @Test(arguments: [
        (Directory(scenario: "no-controller", server: nil), "fail ldap.no-controller-found"),
        (Directory(scenario: "no-address", server: nil), "fail dns.no-such-name"),
        (Directory(scenario: "all-refused", server: nil), "fail tcp.refused"),
        (Directory(server: "ldap://{server}:390"), "fail tcp.refused"),
        (
            Directory(server: "ldap://{server}", more: ["start-tls: never"]),
            "undetermined ldap.cleartext-refused"
        ),
        (
            Directory(server: "ldap://{server}", more: ["start-tls: never", "allow-cleartext: true"]),
            "undetermined ldap.strong-authentication-required"
        ),
        (
            Directory(server: nil, signIn: .ticket, environment: ["KRB5CCNAME": "FILE:/nonexistent"]),
            "undetermined kerberos.no-credentials"
        ),
        (
            Directory(server: "ldap://{alias}", signIn: .ticket), "undetermined kerberos.unknown-service"
        ),
        (Directory(server: nil, signIn: .ticket, skew: "+1h"), "undetermined kerberos.clock-skew"),
    ])
    func `what is in the way to a controller is named`(directory: Directory, outcome: String) async throws {
        let (view, _) = try await directory.report()
        #expect(view.outcome(of: "directory.controller-reachable") == [outcome])
        #expect(view.verdict != "ready")
        // Nothing is judged that was not read.
        for id in ["directory.registration-service-connection-point", "directory.functional-level"] {
            #expect(view.results(of: id).allSatisfy { $0.status == "undetermined" })
            #expect(view.results(of: id).allSatisfy { $0.blockedBy == ["directory.controller-reachable"] })
        }
    }

    @Test func `an expired ticket is none`() async throws {
        let lab = try DirectoryLab.shared()
        let folder = try TemporaryFolder()
        let copy = folder.path("tickets")
        try FileManager.default.copyItem(atPath: lab.scenario("healthy").expiredTicketCache, toPath: copy)
        let (view, _) = try await Directory(
            server: nil, signIn: .ticket, environment: ["KRB5CCNAME": "FILE:\(copy)"]
        ).report()
        let result = try #require(view.results(of: "directory.controller-reachable").first)
        #expect(result.reasons.map(\.code) == ["kerberos.no-credentials"])
        #expect(result.reasons.first?.message.contains("expired") == true)
    }

    @Test(arguments: [
        (Directory(tenant: "id: {tenant}"), "pass", "pass", "pass"),
        (
            Directory(tenant: "id: 00000000-0000-4000-8000-000000000001"), "pass", "fail tenant.mismatch",
            "pass"
        ),
        (
            Directory(scenario: "missing", tenant: "id: {tenant}"), "fail registration-point.missing", "",
            "not-applicable"
        ),
        (Directory(scenario: "foreign", tenant: "id: {tenant}"), "pass", "fail tenant.mismatch", "pass"),
        (
            Directory(scenario: "enterprise-drs", tenant: "id: {tenant}"), "pass", "pass",
            "fail registration-point.enterprise-drs"
        ),
        (
            Directory(scenario: "unreadable", tenant: "id: {tenant}"),
            "undetermined ldap.insufficient-access",
            "undetermined ldap.insufficient-access", "undetermined ldap.insufficient-access"
        ),
        (
            Directory(scenario: "unreadable", signIn: .user("keywordless"), tenant: "id: {tenant}"),
            "undetermined ldap.insufficient-access", "undetermined ldap.insufficient-access",
            "undetermined ldap.insufficient-access"
        ),
    ])
    func `where computers are sent to register is judged`(
        directory: Directory, point: String, tenant: String, drs: String
    ) async throws {
        // The tenant's own answers are another matter, and are not to be had here.
        let (view, _) = try await directory.report()
        #expect(view.outcome(of: "directory.registration-service-connection-point") == [point])
        if !tenant.isEmpty { #expect(view.outcome(of: "directory.registration-tenant-matches") == [tenant]) }
        #expect(
            view.outcome(of: "directory.registration-not-enterprise-drs").map {
                $0.replacing(" input.not-given", with: "")
            } == [drs])
    }

    @Test func `a controller of another domain is not taken for the one that was asked for`() async throws {
        let lab = try DirectoryLab.shared()
        let healthy = try lab.scenario("healthy")
        let folder = try TemporaryFolder()
        let reader = try #require(healthy.users["reader"])
        let file = try folder.write(
            """
            directory:
              domain: fabrikam.example
              server: ldaps://\(healthy.server)
              ca-file: \(lab.caFile)
              bind: { user: \(reader.upn), password-file: \(reader.passwordFile) }

            """, to: "preflight.yml")
        let run = try await Program.run(
            ["check", "--config", file, "--only", "directory", "--output", "json"],
            through: DirectoryLab.inside("healthy"))
        let view = try run.json()
        #expect(view.outcome(of: "directory.controller-reachable") == ["undetermined directory.other-domain"])
        #expect(view.verdict == "undetermined")
        #expect(try run.computers() == nil)
    }

    @Test func `an anonymous look sees the controller and nothing else`() async throws {
        let (view, _) = try await Directory(signIn: .anonymous).report()
        #expect(view.outcome(of: "directory.controller-reachable") == ["pass"])
        #expect(view.outcome(of: "directory.functional-level") == ["pass"])
        #expect(
            view.outcome(of: "directory.registration-service-connection-point") == [
                "undetermined ldap.insufficient-access"
            ])
    }
}
